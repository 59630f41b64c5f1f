// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/command_table.h"
#include "app/commands/icons.h"
#include "app/compare/compare_pane.h"
#include "app/compare/compare_view.h"
#include "app/panels/panel_parts.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

// The controls around the pictures.
namespace sonosketch {

namespace {
constexpr int longestList = 40; ///< steps offered in a box; the history panel offers all
} // namespace

void ComparePane::buildControls()
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    auto* ways = new QHBoxLayout;
    ways->setContentsMargins(10, 8, 10, 0);
    ways->setSpacing(4);
    m_modes = new QButtonGroup(this);
    const std::array names{tr("Side by side"), tr("Wipe"), tr("Blink"), tr("Difference")};
    const std::array tips{tr("Both pictures, with the same zoom and a cross at the same place."),
        tr("One picture over the other; drag the divider, or move it with the arrow keys."),
        tr("One picture after the other. Hold the space bar to flip by hand."),
        tr("Where the pictures differ, and by how many grey levels.")};
    for (int i = 0; i < 4; ++i) {
        auto* button = new QToolButton;
        button->setObjectName(QStringLiteral("compareMode%1").arg(i));
        button->setText(names[static_cast<std::size_t>(i)]);
        button->setCheckable(true);
        button->setChecked(i == 0);
        describe(
            button, names[static_cast<std::size_t>(i)], tips[static_cast<std::size_t>(i)], CommandTable::keyText(Command::CompareNextMode));
        m_modes->addButton(button, i);
        ways->addWidget(button);
    }
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) { setMode(static_cast<Mode>(id)); });
    ways->addStretch(1);
    const auto number = [&](const char* name, const QString& label, int lowest, int highest, int value, const QString& suffix,
                            const QString& tip) {
        auto* caption = new QLabel(label);
        auto* box = new QSpinBox;
        box->setObjectName(QString::fromLatin1(name));
        box->setRange(lowest, highest);
        box->setValue(value);
        box->setSuffix(suffix);
        box->setAccelerated(true);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        describe(box, label, tip);
        caption->setBuddy(box);
        ways->addSpacing(8);
        ways->addWidget(caption);
        ways->addWidget(box);
        return box;
    };
    m_interval = number("compareInterval", tr("Blink"), 100, 3000, 600, tr(" ms"), tr("How long each picture is shown while they blink."));
    m_interval->setSingleStep(100);
    m_threshold = number("compareThreshold", tr("Changed above"), 0, 254, m_comparison.threshold(), tr(" levels"),
        tr("Pixels that differ by more grey levels than this count as changed."));
    connect(m_interval, &QSpinBox::valueChanged, this, [this](int value) { m_blink.setInterval(value); });
    connect(m_threshold, &QSpinBox::valueChanged, this, [this](int value) { m_comparison.setThreshold(value); });
    column->addLayout(ways);

    auto* sources = new QHBoxLayout;
    sources->setContentsMargins(10, 6, 10, 6);
    sources->setSpacing(6);
    for (int i = 0; i < 2; ++i) {
        auto* box = new QComboBox;
        box->setObjectName(QStringLiteral("compareSource%1").arg(i));
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        box->setMinimumContentsLength(12);
        describe(box, i == 0 ? tr("Left picture") : tr("Right picture"),
            tr("The present picture, the real scan, another model on the same condition, or a step of the history."));
        connect(box, &QComboBox::activated, this, [this, i](int row) { chooseSource(i, row); });
        m_sources[static_cast<std::size_t>(i)] = box;
        sources->addWidget(box, 1);
        if (i == 1)
            break;
        auto* swapButton = new QToolButton;
        swapButton->setObjectName(QStringLiteral("compareSwap"));
        swapButton->setIcon(icon("swap"));
        describe(swapButton, tr("Swap"), tr("Exchanges the two pictures."), CommandTable::keyText(Command::CompareSwap));
        connect(swapButton, &QToolButton::clicked, this, &ComparePane::swap);
        sources->addWidget(swapButton);
    }
    column->addLayout(sources);
}

void ComparePane::fillSources()
{
    using Kind = CompareSource::Kind;
    const HistoryTree& history = m_session.history();
    for (int i = 0; i < 2; ++i) {
        auto& choices = m_choices[static_cast<std::size_t>(i)];
        choices = {{Kind::Present, 0, {}}, {Kind::Scan, 0, {}}};
        for (const auto& entry : m_models.entries())
            choices.push_back({Kind::OtherModel, 0, entry.hash});
        // The steps that led here, nearest first; others come from the history panel.
        auto node = history.current();
        for (int step = 0; step < longestList; ++step, node = history.node(node).parent) {
            choices.push_back({Kind::Node, node, {}});
            if (node == 0)
                break;
        }
        const CompareSource& chosen = m_comparison.side(i).source;
        if (std::find(choices.begin(), choices.end(), chosen) == choices.end())
            choices.push_back(chosen);
        QComboBox* box = m_sources[static_cast<std::size_t>(i)];
        const QSignalBlocker blocker(box);
        box->clear();
        for (const CompareSource& choice : choices)
            box->addItem(m_comparison.describeSource(choice));
        box->addItem(tr("Model from a folder\u2026"));
        box->setCurrentIndex(static_cast<int>(std::find(choices.begin(), choices.end(), chosen) - choices.begin()));
    }
}

void ComparePane::chooseSource(int side, int row)
{
    const auto& choices = m_choices[static_cast<std::size_t>(side)];
    if (row >= 0 && row < static_cast<int>(choices.size()))
        m_comparison.setSource(side, choices[static_cast<std::size_t>(row)]);
    else
        Q_EMIT folderWanted(side);
    fillSources();
}

void ComparePane::showFacts()
{
    const auto& facts = m_comparison.facts();
    const bool both = !m_comparison.side(0).picture.empty() && !m_comparison.side(1).picture.empty();
    if (!facts) {
        m_facts->setText(both ? tr("Measuring\u2026") : QString());
    } else {
        const QString decibel = std::isinf(facts->psnr) ? tr("\u221e") : QString::number(facts->psnr, 'f', 2);
        QString changed = tr("nothing differs by more than %1 levels").arg(m_comparison.threshold());
        const cv::Rect& box = facts->changed.box;
        if (!box.empty())
            changed = tr("changed by more than %1 levels: %2 % of the pixels, within x %3\u2013%4, y %5\u2013%6")
                          .arg(m_comparison.threshold())
                          .arg(100 * facts->changed.share, 0, 'f', 2)
                          .arg(box.x)
                          .arg(box.x + box.width - 1)
                          .arg(box.y)
                          .arg(box.y + box.height - 1);
        m_facts->setText(tr("PSNR %1 dB \u00b7 SSIM %2 \u00b7 %3").arg(decibel, QString::number(facts->ssim, 'f', 4), changed));
    }
    m_facts->setToolTip(m_facts->text());
    if (m_mode == Mode::Difference)
        showPictures();
}

} // namespace sonosketch
