// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/json_fields.h"
#include "core/export/layout_parts.h"
#include "core/export/set_reader.h"

#include <fmt/format.h>

namespace sonosketch {

namespace {

using nlohmann::ordered_json;

bool isForTraining(const std::string& split)
{
    return split == "train" || split == "val";
}

/// nnU-Net v2 raw data: Dataset501_SonoSketch/{imagesTr,labelsTr,imagesTs,labelsTs}/ and dataset.json. The parts "train" and "val" are what it trains on;
/// any other, whatever it is called, was held out by somebody and stays out. Its own cross validation would put variations of one scan on both sides;
/// splits_final.json, which belongs into its preprocessed folder, keeps ours.
class NnunetLayout : public SetLayout {
public:
    std::string name() const override { return "nnunet"; }
    ItemPart item(const ItemView& view) const override
    {
        const char* part = isForTraining(view.item.split) ? "Tr" : "Ts";
        ItemPart result;
        result.files.push_back({fmt::format("{}/images{}/{}_0000.png", folder, part, view.item.id), view.picturePng});
        result.files.push_back({fmt::format("{}/labels{}/{}.png", folder, part, view.item.id), layout_parts::plainLabelPng(view)});
        return result;
    }
    void finish(SetReader& set) const override
    {
        const SetPlan& plan = set.plan();
        ordered_json labels{{"background", 0}}, train = ordered_json::array(), val = ordered_json::array();
        for (const auto& [id, className] : layout_parts::foreground(plan.palette))
            labels[className] = id;
        for (std::size_t i = 0; i < set.size(); ++i) {
            const PlannedItem item = set.item(i);
            if (isForTraining(item.split))
                (item.split == "val" ? val : train).push_back(item.id);
        }
        std::string licence;
        for (const SetSource& source : plan.sources)
            if (!source.license.empty() && licence.find(source.license) == std::string::npos)
                licence += (licence.empty() ? "" : ", ") + source.license;
        const ordered_json root{{"channel_names", {{"0", "ultrasound"}}}, {"labels", labels}, {"numTraining", train.size() + val.size()},
            {"file_ending", ".png"}, {"overwrite_image_reader_writer", "NaturalImage2DIO"}, {"name", plan.name},
            {"description", layout_parts::syntheticSentence}, {"licence", licence}, {"synthetic", true}};
        set.write(std::string(folder) + "/dataset.json", text(root));
        set.write(std::string(folder) + "/splits_final.json", text(ordered_json::array({{{"train", train}, {"val", val}}})));
    }

private:
    static constexpr const char* folder = "Dataset501_SonoSketch";
    static std::string text(const ordered_json& value) { return value.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n"; }
};

} // namespace

std::unique_ptr<SetLayout> makeNnunetLayout()
{
    return std::make_unique<NnunetLayout>();
}

} // namespace sonosketch
