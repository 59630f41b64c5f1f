// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/recipe.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/nesting.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>
#include <optional>

namespace sonosketch::perception {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t maxBytes = 1u << 20;

[[noreturn]] void bad(const std::string& where, const std::string& key, const std::string& wanted)
{
    throw Error(ErrorCode::Corrupt, fmt::format("recipe key \"{}\" must be {}", key, wanted), where);
}

double number(const toml::table& table, const std::string& key, const std::string& where, double low, double high, double fallback)
{
    const auto* node = table.get(key);
    if (node == nullptr)
        return fallback;
    const auto value = node->value<double>();
    if (!value || !std::isfinite(*value) || *value < low || *value > high)
        bad(where, key, fmt::format("a number from {} to {}", low, high));
    return *value;
}

int whole(const toml::table& table, const std::string& key, const std::string& where, int low, int high, int fallback)
{
    const double value = number(table, key, where, low, high, fallback);
    if (value != std::floor(value))
        bad(where, key, "a whole number");
    return static_cast<int>(value);
}

std::string textOr(const toml::table& table, const std::string& key, const std::string& where, const std::string& fallback)
{
    const auto* node = table.get(key);
    if (node == nullptr)
        return fallback;
    const auto value = node->value<std::string>();
    if (!value)
        bad(where, key, "a text");
    return *value;
}

const toml::table& section(const toml::table& root, const std::string& key)
{
    static const toml::table empty;
    const auto* table = root.get_as<toml::table>(key);
    return table != nullptr ? *table : empty;
}

fs::path pathOf(const std::string& nameOrPath)
{
    if (nameOrPath.ends_with(".toml"))
        return nameOrPath;
    if (nameOrPath.find('/') != std::string::npos)
        return {};
    return resourceDir() / "recipes" / (nameOrPath + ".toml");
}

} // namespace

Recipe Recipe::fromToml(const std::string& source, const std::string& where)
{
    checkTomlNesting(source, where);
    toml::table root;
    try {
        root = toml::parse(source);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorCode::Corrupt,
            fmt::format("recipe is not valid TOML, line {}: {}", error.source().begin.line, error.description()), where);
    }
    Recipe recipe;
    recipe.text = source;
    const auto kind = textOr(root, "kind", where, "");
    if (kind == "segmenter")
        recipe.kind = Kind::Segmenter;
    else if (kind == "encoder")
        recipe.kind = Kind::Encoder;
    else
        bad(where, "kind", "segmenter or encoder");
    recipe.name = textOr(root, "name", where, "");
    if (recipe.name.empty())
        bad(where, "name", "given");
    recipe.description = textOr(root, "description", where, "");
    recipe.batch = whole(root, "batch", where, 1, 256, recipe.batch);
    recipe.seed = static_cast<std::uint64_t>(number(root, "seed", where, 0, 1e15, 1.0));
    recipe.steps = whole(root, "steps", where, 1, 100'000'000, 500);
    recipe.learningRate = number(root, "learning_rate", where, 0, 1, recipe.learningRate);
    recipe.weightDecay = number(root, "weight_decay", where, 0, 1, recipe.weightDecay);
    const auto& network = section(root, "network");
    recipe.width = whole(network, "width", where, 2, 128, recipe.width);
    const auto& augment = section(root, "augment");
    recipe.mirror = number(augment, "mirror", where, 0, 1, recipe.mirror);
    if (recipe.kind == Kind::Segmenter) {
        recipe.levels = whole(network, "levels", where, 1, 6, recipe.levels);
        recipe.resolution = whole(network, "resolution", where, 16, 512, recipe.resolution);
        if (512 % recipe.resolution != 0 || recipe.resolution % (1 << recipe.levels) != 0)
            bad(where, "resolution", "a divisor of 512 and a multiple of 2^levels");
        recipe.rotate = number(augment, "rotate", where, 0, 180, recipe.rotate);
        recipe.zoom = number(augment, "zoom", where, 0, 0.5, recipe.zoom);
        recipe.shift = number(augment, "shift", where, 0, 0.5, recipe.shift);
        recipe.brightness = number(augment, "brightness", where, 0, 0.9, recipe.brightness);
    } else {
        if (recipe.width % 2 != 0)
            bad(where, "width", "even");
        recipe.dimensions = whole(network, "dimensions", where, 8, 2048, recipe.dimensions);
        if (recipe.dimensions % 8 != 0)
            bad(where, "dimensions", "a multiple of 8");
        recipe.crop = whole(augment, "crop", where, 64, 512, recipe.crop);
        recipe.degradations = number(augment, "degradations", where, 0, 1, recipe.degradations);
    }
    return recipe;
}

Recipe Recipe::find(const std::string& nameOrPath)
{
    const auto path = pathOf(nameOrPath);
    if (path.empty() || !fs::exists(path))
        throw Error(ErrorCode::NotFound, "no recipe of that name", nameOrPath, "See resources/recipes");
    return fromToml(readTextFile(path, maxBytes), path.string());
}

std::string recipeKind(const std::string& nameOrPath)
{
    const std::string generator = "generator";
    try {
        const auto path = pathOf(nameOrPath);
        if (path.empty() || !fs::exists(path))
            return generator;
        const auto text = readTextFile(path, maxBytes);
        checkTomlNesting(text, path.string());
        const auto root = toml::parse(text);
        return root["kind"].value_or(generator);
    } catch (const toml::parse_error&) {
        return generator;
    } catch (const Error&) {
        return generator;
    }
}

} // namespace sonosketch::perception
