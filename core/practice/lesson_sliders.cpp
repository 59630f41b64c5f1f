// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/edit/morphology.h"
#include "core/edit/objects.h"
#include "core/edit/shapes.h"
#include "core/edit/transaction.h"
#include "core/metrics/boundary_distance.h"
#include "core/metrics/diameters.h"
#include "core/practice/lesson.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace sonosketch::practice {

namespace {

constexpr double wallReach = 5;
constexpr double penWidth = 1.5; ///< as thin as the edges the generator knows

struct KindRow {
    const char* name;
    double low, high;
};
constexpr std::array kinds{KindRow{"size", 20, 200}, KindRow{"class", 0, 63}, KindRow{"wall", 0, 30}, KindRow{"septa", 0, 6},
    KindRow{"septum", 0, 20}, KindRow{"papilla", 0, 80}};

cv::Mat onCanvas(const LabelObject& object)
{
    cv::Mat plane = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
    if (!object.empty())
        object.mask.copyTo(plane(object.area));
    return plane;
}

/// Where a line through `foot` at a right angle to the longest diameter leaves the mask.
Span chord(const cv::Mat& mask, const Diameters& diameters, double part)
{
    const cv::Point2d along = diameters.longest.to - diameters.longest.from;
    const cv::Point2d right = cv::Point2d(-along.y, along.x) / std::max(1.0, diameters.longest.length());
    const cv::Point2d foot = diameters.longest.from + part * along;
    const double reach = diameters.longest.length();
    Span found{foot, foot};
    bool any = false;
    for (double s = -reach; s <= reach; s += 0.5) {
        const cv::Point at(static_cast<int>(std::floor(foot.x + s * right.x)), static_cast<int>(std::floor(foot.y + s * right.y)));
        if (!cv::Rect(0, 0, mask.cols, mask.rows).contains(at) || mask.at<std::uint8_t>(at) == 0)
            continue;
        found.to = foot + s * right;
        if (!any)
            found.from = found.to;
        any = true;
    }
    return found;
}

/// A band of tissue: up to a hand's line as a line, beyond that as tissue between two lines.
void drawBand(Transaction& edit, const cv::Mat& band, double thickness)
{
    if (thickness <= 3) {
        edit.fill(Plane::Sketch, band, SketchPen);
        return;
    }
    edit.fill(Plane::Labels, band, 0);
    edit.fill(Plane::Sketch, band, SketchErased);
    edit.fill(Plane::Sketch, boundaryOf(band), SketchPen);
}

void drawWall(Transaction& edit, const cv::Mat& mask, double thickness)
{
    const cv::Mat inner = shrinkMask(mask, thickness);
    if (thickness > 3)
        edit.fill(Plane::Labels, mask & ~inner, 0);
    edit.fill(Plane::Sketch, boundaryOf(mask), SketchPen);
    if (cv::countNonZero(inner) > 0)
        edit.fill(Plane::Sketch, boundaryOf(inner), SketchPen);
}

void drawSepta(Transaction& edit, const cv::Mat& mask, int count, double thickness)
{
    const auto diameters = diametersOfRegion(mask);
    for (int i = 1; diameters && i <= count; ++i) {
        const Span span = chord(mask, *diameters, i / (count + 1.0));
        // A slight bow, as membranes under tension between two walls have it.
        const cv::Point2d middle = (span.from + span.to) / 2 + 0.06 * (diameters->longest.to - diameters->longest.from);
        drawBand(edit, curveMask({span.from, middle, span.to}, std::max(penWidth, thickness)) & mask, thickness);
    }
}

void drawPapilla(Transaction& edit, const cv::Mat& mask, double height)
{
    const auto diameters = diametersOfRegion(mask);
    if (!diameters)
        return;
    // At the far wall, where a beam from above shows it best.
    const Span& across = diameters->across;
    const cv::Point2d foot = across.from.y > across.to.y ? across.from : across.to;
    const cv::Point2d other = across.from.y > across.to.y ? across.to : across.from;
    const double turned = std::atan2(other.y - foot.y, other.x - foot.x) * 180 / CV_PI;
    const cv::Mat bump = ellipseMask(foot, {height, 0.7 * height}, turned) & mask;
    edit.fill(Plane::Labels, bump, 0);
    edit.fill(Plane::Sketch, bump, SketchErased);
    edit.fill(Plane::Sketch, boundaryOf(bump), SketchPen);
}

} // namespace

const char* sliderName(SliderKind kind)
{
    return kinds.at(static_cast<std::size_t>(kind)).name;
}

std::pair<double, double> sliderLimits(SliderKind kind)
{
    const KindRow& row = kinds.at(static_cast<std::size_t>(kind));
    return {row.low, row.high};
}

void applySliders(Transaction& edit, const LessonStep& step, const std::vector<double>& values)
{
    if (step.sliders.empty())
        return;
    if (values.size() != step.sliders.size())
        throw Error(ErrorCode::InvalidArgument, "There must be one value for each slider", "lesson");
    const auto found = objectAt(edit.value(), step.object);
    if (!found)
        throw Error(
            ErrorCode::InvalidArgument, "There is no object where the sliders should work", "lesson", "Put the step's place on a lesion");
    const auto valueOf = [&](std::size_t i) {
        const LessonSlider& slider = step.sliders[i];
        return std::clamp(values[i], std::min(slider.from, slider.to), std::max(slider.from, slider.to));
    };
    LabelObject object = *found;
    const cv::Mat old = onCanvas(object);
    bool reshaped = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (step.sliders[i].kind == SliderKind::Size && std::lround(valueOf(i)) != 100) {
            Placement placement;
            placement.pivot = middle(object);
            placement.scale = {valueOf(i) / 100, valueOf(i) / 100};
            object = transformed(object, affine(placement));
            reshaped = true;
        } else if (step.sliders[i].kind == SliderKind::Class) {
            const auto& classes = step.sliders[i].classes;
            object.className = classes.at(std::min(static_cast<std::size_t>(std::lround(valueOf(i))), classes.size() - 1));
        }
    }
    edit.fill(Plane::Labels, old, 0);
    if (!object.empty())
        pasteObject(edit, object);
    edit.fill(Plane::Labels, edit.value().fieldOfView == 0, 0); // growing may reach beyond the view
    const cv::Mat mask = onCanvas(object) & (edit.value().fieldOfView != 0);
    if (reshaped) // edges of the scan that say where the old wall was
        edit.fill(Plane::Sketch, growMask(old | mask, wallReach) & ~mask & (edit.value().sketch != SketchPen), SketchErased);
    if (cv::countNonZero(mask) == 0)
        return;
    // The innermost last: what stands in the lesion is drawn over its wall.
    for (const SliderKind kind : {SliderKind::Wall, SliderKind::Septa, SliderKind::Septum, SliderKind::Papilla})
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double value = valueOf(i);
            if (step.sliders[i].kind != kind || value < 0.5)
                continue;
            if (kind == SliderKind::Wall)
                drawWall(edit, mask, value);
            else if (kind == SliderKind::Septa)
                drawSepta(edit, mask, static_cast<int>(std::lround(value)), penWidth);
            else if (kind == SliderKind::Septum)
                drawSepta(edit, mask, 1, value);
            else
                drawPapilla(edit, mask, value);
        }
}

} // namespace sonosketch::practice
