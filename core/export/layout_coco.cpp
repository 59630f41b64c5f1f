// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/json_fields.h"
#include "core/export/layout_parts.h"
#include "core/export/set_reader.h"

#include <fmt/format.h>

#include <ostream>
#include <set>

namespace sonosketch {

namespace {

using nlohmann::json;

/// images/SPLIT/ID.png and, for each split, annotations/instances_SPLIT.json with run-length masks, which are exact, and
/// annotations/polygons_SPLIT.json with the same objects as polygons, for tools that read nothing else. One annotation for each connected part.
class CocoLayout : public SetLayout {
public:
    std::string name() const override { return "coco"; }
    ItemPart item(const ItemView& view) const override
    {
        ItemPart part;
        part.files.push_back({fmt::format("images/{}/{}.png", view.item.split, view.item.id), view.picturePng});
        json regions = json::array();
        for (const LabelRegion& region : view.regions) {
            json corners = json::array();
            for (const cv::Point& corner : edgePolygon(region)) {
                corners.push_back(corner.x);
                corners.push_back(corner.y);
            }
            regions.push_back({{"category", region.label}, {"area", region.area},
                {"box", {region.box.x, region.box.y, region.box.width, region.box.height}},
                {"runs", columnRuns(region, view.labels.size())}, {"polygon", std::move(corners)}});
        }
        part.fragment = json_fields::dump({{"width", view.image.cols}, {"height", view.image.rows}, {"regions", std::move(regions)}}, -1);
        return part;
    }
    void finish(SetReader& set) const override
    {
        for (const std::string& split : set.splits())
            for (const bool polygons : {false, true})
                set.write(fmt::format("annotations/{}_{}.json", polygons ? "polygons" : "instances", split),
                    [&](std::ostream& out) { writeJson(out, set, split, polygons); });
    }

private:
    /// Line by line: a set may be larger than memory.
    static void writeJson(std::ostream& out, const SetReader& set, const std::string& split, bool polygons)
    {
        const SetPlan& plan = set.plan();
        const json info{{"description", fmt::format("{}. {}", plan.name, layout_parts::syntheticSentence)}, {"version", "1.0"},
            {"contributor", "SonoSketch"}, {"synthetic", true}};
        std::set<std::pair<std::string, std::string>> licenses;
        for (const SetSource& source : plan.sources)
            licenses.emplace(source.license, source.attribution);
        licenses.emplace(plan.modelLicense, plan.modelAttribution);
        json licenseList = json::array();
        for (const auto& [license, attribution] : licenses)
            if (!license.empty() || !attribution.empty())
                licenseList.push_back({{"id", licenseList.size() + 1}, {"name", license}, {"url", ""}, {"attribution", attribution}});
        json categories = json::array();
        for (const auto& [id, className] : layout_parts::foreground(plan.palette))
            categories.push_back({{"id", id}, {"name", className}, {"supercategory", plan.palette.name()}});
        out << "{\"info\":" << json_fields::dump(info, -1) << ",\n\"licenses\":" << json_fields::dump(licenseList, -1)
            << ",\n\"categories\":" << json_fields::dump(categories, -1) << ",\n\"images\":[";
        const char* between = "\n";
        for (std::size_t i = 0; i < set.size(); ++i) {
            const PlannedItem item = set.item(i);
            if (item.split != split)
                continue;
            const json part = json::parse(set.fragment(i));
            out << between
                << json_fields::dump({{"id", i + 1}, {"file_name", item.id + ".png"}, {"width", part.at("width")},
                                         {"height", part.at("height")}, {"synthetic", true}},
                       -1);
            between = ",\n";
        }
        out << "\n],\n\"annotations\":[";
        between = "\n";
        std::size_t next = 1; // numbers run within the file; the items' order is the plan's
        for (std::size_t i = 0; i < set.size() && out; ++i) {
            if (set.item(i).split != split)
                continue;
            const json part = json::parse(set.fragment(i));
            for (const json& region : part.at("regions")) {
                json annotation{{"id", next++}, {"image_id", i + 1}, {"category_id", region.at("category")}, {"area", region.at("area")},
                    {"bbox", region.at("box")}, {"iscrowd", 0}};
                if (polygons)
                    annotation["segmentation"] = json::array({region.at("polygon")});
                else
                    annotation["segmentation"] = {{"counts", region.at("runs")}, {"size", {part.at("height"), part.at("width")}}};
                out << between << json_fields::dump(annotation, -1);
                between = ",\n";
            }
        }
        out << "\n]}\n";
    }
};

} // namespace

std::unique_ptr<SetLayout> makeCocoLayout()
{
    return std::make_unique<CocoLayout>();
}

} // namespace sonosketch
