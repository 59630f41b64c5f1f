// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/html_parts.h"

#include "core/base/error.h"
#include "core/io/synthetic_image.h"
#include "core/report/page.h"
#include "models/evaluation/statistics.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace sonosketch::evaluation::html {

using report::escape;
using report::number;

namespace {

constexpr int jpegQuality = 88;
constexpr std::size_t drawnValues = 160;

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
    return index < 0 ? report::ink : report::color(static_cast<std::size_t>(index));
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
    std::string svg = report::openSvg(width, bottom + 24, title);
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
    return report::page(title, "<b>SYNTHETIC</b> &nbsp;The pictures marked so were computed by a network. Not for diagnosis.", body);
}

} // namespace sonosketch::evaluation::html
