// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/condition_compositor.h"

#include "app/canvas/colors.h"
#include "core/condition/condition.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>

namespace sonosketch {

namespace {

const cv::Rect wholeCanvas(0, 0, canvasSize, canvasSize);
/// Outlines and the composite rule look at neighbours; this many pixels around a change may look different.
constexpr int reach = 4;

struct Color {
    int red = 0, green = 0, blue = 0;

    void blend(const Color& over, int weight) // weight 0 .. 256
    {
        red += (over.red - red) * weight / 256;
        green += (over.green - green) * weight / 256;
        blue += (over.blue - blue) * weight / 256;
    }
};

Color fromQt(const QColor& color)
{
    return {color.red(), color.green(), color.blue()};
}

int weightOf(const LayerStyle& style)
{
    return style.visible ? static_cast<int>(style.opacity * 256.0 + 0.5) : 0;
}

cv::Rect grown(const cv::Rect& rect, int by)
{
    return cv::Rect(rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by) & wholeCanvas;
}

bool isOutline(const cv::Mat& plane, int x, int y)
{
    const std::uint8_t mine = plane.at<std::uint8_t>(y, x);
    return (x > 0 && plane.at<std::uint8_t>(y, x - 1) != mine) || (y > 0 && plane.at<std::uint8_t>(y - 1, x) != mine)
        || (x + 1 < plane.cols && plane.at<std::uint8_t>(y, x + 1) != mine)
        || (y + 1 < plane.rows && plane.at<std::uint8_t>(y + 1, x) != mine);
}

} // namespace

ConditionCompositor::ConditionCompositor()
    : m_image(canvasSize, canvasSize, QImage::Format_RGB32)
{
    m_image.fill(Qt::black);
}

QRect ConditionCompositor::compose(
    const Case& value, const cv::Mat& autoEdges, const LayerStyles& styles, const QRect& area, std::uint64_t hiddenLabels)
{
    cv::Rect dirty = grown({area.x(), area.y(), area.width(), area.height()}, reach);
    if (area.isEmpty())
        dirty = {};
    // A stroke in the field of view, or a slider, moves edges outside of the stroke's own rectangle.
    const cv::Mat edges = autoEdges.empty() || !value.autoSketch ? cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1) : autoEdges;
    if (m_edges.empty()) {
        dirty = wholeCanvas;
        m_edges = edges.clone();
    } else {
        const cv::Mat difference = edges != m_edges;
        if (const cv::Rect moved = cv::boundingRect(difference); !moved.empty()) {
            dirty = dirty.empty() ? moved : dirty | moved;
            edges.copyTo(m_edges);
        }
    }
    if (dirty.empty())
        return {};
    composeArea(value, styles, dirty, hiddenLabels);
    return {dirty.x, dirty.y, dirty.width, dirty.height};
}

void ConditionCompositor::composeArea(const Case& value, const LayerStyles& styles, const cv::Rect& area, std::uint64_t hiddenLabels)
{
    const int source = weightOf(styles[static_cast<std::size_t>(Layer::Source)]);
    const int field = weightOf(styles[static_cast<std::size_t>(Layer::FieldOfView)]);
    const int labels = weightOf(styles[static_cast<std::size_t>(Layer::Labels)]);
    const int automatic = weightOf(styles[static_cast<std::size_t>(Layer::AutoEdges)]);
    const int strokes = weightOf(styles[static_cast<std::size_t>(Layer::Strokes)]);
    const Color automaticColor = fromQt(colors::autoEdges);
    const Color strokeColor = fromQt(colors::penStrokes);
    const Color outsideColor = fromQt(colors::outsideView);

    std::array<Color, 256> palette{};
    std::array<bool, 256> shown{};
    for (const LabelClass& label : value.palette.classes()) {
        palette[label.id] = {label.red, label.green, label.blue};
        shown[label.id] = label.id != 0 && !(hiddenLabels >> label.id & 1u);
    }

    // The composite rule looks at a few neighbours, so it gets a wider block than the one drawn.
    const cv::Rect block = grown(area, reach);
    const cv::Mat sketch = composeSketch(m_edges(block), value.labels(block), value.sketch(block));

    for (int y = area.y; y < area.y + area.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(y));
        const auto* labelRow = value.labels.ptr<std::uint8_t>(y);
        const auto* markRow = value.sketch.ptr<std::uint8_t>(y);
        const auto* fieldRow = value.fieldOfView.ptr<std::uint8_t>(y);
        const auto* sourceRow = value.source.empty() ? nullptr : value.source.ptr<std::uint8_t>(y);
        const auto* sketchRow = sketch.ptr<std::uint8_t>(y - block.y);
        for (int x = area.x; x < area.x + area.width; ++x) {
            const int gray = sourceRow ? sourceRow[x] * source / 256 : 0;
            Color color{gray, gray, gray};
            if (field > 0) {
                if (fieldRow[x] == 0)
                    color.blend(outsideColor, field);
                else if (isOutline(value.fieldOfView, x, y))
                    color.blend({120, 150, 190}, field);
            }
            if (labels > 0 && shown[labelRow[x]])
                color.blend(palette[labelRow[x]], isOutline(value.labels, x, y) ? std::min(256, labels * 2) : labels);
            if (sketchRow[x - block.x] != 0) {
                if (markRow[x] == SketchPen)
                    color.blend(strokeColor, strokes);
                else
                    color.blend(automaticColor, automatic);
            }
            line[x] = qRgb(color.red, color.green, color.blue);
        }
    }
}

} // namespace sonosketch
