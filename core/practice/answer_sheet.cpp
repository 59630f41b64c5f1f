// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/answer_sheet.h"

#include "core/base/error.h"
#include "core/document/json_fields.h"
#include "core/edit/brush_area.h"
#include "core/edit/shapes.h"
#include "core/edit/transaction.h"
#include "core/imaging/canvas_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sonosketch::practice {

using nlohmann::json;
namespace fields = json_fields;

namespace {

constexpr std::array names{"brush", "eraser", "lasso", "undo", "click", "caliper", "slider", "choice"};
constexpr std::size_t undoSteps = 60;
constexpr double farthest = 4096;
constexpr std::int64_t longestMs = 24LL * 3600 * 1000;

bool paints(Stroke::Tool tool)
{
    return tool == Stroke::Tool::Brush || tool == Stroke::Tool::Eraser || tool == Stroke::Tool::Lasso;
}

double hundredth(double value)
{
    return std::round(value * 100) / 100;
}

/// As it is stored and read again: a pen far outside of the view, a task left open over a weekend.
Stroke::Sample stored(double x, double y, std::int64_t ms)
{
    return {std::clamp(hundredth(x), -farthest, farthest), std::clamp(hundredth(y), -farthest, farthest),
        std::clamp<std::int64_t>(ms, 0, longestMs)};
}

/// One line that can be read again: no control characters, cut between two characters.
std::string line(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    std::size_t end = std::min(text.size(), maxStrokeLine);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    text.resize(end);
    return text;
}

// Bytes that are no UTF-8 become three each when they are written.
constexpr std::size_t maxReadLine = 3 * maxStrokeLine;

Stroke strokeFrom(const json& value, const std::string& path, const std::string& where, std::size_t& samplesLeft)
{
    Stroke stroke;
    const std::string name = fields::textAt(value, "tool", path, where, 20);
    const auto* found = std::ranges::find(names, name);
    if (found == names.end())
        fields::fail("This is no tool", path + "/tool", where);
    stroke.tool = static_cast<Stroke::Tool>(found - names.begin());
    stroke.diameter = fields::numberAt(value, "diameter", path, where);
    if (stroke.diameter < 0 || stroke.diameter > maxBrushDiameter || (paints(stroke.tool) && stroke.diameter < 1))
        fields::fail("The diameter is out of range", path + "/diameter", where);
    const json& samples = fields::arrayAt(value, "samples", path, where, samplesLeft);
    samplesLeft -= samples.size();
    if (samples.empty() && stroke.tool != Stroke::Tool::Undo)
        fields::fail("A stroke has samples", path + "/samples", where);
    for (const json& sample : samples) {
        if (!sample.is_array() || sample.size() != 3 || !sample[0].is_number() || !sample[1].is_number() || !sample[2].is_number_integer())
            fields::fail("A sample is [x, y, milliseconds]", path + "/samples", where);
        const Stroke::Sample read{sample[0].get<double>(), sample[1].get<double>(), sample[2].get<std::int64_t>()};
        if (!(std::abs(read.x) <= farthest && std::abs(read.y) <= farthest) || read.ms < 0 || read.ms > longestMs)
            fields::fail("A sample is out of range", path + "/samples", where);
        stroke.samples.push_back(read);
    }
    if (value.contains("caliper"))
        stroke.caliper = static_cast<int>(fields::integerAt(value, "caliper", path, where, 0, maxCalipers - 1));
    if (value.contains("name"))
        stroke.name = fields::textAt(value, "name", path, where, maxReadLine);
    if (value.contains("values")) {
        const json& values = fields::arrayAt(value, "values", path, where, stroke.samples.size());
        if (values.size() != stroke.samples.size())
            fields::fail("There is a value for each sample", path + "/values", where);
        for (const json& each : values)
            stroke.values.push_back(fields::textAt({{"value", each}}, "value", path + "/values", where, maxReadLine));
    }
    return stroke;
}

} // namespace

