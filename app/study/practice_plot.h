// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"
#include "core/practice/progress_store.h"

#include <QColor>
#include <QPointF>
#include <QWidget>

#include <vector>

namespace sonosketch {

/// Progress over time: for each class the score of every answer as a dot, and the mean of the last five as a line.
class PracticePlot : public QWidget {
    Q_OBJECT

public:
    struct Series {
        QString name;
        QColor color;
        std::vector<QPointF> points; ///< x: number of the answer among those shown, from 1; y: score 0 .. 1
        std::vector<double> means;   ///< of this point and up to four before it
    };

    explicit PracticePlot(QWidget* parent = nullptr);

    /// In the order they were given. Colours are the palette's; lessons and unknown classes are grey.
    void setAnswers(const std::vector<practice::Answer>& answers, const LabelPalette& palette);
    const std::vector<Series>& series() const { return m_series; }
    QSize sizeHint() const override { return {640, 320}; }
    QSize minimumSizeHint() const override { return {320, 200}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Series> m_series;
    int m_answers = 0;
};

} // namespace sonosketch
