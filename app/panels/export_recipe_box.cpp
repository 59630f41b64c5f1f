// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/export_recipe_box.h"

#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/base/error.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace sonosketch {

namespace {

/// Of what a recipe that had none of it is given with its slider: the values of the bundled one.
constexpr double usualAffine = 0.9, usualResize = 0.7, usualElastic = 0.9, usualCrop = 0.5, half = 0.5;
constexpr int leastSliderWidth = 160;

/// A slider says how far it goes at most, in whole steps; rounding to nothing would hide what is done.
double roundedUp(double value)
{
    return std::ceil(value - 1e-6);
}

/// How far a range of factors leaves 1, in percent, whichever way it goes farther.
double percentOf(const DrawRange& factors)
{
    return roundedUp((std::max(factors.high, 1 / factors.low) - 1) * 100);
}

DrawRange factorsUpTo(double percent)
{
    const double most = 1 + percent / 100;
    return {1 / most, most};
}

DrawRange upTo(const DrawRange& before, double most)
{
    return {std::min(before.low, most), most};
}

/// A recipe may list movements that its probability never lets happen; they must not come back with another one.
void wakeAffine(VariationRecipe& recipe)
{
    if (recipe.affine.probability > 0)
        return;
    recipe.affine.probability = usualAffine;
    recipe.affine.shift = recipe.affine.rotation = {0, 0};
    recipe.affine.stretch = {1, 1};
}

} // namespace

ExportRecipeBox::ExportRecipeBox(QWidget* parent)
    : QGroupBox(tr("Variations"), parent)
    , m_origin(new QComboBox)
    , m_file(new QLineEdit)
    , m_choose(new QPushButton(tr("Choose…")))
{
    auto* column = new QVBoxLayout(this);
    auto* row = new QHBoxLayout;
    m_origin->setSizeAdjustPolicy(QComboBox::AdjustToContents); // one more may come
    m_origin->setObjectName(QStringLiteral("varyRecipe"));
    describe(m_origin, tr("Recipe"), tr("What the controls below start from."));
    m_origin->addItem(tr("The program's recipe"), static_cast<int>(Origin::Bundled));
    m_origin->addItem(tr("As they are"), static_cast<int>(Origin::AsTheyAre));
    m_origin->addItem(tr("Recipe file:"), static_cast<int>(Origin::File));
    m_file->setObjectName(QStringLiteral("varyFile"));
    m_file->setPlaceholderText(tr("a .toml file"));
    describe(m_file, tr("Recipe file"), tr("A recipe as the command line takes it, in TOML."));
    m_choose->setObjectName(QStringLiteral("varyChoose"));
    describe(m_choose, tr("Choose: %1").arg(tr("Recipe file")), tr("A recipe as the command line takes it, in TOML."));
    row->addWidget(m_origin);
    row->addWidget(m_file, 1);
    row->addWidget(m_choose);
    column->addLayout(row);
    column->addWidget(makeDials());
    column->addStretch(1);

    chooseOrigin();
    connect(m_origin, &QComboBox::currentIndexChanged, this, [this] {
        chooseOrigin();
        Q_EMIT edited();
    });
    connect(m_file, &QLineEdit::editingFinished, this, &ExportRecipeBox::loadFile);
    connect(m_choose, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Recipe of variations"), m_file->text(), tr("Recipes (*.toml)"));
        if (file.isEmpty())
            return;
        m_file->setText(file);
        loadFile();
    });
}

