// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/plan.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/export/layout.h"
#include "core/variation/variation.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sonosketch {

namespace jf = json_fields;
using nlohmann::json;

namespace {

constexpr const char* planFormat = "sonosketch-set-plan";
constexpr int planVersion = 2; // 2: measures and limits of the model, figures of the pictures
constexpr std::size_t maxMetrics = 1000;

json toJsonValue(const SetSource& source)
{
    json value{{"kind", source.kind}, {"name", source.name}, {"title", source.title}, {"license", source.license},
        {"attribution", source.attribution}, {"identity", source.identity}, {"group", source.group}, {"split", source.split},
        {"key", source.key}};
    if (source.node)
        value["node"] = *source.node;
    return value;
}

/// A name that becomes part of paths: the letters of plainName(), and what tells two names apart after them.
std::string plainAt(const json& object, const std::string& key, const std::string& path, const std::string& where)
{
    std::string text = jf::textAt(object, key, path, where, 140);
    const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
    });
    if (!plain)
        jf::fail("A plain name is expected", path + "/" + key, where, &object.at(key));
    return text;
}

SetSource sourceFrom(const json& object, const std::string& path, const std::string& where)
{
    SetSource source;
    source.kind = jf::textAt(object, "kind", path, where, 40);
    source.name = jf::textAt(object, "name", path, where);
    source.title = jf::textAt(object, "title", path, where);
    source.license = jf::textAt(object, "license", path, where);
    source.attribution = jf::textAt(object, "attribution", path, where);
    source.identity = jf::textAt(object, "identity", path, where, 64);
    source.group = jf::textAt(object, "group", path, where, 200);
    source.split = plainAt(object, "split", path, where);
    source.key = plainAt(object, "key", path, where);
    if (object.contains("node"))
        source.node = static_cast<std::size_t>(jf::integerAt(object, "node", path, where, 0, 1'000'000'000));
    return source;
}

} // namespace

PlannedItem SetPlan::item(std::size_t index) const
{
    PlannedItem item;
    item.index = index;
    item.source = index % sources.size();
    item.variation = index / sources.size();
    item.id = fmt::format("{}-{:05}", sources[item.source].key, item.variation);
    item.split = sources[item.source].split;
    return item;
}

std::string SetPlan::folderOf(const std::string& format) const
{
    return formats.size() == 1 ? std::string() : format + "/";
}

std::string SetPlan::toJson() const
{
    json root{{"format", planFormat}, {"version", planVersion}, {"name", name}, {"recipe", json::parse(recipe.toJson())}, {"seed", seed},
        {"count", count}, {"formats", formats}, {"visibleMark", visibleMark}, {"tarItems", tarItems},
        {"palette", json::parse(palette.toJson())},
        {"model",
            {{"name", model}, {"hash", modelHash}, {"license", modelLicense}, {"attribution", modelAttribution}, {"metrics", modelMetrics},
                {"limitations", modelLimitations}}}};
    root["sources"] = json::array();
    for (const SetSource& source : sources)
        root["sources"].push_back(toJsonValue(source));
    return jf::dump(root, -1);
}

SetPlan SetPlan::fromJson(const std::string& text, const std::string& where)
{
    const json root = jf::parseObject(text, where);
    jf::checkFormat(root, planFormat, planVersion, where);
    SetPlan plan;
    plan.name = jf::textAt(root, "name", "", where, 200);
    plan.recipe = VariationRecipe::fromJson(jf::dump(jf::objectAt(root, "recipe", "", where), -1), where + ", at /recipe");
    const json& seed = jf::member(root, "seed", "", where);
    if (!seed.is_number_unsigned())
        jf::fail("A whole number from 0 on is expected", "/seed", where, &seed);
    plan.seed = seed.get<std::uint64_t>();
    plan.count = static_cast<std::size_t>(jf::integerAt(root, "count", "", where, 1, static_cast<std::int64_t>(maxItems)));
    for (const json& format : jf::arrayAt(root, "formats", "", where, 32)) {
        if (!format.is_string())
            jf::fail("A layout's name is expected", "/formats", where, &format);
        plan.formats.push_back(format.get<std::string>());
    }
    plan.visibleMark = jf::boolAt(root, "visibleMark", "", where);
    plan.tarItems = static_cast<std::size_t>(jf::integerAt(root, "tarItems", "", where, 1, 1'000'000));
    plan.palette = LabelPalette::fromJson(jf::dump(jf::objectAt(root, "palette", "", where)), where + ", at /palette");
    const json& model = jf::objectAt(root, "model", "", where);
    plan.model = jf::textAt(model, "name", "/model", where);
    plan.modelHash = jf::textAt(model, "hash", "/model", where);
    plan.modelLicense = jf::textAt(model, "license", "/model", where);
    plan.modelAttribution = jf::textAt(model, "attribution", "/model", where);
    plan.modelLimitations = jf::textAt(model, "limitations", "/model", where);
    const json& metrics = jf::objectAt(model, "metrics", "/model", where);
    if (metrics.size() > maxMetrics)
        jf::fail("These are too many measures", "/model/metrics", where);
    for (const auto& [key, value] : metrics.items())
        plan.modelMetrics[key] = jf::numberAt(metrics, key, "/model/metrics", where);
    const json& sources = jf::arrayAt(root, "sources", "", where, maxSources);
    for (std::size_t i = 0; i < sources.size(); ++i)
        plan.sources.push_back(sourceFrom(sources[i], fmt::format("/sources/{}", i), where));
    plan.check();
    return plan;
}

std::string SetPlan::hash() const
{
    const std::string text = toJson();
    return sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void SetPlan::check() const
{
    const auto refuse = [](const std::string& problem, const std::string& where, const std::string& hint = {}) {
        throw Error(ErrorCode::InvalidArgument, problem, where, hint);
    };
    if (sources.empty())
        refuse("There is no case to make images from", "image set", "Name bundled cases, case folders, a project or a data set");
    if (count < 1 || count > maxItems)
        refuse(fmt::format("A set has 1 to {} images, not {}", maxItems, count), "image set");
    if (sources.size() > maxSources)
        refuse(fmt::format("A set has at most {} sources, not {}", maxSources, sources.size()), "image set");
    if (tarItems < 1 || tarItems > 1'000'000)
        refuse("A tar shard holds 1 to 1,000,000 items", "image set");
    if (formats.empty())
        refuse("No layout is named", "image set", fmt::format("Choose of {}", fmt::join(layoutNames(), ", ")));
    const std::vector<std::string> known = layoutNames();
    std::set<std::string> seen;
    for (const std::string& format : formats) {
        if (std::find(known.begin(), known.end(), format) == known.end())
            refuse(fmt::format("There is no layout \"{}\"", format), "image set", fmt::format("Choose of {}", fmt::join(known, ", ")));
        if (!seen.insert(format).second)
            refuse(fmt::format("The layout \"{}\" is named twice", format), "image set");
    }
    std::set<std::string> keys;
    for (const SetSource& source : sources)
        if (!keys.insert(source.key).second)
            refuse(fmt::format("Two sources go by \"{}\"", source.key), "image set");
    recipe.check(fmt::format("recipe \"{}\"", recipe.name));
    checkClasses(recipe, palette);
}

} // namespace sonosketch
