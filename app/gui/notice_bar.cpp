// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/notice_bar.h"

#include "app/panels/panel_parts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace sonosketch {

NoticeBar::NoticeBar(QWidget* parent)
    : QToolBar(tr("Notices"), parent)
{
    setObjectName(QStringLiteral("noticeBar"));
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    toggleViewAction()->setVisible(false);
    auto* area = new QWidget;
    m_column = new QVBoxLayout(area);
    m_column->setContentsMargins(4, 2, 4, 2);
    m_column->setSpacing(4);
    area->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(area);
    hide();
}

void NoticeBar::post(const QString& name, const QString& text, const std::vector<Button>& buttons, const QPixmap& picture)
{
    withdraw(name);
    auto* row = new QWidget;
    row->setObjectName(name);
    row->setAccessibleName(text);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(6, 2, 6, 2);
    layout->setSpacing(10);
    if (!picture.isNull()) {
        auto* image = new QLabel;
        image->setPixmap(picture);
        image->setAccessibleName(tr("The case as it was left"));
        layout->addWidget(image);
    }
    auto* label = new QLabel(text);
    label->setObjectName(name + QStringLiteral("Text"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    layout->addWidget(label, 1);
    for (std::size_t index = 0; index < buttons.size(); ++index) {
        auto* button = new QPushButton(buttons[index].text);
        button->setObjectName(name + QString::number(index));
        describe(button, buttons[index].text, buttons[index].tip);
        connect(button, &QPushButton::clicked, this, [this, name, action = buttons[index].action] {
            withdraw(name);
            if (action)
                action();
        });
        layout->addWidget(button);
    }
    m_rows[name] = row;
    m_column->addWidget(row);
    show();
}

void NoticeBar::setText(const QString& name, const QString& text)
{
    const auto row = m_rows.find(name);
    if (row == m_rows.end())
        return;
    row->second->setAccessibleName(text);
    row->second->findChild<QLabel*>(name + QStringLiteral("Text"))->setText(text);
}

void NoticeBar::withdraw(const QString& name)
{
    const auto row = m_rows.find(name);
    if (row == m_rows.end())
        return;
    // Its own button may be asking.
    m_column->removeWidget(row->second);
    row->second->hide();
    row->second->deleteLater();
    m_rows.erase(row);
    setVisible(!m_rows.empty());
}

QString NoticeBar::text(const QString& name) const
{
    const auto row = m_rows.find(name);
    return row == m_rows.end() ? QString() : row->second->findChild<QLabel*>(name + QStringLiteral("Text"))->text();
}

} // namespace sonosketch
