// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/image_view.h"

#include <QColor>
#include <QImage>
#include <QPainterPath>

#include <opencv2/core.hpp>

#include <optional>
#include <vector>

namespace sonosketch {

/// Colours of scores, from the palette of Okabe and Ito (2008) that colour-blind people tell apart; two of the areas are hatched besides.
namespace practice_colors {
inline constexpr QColor answer{86, 180, 233}; ///< what the trainee painted, clicked or measured
inline constexpr QColor hit{86, 180, 233};    ///< sky blue
inline constexpr QColor missed{240, 228, 66}; ///< yellow
inline constexpr QColor tooMuch{213, 94, 0};  ///< vermilion
inline constexpr QColor truth{240, 228, 66};  ///< lines and outlines of what was right
} // namespace practice_colors

/// A grey picture as QImage; CV_8UC1.
QImage greyImage(const cv::Mat& grey);
/// A mask (non-zero = in) as transparent colour.
QImage tintOf(const cv::Mat& mask, const QColor& color, int alpha = 110);
/// What was hit, missed and too much (PaintScore::overlay), in colours and hatches.
QImage scoreTint(const cv::Mat& overlay);
/// The outline of a mask in canvas coordinates.
QPainterPath outlineOf(const cv::Mat& mask);

/// The mark of a click, and a caliper: a line with crosses at its ends. Canvas coordinates.
QPainterPath crossAt(QPointF at);
QPainterPath caliperPath(QPointF from, QPointF to);

/// A picture for practice with what lies above it, and the pen's positions on it. Zoom and pan as every view.
class PracticeView : public ImageView {
    Q_OBJECT

public:
    struct Drawing {
        QPainterPath path; ///< canvas coordinates
        QColor color;
        Qt::PenStyle style = Qt::SolidLine;
        QString text = {};
        QPointF textAt = {};
    };

    explicit PracticeView(ViewTransform& transform, QWidget* parent = nullptr);

    /// CV_8UC1 of canvas size, or empty. A synthetic picture gets its visible mark.
    void setPicture(const cv::Mat& picture, bool synthetic);
    const QImage& shown() const { return m_picture; }
    void setTint(const QImage& tint);
    const QImage& tint() const { return m_tint; }
    void setDrawings(std::vector<Drawing> drawings);
    const std::vector<Drawing>& drawings() const { return m_drawings; }
    /// Written over the empty view: "The generator is drawing".
    void setNotice(const QString& text);
    /// Outline of the brush at the pointer, in canvas pixels; 0 for a cross.
    void setBrush(double diameter);
    /// Whether the left button is reported.
    void setActive(bool active);

Q_SIGNALS:
    void pressed(QPointF canvas);
    void moved(QPointF canvas); ///< while the button is down
    void released(QPointF canvas);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintDrawing(QPainter& painter, const Drawing& drawing);

    QImage m_picture, m_tint;
    std::vector<Drawing> m_drawings;
    QString m_notice;
    std::optional<QPointF> m_pointer;
    double m_brush = 0;
    bool m_active = false, m_down = false;
};

} // namespace sonosketch
