// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/objects.h"

#include "core/base/error.h"
#include "core/edit/checks.h"
#include "core/edit/morphology.h"
#include "core/edit/regions.h"
#include "core/edit/shapes.h"
#include "core/edit/transaction.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch {

namespace {

/// Where a pixel's centre falls on the border of two source pixels, the last bits of the map must not choose between them.
constexpr double edgeSlack = 1e-9;

[[noreturn]] void refuse(const std::string& problem, const LabelObject& object, const std::string& hint = {})
{
    throw Error(ErrorCode::InvalidArgument, problem, fmt::format("object \"{}\"", object.className), hint);
}

std::uint8_t labelOf(const LabelObject& object, const LabelPalette& palette)
{
    if (const LabelClass* found = palette.find(object.className))
        return found->id;
    throw Error(ErrorCode::NotFound, fmt::format("This case has no class \"{}\"", object.className),
        fmt::format("palette \"{}\"", palette.name()), "Choose a case whose palette has it");
}

/// A block of an object on an otherwise empty canvas.
cv::Mat onCanvas(const cv::Mat& block, const cv::Rect& area)
{
    cv::Mat plane = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
    if (!area.empty())
        block.copyTo(plane(area));
    return plane;
}

/// The object cut to the pixels that are in use.
LabelObject cropped(const LabelObject& like, const cv::Mat& mask, const cv::Mat& marks)
{
    LabelObject object;
    object.className = like.className;
    object.mmPerPixel = like.mmPerPixel;
    object.area = cv::boundingRect(mask | marks);
    if (cv::countNonZero(mask) == 0)
        object.area = {}; // a sketch alone is no object
    if (!object.area.empty()) {
        object.mask = mask(object.area).clone();
        object.marks = marks(object.area).clone();
    }
    return object;
}

/// Draws the label of an object and then its marks where the label landed; `from` is what it leaves behind.
void land(Transaction& edit, const LabelObject& object, std::uint8_t label, const cv::Mat& from, const cv::Mat& marksWithout)
{
    const cv::Mat to = onCanvas(object.mask, object.area), marks = onCanvas(object.marks, object.area);
    edit.reshape(from, to, label);
    cv::Mat sketch = marksWithout.clone();
    const cv::Mat landed = to & (edit.value().labels == label);
    // Where a rule kept the label out, the marks of that pixel stay away too.
    marks.copyTo(sketch, landed | ((marks != 0) & (to == 0)));
    edit.setPlane(Plane::Sketch, sketch);
}

/// Puts the rule back whatever happens.
class RuleKeeper {
public:
    explicit RuleKeeper(Transaction& edit)
        : m_edit(edit)
        , m_rule(edit.rule())
    {
    }
    ~RuleKeeper() { m_edit.setRule(m_rule); }
    RuleKeeper(const RuleKeeper&) = delete;
    RuleKeeper& operator=(const RuleKeeper&) = delete;

private:
    Transaction& m_edit;
    PaintRule m_rule;
};

} // namespace

void validate(const LabelObject& object)
{
    const auto corrupt = [&](const char* problem) {
        throw Error(ErrorCode::Corrupt, problem, fmt::format("object \"{}\"", object.className.substr(0, 200)));
    };
    if (object.className.empty())
        corrupt("The object has no class");
    if (object.mmPerPixel && !(std::isfinite(*object.mmPerPixel) && *object.mmPerPixel > 0))
        corrupt("The object's pixel spacing is not positive");
    const cv::Rect& area = object.area;
    // Bounds by subtraction: sums would overflow on hostile numbers.
    if (area.x < 0 || area.y < 0 || area.width < 0 || area.height < 0 || area.x > canvasSize || area.y > canvasSize
        || area.width > canvasSize - area.x || area.height > canvasSize - area.y)
        corrupt("The object reaches beyond the canvas");
    if (area.empty()) {
        if (!object.mask.empty() || !object.marks.empty())
            corrupt("An empty object holds pixels");
        return;
    }
    for (const cv::Mat* plane : {&object.mask, &object.marks})
        if (plane->dims > 2 || plane->size() != area.size() || plane->type() != CV_8UC1)
            corrupt("A plane of the object has another size or pixel type than its area");
    for (const std::uint8_t pixel : cv::Mat_<std::uint8_t>(object.mask))
        if (pixel != 0 && pixel != 255)
            corrupt("The object's mask holds a value other than 0 and 255");
    for (const std::uint8_t pixel : cv::Mat_<std::uint8_t>(object.marks))
        if (pixel > SketchErased)
            corrupt("The object's sketch holds an unknown mark");
}

