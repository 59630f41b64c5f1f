// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/export_sources_box.h"

#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/base/error.h"
#include "core/dataset/dataset.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace sonosketch {

namespace {

constexpr int partName = Qt::UserRole, shownParts = 3, rowHeight = 24, leastFieldWidth = 170;

} // namespace

ExportSourcesBox::ExportSourcesBox(QWidget* parent)
    : QGroupBox(tr("Sources"), parent)
    , m_kinds(new QButtonGroup(this))
{
    auto* column = new QVBoxLayout(this);
    const auto add = [&](ExportPlace::Kind which, const QString& text, const char* name, const QString& tip) {
        auto* button = new QRadioButton(text);
        button->setObjectName(QString::fromLatin1(name));
        describe(button, text, tip);
        m_kinds->addButton(button, static_cast<int>(which));
        column->addWidget(button);
        return button;
    };
    using Kind = ExportPlace::Kind;
    add(Kind::ThisCase, tr("This case"), "sourceThis", tr("The case as it is on show now."))->setChecked(true);
    add(Kind::PinnedSteps, tr("Pinned steps"), "sourcePinned", tr("Every step of the history that is pinned."));
    add(Kind::AllSteps, tr("All steps"), "sourceAll", tr("Every step of the history."));
    add(Kind::Examples, tr("Bundled cases"), "sourceExamples", tr("The cases that come with the program."));
    add(Kind::Folder, tr("Folder of cases"), "sourceFolder", tr("Each case folder in a folder."));
    column->addWidget(makeFolder(m_cases, m_chooseCases, "exportCases", tr("Folder of cases"), tr("A folder that holds case folders")));
    add(Kind::DataSet, tr("Data set"), "sourceData", tr("An imported data set: a folder that holds manifest.json."));
    column->addWidget(
        makeFolder(m_data, m_chooseData, "exportData", tr("Folder of the data set"), tr("A folder that holds manifest.json")));
    m_parts = new QListWidget;
    m_parts->setObjectName(QStringLiteral("exportParts"));
    describe(m_parts, tr("Parts of the data set"), tr("Only examples of these parts; they stay in them."));
    m_parts->setFixedHeight(shownParts * rowHeight + 10);
    column->addWidget(m_parts);
    column->addStretch();

    connect(m_kinds, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (!checked)
            return;
        updateEnabled();
        Q_EMIT edited();
    });
    connect(m_cases, &QLineEdit::editingFinished, this, &ExportSourcesBox::edited);
    connect(m_data, &QLineEdit::editingFinished, this, [this] {
        readParts();
        Q_EMIT edited();
    });
    connect(m_parts, &QListWidget::itemChanged, this, &ExportSourcesBox::edited);
    updateEnabled();
}

QWidget* ExportSourcesBox::makeFolder(QLineEdit*& line, QPushButton*& choose, const char* name, const QString& text, const QString& title)
{
    auto* widget = new QWidget;
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    line = new QLineEdit;
    line->setObjectName(QString::fromLatin1(name));
    line->setMinimumWidth(leastFieldWidth);
    describe(line, text, title + QLatin1Char('.'));
    choose = new QPushButton(tr("Choose…"));
    choose->setObjectName(QString::fromLatin1(name) + QStringLiteral("Choose"));
    describe(choose, tr("Choose: %1").arg(text), title + QLatin1Char('.'));
    row->addWidget(line, 1);
    row->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, [this, line, title] {
        const QString folder = QFileDialog::getExistingDirectory(this, title, line->text());
        if (folder.isEmpty())
            return;
        line->setText(folder);
        if (line == m_data)
            readParts();
        Q_EMIT edited();
    });
    return widget;
}

ExportPlace::Kind ExportSourcesBox::kind() const
{
    return static_cast<ExportPlace::Kind>(m_kinds->checkedId());
}

