// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/tool_overlay.h"

#include <cmath>
#include <numbers>

namespace sonosketch {

namespace {
QPointF turned(QPointF centre, double x, double y, double rotation)
{
    const double angle = rotation * std::numbers::pi / 180;
    return centre + QPointF(x * std::cos(angle) - y * std::sin(angle), x * std::sin(angle) + y * std::cos(angle));
}
} // namespace

std::vector<QPointF> ellipseOutline(QPointF centre, double radiusX, double radiusY, double rotation)
{
    constexpr int pieces = 120;
    std::vector<QPointF> points;
    for (int i = 0; i < pieces; ++i) {
        const double angle = 2 * std::numbers::pi * i / pieces;
        points.push_back(turned(centre, radiusX * std::cos(angle), radiusY * std::sin(angle), rotation));
    }
    return points;
}

std::vector<QPointF> rectangleOutline(QPointF centre, double radiusX, double radiusY, double rotation)
{
    return {turned(centre, -radiusX, -radiusY, rotation), turned(centre, radiusX, -radiusY, rotation),
        turned(centre, radiusX, radiusY, rotation), turned(centre, -radiusX, radiusY, rotation)};
}

} // namespace sonosketch