std::string strokesToJson(const std::vector<Stroke>& strokes)
{
    json all = json::array();
    for (const Stroke& stroke : strokes) {
        json samples = json::array();
        for (const auto& sample : stroke.samples)
            samples.push_back({hundredth(sample.x), hundredth(sample.y), sample.ms});
        json object{{"tool", names.at(static_cast<std::size_t>(stroke.tool))}, {"diameter", hundredth(stroke.diameter)},
            {"samples", std::move(samples)}};
        if (stroke.caliper >= 0)
            object["caliper"] = stroke.caliper;
        if (!stroke.name.empty())
            object["name"] = stroke.name;
        if (!stroke.values.empty())
            object["values"] = stroke.values;
        all.push_back(std::move(object));
    }
    return fields::dump(json{{"strokes", std::move(all)}}, -1);
}

std::vector<Stroke> strokesFromJson(const std::string& text, const std::string& where)
{
    const json root = fields::parseObject(text, where);
    const json& all = fields::arrayAt(root, "strokes", "", where, maxStrokes);
    std::vector<Stroke> strokes;
    std::size_t samplesLeft = maxStrokeSamples;
    for (std::size_t i = 0; i < all.size(); ++i)
        strokes.push_back(strokeFrom(all[i], fmt::format("/strokes/{}", i), where, samplesLeft));
    return strokes;
}

AnswerSheet::AnswerSheet()
    : m_mask(cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1))
{
}

bool AnswerSheet::full() const
{
    return m_strokes.size() >= maxStrokes || m_samples >= maxStrokeSamples;
}

void AnswerSheet::begin(Stroke::Tool tool, double diameter, cv::Point2d at, std::int64_t ms)
{
    if (m_drawing || !paints(tool))
        throw Error(ErrorCode::InvalidArgument, "A stroke begins with a painting tool, and after the last one has ended", "answer sheet");
    if (full())
        return;
    // Kept as it is stored, so that what a replay paints from the file is this mask to the pixel.
    const Stroke::Sample sample = stored(at.x, at.y, ms);
    m_strokes.push_back({tool, hundredth(std::clamp(diameter, 1.0, maxBrushDiameter)), {sample}});
    ++m_samples;
    m_masks.push_back(m_mask.clone());
    if (m_masks.size() > undoSteps)
        m_masks.erase(m_masks.begin());
    m_drawing = true;
    paint({sample.x, sample.y}, {sample.x, sample.y});
}

void AnswerSheet::moveTo(cv::Point2d to, std::int64_t ms)
{
    if (!m_drawing || m_samples >= maxStrokeSamples)
        return;
    auto& samples = m_strokes.back().samples;
    if (m_strokes.back().tool == Stroke::Tool::Lasso && samples.size() >= maxShapePoints)
        return;
    const cv::Point2d last(samples.back().x, samples.back().y);
    samples.push_back(stored(to.x, to.y, ms));
    ++m_samples;
    paint(last, {samples.back().x, samples.back().y});
}

void AnswerSheet::paint(cv::Point2d from, cv::Point2d to)
{
    const Stroke& stroke = m_strokes.back();
    if (stroke.tool == Stroke::Tool::Lasso) {
        m_lassoStale = true;
        return;
    }
    const BrushArea area(cv::Point2f(from), cv::Point2f(to), stroke.diameter, false);
    const cv::Rect bounds = area.bounds(canvasSize);
    for (int y = bounds.y; y < bounds.br().y; ++y)
        for (int x = bounds.x; x < bounds.br().x; ++x)
            if (area.covers(x, y))
                m_mask.at<std::uint8_t>(y, x) = stroke.tool == Stroke::Tool::Brush ? 255 : 0;
}

/// The line closes by itself: its inside is painted anew as it grows.
void AnswerSheet::fillLasso() const
{
    m_lassoStale = false;
    ++m_fills;
    std::vector<cv::Point2d> path;
    path.reserve(m_strokes.back().samples.size());
    for (const auto& sample : m_strokes.back().samples)
        path.emplace_back(sample.x, sample.y);
    m_mask = m_masks.back().clone();
    m_mask.setTo(255, lassoMask(path));
}