ExportPlace ExportSourcesBox::place() const
{
    ExportPlace place;
    place.kind = kind();
    if (place.kind == ExportPlace::Kind::Folder)
        place.folder = toPath(m_cases->text().trimmed());
    if (place.kind != ExportPlace::Kind::DataSet)
        return place;
    place.folder = toPath(m_data->text().trimmed());
    if (place.folder.empty())
        throw Error(ErrorCode::InvalidArgument, tr("No data set is named").toStdString(), {},
            tr("Name a folder that holds manifest.json").toStdString());
    if (m_parts->count() == 0 || m_read != m_data->text()) {
        place.splits = m_wanted;
        return place;
    }
    for (int i = 0; i < m_parts->count(); ++i)
        if (m_parts->item(i)->checkState() == Qt::Checked)
            place.splits.push_back(m_parts->item(i)->data(partName).toString().toStdString());
    if (place.splits.empty())
        throw Error(ErrorCode::InvalidArgument, tr("No part of the data set is chosen").toStdString(), place.folder.string(),
            tr("Tick one under Sources").toStdString());
    if (static_cast<int>(place.splits.size()) == m_parts->count())
        place.splits.clear();
    return place;
}

bool ExportSourcesBox::isComplete() const
{
    try {
        place();
        return true;
    } catch (const Error&) {
        return false;
    }
}

void ExportSourcesBox::setPlace(const ExportPlace& place)
{
    const QSignalBlocker kinds(m_kinds);
    m_kinds->button(static_cast<int>(place.kind))->setChecked(true);
    if (place.kind == ExportPlace::Kind::Folder)
        m_cases->setText(toText(place.folder));
    if (place.kind == ExportPlace::Kind::DataSet) {
        m_data->setText(toText(place.folder));
        m_read.clear(); // other parts may be wanted of the same one
        readParts();
        m_wanted = place.splits;
    }
    updateEnabled();
}

void ExportSourcesBox::updateEnabled()
{
    const bool isFolder = kind() == ExportPlace::Kind::Folder, isDataSet = kind() == ExportPlace::Kind::DataSet;
    m_cases->setEnabled(isFolder);
    m_chooseCases->setEnabled(isFolder);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_data, m_chooseData, m_parts})
        widget->setEnabled(isDataSet);
}

void ExportSourcesBox::readParts()
{
    const QString text = m_data->text();
    if (!text.isEmpty() && text == m_read)
        return; // the field was only left: what is ticked stays
    m_wanted.clear();
    {
        const QSignalBlocker blocker(m_parts);
        m_parts->clear();
    }
    m_read.clear();
    if (text.trimmed().isEmpty())
        return;
    m_jobs.start(
        JobRunner::Kind::Cancellable, tr("Data set"),
        [folder = toPath(text.trimmed())](JobContext&) {
            std::vector<std::pair<std::string, std::size_t>> parts;
            for (const DatasetItem& item : DatasetManifest::load(folder).items) {
                const auto known = std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == item.split; });
                if (known == parts.end())
                    parts.emplace_back(item.split, 1);
                else
                    ++known->second;
            }
            return parts;
        },
        [this, text](const std::vector<std::pair<std::string, std::size_t>>& parts) {
            if (text != m_data->text())
                return; // another one was named in the meantime
            m_read = text;
            showParts(parts);
        },
        [](const Error&) {}); // the previews read the same folder and say what is wrong with it
}

void ExportSourcesBox::showParts(const std::vector<std::pair<std::string, std::size_t>>& parts)
{
    const QSignalBlocker blocker(m_parts);
    m_parts->clear();
    for (const auto& [name, count] : parts) {
        auto* item = new QListWidgetItem(QStringLiteral("%1 (%2)").arg(QString::fromStdString(name)).arg(count), m_parts);
        item->setData(partName, QString::fromStdString(name));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        const bool wanted = m_wanted.empty() || std::find(m_wanted.begin(), m_wanted.end(), name) != m_wanted.end();
        item->setCheckState(wanted ? Qt::Checked : Qt::Unchecked);
    }
}

} // namespace sonosketch
