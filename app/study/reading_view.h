// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QWidget>

#include <opencv2/core.hpp>

namespace sonosketch {

/// The picture of a reading: zoom by wheel, moved with the left or middle button, brightness and contrast with the right one. Whatever a reader does here
/// changes the view alone. GUI thread.
class ReadingView : public QWidget {
    Q_OBJECT

public:
    static constexpr double minZoom = 1.0, maxZoom = 16.0; ///< as multiples of the fitted size
    static constexpr int minWidth = 2, maxWidth = 512;

    explicit ReadingView(QWidget* parent = nullptr);

    /// CV_8UC1, copied; empty: nothing but `message`. The view stays as it was.
    void setPicture(const cv::Mat& picture, const QString& message = {});
    bool hasPicture() const { return !m_grey.isNull(); }
    /// Fitted, and the grey levels as they are.
    void reset();
    void resetGrey();

    double zoom() const { return m_zoom; }
    void zoomBy(double factor);
    void fit();
    /// Grey levels from level - width / 2 to level + width / 2 span black to white. 127.5 and 255: as they are.
    void setGrey(double width, double level);
    double greyWidth() const { return m_width; }
    double greyLevel() const { return m_level; }
    /// What is painted, before zooming.
    const QImage& shown() const { return m_shown; }

    QSize minimumSizeHint() const override { return {256, 256}; }
    QSize sizeHint() const override { return {900, 900}; }

Q_SIGNALS:
    void greyChanged();
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    double scale() const;
    void zoomAt(double factor, QPointF at);
    void keepInReach();
    void applyGrey();

    QImage m_grey, m_shown;
    QString m_message;
    double m_zoom = 1.0;
    QPointF m_offset; ///< of the picture's centre from the widget's, in widget pixels
    double m_width = 255.0, m_level = 127.5;
    QPointF m_last;
    Qt::MouseButton m_button = Qt::NoButton;
};

} // namespace sonosketch
