// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/html_parts.h"

#include "core/report/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sonosketch::study::html {

using report::color;
using report::escape;
using report::number;
using report::openSvg;
using report::shortened;

namespace {

const char* dashes(bool dashed)
{
    return dashed ? R"( stroke-dasharray="5 4")" : "";
}

} // namespace

std::string probability(std::optional<double> p)
{
    return p && *p < 0.001 ? "&lt; 0.001" : number(p, 3);
}

std::string readerName(const std::string& name, bool simulated, std::size_t index)
{
    return fmt::format(R"(<span class="dot" style="background:{}"></span>{}{})", color(index), escape(name),
        simulated ? R"(<span class="simulated">SIMULATED</span>)" : "");
}

std::string radar(const std::vector<std::string>& axes, const std::vector<RadarLine>& lines, const std::string& title)
{
    constexpr double middleX = 210, middleY = 170, radius = 120;
    const auto at = [&](std::size_t axis, double value) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(axis) / static_cast<double>(axes.size()) - std::numbers::pi / 2;
        return std::array{middleX + radius * value * std::cos(angle), middleY + radius * value * std::sin(angle)};
    };
    std::string svg = openSvg(420, 345, title);
    for (const double ring : {0.25, 0.5, 0.75, 1.0}) {
        // The numbers stand between the first two axes, where no name is.
        const double angle = std::numbers::pi / static_cast<double>(std::max<std::size_t>(axes.size(), 3)) - std::numbers::pi / 2;
        svg += fmt::format(
            R"(<circle cx="{}" cy="{}" r="{:.1f}" fill="none" stroke="{}"{}/><text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)",
            middleX, middleY, radius * ring, ring == 0.5 ? "#8a94a3" : "#e7ebf0", dashes(ring == 0.5),
            middleX + (radius * ring + 9) * std::cos(angle), middleY + (radius * ring + 9) * std::sin(angle) + 4, ring);
    }
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const auto [x, y] = at(i, 1);
        const auto [textX, textY] = at(i, 1.14);
        const char* anchor = std::abs(textX - middleX) < 12 ? "middle" : textX > middleX ? "start" : "end";
        svg += fmt::format(R"(<line x1="{}" y1="{}" x2="{:.1f}" y2="{:.1f}" stroke="#dfe4ea"/>)", middleX, middleY, x, y);
        svg += fmt::format(R"(<text class="name" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>)", textX, textY + 4, anchor,
            escape(shortened(axes[i], 18)));
    }
    for (const RadarLine& line : lines) {
        std::string points, dots;
        for (std::size_t i = 0; i < axes.size() && i < line.values.size(); ++i)
            if (line.values[i]) {
                const auto [x, y] = at(i, *line.values[i]);
                points += fmt::format("{:.1f},{:.1f} ", x, y);
                dots += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"/>)", x, y, color(line.color));
            }
        svg +=
            fmt::format(R"(<polygon points="{}" fill="{}" fill-opacity=".07" stroke="{}" stroke-width="2" stroke-linejoin="round"{}/>{})",
                points, color(line.color), color(line.color), dashes(line.dashed), dots);
    }
    return svg + "</svg>";
}

std::string rocPlot(const std::vector<RocLine>& lines, const std::string& title)
{
    constexpr double left = 58, top = 12, side = 280;
    const auto x = [&](double rate) { return left + rate * side; };
    const auto y = [&](double rate) { return top + (1 - rate) * side; };
    std::string svg = openSvg(362, 340, title);
    for (const double tick : {0.0, 0.25, 0.5, 0.75, 1.0})
        svg += fmt::format(
            R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="{2:.1f}" y2="{3:.1f}" stroke="#e7ebf0"/><line x1="{4:.1f}" x2="{5:.1f}" y1="{1:.1f}" )"
            R"(y2="{1:.1f}" stroke="#e7ebf0"/><text x="{0:.1f}" y="{6:.1f}" text-anchor="middle">{7}</text><text x="{8:.1f}" y="{9:.1f}" )"
            R"(text-anchor="end">{7}</text>)",
            x(tick), y(tick), y(0), y(1), x(0), x(1), y(0) + 15, tick, left - 6, y(tick) + 4);
    svg += fmt::format(
        R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="#8a94a3" stroke-dasharray="5 4"/>)", x(0), y(0), x(1), y(1));
    for (const RocLine& line : lines) {
        std::string points;
        for (const auto& [falseRate, trueRate] : line.points)
            points += fmt::format("{:.1f},{:.1f} ", x(falseRate), y(trueRate));
        svg += fmt::format(R"(<polyline points="{}" fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round"{}/>)", points,
            color(line.color), dashes(line.dashed));
    }
    svg += fmt::format(R"(<text x="{:.1f}" y="334" text-anchor="middle">real pictures called synthesised</text>)", x(0.5));
    svg += fmt::format(
        R"svg(<text transform="translate(12 {:.1f}) rotate(-90)" text-anchor="middle">synthesised pictures recognised</text>)svg", y(0.5));
    return svg + "</svg>";
}

std::string shares(const std::vector<Bar>& bars, const std::string& title)
{
    constexpr double left = 14, right = 14, rowHeight = 36, top = 8;
    constexpr int width = 420;
    const auto x = [&](double value) { return left + std::clamp(value, 0.0, 1.0) * (width - left - right); };
    const double bottom = top + rowHeight * static_cast<double>(bars.size());
    std::string svg = openSvg(width, static_cast<int>(bottom) + 24, title);
    for (const double tick : {0.0, 0.25, 0.5, 0.75, 1.0})
        svg += fmt::format(R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2:.1f}" stroke="{3}"{4}/><text x="{0:.1f}" y="{5:.1f}" )"
                           R"(text-anchor="middle">{6}</text>)",
            x(tick), top, bottom, tick == 0.5 ? "#8a94a3" : "#e7ebf0", dashes(tick == 0.5), bottom + 16, tick);
    double y = top;
    for (const Bar& bar : bars) {
        svg += fmt::format(
            R"(<text class="name" x="{}" y="{:.1f}">{}</text><text class="value" x="{}" y="{:.1f}" text-anchor="end">{}</text>)", left,
            y + 13, escape(shortened(bar.name, 44)), width - right, y + 13, number(bar.value, 2));
        if (bar.interval)
            svg += fmt::format(
                R"(<line x1="{0:.1f}" x2="{1:.1f}" y1="{2:.1f}" y2="{2:.1f}" stroke="{3}" stroke-width="2.5" stroke-linecap="round"/>)",
                x((*bar.interval)[0]), x((*bar.interval)[1]), y + 25, color(bar.color));
        if (bar.value)
            svg += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="4.5" fill="{}" stroke="#fff" stroke-width="1.5"/>)", x(*bar.value),
                y + 25, color(bar.color));
        y += rowHeight;
    }
    return svg + "</svg>";
}

} // namespace sonosketch::study::html
