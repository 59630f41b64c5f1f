// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/progress_store.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace sonosketch::practice {

namespace {

std::string cell(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string number(const std::optional<double>& value, double factor = 1)
{
    return value ? fmt::format("{:.4f}", *value * factor) : std::string();
}

std::string millimetres(const std::optional<double>& value, const std::optional<double>& mmPerPixel)
{
    return mmPerPixel ? number(value, *mmPerPixel) : std::string();
}

std::string timeText(std::int64_t wallMs)
{
    const auto seconds = static_cast<std::time_t>(wallMs / 1000);
    std::tm parts{};
    if (gmtime_r(&seconds, &parts) == nullptr)
        return {};
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", parts);
}

} // namespace

std::string progressCsv(const std::vector<Answer>& answers)
{
    std::string text = "answer,session,time,task,source,model,level,seed,right,score,true_class,given_class,dice,boundary_px,boundary_mm,"
                       "distance_px,distance_mm,length_px,true_length_px,length_mm,true_length_mm,across_px,true_across_px,across_mm,"
                       "true_across_mm,mm_per_px,duration_s,strokes\r\n";
    for (const Answer& a : answers) {
        const std::vector<std::string> cells{fmt::format("{}", a.id), fmt::format("{}", a.session), timeText(a.wallMs),
            std::string(kindName(a.kind)), cell(a.source), cell(a.model), fmt::format("{:.3f}", a.level), fmt::format("{}", a.seed),
            a.right ? "1" : "0", fmt::format("{:.4f}", a.score()), cell(a.trueClass), cell(a.givenClass), number(a.dice),
            number(a.boundary), millimetres(a.boundary, a.mmPerPixel), number(a.distance), millimetres(a.distance, a.mmPerPixel),
            number(a.length), number(a.trueLength), millimetres(a.length, a.mmPerPixel), millimetres(a.trueLength, a.mmPerPixel),
            number(a.across), number(a.trueAcross), millimetres(a.across, a.mmPerPixel), millimetres(a.trueAcross, a.mmPerPixel),
            number(a.mmPerPixel), fmt::format("{:.3f}", static_cast<double>(a.durationMs) / 1000), fmt::format("{}", a.strokes.size())};
        text += fmt::format("{}\r\n", fmt::join(cells, ","));
    }
    return text;
}

} // namespace sonosketch::practice
