// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/variation/recipe.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/nesting.h"
#include "core/document/json_fields.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>
#include <set>

namespace sonosketch {

namespace {

using nlohmann::json;

constexpr std::uintmax_t maxBytes = 64u << 10;
constexpr std::size_t maxNames = 64, maxGroups = 64, maxDepth = 4;

/// Names every field once, with its bounds: reading, writing and checking all go through here.
template <class Recipe, class Visitor>
void visit(Recipe& recipe, Visitor&& see)
{
    see.text("", "name", recipe.name);
    see.flag("", "keep_original", recipe.keepOriginal);
    see.names("objects", "classes", recipe.objects.classes);
    see.number("affine", "probability", recipe.affine.probability, 0, 1);
    see.range("affine", "shift", recipe.affine.shift, 0, 0.25);
    see.range("affine", "rotation", recipe.affine.rotation, -180, 180);
    see.range("affine", "stretch", recipe.affine.stretch, 0.5, 2);
    see.number("resize", "probability", recipe.resize.probability, 0, 1);
    see.range("resize", "scale", recipe.resize.scale, 0.25, 4);
    see.number("elastic", "probability", recipe.elastic.probability, 0, 1);
    see.range("elastic", "strength", recipe.elastic.strength, 0, 40);
    see.number("elastic", "cell", recipe.elastic.cell, 16, 256);
    see.number("add", "probability", recipe.add.probability, 0, 1);
    see.number("add", "most", recipe.add.most, 1, 8);
    see.names("add", "classes", recipe.add.classes);
    see.range("add", "area", recipe.add.area, 0.0005, 0.5);
    see.range("add", "aspect", recipe.add.aspect, 0.2, 1);
    see.range("add", "irregularity", recipe.add.irregularity, 0, 0.4);
    see.number("add", "gap", recipe.add.gap, 0, 128);
    see.number("remove", "probability", recipe.remove.probability, 0, 1);
    see.number("remove", "largest", recipe.remove.largest, 0, 1);
    see.number("relabel", "probability", recipe.relabel.probability, 0, 1);
    see.text("relabel", "palette", recipe.relabel.palette);
    see.groups("relabel", "groups", recipe.relabel.groups);
    see.range("sketch", "jitter", recipe.sketch.jitter, 0, 8);
    see.range("sketch", "drop", recipe.sketch.drop, 0, 1);
    see.flag("canny", "own", recipe.canny.own);
    see.range("canny", "low", recipe.canny.low, 0, 1000);
    see.range("canny", "high", recipe.canny.high, 0, 1000);
    see.range("canny", "sigma", recipe.canny.sigma, 0, 10);
    see.number("crop", "probability", recipe.crop.probability, 0, 1);
    see.range("crop", "zoom", recipe.crop.zoom, 1, 3);
    see.number("mirror", "probability", recipe.mirror.probability, 0, 1);
    see.range("bounds", "area", recipe.bounds.area, 0, 1);
    see.number("bounds", "margin", recipe.bounds.margin, 0, 128);
    see.flag("bounds", "overlap", recipe.bounds.overlap);
}

class Reader {
public:
    Reader(const json& root, const std::string& where)
        : m_root(root)
        , m_where(where)
    {
    }
    void number(const char* section, const char* key, double& value, double low, double high)
    {
        if (const json* node = find(section, key))
            value = within(*node, section, key, low, high);
    }
    void range(const char* section, const char* key, DrawRange& value, double low, double high)
    {
        const json* node = find(section, key);
        if (!node)
            return;
        if (node->is_number()) {
            value.low = value.high = within(*node, section, key, low, high);
            return;
        }
        if (!node->is_array() || node->size() != 2)
            bad(section, key, fmt::format("[low, high] within {} .. {}", low, high));
        value = {within(node->at(0), section, key, low, high), within(node->at(1), section, key, low, high)};
        if (value.low > value.high)
            bad(section, key, "[low, high] with low first");
    }
    void flag(const char* section, const char* key, bool& value)
    {
        if (const json* node = find(section, key)) {
            if (!node->is_boolean())
                bad(section, key, "true or false");
            value = node->get<bool>();
        }
    }
    void text(const char* section, const char* key, std::string& value)
    {
        if (const json* node = find(section, key))
            value = line(*node, section, key);
    }
    void names(const char* section, const char* key, std::vector<std::string>& value)
    {
        if (const json* node = find(section, key))
            value = lines(*node, section, key);
    }
    void groups(const char* section, const char* key, std::vector<std::vector<std::string>>& value)
    {
        const json* node = find(section, key);
        if (!node)
            return;
        if (!node->is_array() || node->size() > maxGroups)
            bad(section, key, fmt::format("a list of at most {} lists of class names", maxGroups));
        value.clear();
        for (const json& group : *node)
            value.push_back(lines(group, section, key));
    }
    /// After all fields were seen: whatever is left is a mistake, most likely a misspelt key.
    void refuseOthers() const
    {
        for (const auto& [key, value] : m_root.items()) {
            if (!value.is_object() && !m_seen.contains(key))
                unknown(key);
            if (!value.is_object())
                continue;
            if (!m_sections.contains(key))
                unknown(key);
            for (const auto& [inner, ignored] : value.items())
                if (const std::string name = fmt::format("{}.{}", key, inner); !m_seen.contains(name))
                    unknown(name);
        }
    }

private:
    const json* find(const std::string& section, const std::string& key)
    {
        m_seen.insert(section.empty() ? key : section + "." + key);
        if (section.empty()) {
            const auto found = m_root.find(key);
            return found == m_root.end() ? nullptr : &*found;
        }
        m_sections.insert(section);
        const auto table = m_root.find(section);
        if (table == m_root.end())
            return nullptr;
        if (!table->is_object())
            bad(section, "", "a section");
        const auto found = table->find(key);
        return found == table->end() ? nullptr : &*found;
    }
    [[noreturn]] void bad(const std::string& section, const std::string& key, const std::string& wanted) const
    {
        const std::string name = section.empty() || key.empty() ? section + key : section + "." + key;
        throw Error(ErrorCode::Corrupt, fmt::format("The recipe's \"{}\" must be {}", name, wanted), m_where);
    }
    [[noreturn]] void unknown(const std::string& key) const
    {
        throw Error(ErrorCode::Corrupt, fmt::format("The recipe has an unknown key \"{}\"", key.substr(0, 80)), m_where,
            "Look up the keys in resources/recipes/export/default.toml");
    }
    double within(const json& node, const char* section, const char* key, double low, double high) const
    {
        const double value = node.is_number() ? node.get<double>() : NAN;
        if (!(value >= low && value <= high))
            bad(section, key, fmt::format("a number from {} to {}", low, high));
        return value;
    }
    std::string line(const json& node, const char* section, const char* key) const
    {
        const std::string value = node.is_string() ? node.get<std::string>() : "\n";
        for (const char letter : value)
            if (static_cast<unsigned char>(letter) < 0x20)
                bad(section, key, "one line of text");
        if (value.size() > 200)
            bad(section, key, "a text of at most 200 bytes");
        return value;
    }
    std::vector<std::string> lines(const json& node, const char* section, const char* key) const
    {
        if (!node.is_array() || node.size() > maxNames)
            bad(section, key, fmt::format("a list of at most {} names", maxNames));
        std::vector<std::string> result;
        for (const json& entry : node)
            result.push_back(line(entry, section, key));
        return result;
    }

