// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/replay/recorded_edit.h"

#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/edit/transaction.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

namespace sonosketch {

namespace {

using nlohmann::json;
using namespace json_fields;

constexpr std::size_t maxEdits = 1000;
constexpr std::size_t maxSamples = 10'000;
constexpr std::size_t maxNameBytes = 200;
constexpr std::uintmax_t maxFileBytes = 16u << 20;

template <class Value, std::size_t count>
Value choice(const json& object, const std::string& key, const std::string& path, const std::string& where,
    const std::array<std::pair<const char*, Value>, count>& known)
{
    const std::string text = textAt(object, key, path, where, maxNameBytes);
    std::vector<std::string> names;
    for (const auto& [name, value] : known) {
        if (text == name)
            return value;
        names.emplace_back(name);
    }
    fail(fmt::format("One of {} is expected", fmt::join(names, ", ")), path + "/" + key, where, &object.at(key));
}

constexpr std::array tools{std::pair{"brush", RecordedEdit::Tool::Brush}, std::pair{"move", RecordedEdit::Tool::Move},
    std::pair{"canny", RecordedEdit::Tool::Canny}};
constexpr std::array inks{std::pair{"lesion", RecordedEdit::Ink::Lesion}, std::pair{"background", RecordedEdit::Ink::Background},
    std::pair{"pen", RecordedEdit::Ink::Pen}, std::pair{"erased", RecordedEdit::Ink::Erased}};
constexpr std::array grounds{std::pair{"anywhere", RecordedEdit::Ground::Anywhere},
    std::pair{"background", RecordedEdit::Ground::Background}, std::pair{"lesion", RecordedEdit::Ground::Lesion}};

cv::Vec3d sampleOf(const json& item, const RecordedEdit& edit, const std::string& path, const std::string& where)
{
    if (!item.is_array() || item.size() != 3)
        fail("A sample of three numbers is expected", path, where, &item);
    cv::Vec3d sample;
    for (int i = 0; i < 3; ++i) {
        const json& number = item[static_cast<std::size_t>(i)];
        if (!number.is_number())
            fail("A number is expected", fmt::format("{}/{}", path, i), where, &number);
        sample[i] = number.get<double>();
    }
    switch (edit.tool) {
    case RecordedEdit::Tool::Canny: {
        CannySettings settings;
        settings.low = sample[0];
        settings.high = sample[1];
        settings.sigma = sample[2];
        try {
            validate(settings);
        } catch (const Error& error) {
            fail(error.problem(), path, where, &item);
        }
        break;
    }
    case RecordedEdit::Tool::Brush:
        if (!(sample[2] >= 0 && sample[2] <= 1))
            fail("The pressure must lie within 0..1", path + "/2", where, &item[2]);
        [[fallthrough]];
    case RecordedEdit::Tool::Move:
        for (int i = 0; i < 2; ++i)
            if (!(sample[i] >= -canvasSize && sample[i] <= canvasSize))
                fail(fmt::format("A distance must lie within -{0}..{0}", canvasSize), fmt::format("{}/{}", path, i), where,
                    &item[static_cast<std::size_t>(i)]);
        break;
    }
    return sample;
}

RecordedEdit editOf(const json& object, const std::string& path, const std::string& where)
{
    RecordedEdit edit;
    edit.kind = textAt(object, "kind", path, where, maxNameBytes);
    edit.name = textAt(object, "name", path, where, maxNameBytes);
    edit.tool = choice(object, "tool", path, where, tools);
    if (edit.tool == RecordedEdit::Tool::Brush) {
        edit.ink = choice(object, "ink", path, where, inks);
        edit.on = choice(object, "on", path, where, grounds);
        edit.diameter = numberAt(object, "diameter", path, where);
        if (!(edit.diameter >= 1 && edit.diameter <= maxBrushDiameter))
            fail(fmt::format("The diameter must lie within 1..{}", maxBrushDiameter), path + "/diameter", where, &object.at("diameter"));
    }
    const json& samples = arrayAt(object, "samples", path, where, maxSamples);
    if (samples.empty())
        fail("At least one sample is expected", path + "/samples", where, &samples);
    for (std::size_t i = 0; i < samples.size(); ++i)
        edit.samples.push_back(sampleOf(samples[i], edit, fmt::format("{}/samples/{}", path, i), where));
    return edit;
}

} // namespace

std::vector<RecordedEdit> parseRecordedEdits(const std::string& text, const std::string& where)
{
    const json root = parseObject(text, where);
    checkFormat(root, "sonosketch-strokes", 1, where);
    const json& list = arrayAt(root, "edits", "", where, maxEdits);
    std::vector<RecordedEdit> edits;
    for (std::size_t i = 0; i < list.size(); ++i)
        edits.push_back(editOf(list[i], fmt::format("/edits/{}", i), where));
    return edits;
}

std::vector<RecordedEdit> readRecordedEdits(const std::filesystem::path& file)
{
    return parseRecordedEdits(readTextFile(file, maxFileBytes), file.string());
}

} // namespace sonosketch
