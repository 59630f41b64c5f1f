// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/html_parts.h"

#include "core/base/error.h"
#include "core/io/synthetic_image.h"
#include "models/evaluation/statistics.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace sonosketch::evaluation::html {

namespace {

constexpr int jpegQuality = 88;
constexpr std::size_t drawnValues = 160;

constexpr const char* styleSheet = R"css(
:root { --ink: #18212f; --soft: #5b6675; --line: #dfe4ea; --paper: #ffffff; --ground: #f4f6f8; --good: #0a7d55; --goodback: #e6f5ee; --warn: #8a5a00; --warnback: #fff5dc; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 "Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
.notice { background: #18212f; color: #fff; text-align: center; padding: 7px 16px; font-size: 13px; letter-spacing: .02em; }
.notice b { color: #ffd166; letter-spacing: .08em; }
main { max-width: 1240px; margin: 0 auto; padding: 28px 24px 48px; }
h1 { font-size: 27px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -.01em; }
h2 { font-size: 18px; margin: 36px 0 10px; }
h3 { font-size: 14px; margin: 0 0 8px; color: var(--soft); font-weight: 600; }
p { margin: 6px 0 12px; max-width: 100ch; }
.soft { color: var(--soft); }
.small { font-size: 13px; }
.chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0 4px; padding: 0; }
.chips span { background: var(--paper); border: 1px solid var(--line); border-radius: 999px; padding: 3px 12px; font-size: 13px; }
.chips b { font-weight: 600; color: var(--soft); margin-right: 5px; }
.warning { background: var(--warnback); border-left: 4px solid #e0a100; color: var(--warn); padding: 9px 14px; border-radius: 4px; margin: 10px 0; font-size: 14px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 18px; align-items: start; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(350px, 1fr)); gap: 16px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 10px; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
th { font-size: 13px; color: var(--soft); font-weight: 600; white-space: normal; }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 130px; }
tr:last-child td { border-bottom: 0; }
td small { display: block; color: var(--soft); font-size: 11.5px; }
td.best { background: var(--goodback); color: var(--good); font-weight: 650; }
td.best small { color: var(--good); font-weight: 400; }
td.real { background: #f3f4f6; }
.dot { display: inline-block; width: 9px; height: 9px; border-radius: 50%; margin-right: 6px; }
.arrow { color: var(--soft); font-weight: 400; margin-left: 4px; }
.grid { display: grid; gap: 8px; }
.grid .head { font-size: 13px; font-weight: 600; color: var(--soft); padding: 2px; }
figure { margin: 0; }
figure img { width: 100%; height: auto; display: block; border-radius: 6px; background: #000; }
figcaption { font-size: 11.5px; color: var(--soft); padding: 3px 2px 6px; overflow-wrap: anywhere; }
figcaption b { color: #b3261e; font-weight: 650; letter-spacing: .04em; }
dl { display: grid; grid-template-columns: minmax(150px, 230px) 1fr; gap: 6px 18px; margin: 0; font-size: 14px; }
dt { font-weight: 600; } dd { margin: 0; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 11px "Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; fill: #5b6675; }
svg text.name { fill: #18212f; font-size: 12px; } svg text.value { fill: #18212f; font-weight: 600; font-size: 12px; }
footer { max-width: 1240px; margin: 0 auto; padding: 0 24px 40px; color: var(--soft); font-size: 12.5px; overflow-wrap: anywhere; }
@media print { body { background: #fff; } .card { break-inside: avoid; } }
@media (max-width: 640px) { main { padding: 18px 12px; } .two { grid-template-columns: 1fr; } dl { grid-template-columns: 1fr; } }
)css";

std::string base64(const std::vector<std::uint8_t>& bytes)
{
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < have ? bytes[i + k] : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= have ? digits[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

/// Smallest of 1, 2, 5 times a power of ten that is at least `step`.
double niceStep(double step)
{
    const double power = std::pow(10, std::floor(std::log10(step)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= step * 0.999)
            return factor * power;
    }
    return 10 * power;
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

std::string number(double value, int digits)
{
    if (!std::isfinite(value))
        return "\xe2\x80\x93";
    std::string text = fmt::format("{:.{}f}", value, digits);
    if (text.find_first_of("123456789") == std::string::npos && text.starts_with('-'))
        text.erase(0, 1);
    // A hyphen is too short for a minus.
    return text.starts_with('-') ? "\xe2\x88\x92" + text.substr(1) : text;
}

std::string picture(const cv::Mat& image, const std::string& alternative, int side)
{
    if (image.empty())
        return {};
    cv::Mat small = image;
    const double scale = static_cast<double>(side) / std::max(image.cols, image.rows);
    if (scale < 1)
        cv::resize(image, small, {}, scale, scale, cv::INTER_AREA);
    std::vector<std::uint8_t> bytes;
    if (!cv::imencode(".jpg", small, bytes, {cv::IMWRITE_JPEG_QUALITY, jpegQuality}))
        throw Error(ErrorCode::WriteFailed, "a picture of the report cannot be encoded");
    return fmt::format(R"(<img alt="{}" width="{}" height="{}" src="data:image/jpeg;base64,{}">)", escape(alternative), small.cols,
        small.rows, base64(bytes));
}

std::string syntheticPicture(const cv::Mat& image, const std::string& alternative, int side)
{
    return image.empty() ? std::string() : picture(withSyntheticMark(image, {}), alternative, side);
}

const char* color(int index)
{
    static constexpr std::array colors{"#1f6feb", "#d9480f", "#7b2cbf", "#0a7d55", "#b8860b", "#c2255c", "#087f8c", "#5c6770"};
    return index < 0 ? "#18212f" : colors[static_cast<std::size_t>(index) % colors.size()];
}

std::string plot(const std::string& title, const std::vector<PlotRow>& rows, int digits)
{
    constexpr double width = 360, left = 14, right = 14, rowHeight = 40, top = 8;
    std::vector<double> all;
    for (const auto& row : rows) {
        all.insert(all.end(), row.values.begin(), row.values.end());
        all.push_back(row.mean);
    }
    double low = quantile(all, 0.01), high = quantile(all, 0.99);
    for (const auto& row : rows) {
        if (!std::isfinite(row.mean))
            continue;
        low = std::min({low, row.mean, std::isfinite(row.interval[0]) ? row.interval[0] : row.mean});
        high = std::max({high, row.mean, std::isfinite(row.interval[1]) ? row.interval[1] : row.mean});
    }
    if (!std::isfinite(low) || !std::isfinite(high))
        return {};
    const double span = high - low > 1e-9 ? high - low : std::max(1e-3, std::abs(high) * 0.1);
    low -= 0.05 * span;
    high += 0.05 * span;
    const auto x = [&](double value) { return left + (std::clamp(value, low, high) - low) / (high - low) * (width - left - right); };

    const double bottom = top + rowHeight * static_cast<double>(rows.size());
    std::string svg = fmt::format(R"(<svg viewBox="0 0 {} {}" role="img" aria-label="{}">)", width, bottom + 24, escape(title));
    const double step = niceStep((high - low) / 4);
    const int tickDigits = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    for (double tick = std::ceil(low / step) * step; tick <= high; tick += step)
        svg += fmt::format(R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2:.1f}" stroke="#e7ebf0"/><text x="{0:.1f}" y="{3:.1f}" )"
                           R"(text-anchor="middle">{4}</text>)",
            x(tick), top, bottom, bottom + 16, number(tick, tickDigits));
    double y = top;
    for (const auto& row : rows) {
        const char* ink = color(row.color);
        svg += fmt::format(
            R"(<text class="name" x="{}" y="{:.1f}">{}</text><text class="value" x="{}" y="{:.1f}" text-anchor="end">{}</text>)", left,
            y + 13, escape(row.name), width - right, y + 13, number(row.mean, digits));
        const double line = y + 27;
        for (const std::size_t i : spread(row.values.size(), drawnValues)) {
            if (std::isfinite(row.values[i]))
                svg += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="2" fill="{}" fill-opacity=".16"/>)", x(row.values[i]),
                    line + static_cast<double>(i * 7 % 9) - 4, ink);
        }
        if (std::isfinite(row.mean)) {
            if (std::isfinite(row.interval[0]) && std::isfinite(row.interval[1]))
                svg += fmt::format(R"(<line x1="{0:.1f}" x2="{1:.1f}" y1="{2:.1f}" y2="{2:.1f}" stroke="{3}" stroke-width="2.5" )"
                                   R"(stroke-linecap="round"/>)",
                    x(row.interval[0]), x(row.interval[1]), line, ink);
            svg += fmt::format(
                R"(<circle cx="{:.1f}" cy="{:.1f}" r="4.5" fill="{}" stroke="#fff" stroke-width="1.5"/>)", x(row.mean), line, ink);
        }
        y += rowHeight;
    }
    svg += "</svg>";
    return fmt::format(R"(<div class="card"><h3>{}</h3>{}</div>)", escape(title), svg);
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
<div class="notice"><b>SYNTHETIC</b> &nbsp;The pictures marked so were computed by a network. Not for diagnosis.</div>
{}
</body>
</html>
)",
        escape(title), styleSheet, body);
}

} // namespace sonosketch::evaluation::html
