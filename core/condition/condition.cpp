// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/condition/condition.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace sonosketch {

namespace {

void requireSame(const cv::Mat& plane, cv::Size size, const char* name)
{
    if (plane.dims > 2 || plane.size() != size)
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("The {} is {}x{} pixels, the labels are {}x{}", name, plane.cols, plane.rows, size.width, size.height),
            "condition");
    if (plane.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, fmt::format("The {} has another pixel type than 8-bit grey", name), "condition");
}

} // namespace

cv::Mat composeSketch(const cv::Mat& autoEdges, const cv::Mat& labels, const cv::Mat& marks)
{
    requireSame(labels, labels.size(), "label map");
    if (!marks.empty())
        requireSame(marks, labels.size(), "sketch");
    if (!autoEdges.empty())
        requireSame(autoEdges, labels.size(), "plane of automatic edges");
    cv::Mat result(labels.size(), CV_8UC1);
    for (int y = 0; y < labels.rows; ++y) {
        const auto* edge = autoEdges.empty() ? nullptr : autoEdges.ptr<std::uint8_t>(y);
        const auto* label = labels.ptr<std::uint8_t>(y);
        const auto* mark = marks.empty() ? nullptr : marks.ptr<std::uint8_t>(y);
        auto* out = result.ptr<std::uint8_t>(y);
        for (int x = 0; x < labels.cols; ++x) {
            const std::uint8_t drawn = mark ? mark[x] : static_cast<std::uint8_t>(SketchNone);
            const bool background = edge && edge[x] != 0 && label[x] == 0 && drawn != SketchErased;
            out[x] = background || drawn == SketchPen ? 255 : 0;
        }
    }
    return result;
}

ConditionBuilder::ConditionBuilder(ConditionSpec spec)
    : m_spec(std::move(spec))
{
    if (m_spec.version != ConditionSpec::currentVersion)
        throw Error(ErrorCode::VersionMismatch,
            fmt::format("The condition has version {}, this program builds version {}", m_spec.version, ConditionSpec::currentVersion),
            m_spec.palette);
    if (m_spec.classes.size() > ConditionSpec::maxClasses)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("A condition has at most {} classes, not {}", ConditionSpec::maxClasses, m_spec.classes.size()), m_spec.palette);
}

Condition ConditionBuilder::build(const cv::Mat& labels, const cv::Mat& sketch, const cv::Mat& fieldOfView) const
{
    if (labels.empty() || labels.dims > 2 || labels.rows != labels.cols)
        throw Error(ErrorCode::SizeMismatch, fmt::format("The label map is {}x{} pixels, a square is expected", labels.cols, labels.rows),
            "condition");
    requireSame(labels, labels.size(), "label map");
    requireSame(sketch, labels.size(), "sketch");
    if (!fieldOfView.empty())
        requireSame(fieldOfView, labels.size(), "field of view");

    Condition condition;
    condition.channels = m_spec.channels();
    condition.size = labels.rows;
    const std::size_t area = labels.total();
    condition.values.assign(area * static_cast<std::size_t>(condition.channels), 0);
    const std::size_t classes = m_spec.classes.size();
    std::uint8_t* const sketchChannel = condition.values.data() + area * classes;
    std::uint8_t* const viewChannel = m_spec.fieldOfView ? sketchChannel + area : nullptr;
    for (int y = 0; y < labels.rows; ++y) {
        const auto* label = labels.ptr<std::uint8_t>(y);
        const auto* stroke = sketch.ptr<std::uint8_t>(y);
        const auto* view = fieldOfView.empty() ? nullptr : fieldOfView.ptr<std::uint8_t>(y);
        const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(labels.cols);
        for (int x = 0; x < labels.cols; ++x) {
            const std::size_t at = row + static_cast<std::size_t>(x);
            if (label[x] > classes)
                throw Error(ErrorCode::InvalidArgument, fmt::format("The label map holds id {}, the model knows 0..{}", label[x], classes),
                    fmt::format("pixel ({}, {})", x, y));
            if (label[x] != 0)
                condition.values[area * (label[x] - 1u) + at] = 1;
            sketchChannel[at] = stroke[x] != 0;
            if (viewChannel)
                viewChannel[at] = view ? view[x] != 0 : 1;
        }
    }
    return condition;
}

Condition ConditionBuilder::build(const Case& value, const cv::Mat& autoEdges) const
{
    const std::vector<std::string> names = ConditionSpec::forPalette(value.palette).classes;
    if (names != m_spec.classes)
        throw Error(ErrorCode::VersionMismatch,
            fmt::format("The model was made for the classes of \"{}\" ({}), the case has those of \"{}\" ({})", m_spec.palette,
                fmt::join(m_spec.classes, ", "), value.palette.name(), fmt::join(names, ", ")),
            value.provenance.title, "Open a case with the model's palette or choose another model");
    return build(value.labels, composeSketch(autoEdges, value.labels, value.sketch), value.fieldOfView);
}

Condition ConditionBuilder::build(const Case& value) const
{
    return build(value, automaticEdges(value));
}

} // namespace sonosketch
