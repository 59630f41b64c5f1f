// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/label_palette.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace sonosketch {

namespace {

constexpr int paletteVersion = 1;
constexpr const char* paletteFormat = "sonosketch-palette";
constexpr std::size_t maxClasses = 64;
constexpr std::size_t maxNameBytes = 200;

bool equalIgnoringCase(const std::string& a, const std::string& b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

bool isPrintable(const std::string& text)
{
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

struct Rgb {
    std::uint8_t red, green, blue;
};

Rgb parseColor(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where)
{
    const std::string text = json_fields::textAt(object, key, path, where, 16);
    unsigned value = 0;
    const char* end = text.data() + text.size();
    const bool shaped = text.size() == 7 && text[0] == '#';
    if (!shaped || std::from_chars(text.data() + 1, end, value, 16).ptr != end)
        json_fields::fail("A colour is expected as \"#rrggbb\"", path + "/" + key, where, &object.at(key));
    return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

[[noreturn]] void refuse(const std::string& problem, const std::string& palette)
{
    throw Error(ErrorCode::InvalidArgument, problem, "palette \"" + palette + "\"");
}

} // namespace

LabelPalette::LabelPalette(std::string name, std::vector<LabelClass> classes)
    : m_name(std::move(name))
    , m_classes(std::move(classes))
{
    if (m_name.empty() || m_name.size() > maxNameBytes || !isPrintable(m_name))
        refuse("A palette needs a printable name", m_name.substr(0, 40));
    if (m_classes.empty())
        refuse("The background, id 0, is missing", m_name);
    if (m_classes.size() > maxClasses)
        refuse(fmt::format("There are {} classes, at most {} are possible", m_classes.size(), maxClasses), m_name);
    for (std::size_t i = 0; i < m_classes.size(); ++i) {
        const LabelClass& entry = m_classes[i];
        if (entry.id != i)
            refuse(fmt::format("Ids must run 0, 1, 2, ... without gaps or doubles; place {} holds id {}", i, entry.id), m_name);
        if (entry.name.empty() || entry.name.size() > maxNameBytes || !isPrintable(entry.name))
            refuse(fmt::format("Class {} needs a printable name", i), m_name);
        for (std::size_t j = 0; j < i; ++j)
            if (equalIgnoringCase(m_classes[j].name, entry.name))
                refuse(fmt::format("Classes {} and {} are both named \"{}\"", j, i, entry.name), m_name);
    }
}

LabelPalette LabelPalette::fromJson(const std::string& text, const std::string& where)
{
    const nlohmann::json root = json_fields::parseObject(text, where);
    json_fields::checkFormat(root, paletteFormat, paletteVersion, where);
    std::string name = json_fields::textAt(root, "name", "", where, maxNameBytes);
    std::vector<LabelClass> classes;
    const nlohmann::json& list = json_fields::arrayAt(root, "classes", "", where, maxClasses);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string path = "/classes/" + std::to_string(i);
        LabelClass entry;
        entry.id = static_cast<std::uint8_t>(json_fields::integerAt(list[i], "id", path, where, 0, 63));
        entry.name = json_fields::textAt(list[i], "name", path, where, maxNameBytes);
        const Rgb shown = parseColor(list[i], "color", path, where);
        const Rgb annotation = parseColor(list[i], "annotation", path, where);
        entry.red = shown.red, entry.green = shown.green, entry.blue = shown.blue;
        entry.annotationRed = annotation.red, entry.annotationGreen = annotation.green, entry.annotationBlue = annotation.blue;
        classes.push_back(std::move(entry));
    }
    try {
        return LabelPalette(std::move(name), std::move(classes));
    } catch (const Error& error) {
        throw Error(ErrorCode::Corrupt, error.problem(), where + ", at /classes");
    }
}

LabelPalette LabelPalette::load(const std::filesystem::path& path)
{
    return fromJson(readTextFile(path, 1u << 20), path.string());
}

LabelPalette LabelPalette::bundled(const std::string& name)
{
    // The name becomes a file name: letters, digits and hyphens only, so that it cannot leave the folder.
    const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '-'; });
    const auto folder = resourceDir() / "palettes";
    if (!plain || !std::filesystem::exists(folder / (name + ".json")))
        throw Error(ErrorCode::NotFound, fmt::format("There is no bundled palette \"{}\"", name), folder.string(),
            "Known are mmotu and fetal-head");
    return load(folder / (name + ".json"));
}

std::string LabelPalette::toJson() const
{
    nlohmann::ordered_json root;
    root["format"] = paletteFormat;
    root["version"] = paletteVersion;
    root["name"] = m_name;
    root["classes"] = nlohmann::ordered_json::array();
    for (const LabelClass& entry : m_classes)
        root["classes"].push_back(
            {{"id", entry.id}, {"name", entry.name}, {"color", fmt::format("#{:02x}{:02x}{:02x}", entry.red, entry.green, entry.blue)},
                {"annotation", fmt::format("#{:02x}{:02x}{:02x}", entry.annotationRed, entry.annotationGreen, entry.annotationBlue)}});
    return root.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

const LabelClass* LabelPalette::find(const std::string& name) const
{
    const auto found =
        std::find_if(m_classes.begin(), m_classes.end(), [&](const LabelClass& entry) { return equalIgnoringCase(entry.name, name); });
    return found == m_classes.end() ? nullptr : &*found;
}

} // namespace sonosketch
