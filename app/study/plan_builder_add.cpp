// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/plan_builder_add.h"

#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/base/error.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace sonosketch {

using Kind = study::BuilderSet::Kind;

PlanBuilderAdd::PlanBuilderAdd(const ModelCatalogue& models, QWidget* parent)
    : QWidget(parent)
    , m_models(models)
    , m_kind(new QComboBox)
    , m_folder(new QLineEdit)
    , m_split(new QComboBox)
    , m_model(new QComboBox)
    , m_name(new QLineEdit)
    , m_add(new QPushButton(tr("Add set")))
    , m_problem(new QLabel)
{
    m_kind->setObjectName(QStringLiteral("addKind"));
    m_folder->setObjectName(QStringLiteral("addFolder"));
    m_split->setObjectName(QStringLiteral("addSplit"));
    m_model->setObjectName(QStringLiteral("addModel"));
    m_name->setObjectName(QStringLiteral("addName"));
    m_add->setObjectName(QStringLiteral("addSet"));
    m_problem->setObjectName(QStringLiteral("addProblem"));
    m_kind->addItem(tr("Real: folder of pictures"), static_cast<int>(Kind::RealFolder));
    m_kind->addItem(tr("Real: part of a data set"), static_cast<int>(Kind::RealDataset));
    m_kind->addItem(tr("Synthesised: folder of pictures"), static_cast<int>(Kind::SynthesisedFolder));
    m_kind->addItem(tr("Synthesise with a model"), static_cast<int>(Kind::Model));
    describe(m_kind, tr("Kind of set"), tr("What the pictures are, and where they come from."));
    describe(m_folder, tr("Folder"), tr("A folder of PNG and JPEG pictures, or an imported data set."));
    describe(m_split, tr("Part"), tr("The part of the data set; best one that no network was trained on."));
    describe(m_model, tr("Model"), tr("It synthesises the pictures from the data set's labels, in the background."));
    describe(m_name, tr("Name of the set"), tr("For the report; readers never see it."));
    describe(m_add, tr("Add set"), tr("Looks at the pictures and adds them to the study."));
    m_name->setMaxLength(80);
    m_name->setPlaceholderText(tr("Name in the report"));
    m_folder->setPlaceholderText(tr("Folder"));
    m_problem->setWordWrap(true);
    m_problem->setProperty("look", "warn");
    m_problem->hide();
    auto* browse = new QPushButton(QStringLiteral("\u2026"));
    browse->setObjectName(QStringLiteral("addBrowse"));
    browse->setFixedWidth(48);
    describe(browse, tr("Choose folder"), tr("Opens the dialog of folders."));

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(m_kind, 0, 0);
    grid->addWidget(m_folder, 0, 1);
    grid->addWidget(browse, 0, 2);
    auto* row = new QHBoxLayout;
    row->addWidget(m_split);
    row->addWidget(m_model);
    row->addWidget(m_name, 1);
    grid->addLayout(row, 1, 0, 1, 2);
    grid->addWidget(m_add, 1, 3);
    grid->addWidget(m_problem, 2, 0, 1, 4);
    grid->setColumnStretch(1, 1);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &PlanBuilderAdd::kindChanged);
    connect(m_folder, &QLineEdit::textChanged, this, &PlanBuilderAdd::folderChanged);
    connect(m_split, &QComboBox::currentIndexChanged, this, &PlanBuilderAdd::suggestName);
    connect(m_model, &QComboBox::currentIndexChanged, this, &PlanBuilderAdd::suggestName);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_named = !m_name->text().isEmpty(); });
    connect(m_add, &QPushButton::clicked, this, &PlanBuilderAdd::add);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Pictures or data set"), m_folder->text());
        if (!folder.isEmpty())
            m_folder->setText(folder);
    });
    connect(&m_models, &ModelCatalogue::changed, this, &PlanBuilderAdd::fillModels);
    fillModels();
    kindChanged();
}

void PlanBuilderAdd::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

Kind PlanBuilderAdd::kind() const
{
    return static_cast<Kind>(m_kind->currentData().toInt());
}

void PlanBuilderAdd::fillModels()
{
    m_model->clear();
    for (const ModelCatalogue::Entry& entry : m_models.entries())
        m_model->addItem(QString::fromStdString(entry.name), QString::fromStdString(entry.hash));
}

void PlanBuilderAdd::kindChanged()
{
    const bool dataset = kind() == Kind::RealDataset || kind() == Kind::Model;
    m_split->setVisible(dataset);
    m_model->setVisible(kind() == Kind::Model);
    m_folder->setPlaceholderText(dataset ? tr("Folder of an imported data set") : tr("Folder of PNG and JPEG pictures"));
    folderChanged();
}

void PlanBuilderAdd::folderChanged()
{
    m_problem->hide();
    const QString before = m_split->currentData().toString();
    m_split->clear();
    if (m_split->isVisibleTo(this) && !m_folder->text().isEmpty()) {
        try {
            for (const auto& [split, count] : study::splitsOf(toPath(m_folder->text())))
                m_split->addItem(tr("%1 (%2)").arg(QString::fromStdString(split)).arg(count), QString::fromStdString(split));
        } catch (const Error& error) {
            m_problem->setText(QString::fromStdString(error.what()));
            m_problem->show();
        }
        m_split->setCurrentIndex(std::max(0, m_split->findData(before.isEmpty() ? QStringLiteral("test") : before)));
    }
    m_split->setEnabled(m_split->count() > 0);
    m_add->setEnabled(!m_folder->text().isEmpty() && (!m_split->isVisibleTo(this) || m_split->count() > 0)
        && (kind() != Kind::Model || m_model->count() > 0));
    suggestName();
}

void PlanBuilderAdd::suggestName()
{
    if (m_named)
        return;
    const QString folder = QString::fromStdString(toPath(m_folder->text()).filename().string());
    m_name->setText(kind() == Kind::Model ? m_model->currentText() : kind() == Kind::RealDataset ? tr("real") : folder);
}

void PlanBuilderAdd::add()
{
    study::BuilderSet set;
    set.kind = kind();
    set.name = m_name->text().trimmed().toStdString();
    set.folder = toPath(m_folder->text());
    set.split = m_split->currentData().toString().toStdString();
    if (set.kind == Kind::Model) {
        const auto* entry = m_models.find(m_model->currentData().toString().toStdString());
        if (!entry)
            return;
        set.model = entry->name;
        set.factory = entry->factory;
    }
    m_named = false;
    Q_EMIT wanted(set);
}

} // namespace sonosketch