    const json& m_root;
    const std::string& m_where;
    std::set<std::string> m_seen, m_sections;
};

class Writer {
public:
    json root = json::object();
    void number(const char* section, const char* key, double value, double, double) { at(section, key) = value; }
    void range(const char* section, const char* key, const DrawRange& value, double, double)
    {
        at(section, key) = json::array({value.low, value.high});
    }
    void flag(const char* section, const char* key, bool value) { at(section, key) = value; }
    void text(const char* section, const char* key, const std::string& value) { at(section, key) = value; }
    void names(const char* section, const char* key, const std::vector<std::string>& value) { at(section, key) = value; }
    void groups(const char* section, const char* key, const std::vector<std::vector<std::string>>& value) { at(section, key) = value; }

private:
    json& at(const std::string& section, const char* key) { return section.empty() ? root[key] : root[section][key]; }
};

/// TOML as the JSON it stands for, so that one strict reader serves both.
json toJsonValue(const toml::node& node, const std::string& where, std::size_t depth = 0)
{
    if (depth > maxDepth)
        throw Error(ErrorCode::Corrupt, "The recipe is nested too deeply", where);
    if (const auto* table = node.as_table()) {
        json result = json::object();
        for (const auto& [key, value] : *table)
            result[std::string(key.str())] = toJsonValue(value, where, depth + 1);
        return result;
    }
    if (const auto* array = node.as_array()) {
        json result = json::array();
        for (const auto& value : *array)
            result.push_back(toJsonValue(value, where, depth + 1));
        return result;
    }
    if (const auto* text = node.as_string())
        return text->get();
    if (const auto* number = node.as_integer())
        return number->get();
    if (const auto* number = node.as_floating_point())
        return number->get();
    if (const auto* flag = node.as_boolean())
        return flag->get();
    throw Error(ErrorCode::Corrupt, "The recipe holds a date or time", where);
}

VariationRecipe fromValue(const json& root, const std::string& where)
{
    VariationRecipe recipe;
    Reader reader(root, where);
    visit(recipe, reader);
    reader.refuseOthers();
    if (recipe.canny.low.high > recipe.canny.high.low)
        throw Error(ErrorCode::Corrupt, "The recipe's \"canny.low\" reaches above \"canny.high\"", where, "Keep the two ranges apart");
    if (recipe.bounds.area.low > recipe.bounds.area.high || recipe.bounds.area.high <= 0)
        throw Error(ErrorCode::Corrupt, "The recipe's \"bounds.area\" leaves no size", where);
    if (recipe.add.most != std::floor(recipe.add.most))
        throw Error(ErrorCode::Corrupt, "The recipe's \"add.most\" must be a whole number", where);
    if (recipe.relabel.probability > 0 && recipe.relabel.groups.empty())
        throw Error(ErrorCode::Corrupt, "The recipe relabels, but \"relabel.groups\" is empty", where);
    return recipe;
}

} // namespace

VariationRecipe VariationRecipe::fromToml(const std::string& text, const std::string& where)
{
    checkTomlNesting(text, where, maxBytes);
    try {
        const toml::table table = toml::parse(text);
        return fromValue(toJsonValue(table, where), where);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorCode::Corrupt,
            fmt::format("The recipe is not valid TOML, line {}: {}", error.source().begin.line, error.description()), where);
    }
}

VariationRecipe VariationRecipe::load(const std::filesystem::path& path)
{
    return fromToml(readTextFile(path, maxBytes), path.string());
}

VariationRecipe VariationRecipe::bundled()
{
    return load(resourceDir() / "recipes" / "export" / "default.toml");
}

std::string VariationRecipe::toJson() const
{
    Writer writer;
    visit(*this, writer);
    return json_fields::dump(writer.root, -1);
}

VariationRecipe VariationRecipe::fromJson(const std::string& text, const std::string& where)
{
    if (text.size() > maxBytes)
        throw Error(ErrorCode::TooLarge, fmt::format("The recipe is over {} bytes", maxBytes), where);
    return fromValue(json_fields::parseObject(text, where), where);
}

void VariationRecipe::check(const std::string& where) const
{
    fromJson(toJson(), where);
}

} // namespace sonosketch
