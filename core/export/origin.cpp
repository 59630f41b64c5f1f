// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/origin.h"

#include "core/base/error.h"
#include "core/document/json_fields.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"
#include "core/io/png_file.h"
#include "core/variation/variation.h"

#include <fmt/format.h>

namespace sonosketch {

namespace jf = json_fields;
using nlohmann::json;

namespace {

constexpr const char* originKind = "set-item";
constexpr int originVersion = 1;

std::uint64_t unsignedAt(const json& root, const char* key, const std::string& where)
{
    const json& value = jf::member(root, key, "", where);
    if (!value.is_number_unsigned())
        jf::fail("A whole number from 0 on is expected", std::string("/") + key, where, &value);
    return value.get<std::uint64_t>();
}

} // namespace

std::string SetItemOrigin::toJson() const
{
    json source{{"kind", sourceKind}, {"name", sourceName}, {"identity", identity}};
    if (node)
        source["node"] = *node;
    return jf::dump({{"kind", originKind}, {"version", originVersion}, {"recipe", json::parse(recipe.toJson())}, {"seed", seed},
                        {"source", source}, {"variation", variation}, {"visibleMark", visibleMark}},
        -1);
}

SetItemOrigin SetItemOrigin::fromJson(const std::string& text, const std::string& where)
{
    const json root = jf::parseObject(text, where);
    if (jf::textAt(root, "kind", "", where, 40) != originKind)
        throw Error(ErrorCode::Unsupported, "The picture is not of an image set", where);
    if (const auto version = jf::integerAt(root, "version", "", where, 0, 1'000'000); version != originVersion)
        throw Error(ErrorCode::VersionMismatch,
            fmt::format("The picture's origin has version {}, this program knows version {}", version, originVersion), where);
    SetItemOrigin origin;
    origin.recipe = VariationRecipe::fromJson(jf::dump(jf::objectAt(root, "recipe", "", where), -1), where);
    origin.seed = unsignedAt(root, "seed", where);
    origin.variation = unsignedAt(root, "variation", where);
    origin.visibleMark = jf::boolAt(root, "visibleMark", "", where);
    const json& source = jf::objectAt(root, "source", "", where);
    origin.sourceKind = jf::textAt(source, "kind", "/source", where, 40);
    origin.sourceName = jf::textAt(source, "name", "/source", where);
    origin.identity = jf::textAt(source, "identity", "/source", where, 64);
    if (source.contains("node"))
        origin.node = static_cast<std::size_t>(jf::integerAt(source, "node", "/source", where, 0, 1'000'000'000));
    return origin;
}

bool isSetItemOrigin(const std::string& text)
{
    const json root = json::parse(text, nullptr, false);
    return root.is_object() && root.contains("kind") && root.at("kind") == originKind;
}

Case rebuildSetItem(const SetItemOrigin& origin, const std::function<std::optional<Case>(const SetItemOrigin&)>& find)
{
    const std::string name = origin.node ? fmt::format("{}, step {}", origin.sourceName, *origin.node) : origin.sourceName;
    const std::optional<Case> source = find(origin);
    if (!source)
        throw Error(ErrorCode::NotFound, fmt::format("The case \"{}\" that the picture was made from is not at hand", name),
            origin.identity, "Name its folder");
    if (caseIdentity(*source) != origin.identity)
        throw Error(ErrorCode::Corrupt, fmt::format("The case \"{}\" is not as it was when the picture was made", name), origin.identity,
            "Name the folder of the case as it was");
    return varied(*source, origin.identity, origin.recipe, origin.seed, origin.variation).value;
}

std::optional<Case> findBundledSource(const SetItemOrigin& origin)
{
    for (const auto& folder : exampleCases())
        if (Case value = loadCase(folder); caseIdentity(value) == origin.identity)
            return value;
    return std::nullopt;
}

SyntheticRecord setItemRecord(const SetPlan& plan, const PlannedItem& item, const std::string& conditionHash)
{
    const SetSource& source = plan.sources.at(item.source);
    SetItemOrigin origin;
    origin.recipe = plan.recipe;
    origin.seed = plan.seed;
    origin.variation = item.variation;
    origin.sourceKind = source.kind;
    origin.sourceName = source.name;
    origin.identity = source.identity;
    origin.node = source.node;
    origin.visibleMark = plan.visibleMark;
    SyntheticRecord record;
    record.model = plan.model;
    record.modelHash = plan.modelHash;
    record.conditionHash = conditionHash;
    record.caseTitle = fmt::format("{}, variation {}", source.title.empty() ? source.name : source.title, item.variation);
    record.attribution = plan.modelAttribution;
    if (source.attribution != plan.modelAttribution)
        record.attribution += (record.attribution.empty() || source.attribution.empty() ? "" : "; ") + source.attribution;
    record.origin = origin.toJson();
    return record;
}

std::vector<std::uint8_t> setPicturePng(const cv::Mat& image, const SyntheticRecord& record, bool visibleMark)
{
    return encodePng({visibleMark ? withSyntheticMark(image, {}) : image, {}, syntheticTexts(record, visibleMark)});
}

} // namespace sonosketch
