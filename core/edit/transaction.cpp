// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/transaction.h"

#include "core/base/error.h"
#include "core/edit/brush_area.h"
#include "core/edit/checks.h"
#include "core/edit/document_writer.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cmath>

namespace sonosketch {

namespace {

/// The smallest rectangle within `area` outside of which two planes are equal; empty if they are equal.
cv::Rect differingRect(const cv::Mat& a, const cv::Mat& b, const cv::Rect& area)
{
    int left = area.x + area.width, right = area.x, top = -1, bottom = -1;
    for (int y = area.y; y < area.y + area.height; ++y) {
        const auto* rowA = a.ptr<std::uint8_t>(y);
        const auto* rowB = b.ptr<std::uint8_t>(y);
        for (int x = area.x; x < area.x + area.width; ++x) {
            if (rowA[x] == rowB[x])
                continue;
            left = std::min(left, x);
            right = std::max(right, x + 1);
            top = top < 0 ? y : top;
            bottom = y + 1;
        }
    }
    return top < 0 ? cv::Rect() : cv::Rect(left, top, right - left, bottom - top);
}

} // namespace

bool PaintRule::allows(std::uint8_t old, std::uint8_t value) const
{
    if (isLocked(old) || isLocked(value))
        return false;
    switch (over) {
    case Over::OnlyBackground:
        return old == 0;
    case Over::OnlyChosen:
        return old < 64 && (chosen >> old & 1u) != 0;
    case Over::Everywhere:
        break;
    }
    return true;
}

struct Transaction::Implementation {
    /// A plane as it was before this transaction first wrote to it, and where it wrote since.
    struct Staged {
        cv::Mat before;
        cv::Rect touched;
    };

    DocumentWriter writer;
    std::string text;
    std::array<std::optional<Staged>, allPlanes.size()> staged;
    CannySettings cannyBefore;
    bool autoSketchBefore;
    std::vector<Measurement> measurementsBefore;

    Implementation(Document& document, std::string what)
        : writer(document)
        , text(std::move(what))
        , cannyBefore(document.value().canny)
        , autoSketchBefore(document.value().autoSketch)
        , measurementsBefore(document.value().measurements)
    {
    }

    /// The one loop that writes pixels: `wanted(x, y, value)` says whether a pixel is meant and may alter the value.
    template <class Wanted>
    void write(Plane which, const cv::Rect& area, const PaintRule& rule, Wanted wanted)
    {
        if (area.empty())
            return;
        cv::Mat& plane = writer.plane(which);
        auto& keep = staged[static_cast<std::size_t>(which)];
        if (!keep)
            keep.emplace(Staged{plane.clone(), {}});
        cv::Rect changed;
        for (int y = area.y; y < area.y + area.height; ++y) {
            auto* row = plane.ptr<std::uint8_t>(y);
            int left = -1, right = -1;
            for (int x = area.x; x < area.x + area.width; ++x) {
                std::uint8_t value = row[x];
                if (!wanted(x, y, value) || value == row[x] || (which == Plane::Labels && !rule.allows(row[x], value)))
                    continue;
                row[x] = value;
                left = left < 0 ? x : left;
                right = x + 1;
            }
            if (left >= 0)
                changed |= cv::Rect(left, y, right - left, 1);
        }
        keep->touched |= changed;
        writer.touch(which, changed);
        writer.publish();
    }

