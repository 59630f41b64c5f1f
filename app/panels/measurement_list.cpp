// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/measurement_list.h"

#include "app/commands/command_table.h"
#include "app/panels/panel_parts.h"
#include "app/tools/measure_tools.h"
#include "app/tools/tool_box.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace sonosketch {

MeasurementList::MeasurementList(ToolBox& tools, QWidget* parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_list(new QListWidget)
    , m_name(new QLineEdit)
    , m_delete(new QPushButton(tr("Delete")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_list->setObjectName(QStringLiteral("measurementList"));
    m_list->setWordWrap(true);
    m_list->setMinimumHeight(96);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    describe(m_list, tr("Measurements"), tr("What was measured on the condition and on the synthesised picture."));
    m_name->setObjectName(QStringLiteral("measurementName"));
    m_name->setPlaceholderText(tr("Name"));
    m_name->setMaxLength(80);
    describe(m_name, tr("Name of the measurement"), tr("Stands beside the measurement instead of its number."));
    m_delete->setObjectName(QStringLiteral("deleteMeasurement"));
    describe(m_delete, tr("Delete measurement"), tr("Removes the selected measurement."), CommandTable::keyText(Command::DeleteObject));
    column->addWidget(m_list, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_name, 1);
    row->addWidget(m_delete);
    column->addLayout(row);

    connect(m_list, &QListWidget::currentRowChanged, this, [this](int index) {
        m_tools.selectMeasurement(index < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(index)));
        showSelection();
    });
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (const auto index = selected(); index && m_name->isModified())
            nameMeasurement(m_tools, *index, m_name->text());
        m_name->setModified(false);
    });
    connect(m_delete, &QPushButton::clicked, this, [this] {
        if (const auto index = selected())
            deleteMeasurement(m_tools, *index);
    });
    connect(&tools.session(), &EditorSession::changed, this, [this](const DocumentChange& change) {
        if (change.measurements)
            refresh();
    });
    connect(&tools, &ToolBox::overlayChanged, this, &MeasurementList::showSelection);
    refresh();
}

std::optional<std::size_t> MeasurementList::selected() const
{
    return m_tools.selectedMeasurement();
}

void MeasurementList::refresh()
{
    {
        const QSignalBlocker blocker(m_list);
        const Case& value = m_tools.session().value();
        const auto count = static_cast<int>(value.measurements.size());
        while (m_list->count() > count)
            delete m_list->takeItem(m_list->count() - 1);
        while (m_list->count() < count)
            m_list->addItem(QString());
        for (int i = 0; i < count; ++i)
            m_list->item(i)->setText(measurementDetails(value, static_cast<std::size_t>(i)));
    }
    showSelection();
}

void MeasurementList::showSelection()
{
    const auto index = selected();
    const QSignalBlocker blocker(m_list);
    m_list->setCurrentRow(index ? static_cast<int>(*index) : -1);
    m_name->setEnabled(index.has_value());
    m_delete->setEnabled(index.has_value());
    if (!m_name->hasFocus() || !index) {
        m_name->setText(index ? QString::fromStdString(m_tools.session().value().measurements[*index].name) : QString());
        m_name->setModified(false);
    }
}

} // namespace sonosketch