const cv::Mat& AnswerSheet::mask() const
{
    if (m_lassoStale)
        fillLasso();
    return m_mask;
}

void AnswerSheet::end()
{
    if (m_lassoStale)
        fillLasso();
    m_drawing = false;
}

void AnswerSheet::cancel()
{
    if (!m_drawing)
        return;
    m_drawing = false;
    m_lassoStale = false;
    m_mask = m_masks.back();
    m_masks.pop_back();
    m_samples -= m_strokes.back().samples.size();
    m_strokes.pop_back();
}

void AnswerSheet::undo(std::int64_t ms)
{
    if (!canUndo() || full())
        return;
    m_mask = m_masks.back();
    m_masks.pop_back();
    m_strokes.push_back({Stroke::Tool::Undo, 0, {stored(0, 0, ms)}});
    ++m_samples;
}

void AnswerSheet::note(Stroke stroke)
{
    if (full() || m_drawing)
        return;
    for (auto& sample : stroke.samples)
        sample = stored(sample.x, sample.y, sample.ms);
    stroke.name = line(std::move(stroke.name));
    for (std::string& value : stroke.values)
        value = line(std::move(value));
    m_samples += stroke.samples.size();
    m_strokes.push_back(std::move(stroke));
}

void AnswerSheet::noteMore(Stroke::Sample sample, std::string value)
{
    if (m_strokes.empty() || full())
        return;
    Stroke& stroke = m_strokes.back();
    if (paints(stroke.tool) || stroke.tool == Stroke::Tool::Undo)
        return;
    if (!stroke.values.empty())
        stroke.values.push_back(line(std::move(value)));
    stroke.samples.push_back(stored(sample.x, sample.y, sample.ms));
    ++m_samples;
}

void AnswerSheet::clear()
{
    *this = AnswerSheet();
}

cv::Mat AnswerSheet::replayed(const std::vector<Stroke>& strokes, std::int64_t ms)
{
    return StrokeReplay(strokes).at(ms);
}

StrokeReplay::StrokeReplay(std::vector<Stroke> strokes)
{
    std::int64_t latest = 0;
    for (Stroke& stroke : strokes) {
        if (stroke.samples.empty() || (!paints(stroke.tool) && stroke.tool != Stroke::Tool::Undo))
            continue;
        for (Stroke::Sample& sample : stroke.samples)
            sample.ms = latest = std::max(latest, sample.ms);
        m_strokes.push_back(std::move(stroke));
    }
}

void StrokeReplay::restart()
{
    m_fillsBefore += m_sheet.fills();
    m_sheet.clear();
    m_stroke = m_sample = 0;
}

const cv::Mat& StrokeReplay::at(std::int64_t ms)
{
    const std::int64_t until = ms < 0 ? INT64_MAX : ms;
    if (until < m_ms)
        restart();
    m_ms = until;
    for (; m_stroke < m_strokes.size(); ++m_stroke, m_sample = 0) {
        const Stroke& stroke = m_strokes[m_stroke];
        for (; m_sample < stroke.samples.size(); ++m_sample, ++m_painted) {
            const Stroke::Sample& sample = stroke.samples[m_sample];
            if (sample.ms > until)
                return m_sheet.mask();
            if (stroke.tool == Stroke::Tool::Undo)
                m_sheet.undo(sample.ms);
            else if (m_sample == 0)
                m_sheet.begin(stroke.tool, stroke.diameter, {sample.x, sample.y}, sample.ms);
            else
                m_sheet.moveTo({sample.x, sample.y}, sample.ms);
            if (stroke.tool == Stroke::Tool::Undo)
                break; // one sample, for its time
        }
        m_sheet.end();
    }
    return m_sheet.mask();
}

} // namespace sonosketch::practice