QWidget* ExportRecipeBox::makeDials()
{
    m_controls = new QWidget;
    auto* rows = new QVBoxLayout(m_controls);
    rows->setContentsMargins(0, 0, 0, 0);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(18);
    QFormLayout* form = nullptr;
    const auto newColumn = [&] {
        form = new QFormLayout;
        form->setVerticalSpacing(8);
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        columns->addLayout(form, 1);
    };
    using Recipe = VariationRecipe;
    const auto add = [&](const QString& text, const char* name, double most, const QString& unit, const QString& tip,
                         double (*read)(const Recipe&), void (*write)(Recipe&, double),
                         NumberSlider::Curve curve = NumberSlider::Curve::Linear) {
        auto* slider = new NumberSlider(0, most, 0, unit, curve);
        slider->setObjectName(QString::fromLatin1(name));
        slider->describeAs(text, tip);
        slider->setMinimumWidth(leastSliderWidth);
        form->addRow(text, slider);
        connect(slider, &NumberSlider::edited, this, &ExportRecipeBox::edited);
        m_dials.push_back({slider, 0, read, write});
        return slider;
    };
    const QString percent = tr(" %"), pixels = tr(" px");
    const auto wide = NumberSlider::Curve::SquareRoot;
    newColumn();
    add(
        tr("Move"), "varyMove", 25, percent, tr("How far objects move at most, in parts of the picture's width."),
        [](const Recipe& r) { return r.affine.probability > 0 ? roundedUp(r.affine.shift.high * 100) : 0; },
        [](Recipe& r, double value) {
            wakeAffine(r);
            r.affine.shift = upTo(r.affine.shift, value / 100);
        });
    add(
        tr("Turn"), "varyTurn", 180, tr(" °"), tr("How far objects turn at most, to either side."),
        [](const Recipe& r) {
            const DrawRange& turn = r.affine.rotation;
            return r.affine.probability > 0 ? roundedUp(std::max(std::abs(turn.low), std::abs(turn.high))) : 0;
        },
        [](Recipe& r, double value) {
            wakeAffine(r);
            r.affine.rotation = {-value, value};
        },
        wide);
    add(
        tr("Stretch"), "varyStretch", 100, percent, tr("How much objects get wider or narrower at most, against their height."),
        [](const Recipe& r) { return r.affine.probability > 0 ? percentOf(r.affine.stretch) : 0; },
        [](Recipe& r, double value) {
            wakeAffine(r);
            r.affine.stretch = factorsUpTo(value);
        });
    add(
        tr("Resize"), "varySize", 300, percent, tr("How much objects grow or shrink at most."),
        [](const Recipe& r) { return r.resize.probability > 0 ? percentOf(r.resize.scale) : 0; },
        [](Recipe& r, double value) {
            r.resize.scale = factorsUpTo(value);
            if (r.resize.probability <= 0)
                r.resize.probability = usualResize;
        },
        wide);
    add(
        tr("Bend"), "varyBend", 40, pixels, tr("How far outlines are bent at most, with the tissue around them."),
        [](const Recipe& r) { return r.elastic.probability > 0 ? roundedUp(r.elastic.strength.high) : 0; },
        [](Recipe& r, double value) {
            r.elastic.strength = upTo(r.elastic.strength, value);
            if (r.elastic.probability <= 0)
                r.elastic.probability = usualElastic;
        });
    add(
        tr("Crop"), "varyCrop", 200, percent, tr("How much a part of the picture is enlarged at most, where one is cut out."),
        [](const Recipe& r) { return r.crop.probability > 0 ? roundedUp((r.crop.zoom.high - 1) * 100) : 0; },
        [](Recipe& r, double value) {
            r.crop.zoom = upTo(r.crop.zoom, 1 + value / 100);
            if (r.crop.probability <= 0)
                r.crop.probability = usualCrop;
        },
        wide);
    newColumn();
    add(
        tr("New lesions"), "varyAdd", 100, percent, tr("In how many of the images something is added."),
        [](const Recipe& r) { return roundedUp(r.add.probability * 100); },
        [](Recipe& r, double value) { r.add.probability = value / 100; });
    add(
        tr("Remove lesions"), "varyRemove", 100, percent, tr("How many of the lesions are taken away."),
        [](const Recipe& r) { return roundedUp(r.remove.probability * 100); },
        [](Recipe& r, double value) { r.remove.probability = value / 100; });
    m_relabel = add(
        tr("Other class"), "varyRelabel", 100, percent,
        tr("How many of the lesions get another class of their group in the recipe; off where it has no groups."),
        [](const Recipe& r) { return r.relabel.groups.empty() ? 0 : roundedUp(r.relabel.probability * 100); },
        [](Recipe& r, double value) { r.relabel.probability = r.relabel.groups.empty() ? 0 : value / 100; });
    add(
        tr("Leave out lines"), "varyLines", 100, percent, tr("How many lines of the sketch are left out at most."),
        [](const Recipe& r) { return roundedUp(r.sketch.drop.high * 100); },
        [](Recipe& r, double value) { r.sketch.drop = upTo(r.sketch.drop, value / 100); });
    add(
        tr("Shaky lines"), "varyJitter", 8, pixels, tr("How far lines of the sketch leave the anatomy at most."),
        [](const Recipe& r) { return roundedUp(r.sketch.jitter.high); },
        [](Recipe& r, double value) { r.sketch.jitter = upTo(r.sketch.jitter, value); });
    rows->addLayout(columns);

    auto* checks = new QHBoxLayout;
    checks->setSpacing(18);
    const auto check = [&](const QString& text, const char* name, const QString& tip) {
        auto* box = new QCheckBox(text);
        box->setObjectName(QString::fromLatin1(name));
        describe(box, text, tip);
        checks->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &ExportRecipeBox::edited);
        return box;
    };
    m_mirror = check(tr("Mirror half of them"), "varyMirror", tr("Turns left and right of every second image, drawn at random."));
    m_edges = check(tr("Vary edges"), "varyEdges",
        tr("Draws the settings of the automatic sketch as the recipe says; without it the edges are found as in each of the cases."));
    m_original = check(tr("Originals too"), "varyOriginal", tr("The first image of each case shows it as it is."));
    checks->addStretch();
    rows->addLayout(checks);
    return m_controls;
}

