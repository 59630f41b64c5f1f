// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/view_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QVariant>

#include <algorithm>

namespace sonosketch {

/// One line that ends in an ellipsis where it does not fit.
class ElidedLabel : public QLabel {
protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(), Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

ViewHeader::ViewHeader(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_detail(new ElidedLabel)
    , m_chips{new QLabel, new QLabel}
{
    setObjectName(QStringLiteral("viewHeader"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(32);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 10, 0);
    row->setSpacing(8);
    auto* name = new QLabel(title);
    name->setObjectName(QStringLiteral("viewTitle"));
    row->addWidget(name);
    m_detail->setObjectName(QStringLiteral("viewDetail"));
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_detail, 1);
    for (QLabel* chip : m_chips) {
        chip->setObjectName(QStringLiteral("chip"));
        chip->setAlignment(Qt::AlignCenter);
        chip->setFixedSize(64, 20);
        chip->hide();
        row->addWidget(chip);
    }
}

void ViewHeader::setDetail(const QString& text, const QString& tip)
{
    if (m_detail->text() != text)
        m_detail->setText(text);
    m_detail->setToolTip(tip);
}

void ViewHeader::setChip(int index, const QString& text, const char* look, const QString& tip)
{
    QLabel* chip = m_chips[index];
    if (chip->text() != text) {
        chip->setText(text);
        // A fixed size keeps a counting chip from laying the window out again.
        chip->setFixedWidth(std::max(64, (chip->fontMetrics().horizontalAdvance(text) / 16 + 2) * 16));
        chip->setAccessibleName(text);
    }
    chip->setToolTip(tip);
    if (chip->isHidden() != text.isEmpty())
        chip->setHidden(text.isEmpty());
    const QVariant next = QString::fromLatin1(look);
    if (chip->property("look") != next) {
        chip->setProperty("look", next);
        chip->style()->unpolish(chip);
        chip->style()->polish(chip);
    }
}

} // namespace sonosketch
