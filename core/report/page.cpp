// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/page.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace sonosketch::report {

namespace {

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
.chips span { background: var(--paper); border: 1px solid var(--line); border-radius: 999px; padding: 3px 12px; font-size: 13px; overflow-wrap: anywhere; }
.chips b { font-weight: 600; color: var(--soft); margin-right: 5px; }
.warning { background: var(--warnback); border-left: 4px solid #e0a100; color: var(--warn); padding: 9px 14px; border-radius: 4px; margin: 10px 0; font-size: 14px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(380px, 1fr)); gap: 18px; align-items: start; }
.below { margin-top: 18px; max-width: 560px; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(350px, 1fr)); gap: 16px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 10px; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
th { font-size: 13px; color: var(--soft); font-weight: 600; white-space: normal; }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 130px; }
td.text { text-align: left; white-space: pre-wrap; overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
td small { display: block; color: var(--soft); font-size: 11.5px; }
td.best { background: var(--goodback); color: var(--good); font-weight: 650; }
td.best small { color: var(--good); font-weight: 400; }
td.real { background: #f3f4f6; }
.dot { display: inline-block; width: 9px; height: 9px; border-radius: 50%; margin-right: 6px; }
.simulated { color: #b3261e; font-size: 11.5px; font-weight: 650; letter-spacing: .04em; margin-left: 6px; }
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

std::string shortened(const std::string& text, std::size_t characters)
{
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++seen > characters)
            return text.substr(0, i) + "\xe2\x80\xa6";
    return text;
}

const char* color(std::size_t index)
{
    static constexpr std::array colors{"#1f6feb", "#d9480f", "#7b2cbf", "#0a7d55", "#b8860b", "#c2255c", "#087f8c", "#5c6770"};
    return colors[index % colors.size()];
}

std::string openSvg(double width, double height, const std::string& title)
{
    return fmt::format(R"(<svg viewBox="0 0 {} {}" role="img" aria-label="{}">)", width, height, escape(title));
}

std::string page(const std::string& title, const std::string& notice, const std::string& body)
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
<div class="notice">{}</div>
{}
</body>
</html>
)",
        escape(title), styleSheet, notice, body);
}

} // namespace sonosketch::report
