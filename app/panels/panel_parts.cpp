// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/panel_parts.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>

#include <cmath>

namespace sonosketch {

void describe(QWidget* widget, const QString& name, const QString& tip, const QString& keys)
{
    widget->setAccessibleName(name);
    widget->setAccessibleDescription(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
    widget->setToolTip(QStringLiteral("<b>%1</b>%2<br>%3")
                           .arg(name.toHtmlEscaped(), keys.isEmpty() ? QString() : QStringLiteral(" &nbsp;(%1)").arg(keys.toHtmlEscaped()),
                               tip.toHtmlEscaped()));
}

QPixmap swatch(const QColor& color, int size)
{
    constexpr int scale = 2; // for displays with more pixels
    QPixmap pixmap(size * scale, size * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(255, 255, 255, 60), 1));
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(0.5, 0.5, size - 1.0, size - 1.0), 3, 3);
    return pixmap;
}

NumberSlider::NumberSlider(double minimum, double maximum, int decimals, const QString& suffix, Curve curve, QWidget* parent)
    : QWidget(parent)
    , m_minimum(minimum)
    , m_maximum(maximum)
    , m_curve(curve)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_box(new QDoubleSpinBox)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_slider, 1);
    row->addWidget(m_box);
    m_slider->setRange(0, steps);
    m_slider->setMinimumWidth(56);
    m_slider->setSingleStep(10);
    m_slider->setPageStep(100);
    m_box->setRange(minimum, maximum);
    m_box->setDecimals(decimals);
    m_box->setSingleStep(decimals > 0 ? 0.1 : 1.0);
    m_box->setSuffix(suffix);
    m_box->setKeyboardTracking(false);
    m_box->setAlignment(Qt::AlignRight);
    m_box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_box->setFixedWidth(58);
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        const QSignalBlocker blocker(m_box);
        m_box->setValue(fromSlider(position));
        Q_EMIT edited(m_box->value());
    });
    connect(m_slider, &QSlider::sliderReleased, this, &NumberSlider::released);
    connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double number) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(toSlider(number));
        Q_EMIT edited(number);
    });
}

double NumberSlider::value() const
{
    return m_box->value();
}

void NumberSlider::setValue(double value)
{
    if (m_slider->isSliderDown())
        return; // a hand holds it
    const QSignalBlocker boxBlocker(m_box);
    const QSignalBlocker sliderBlocker(m_slider);
    m_box->setValue(value);
    m_slider->setValue(toSlider(value));
}

void NumberSlider::describeAs(const QString& name, const QString& tip, const QString& keys)
{
    describe(this, name, tip, keys);
    describe(m_slider, name, tip, keys);
    describe(m_box, name, tip, keys);
}

int NumberSlider::toSlider(double value) const
{
    double part = (value - m_minimum) / (m_maximum - m_minimum);
    if (m_curve == Curve::SquareRoot)
        part = std::sqrt(part);
    return static_cast<int>(std::lround(part * steps));
}

double NumberSlider::fromSlider(int position) const
{
    double part = static_cast<double>(position) / steps;
    if (m_curve == Curve::SquareRoot)
        part *= part;
    return m_minimum + part * (m_maximum - m_minimum);
}

} // namespace sonosketch