ExportRecipeBox::Origin ExportRecipeBox::origin() const
{
    return static_cast<Origin>(m_origin->currentData().toInt());
}

void ExportRecipeBox::chooseOrigin()
{
    switch (origin()) {
    case Origin::Bundled:
        try {
            setBase(VariationRecipe::bundled());
        } catch (const Error&) {
            setBase({}); // without the program's own files there is still a recipe: that of the sliders
        }
        break;
    case Origin::AsTheyAre: {
        VariationRecipe nothing;
        nothing.canny.own = true;
        setBase(nothing);
        break;
    }
    case Origin::File:
        m_loaded.clear();
        loadFile();
        break;
    case Origin::Earlier:
        setBase(m_earlier);
        break;
    }
    updateEnabled();
}

void ExportRecipeBox::loadFile()
{
    const QString text = m_file->text().trimmed();
    if (text == m_loaded)
        return;
    try {
        if (!text.isEmpty())
            setBase(VariationRecipe::load(toPath(text)));
        m_loaded = text;
        updateEnabled();
        Q_EMIT edited();
    } catch (const Error& error) {
        m_file->setText(m_loaded);
        QString reason = QString::fromUtf8(error.what());
        if (error.hint().empty())
            reason += tr(". Correct the file or choose another one");
        Q_EMIT refused(tr("%1. The recipe stays as it was.").arg(reason));
    }
}

void ExportRecipeBox::setBase(const VariationRecipe& base)
{
    m_base = base;
    for (Dial& dial : m_dials) {
        dial.slider->setValue(dial.read(base));
        dial.shown = dial.slider->value();
    }
    const auto tick = [](QCheckBox* box, bool on) {
        const QSignalBlocker blocker(box);
        box->setChecked(on);
    };
    tick(m_mirror, base.mirror.probability > 0);
    tick(m_edges, !base.canny.own);
    tick(m_original, base.keepOriginal);
}

void ExportRecipeBox::updateEnabled()
{
    const bool file = origin() == Origin::File;
    m_file->setEnabled(file);
    m_choose->setEnabled(file);
    m_controls->setEnabled(origin() != Origin::AsTheyAre);
    m_relabel->setEnabled(!m_base.relabel.groups.empty());
}

void ExportRecipeBox::setRecipe(const VariationRecipe& recipe)
{
    const QSignalBlocker blocker(m_origin);
    m_earlier = recipe;
    if (m_origin->findData(static_cast<int>(Origin::Earlier)) < 0)
        m_origin->addItem(tr("Of an earlier set"), static_cast<int>(Origin::Earlier));
    m_origin->setCurrentIndex(m_origin->findData(static_cast<int>(Origin::Earlier)));
    chooseOrigin();
}

ExportRecipe ExportRecipeBox::recipe() const
{
    if (origin() == Origin::File && m_loaded.isEmpty())
        throw Error(ErrorCode::InvalidArgument, tr("No recipe file is named").toStdString(), {},
            tr("Name one, or choose another recipe").toStdString());
    ExportRecipe result;
    result.recipe = m_base;
    bool touched = false, any = m_mirror->isChecked() || m_edges->isChecked();
    for (const Dial& dial : m_dials) {
        const double value = dial.slider->value();
        any |= value != 0;
        if (value == dial.shown)
            continue;
        touched = true;
        dial.write(result.recipe, value);
    }
    if (!any) {
        result.unchanged = true;
        result.recipe = {};
        result.recipe.name = "as they are";
        result.recipe.keepOriginal = true;
        return result;
    }
    if (m_mirror->isChecked() != (m_base.mirror.probability > 0)) {
        touched = true;
        result.recipe.mirror.probability = m_mirror->isChecked() ? half : 0;
    }
    if (m_original->isChecked() != m_base.keepOriginal) {
        touched = true;
        result.recipe.keepOriginal = m_original->isChecked();
    }
    if (m_edges->isChecked() == m_base.canny.own) {
        touched = true;
        result.recipe.canny.own = !m_edges->isChecked();
    }
    if (touched)
        result.recipe.name = "export panel";
    return result;
}

} // namespace sonosketch
