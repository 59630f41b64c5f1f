// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <QPointF>

#include <cmath>
#include <numbers>
#include <vector>

namespace sonosketch {

// Positions between Qt and core, and what tools reckon with them.

inline cv::Point2d toPoint(QPointF position)
{
    return {position.x(), position.y()};
}

inline QPointF fromPoint(cv::Point2d position)
{
    return {position.x, position.y};
}

inline std::vector<cv::Point2d> toPoints(const std::vector<QPointF>& positions)
{
    std::vector<cv::Point2d> points;
    points.reserve(positions.size());
    for (const QPointF& position : positions)
        points.push_back(toPoint(position));
    return points;
}

inline double distance(QPointF a, QPointF b)
{
    return std::hypot(b.x() - a.x(), b.y() - a.y());
}

/// `to` turned about `from` to the next multiple of 15 degrees; the length stays.
inline QPointF snappedTo15(QPointF from, QPointF to)
{
    constexpr double step = std::numbers::pi / 12;
    const double angle = std::round(std::atan2(to.y() - from.y(), to.x() - from.x()) / step) * step;
    const double length = distance(from, to);
    return from + QPointF(length * std::cos(angle), length * std::sin(angle));
}

} // namespace sonosketch
