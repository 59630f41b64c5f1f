// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/replay/replay.h"

#include "core/base/error.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace sonosketch {

namespace {

using Tool = RecordedEdit::Tool;
using Ink = RecordedEdit::Ink;
using Ground = RecordedEdit::Ground;

constexpr std::size_t triesPerPlace = 2000;

/// What the six painting tools of the editor do: a light touch still draws a fifth of the width.
double widthAt(const RecordedEdit& edit, double pressure)
{
    return std::max(1.0, edit.diameter * (0.2 + 0.8 * pressure));
}

/// Where the edit's place may lie so that all of it is on the canvas.
cv::Rect roomFor(const RecordedEdit& edit)
{
    double left = 0, right = 0, top = 0, bottom = 0;
    for (const auto& sample : edit.samples) {
        const double radius = widthAt(edit, sample[2]) / 2;
        left = std::min(left, sample[0] - radius);
        right = std::max(right, sample[0] + radius);
        top = std::min(top, sample[1] - radius);
        bottom = std::max(bottom, sample[1] + radius);
    }
    const cv::Point first(static_cast<int>(std::ceil(-left)), static_cast<int>(std::ceil(-top)));
    const cv::Point last(canvasSize - 1 - static_cast<int>(std::ceil(right)), canvasSize - 1 - static_cast<int>(std::ceil(bottom)));
    return first.x > last.x || first.y > last.y ? cv::Rect() : cv::Rect(first, last + cv::Point(1, 1));
}

/// A pixel of the largest connected part of the lesion.
std::optional<cv::Point> pointInLesion(const Case& value)
{
    const auto label = lesionLabel(value);
    if (!label)
        return std::nullopt;
    cv::Mat parts, statistics, centres;
    const int count = cv::connectedComponentsWithStats(value.labels == *label, parts, statistics, centres);
    int largest = 1;
    for (int part = 2; part < count; ++part)
        if (statistics.at<int>(part, cv::CC_STAT_AREA) > statistics.at<int>(largest, cv::CC_STAT_AREA))
            largest = part;
    for (int y = 0; y < parts.rows; ++y)
        for (int x = 0; x < parts.cols; ++x)
            if (parts.at<int>(y, x) == largest)
                return cv::Point(x, y);
    return std::nullopt;
}

} // namespace

std::optional<std::uint8_t> lesionLabel(const Case& value)
{
    std::array<int, 256> area{};
    for (int y = 0; y < value.labels.rows; ++y) {
        const auto* row = value.labels.ptr<std::uint8_t>(y);
        for (int x = 0; x < value.labels.cols; ++x)
            ++area[row[x]];
    }
    const auto* const largest = std::max_element(area.begin() + 1, area.end());
    return *largest == 0 ? std::nullopt : std::optional(static_cast<std::uint8_t>(largest - area.begin()));
}

std::vector<cv::Point> placesFor(const Case& value, const RecordedEdit& edit, std::size_t count, std::uint64_t seed)
{
    std::vector<cv::Point> places;
    if (edit.tool == Tool::Canny) {
        if (!value.source.empty() && value.autoSketch)
            places.emplace_back(0, 0);
        return places;
    }
    if (edit.tool == Tool::Move) {
        if (const auto point = pointInLesion(value))
            places.push_back(*point);
        return places;
    }
    const cv::Rect room = roomFor(edit);
    if (room.empty())
        return places;
    // The engine's numbers are the same everywhere; std's distributions are not.
    std::mt19937_64 random(seed);
    const auto below = [&random](int limit) { return static_cast<int>(random() % static_cast<std::uint64_t>(limit)); };
    for (std::size_t tries = 0; tries < count * triesPerPlace && places.size() < count; ++tries) {
        const int x = room.x + below(room.width);
        const int y = room.y + below(room.height);
        const cv::Point first(
            x + static_cast<int>(std::lround(edit.samples.front()[0])), y + static_cast<int>(std::lround(edit.samples.front()[1])));
        const int label = value.labels.at<std::uint8_t>(first);
        const bool ground = edit.on == Ground::Anywhere || (edit.on == Ground::Lesion) == (label != 0);
        if (ground && value.fieldOfView.at<std::uint8_t>(first) != 0)
            places.emplace_back(x, y);
    }
    return places;
}

Replay::Replay(Document& document, const RecordedEdit& edit, cv::Point at)
    : m_document(document)
    , m_edit(edit)
    , m_at(static_cast<float>(at.x) + 0.5F, static_cast<float>(at.y) + 0.5F)
    , m_label(lesionLabel(document.value()).value_or(1))
    , m_canny(document.value().canny)
    , m_transaction(document, "Replay: " + edit.name)
{
    if (edit.tool != Tool::Move)
        return;
    m_object = objectAt(document.value(), m_at);
    if (!m_object)
        throw Error(ErrorCode::InvalidArgument, "There is no lesion to move at this place", edit.name, "Take a place from placesFor()");
}

bool Replay::step()
{
    if (finished())
        return false;
    const auto before = m_document.revision();
    const cv::Vec3d& sample = m_edit.samples[m_next++];
    if (m_next > 1 && sample == m_edit.samples[m_next - 2])
        return false; // the pen rests
    switch (m_edit.tool) {
    case Tool::Brush:
        brush(sample);
        break;
    case Tool::Move: {
        Placement placement;
        placement.move = {sample[0], sample[1]};
        m_transaction.restart();
        moveObject(m_transaction, *m_object, affine(placement));
        break;
    }
    case Tool::Canny:
        m_canny.low = sample[0];
        m_canny.high = sample[1];
        m_canny.sigma = sample[2];
        m_transaction.setCanny(m_canny);
        break;
    }
    return m_document.revision() != before;
}

void Replay::brush(const cv::Vec3d& sample)
{
    const cv::Point2f to = m_at + cv::Point2f(static_cast<float>(sample[0]), static_cast<float>(sample[1]));
    const cv::Point2f from = m_next == 1 ? to : m_last;
    const bool labels = m_edit.ink == Ink::Lesion || m_edit.ink == Ink::Background;
    std::uint8_t value = 0;
    switch (m_edit.ink) {
    case Ink::Lesion:
        value = m_label;
        break;
    case Ink::Background:
        break;
    case Ink::Pen:
        value = SketchPen;
        break;
    case Ink::Erased:
        value = SketchErased;
        break;
    }
    m_transaction.paintSegment(labels ? Plane::Labels : Plane::Sketch, from, to, widthAt(m_edit, sample[2]), value);
    m_last = to;
}

} // namespace sonosketch
