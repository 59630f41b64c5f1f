// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/html_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sonosketch::study::html {

namespace {

constexpr const char* styleSheet = R"css(
:root { --ink: #18212f; --soft: #5b6675; --line: #dfe4ea; --paper: #ffffff; --ground: #f4f6f8; --warn: #8a5a00; --warnback: #fff5dc; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 "Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
.notice { background: #18212f; color: #fff; text-align: center; padding: 7px 16px; font-size: 13px; letter-spacing: .02em; }
main { max-width: 1240px; margin: 0 auto; padding: 28px 24px 48px; }
h1 { font-size: 27px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -.01em; }
h2 { font-size: 18px; margin: 36px 0 10px; }
h3 { font-size: 14px; margin: 0 0 8px; color: var(--soft); font-weight: 600; }
p { margin: 6px 0 12px; max-width: 100ch; }
.soft { color: var(--soft); }
.small { font-size: 13px; }
.chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0 4px; padding: 0; }
.chips span { background: var(--paper); border: 1px solid var(--line); border-radius: 999px; padding: 3px 12px; font-size: 13px; overflow-wrap: anywhere; }
.chips b { font-weight: 600; color: var(--soft); margin-right: 5px; }
.warning { background: var(--warnback); border-left: 4px solid #e0a100; color: var(--warn); padding: 9px 14px; border-radius: 4px; margin: 10px 0; font-size: 14px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(380px, 1fr)); gap: 18px; align-items: start; }
.below { margin-top: 18px; max-width: 560px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 10px; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
th { font-size: 13px; color: var(--soft); font-weight: 600; white-space: normal; }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 130px; }
td.text { text-align: left; white-space: pre-wrap; overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
td small { display: block; color: var(--soft); font-size: 11.5px; }
td.real { background: #f3f4f6; }
.dot { display: inline-block; width: 9px; height: 9px; border-radius: 50%; margin-right: 6px; }
.simulated { color: #b3261e; font-size: 11.5px; font-weight: 650; letter-spacing: .04em; margin-left: 6px; }
dl { display: grid; grid-template-columns: minmax(150px, 230px) 1fr; gap: 6px 18px; margin: 0; font-size: 14px; }
dt { font-weight: 600; } dd { margin: 0; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 11px "Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; fill: #5b6675; }
svg text.name { fill: #18212f; font-size: 12px; } svg text.value { fill: #18212f; font-weight: 600; font-size: 12px; }
footer { max-width: 1240px; margin: 0 auto; padding: 0 24px 40px; color: var(--soft); font-size: 12.5px; overflow-wrap: anywhere; }
@media print { body { background: #fff; } .card { break-inside: avoid; } }
@media (max-width: 640px) { main { padding: 18px 12px; } .two { grid-template-columns: 1fr; } dl { grid-template-columns: 1fr; } }
)css";

const char* dashes(bool dashed)
{
    return dashed ? R"( stroke-dasharray="5 4")" : "";
}

std::string open(int width, int height, const std::string& title)
{
    return fmt::format(R"(<svg viewBox="0 0 {} {}" role="img" aria-label="{}">)", width, height, escape(title));
}

/// At most so many characters, cut between characters of UTF-8.
std::string shortened(const std::string& text, std::size_t characters)
{
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++seen > characters)
            return text.substr(0, i) + "\xe2\x80\xa6";
    return text;
}

} // namespace

std::string escape(const std::string& text)
{
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

std::string number(std::optional<double> value, int digits)
{
    if (!value || !std::isfinite(*value))
        return "\xe2\x80\x93";
    std::string text = fmt::format("{:.{}f}", *value, digits);
    if (text.find_first_of("123456789") == std::string::npos && text.starts_with('-'))
        text.erase(0, 1);
    // A hyphen is too short for a minus.
    return text.starts_with('-') ? "\xe2\x88\x92" + text.substr(1) : text;
}

std::string probability(std::optional<double> p)
{
    return p && *p < 0.001 ? "&lt; 0.001" : number(p, 3);
}

const char* color(std::size_t index)
{
    static constexpr std::array colors{"#1f6feb", "#d9480f", "#7b2cbf", "#0a7d55", "#b8860b", "#c2255c", "#087f8c", "#5c6770"};
    return colors[index % colors.size()];
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
    std::string svg = open(420, 345, title);
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
    std::string svg = open(362, 340, title);
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
    std::string svg = open(width, static_cast<int>(bottom) + 24, title);
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

std::string page(const std::string& title, const std::string& body)
{
    return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{}</title>
<style>{}</style>
</head>
<body>
<div class="notice">Results of a reader study with synthesised pictures. Not for diagnosis.</div>
{}
</body>
</html>
)",
        escape(title), styleSheet, body);
}

} // namespace sonosketch::study::html
