// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/recipe.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/nesting.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

namespace sonosketch::training {

namespace {

constexpr int fadeSteps = 30;

[[noreturn]] void bad(const std::string& where, const std::string& key, const std::string& wanted)
{
    throw Error(ErrorCode::Corrupt, "recipe key \"" + key + "\" must be " + wanted, where);
}

/// Reads a key that must be there or, with a default, may be.
double number(
    const toml::table& table, const std::string& key, const std::string& where, double low, double high, const double* fallback = nullptr)
{
    const auto* node = table.get(key);
    if (node == nullptr && fallback != nullptr)
        return *fallback;
    const auto value = node != nullptr ? node->value<double>() : std::nullopt;
    if (!value || !std::isfinite(*value) || *value < low || *value > high)
        bad(where, key, "a number from " + std::to_string(low) + " to " + std::to_string(high));
    return *value;
}

double number(const toml::table& table, const std::string& key, const std::string& where, double low, double high, double fallback)
{
    return number(table, key, where, low, high, &fallback);
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

bool flag(const toml::table& table, const std::string& key, const std::string& where, bool fallback)
{
    const auto* node = table.get(key);
    if (node == nullptr)
        return fallback;
    const auto value = node->value_exact<bool>();
    if (!value)
        bad(where, key, "true or false");
    return *value;
}

const toml::table& section(const toml::table& root, const std::string& key)
{
    static const toml::table empty;
    const auto* table = root.get_as<toml::table>(key);
    return table != nullptr ? *table : empty;
}

Phase phaseFrom(const toml::table& table, const std::string& where)
{
    Phase phase;
    phase.name = textOr(table, "name", where, "");
    if (phase.name.find_first_of("\"\n") != std::string::npos)
        bad(where, "name", "free of quotes and line breaks");
    phase.resolution = static_cast<int>(number(table, "resolution", where, 256, 512));
    if (phase.resolution != 256 && phase.resolution != 512)
        bad(where, "resolution", "256 or 512");
    const auto grow = textOr(table, "grow", where, "nothing");
    if (grow == "discriminator")
        phase.grow = Phase::Grow::Discriminator;
    else if (grow == "generator")
        phase.grow = Phase::Grow::Generator;
    else if (grow != "nothing")
        bad(where, "grow", "nothing, discriminator or generator");
    phase.steps = static_cast<std::int64_t>(number(table, "steps", where, 0, 1e9, 0.0));
    phase.epochs = number(table, "epochs", where, 0, 1e5, 0.0);
    if ((phase.steps > 0) == (phase.epochs > 0))
        bad(where, "steps", "given as steps or as epochs, one of the two and above 0");
    phase.share = number(table, "share", where, 0, 1, 0.0);
    phase.learningRateEnd = number(table, "learning_rate_end", where, 0, 1, 1.0);
    const auto optional = [&](const char* key, double high) {
        return table.contains(key) ? std::optional(number(table, key, where, 0, high)) : std::nullopt;
    };
    phase.l1Weight = optional("l1", 1e4);
    phase.blockL1Weight = optional("l1_blocks", 1e4);
    phase.edgeWeight = optional("edges", 1e4);
    phase.generatorRate = optional("generator_learning_rate", 1);
    phase.discriminatorRate = optional("discriminator_learning_rate", 1);
    return phase;
}

} // namespace

std::int64_t Phase::stepsFor(std::size_t examples, int batch) const
{
    if (steps > 0)
        return steps;
    return std::max<std::int64_t>(1, std::llround(epochs * static_cast<double>(examples) / batch));
}

Recipe Recipe::fromToml(const std::string& source, const std::string& where)
{
    checkTomlNesting(source, where);
    toml::table root;
    try {
        root = toml::parse(source);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorCode::Corrupt,
            "recipe is not valid TOML, line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description()), where);
    }
    Recipe recipe;
    recipe.text = source;
    recipe.name = textOr(root, "name", where, "");
    if (recipe.name.empty())
        bad(where, "name", "given");
    recipe.description = textOr(root, "description", where, "");
    recipe.batch = static_cast<int>(number(root, "batch", where, 1, 256));
    recipe.seed = static_cast<std::uint64_t>(number(root, "seed", where, 0, 1e15, 1.0));
    recipe.fadeFraction = number(root, "fade_fraction", where, 0.01, 1, 1.0);
    recipe.needsModel = flag(root, "needs_model", where, false);
    recipe.emaDecay = number(root, "ema_decay", where, 0, 0.99999, 0.0);
    const auto& generator = section(root, "generator");
    recipe.architecture = textOr(generator, "architecture", where, "pgsgan");
    if (recipe.architecture != "pgsgan" && recipe.architecture != "unet")
        bad(where, "architecture", "pgsgan or unet");
    recipe.baseSize = static_cast<int>(number(generator, "base_size", where, 256, 512, 256.0));
    if (recipe.baseSize != 256 && recipe.baseSize != 512)
        bad(where, "base_size", "256 or 512");
    recipe.generatorWidth = static_cast<int>(number(generator, "width", where, 2, 256));
    recipe.residualBlocks = static_cast<int>(number(generator, "residual_blocks", where, 1, 32, 10.0));
    recipe.noise = flag(generator, "noise", where, false);
    if (recipe.noise && recipe.architecture != "pgsgan")
        bad(where, "noise", "left out: only a pgsgan generator takes noise");
    recipe.generatorNorm = textOr(generator, "norm", where, "instance");
    recipe.generatorRate = number(generator, "learning_rate", where, 0, 1);
    const auto& discriminator = section(root, "discriminator");
    recipe.discriminatorWidth = static_cast<int>(number(discriminator, "width", where, 2, 256));
    recipe.discriminatorNorm = textOr(discriminator, "norm", where, "instance");
    recipe.spectralNorm = flag(discriminator, "spectral_norm", where, false);
    recipe.sketch = flag(section(root, "condition"), "sketch", where, true);
    recipe.discriminatorRate = number(discriminator, "learning_rate", where, 0, 1);
    const auto& loss = section(root, "loss");
    recipe.l1Weight = number(loss, "l1", where, 0, 1e4);
    recipe.blockL1Weight = number(loss, "l1_blocks", where, 0, 1e4, 0.0);
    recipe.textureWeight = number(loss, "texture", where, 0, 1e4, 0.0);
    recipe.edgeWeight = number(loss, "edges", where, 0, 1e4, 0.0);
    recipe.featureMatchingWeight = number(loss, "feature_matching", where, 0, 1e4, 0.0);
    const auto& augment = section(root, "augment");
    recipe.mirror = number(augment, "mirror", where, 0, 1, 0.0);
    recipe.sketchInsideObjects = number(augment, "sketch_inside_objects", where, 0, 1, 0.0);
    recipe.sketchHoles = number(augment, "sketch_holes", where, 0, 1, 0.0);
    const auto* phases = root.get_as<toml::array>("phase");
    if (phases == nullptr || phases->empty())
        bad(where, "phase", "given at least once");
    int resolution = 0;
    bool grownGenerator = false;
    for (const auto& node : *phases) {
        const auto* table = node.as_table();
        if (table == nullptr)
            bad(where, "phase", "a table");
        recipe.phases.push_back(phaseFrom(*table, where));
        const auto& phase = recipe.phases.back();
        if (phase.resolution < resolution)
            bad(where, "resolution", "no smaller than in the phase before");
        if (phase.grow != Phase::Grow::Nothing && phase.resolution != 512)
            bad(where, "grow", "used at resolution 512 only");
        if (phase.grow != Phase::Grow::Nothing && (recipe.architecture != "pgsgan" || recipe.baseSize != 256))
            bad(where, "grow", "left out: only a pgsgan generator with base_size 256 grows");
        if (phase.resolution < recipe.baseSize)
            bad(where, "resolution", "no smaller than base_size");
        grownGenerator = grownGenerator || phase.grow == Phase::Grow::Generator;
        if (grownGenerator && phase.resolution != 512)
            bad(where, "resolution", "512 once the generator has grown");
        resolution = phase.resolution;
    }
    return recipe;
}

Recipe Recipe::find(const std::string& nameOrPath)
{
    namespace fs = std::filesystem;
    if (nameOrPath.ends_with(".toml"))
        return fromToml(readTextFile(nameOrPath, 1u << 20), nameOrPath);
    const fs::path folder = resourceDir() / "recipes";
    const fs::path path = folder / (nameOrPath + ".toml");
    if (nameOrPath.find('/') == std::string::npos && fs::exists(path))
        return fromToml(readTextFile(path, 1u << 20), path.string());
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".toml")
            names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    std::string list;
    for (const auto& name : names)
        list += (list.empty() ? "" : ", ") + name;
    throw Error(ErrorCode::NotFound, "no recipe of that name", nameOrPath, "There are: " + list);
}

double fadeAlpha(double progress, double fadeFraction, double cap)
{
    const double reached = std::floor(fadeSteps * std::clamp(progress / fadeFraction, 0.0, 1.0) + 1e-9) / fadeSteps;
    return std::min(reached, cap);
}

} // namespace sonosketch::training
