// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPixmap>
#include <QSlider>
#include <QString>

class QDoubleSpinBox;

namespace sonosketch {

/// Tooltip, status tip and accessible name in one call: `tip` one sentence, `keys` what does the same on the keyboard (may be empty).
void describe(QWidget* widget, const QString& name, const QString& tip, const QString& keys = {});

/// A rounded colour patch for lists and legends.
QPixmap swatch(const QColor& color, int size = 14);

/// A slider with a spin box that show one number. The slider may run on a curve (square root), so that small values get room.
class NumberSlider : public QWidget {
    Q_OBJECT

public:
    enum class Curve { Linear, SquareRoot };

    NumberSlider(
        double minimum, double maximum, int decimals, const QString& suffix, Curve curve = Curve::Linear, QWidget* parent = nullptr);

    double value() const;
    /// Emits nothing.
    void setValue(double value);
    void describeAs(const QString& name, const QString& tip, const QString& keys = {});
    QSlider* slider() { return m_slider; }
    bool isSliderDown() const { return m_slider->isSliderDown(); }

Q_SIGNALS:
    /// By hand: slider, wheel, keys or typing.
    void edited(double value);
    /// A drag has ended.
    void released();

private:
    static constexpr int steps = 1000;
    int toSlider(double value) const;
    double fromSlider(int position) const;

    double m_minimum;
    double m_maximum;
    Curve m_curve;
    QSlider* m_slider;
    QDoubleSpinBox* m_box;
};

} // namespace sonosketch