std::optional<LabelObject> objectAt(const Case& value, cv::Point2d at, double margin)
{
    requireWithin(margin, 0, maxSketchMargin, "margin", "object");
    requireCanvasMask(value.labels, "object");
    requireCanvasMask(value.sketch, "object");
    const cv::Point seed = canvasPixel(at);
    if (seed.x < 0)
        return std::nullopt;
    const std::uint8_t label = value.labels.at<std::uint8_t>(seed);
    if (label == 0)
        return std::nullopt;
    if (!value.palette.contains(label))
        throw Error(ErrorCode::InvalidArgument, fmt::format("The palette has no label {}", label), "object");
    const cv::Mat mask = connectedPart(labelMask(value.labels, label), seed, Neighbours::Eight);
    const cv::Mat reach = growMask(fillHoles(mask), margin) & ((value.labels == 0) | mask);
    cv::Mat marks = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
    value.sketch.copyTo(marks, reach);
    LabelObject like;
    like.className = value.palette.classes()[label].name;
    like.mmPerPixel = value.mmPerPixel;
    return cropped(like, mask, marks);
}

cv::Matx23d affine(const Placement& placement)
{
    requirePoint(placement.move, "placement");
    requirePoint(placement.pivot, "placement");
    requireWithin(placement.rotation, -36000, 36000, "rotation", "placement");
    requireWithin(placement.scale.width, 1.0 / 32, 32, "scale", "placement");
    requireWithin(placement.scale.height, 1.0 / 32, 32, "scale", "placement");
    const auto [cosine, sine] = cosineAndSine(placement.rotation);
    const double sx = placement.mirrored ? -placement.scale.width : placement.scale.width, sy = placement.scale.height;
    const cv::Point2d& p = placement.pivot;
    const double a = cosine * sx, b = -sine * sy, c = sine * sx, d = cosine * sy;
    return {a, b, p.x + placement.move.x - a * p.x - b * p.y, c, d, p.y + placement.move.y - c * p.x - d * p.y};
}

cv::Point2d middle(const LabelObject& object)
{
    if (object.empty())
        return {canvasSize / 2.0, canvasSize / 2.0};
    const cv::Rect box = cv::boundingRect(object.mask);
    return {object.area.x + box.x + box.width / 2.0, object.area.y + box.y + box.height / 2.0};
}

LabelObject transformed(const LabelObject& object, const cv::Matx23d& map)
{
    validate(object);
    for (int i = 0; i < 6; ++i)
        if (!std::isfinite(map.val[i]) || std::abs(map.val[i]) > 1e8)
            refuse("The map is not finite", object);
    const double a = map(0, 0), b = map(0, 1), c = map(1, 0), d = map(1, 1), det = a * d - b * c;
    // The two stretches of the map: its singular values, from their product and the sum of their squares.
    const double squares = (a * a + b * b + c * c + d * d) / 2, spread = std::sqrt(std::max(0.0, squares * squares - det * det));
    const double most = std::sqrt(squares + spread), least = most > 0 ? std::abs(det) / most : 0;
    if (!(least >= 1.0 / 1024 && most <= 1024))
        refuse(fmt::format("The object cannot be scaled by {:.3g} .. {:.3g}", least, most), object, "Stay within 1/1024 .. 1024");

    cv::Mat mask = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1), marks = mask.clone();
    if (object.empty())
        return cropped(object, mask, marks);
    const cv::Rect& area = object.area;
    const auto forward = [&](double x, double y) { return cv::Point2d(a * x + b * y + map(0, 2), c * x + d * y + map(1, 2)); };
    cv::Point2d first(canvasSize, canvasSize), last(0, 0);
    for (const int x : {area.x, area.x + area.width})
        for (const int y : {area.y, area.y + area.height}) {
            const cv::Point2d corner = forward(x, y);
            first = {std::min(first.x, corner.x), std::min(first.y, corner.y)};
            last = {std::max(last.x, corner.x), std::max(last.y, corner.y)};
        }
    const auto pixel = [](double value) { return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(canvasSize))); };
    for (int y = pixel(std::floor(first.y)); y < pixel(std::ceil(last.y)); ++y)
        for (int x = pixel(std::floor(first.x)); x < pixel(std::ceil(last.x)); ++x) {
            const double u = x + 0.5 - map(0, 2), v = y + 0.5 - map(1, 2);
            const double sourceX = std::floor((d * u - b * v) / det + edgeSlack), sourceY = std::floor((a * v - c * u) / det + edgeSlack);
            // Compared as doubles: far positions do not fit an int.
            if (!(sourceX >= area.x && sourceX < area.x + area.width && sourceY >= area.y && sourceY < area.y + area.height))
                continue;
            const int column = static_cast<int>(sourceX) - area.x, row = static_cast<int>(sourceY) - area.y;
            mask.at<std::uint8_t>(y, x) = object.mask.at<std::uint8_t>(row, column);
            marks.at<std::uint8_t>(y, x) = object.marks.at<std::uint8_t>(row, column);
        }
    if (least < 1 - 1e-9)
        for (int row = 0; row < area.height; ++row)
            for (int column = 0; column < area.width; ++column) {
                const std::uint8_t mark = object.marks.at<std::uint8_t>(row, column);
                if (mark == SketchNone)
                    continue;
                const cv::Point2d at = forward(area.x + column + 0.5, area.y + row + 0.5);
                if (!(at.x >= 0 && at.x < canvasSize && at.y >= 0 && at.y < canvasSize))
                    continue;
                auto& target = marks.at<std::uint8_t>(static_cast<int>(at.y), static_cast<int>(at.x));
                // Where several land, a stroke outweighs an erased mark.
                if (target != SketchPen)
                    target = mark;
            }
    return cropped(object, mask, marks);
}

