// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_plot.h"

#include "app/canvas/colors.h"
#include "app/session/text.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace sonosketch {

namespace {
constexpr std::size_t meanOf = 5;
}

PracticePlot::PracticePlot(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Progress of each class"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PracticePlot::setAnswers(const std::vector<practice::Answer>& answers, const LabelPalette& palette)
{
    m_series.clear();
    m_answers = static_cast<int>(answers.size());
    int number = 0;
    for (const practice::Answer& answer : answers) {
        ++number;
        const LabelClass* known = answer.kind == practice::Kind::WhatIf ? nullptr : palette.find(answer.trueClass);
        const QString name = known ? classText(known->name) : answer.kind == practice::Kind::WhatIf ? tr("Lessons") : tr("Other classes");
        auto found = std::ranges::find(m_series, name, &Series::name);
        if (found == m_series.end()) {
            m_series.push_back({name, known ? QColor(known->red, known->green, known->blue) : QColor(150, 155, 162), {}, {}});
            found = m_series.end() - 1;
        }
        found->points.emplace_back(number, answer.score());
        const std::size_t count = std::min(meanOf, found->points.size());
        double sum = 0;
        for (std::size_t i = found->points.size() - count; i < found->points.size(); ++i)
            sum += found->points[i].y();
        found->means.push_back(sum / static_cast<double>(count));
    }
    std::ranges::sort(m_series, {}, &Series::name);
    setAccessibleDescription(tr("Answers: %1").arg(m_answers));
    update();
}

void PracticePlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colors::viewBackground);
    const QFontMetrics metrics = painter.fontMetrics();
    int legendWidth = 0;
    for (const Series& each : m_series)
        legendWidth = std::max(legendWidth, metrics.horizontalAdvance(each.name) + 40);
    const QRectF area = QRectF(rect()).adjusted(52, 18, -(legendWidth + 20), -40);
    if (m_answers == 0 || area.width() < 60) {
        painter.setPen(colors::text);
        painter.drawText(rect(), Qt::AlignCenter, tr("No answers yet"));
        return;
    }
    const double last = std::max(2, m_answers);
    const auto place = [&](double x, double y) {
        return QPointF(area.left() + (x - 1) / (last - 1) * area.width(), area.bottom() - y * area.height());
    };
    for (int tick = 0; tick <= 4; ++tick) {
        const double y = tick / 4.0;
        painter.setPen(QPen(colors::frame, 1));
        painter.drawLine(place(1, y), place(last, y));
        painter.setPen(colors::text);
        painter.drawText(
            QRectF(0, place(1, y).y() - 10, area.left() - 8, 20), Qt::AlignRight | Qt::AlignVCenter, locale().toString(y, 'f', 2));
    }
    const int every = std::max(1, m_answers / 8);
    for (int number = 1; number <= m_answers; number += every)
        painter.drawText(QRectF(place(number, 0).x() - 30, area.bottom() + 4, 60, 18), Qt::AlignCenter, locale().toString(number));
    painter.drawText(
        QRectF(area.left(), area.bottom() + 20, area.width(), 18), Qt::AlignCenter, tr("answers, oldest first; 1 is a perfect score"));

    double row = area.top();
    for (const Series& each : m_series) {
        QPainterPath line;
        for (std::size_t i = 0; i < each.points.size(); ++i) {
            const QPointF at = place(each.points[i].x(), each.means[i]);
            if (i == 0)
                line.moveTo(at);
            else
                line.lineTo(at);
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(each.color, 2));
        painter.drawPath(line);
        painter.setPen(Qt::NoPen);
        painter.setBrush(each.color);
        for (const QPointF& point : each.points)
            painter.drawEllipse(place(point.x(), point.y()), 3.5, 3.5);
        painter.drawEllipse(QPointF(area.right() + 22, row + 8), 4.5, 4.5);
        painter.setPen(colors::text);
        painter.drawText(QRectF(area.right() + 34, row, legendWidth, 18), Qt::AlignLeft | Qt::AlignVCenter, each.name);
        row += 20;
    }
}

} // namespace sonosketch
