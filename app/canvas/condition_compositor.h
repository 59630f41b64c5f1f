// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/layer_model.h"
#include "core/document/case.h"

#include <QImage>
#include <QRect>

namespace sonosketch {

/// Draws the layers of a case into one picture. Keeps the composed picture, so that a stroke recomposes only what it touched.
/// What it shows as sketch is what the model gets: the composite of core/condition.
class ConditionCompositor {
public:
    ConditionCompositor();

    const QImage& image() const { return m_image; }
    /// Recomposes `area` (canvas pixels) and whatever the automatic edges changed elsewhere. Returns the canvas pixels that may differ now.
    /// Labels whose bit is set in `hiddenLabels` are not drawn.
    QRect compose(
        const Case& value, const cv::Mat& autoEdges, const LayerStyles& styles, const QRect& area, std::uint64_t hiddenLabels = 0);

private:
    void composeArea(const Case& value, const LayerStyles& styles, const cv::Rect& area, std::uint64_t hiddenLabels);

    QImage m_image;
    cv::Mat m_edges; ///< as last drawn; CV_8UC1, canvas size
};

} // namespace sonosketch
