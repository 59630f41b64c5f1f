// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/item.h"

#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/export/origin.h"
#include "core/export/set_reader.h"
#include "core/io/synthetic_image.h"
#include "core/metrics/speckle.h"
#include "core/variation/variation.h"

namespace sonosketch {

using nlohmann::json;

namespace {

std::string hashOf(const cv::Mat& plane)
{
    const cv::Mat pixels = plane.isContinuous() ? plane : plane.clone();
    return sha256({pixels.data, pixels.total()});
}

} // namespace

BuiltItem buildItem(const SetPlan& plan, const Case& source, const PlannedItem& item, const ConditionBuilder& builder)
{
    Variation variation = varied(source, plan.sources.at(item.source).identity, plan.recipe, plan.seed, item.variation);
    BuiltItem built;
    built.item = item;
    built.value = std::move(variation.value);
    built.parameters = std::move(variation.parameters);
    const cv::Mat edges = automaticEdges(built.value);
    built.condition = builder.build(built.value, edges);
    built.sketch = composeSketch(edges, built.value.labels, built.value.sketch);
    return built;
}

StoredItem encodeItem(const SetPlan& plan, const std::vector<std::unique_ptr<SetLayout>>& layouts, const BuiltItem& built,
    const cv::Mat& image, const GeneratorInfo& model)
{
    const SetSource& source = plan.sources.at(built.item.source);
    const std::string conditionHash = sha256(built.condition.values);
    const SyntheticRecord record = setItemRecord(plan, built.item, conditionHash);
    const cv::Mat shown = plan.visibleMark ? withSyntheticMark(image, {}) : image;
    const auto texts = syntheticTexts(record, plan.visibleMark);
    const std::vector<std::uint8_t> png = setPicturePng(image, record, plan.visibleMark);
    const std::vector<LabelRegion> regions = labelRegions(built.value.labels);
    const ItemView view{plan, built.item, shown, built.value.labels, built.sketch, regions, png, texts, built.value.mmPerPixel};

    json areas = json::object(), objects = json::object();
    for (const LabelRegion& region : regions) {
        const std::string& name = plan.palette.classes().at(region.label).name;
        areas[name] = areas.value(name, std::int64_t{0}) + region.area;
        objects[name] = objects.value(name, std::int64_t{0}) + 1;
    }
    json about{{"kind", source.kind}, {"name", source.name}, {"title", source.title}, {"identity", source.identity}};
    if (source.node)
        about["node"] = *source.node;
    json line{{"index", built.item.index}, {"id", built.item.id}, {"split", built.item.split}, {"source", about},
        {"variation", built.item.variation}, {"seed", plan.seed}, {"parameters", json::parse(built.parameters)}, {"model", model.name},
        {"model_sha256", model.hash}, {"device", model.device}, {"precision", model.precision}, {"condition_sha256", conditionHash},
        {"image_sha256", hashOf(shown)}, {"labels_sha256", hashOf(built.value.labels)}, {"areas", areas}, {"objects", objects},
        {"view_area", cv::countNonZero(built.value.fieldOfView)}, {"mean_grey", cv::mean(shown)[0]}, {"synthetic", true}};
    if (const Speckle speckle = speckleSnr(shown, built.value.fieldOfView); speckle.snr)
        line["speckle_snr"] = *speckle.snr;
    if (built.value.mmPerPixel)
        line["mm_per_pixel"] = *built.value.mmPerPixel;

    StoredItem stored;
    stored.index = built.item.index;
    for (const auto& layout : layouts) {
        ItemPart part = layout->item(view);
        const std::string folder = plan.folderOf(layout->name());
        for (ItemFile& file : part.files)
            stored.files.push_back({folder + file.path, std::move(file.bytes)});
        if (!part.payload.empty())
            stored.files.push_back({payloadPath(layout->name(), built.item), std::move(part.payload)});
        if (!part.fragment.empty())
            line["parts"][layout->name()] = json::parse(part.fragment);
    }
    line["files"] = json::array();
    for (const ItemFile& file : stored.files)
        line["files"].push_back({{"path", file.path}, {"bytes", file.bytes.size()}, {"sha256", sha256(file.bytes)}});
    stored.line = json_fields::dump(line, -1);
    return stored;
}

} // namespace sonosketch
