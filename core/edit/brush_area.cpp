// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/brush_area.h"

#include <algorithm>
#include <cmath>

namespace sonosketch {

namespace {

/// Forgives the last bits of float positions, so that a centre at exactly the radius counts as covered.
constexpr double slack = 1e-9;

/// The times t at which `-half <= centre - (start + t * step) < half`, cut with the times known so far; bounds may be open or closed.
struct Times {
    double first = 0, last = 1;
    bool firstOpen = false, lastOpen = false;

    void atLeast(double t, bool open)
    {
        if (t > first || (t == first && open))
            firstOpen = open;
        first = std::max(first, t);
    }
    void atMost(double t, bool open)
    {
        if (t < last || (t == last && open))
            lastOpen = open;
        last = std::min(last, t);
    }
    void cutAxis(double centre, double start, double step, double half)
    {
        const double offset = centre - start;
        if (step == 0) {
            if (!(offset >= -half && offset < half))
                last = -1;
            return;
        }
        const double enter = (offset - half) / step; // the open end of the square
        const double leave = (offset + half) / step;
        if (step > 0) {
            atLeast(enter, true);
            atMost(leave, false);
        } else {
            atLeast(leave, false);
            atMost(enter, true);
        }
    }
    bool any() const { return first < last || (first == last && !firstOpen && !lastOpen); }
};

} // namespace

BrushArea::BrushArea(cv::Point2f from, cv::Point2f to, double diameter, bool square)
    : m_from(from)
    , m_to(to)
    , m_radius(diameter / 2)
    , m_square(square)
{
    if (diameter < 1.5) {
        m_radius = 0.5;
        for (cv::Point2d* point : {&m_from, &m_to})
            *point = {std::floor(point->x) + 0.5, std::floor(point->y) + 0.5};
    }
}

cv::Rect BrushArea::bounds(int canvas) const
{
    // Clamped as doubles: positions far outside do not fit an int.
    const auto clamp = [canvas](double value) { return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(canvas))); };
    const int left = clamp(std::floor(std::min(m_from.x, m_to.x) - m_radius));
    const int top = clamp(std::floor(std::min(m_from.y, m_to.y) - m_radius));
    const int right = clamp(std::ceil(std::max(m_from.x, m_to.x) + m_radius));
    const int bottom = clamp(std::ceil(std::max(m_from.y, m_to.y) + m_radius));
    return right > left && bottom > top ? cv::Rect(left, top, right - left, bottom - top) : cv::Rect();
}

bool BrushArea::coversRound(double x, double y) const
{
    const double stepX = m_to.x - m_from.x, stepY = m_to.y - m_from.y;
    const double length2 = stepX * stepX + stepY * stepY;
    const double along = length2 > 0 ? std::clamp(((x - m_from.x) * stepX + (y - m_from.y) * stepY) / length2, 0.0, 1.0) : 0.0;
    const double dx = x - (m_from.x + along * stepX), dy = y - (m_from.y + along * stepY);
    return dx * dx + dy * dy <= m_radius * m_radius + slack;
}

bool BrushArea::coversSquare(double x, double y) const
{
    Times times;
    times.cutAxis(x, m_from.x, m_to.x - m_from.x, m_radius);
    times.cutAxis(y, m_from.y, m_to.y - m_from.y, m_radius);
    return times.any();
}

} // namespace sonosketch