void moveObject(Transaction& edit, const LabelObject& object, const cv::Matx23d& map)
{
    validate(object);
    const std::uint8_t label = labelOf(object, edit.value().palette);
    requireEditable(edit, label, "move object");
    if (edit.rule().isLocked(0))
        refuse("The background is locked, so the object cannot leave its place", object, "Unlock it first");
    const cv::Mat from = onCanvas(object.mask, object.area);
    if (object.empty() || cv::countNonZero(from & (edit.value().labels != label)) != 0)
        refuse("The object is not in the case any more", object, "Pick it again");
    const LabelObject moved = transformed(object, map);
    if (moved.empty())
        refuse("Nothing of the object would be left on the canvas", object);
    cv::Mat sketch = edit.value().sketch.clone();
    sketch.setTo(SketchNone, onCanvas(object.marks, object.area));
    land(edit, moved, label, from, sketch);
}

void pasteObject(Transaction& edit, const LabelObject& object)
{
    validate(object);
    if (object.empty())
        refuse("There is nothing to paste", object);
    const std::uint8_t label = labelOf(object, edit.value().palette);
    requireEditable(edit, label, "paste object");
    land(edit, object, label, cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1), edit.value().sketch);
}

double trueToSize(const LabelObject& object, const Case& into)
{
    return object.mmPerPixel && into.mmPerPixel ? *object.mmPerPixel / *into.mmPerPixel : 1;
}

void mirrorCase(Transaction& edit)
{
    const Case& now = edit.value();
    cv::Mat labels, sketch = now.sketch.clone(), view;
    cv::flip(now.labels, labels, 1);
    cv::flip(now.fieldOfView, view, 1);
    for (int y = 0; y < canvasSize; ++y)
        for (int x = 0; x < canvasSize; ++x) {
            const std::uint8_t before = now.labels.at<std::uint8_t>(y, x), after = labels.at<std::uint8_t>(y, x);
            for (const std::uint8_t label : {before, after})
                if (before != after && edit.rule().isLocked(label))
                    throw Error(ErrorCode::InvalidArgument,
                        fmt::format("\"{}\" is locked and would change", now.palette.classes()[label].name), "mirror", "Unlock it first");
        }
    const bool burn = now.autoSketch && !now.source.empty();
    if (burn)
        sketch.setTo(SketchPen, automaticEdges(now) & (now.labels == 0) & (now.sketch != SketchErased));
    cv::flip(sketch, sketch, 1);

    const RuleKeeper keeper(edit);
    edit.setRule({});
    if (burn)
        edit.setAutoSketch(false); // first, so that no edges of the unmirrored scan are computed for a mirrored field of view
    edit.setPlane(Plane::Labels, labels);
    edit.setPlane(Plane::Sketch, sketch);
    edit.setPlane(Plane::FieldOfView, view);
}

} // namespace sonosketch