    /// Pixels and settings as they were at the start.
    void restore()
    {
        for (const Plane which : allPlanes) {
            auto& keep = staged[static_cast<std::size_t>(which)];
            if (!keep)
                continue;
            cv::Mat& plane = writer.plane(which);
            const cv::Rect rect = differingRect(keep->before, plane, keep->touched);
            keep->touched = {};
            if (rect.empty())
                continue;
            keep->before(rect).copyTo(plane(rect));
            writer.touch(which, rect);
        }
        writer.setCanny(cannyBefore);
        writer.setAutoSketch(autoSketchBefore);
        writer.setMeasurements(measurementsBefore);
        writer.publish();
    }
};

namespace {
void requireValue(Plane plane, std::uint8_t value, const LabelPalette& palette)
{
    if (!isPlaneValue(plane, value, palette))
        throw Error(ErrorCode::InvalidArgument, fmt::format("{} is no value of the {}", value, planeName(plane)),
            "palette \"" + palette.name() + "\"");
}
} // namespace

Transaction::Transaction(Document& document, std::string text)
    : m_impl(std::make_unique<Implementation>(document, std::move(text)))
{
}

Transaction::~Transaction()
{
    try {
        rollback();
    } catch (const std::exception& error) {
        // Only an observer can throw here; the pixels are back already.
        spdlog::error("An observer failed while an edit was taken back: {}", error.what());
    } catch (...) {
        spdlog::error("An observer failed while an edit was taken back");
    }
}

const Case& Transaction::value() const
{
    return open().writer.value();
}

Transaction::Implementation& Transaction::open() const
{
    if (!m_impl)
        throw Error(ErrorCode::InvalidArgument, "This edit has ended already", "transaction");
    return *m_impl;
}

void Transaction::paintDab(Plane plane, cv::Point2f at, double diameter, std::uint8_t value, BrushShape shape)
{
    paintSegment(plane, at, at, diameter, value, shape);
}

void Transaction::paintSegment(Plane plane, cv::Point2f from, cv::Point2f to, double diameter, std::uint8_t value, BrushShape shape)
{
    Implementation& edit = open();
    requireValue(plane, value, edit.writer.value().palette);
    if (!(diameter >= 1.0 && diameter <= maxBrushDiameter))
        throw Error(
            ErrorCode::InvalidArgument, fmt::format("The brush diameter {} is outside 1..{}", diameter, maxBrushDiameter), edit.text);
    for (const float coordinate : {from.x, from.y, to.x, to.y})
        if (!std::isfinite(coordinate))
            return;
    const BrushArea area(from, to, diameter, shape == BrushShape::Square);
    edit.write(plane, area.bounds(canvasSize), m_rule, [&](int x, int y, std::uint8_t& pixel) {
        pixel = value;
        return area.covers(x, y);
    });
}

void Transaction::fill(Plane plane, const cv::Mat& mask, std::uint8_t value)
{
    Implementation& edit = open();
    requireValue(plane, value, edit.writer.value().palette);
    requireCanvasMask(mask, edit.text);
    edit.write(plane, {0, 0, canvasSize, canvasSize}, m_rule, [&](int x, int y, std::uint8_t& pixel) {
        pixel = value;
        return mask.at<std::uint8_t>(y, x) != 0;
    });
}

void Transaction::setPlane(Plane plane, const cv::Mat& pixels)
{
    Implementation& edit = open();
    validatePlane(plane, pixels, edit.writer.value().palette);
    edit.write(plane, {0, 0, canvasSize, canvasSize}, m_rule, [&](int x, int y, std::uint8_t& pixel) {
        pixel = pixels.at<std::uint8_t>(y, x);
        return true;
    });
}

void Transaction::reshape(const cv::Mat& from, const cv::Mat& to, std::uint8_t label)
{
    Implementation& edit = open();
    requireValue(Plane::Labels, label, edit.writer.value().palette);
    if (label == 0)
        throw Error(ErrorCode::InvalidArgument, "The background has no outline of its own", edit.text, "Choose another label");
    requireCanvasMask(from, edit.text);
    requireCanvasMask(to, edit.text);
    PaintRule locks;
    locks.locked = m_rule.locked;
    edit.write(Plane::Labels, {0, 0, canvasSize, canvasSize}, locks, [&](int x, int y, std::uint8_t& pixel) {
        const bool own = pixel == label && from.at<std::uint8_t>(y, x) != 0;
        if (to.at<std::uint8_t>(y, x) != 0) {
            const bool wanted = !own && m_rule.allows(pixel, label);
            pixel = label;
            return wanted;
        }
        pixel = 0;
        return own;
    });
}

void Transaction::setCanny(const CannySettings& settings)
{
    Implementation& edit = open();
    validate(settings);
    edit.writer.setCanny(settings);
    edit.writer.publish();
}

void Transaction::setAutoSketch(bool on)
{
    Implementation& edit = open();
    edit.writer.setAutoSketch(on);
    edit.writer.publish();
}

void Transaction::setMeasurements(const std::vector<Measurement>& measurements)
{
    Implementation& edit = open();
    validate(measurements);
    edit.writer.setMeasurements(measurements);
    edit.writer.publish();
}

void Transaction::restart()
{
    open().restore();
}

std::optional<Delta> Transaction::commit()
{
    Implementation& edit = open();
    Delta delta;
    delta.text = edit.text;
    for (const Plane which : allPlanes) {
        const auto& keep = edit.staged[static_cast<std::size_t>(which)];
        if (!keep)
            continue;
        const cv::Mat& now = edit.writer.plane(which);
        const cv::Rect rect = differingRect(keep->before, now, keep->touched);
        if (!rect.empty())
            delta.planes.push_back({which, rect, encodeRuns(keep->before(rect)), encodeRuns(now(rect))});
    }
    const Case& value = edit.writer.value();
    if (!(value.canny == edit.cannyBefore))
        delta.canny.emplace(edit.cannyBefore, value.canny);
    if (value.autoSketch != edit.autoSketchBefore)
        delta.autoSketch.emplace(edit.autoSketchBefore, value.autoSketch);
    if (value.measurements != edit.measurementsBefore)
        delta.measurements.emplace(edit.measurementsBefore, value.measurements);
    m_impl.reset();
    if (delta.empty())
        return std::nullopt;
    return delta;
}

void Transaction::rollback()
{
    if (!m_impl)
        return;
    // Taken out first, so that an observer that throws cannot bring the transaction back to life.
    const auto edit = std::move(m_impl);
    edit->restore();
}

} // namespace sonosketch
