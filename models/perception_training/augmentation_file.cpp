// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/augmentation_file.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace sonosketch::perception {

namespace {

namespace jf = json_fields;
using Json = nlohmann::ordered_json;

constexpr const char* formatName = "sonosketch-augmentation";
constexpr int formatVersion = 2;
constexpr std::size_t mostRuns = 300; // of three kinds, a hundred seeds each
constexpr std::size_t mostClasses = 256;

Json toJson(const AugmentationSetting& setting)
{
    return {{"dataset", setting.dataset}, {"model", setting.model}, {"model_hash", setting.modelHash}, {"recipe", setting.recipe},
        {"recipe_sha256", setting.recipeSha256}, {"resolution", setting.resolution}, {"width", setting.width}, {"batch", setting.batch},
        {"steps", setting.steps}, {"train_images", setting.trainPictures}, {"test_images", setting.testPictures}};
}

double diceAt(const nlohmann::json& object, const std::string& key, const std::string& path, const std::string& where)
{
    const double value = jf::numberAt(object, key, path, where);
    if (value < 0 || value > 1)
        jf::fail("a Dice coefficient is 0 to 1", path + "/" + key, where, &object.at(key));
    return value;
}

AugmentationRun runAt(const nlohmann::json& object, const std::string& path, const std::string& where)
{
    AugmentationRun run;
    run.data = jf::textAt(object, "data", path, where);
    if (std::ranges::find(augmentationKinds, run.data) == augmentationKinds.end())
        jf::fail("a run learns from real, synthetic or both", path + "/data", where, &object.at("data"));
    run.seed = static_cast<std::uint64_t>(jf::integerAt(object, "seed", path, where, 0, std::numeric_limits<std::int64_t>::max()));
    run.pictures = static_cast<std::size_t>(jf::integerAt(object, "images", path, where, 1, std::numeric_limits<std::int32_t>::max()));
    run.lesion = diceAt(object, "dice_lesion", path, where);
    run.mean = diceAt(object, "dice_mean", path, where);
    run.loss = jf::numberAt(object, "loss", path, where);
    run.seconds = jf::numberAt(object, "seconds", path, where);
    const auto& classes = jf::objectAt(object, "dice", path, where);
    if (classes.size() > mostClasses)
        jf::fail("too many classes", path + "/dice", where);
    for (const auto& [name, value] : classes.items())
        run.classes[name] = diceAt(classes, name, path + "/dice", where);
    return run;
}

} // namespace

void writeAugmentation(const std::filesystem::path& file, const AugmentationSetting& setting, int seeds, const AugmentationResult& result)
{
    Json json{{"format", formatName}, {"version", formatVersion}, {"finished", result.finished}};
    json.update(toJson(setting));
    json["seeds"] = seeds;
    json["synthesis_seconds"] = result.synthesisSeconds;
    for (const auto& kind : augmentationKinds) {
        const auto summary = result.summary(kind);
        json["summary"][kind] = {{"runs", summary.runs}, {"dice_lesion", summary.lesion}, {"dice_lesion_std", summary.lesionDeviation},
            {"dice_mean", summary.mean}, {"dice_mean_std", summary.meanDeviation}};
    }
    json["runs"] = Json::array();
    for (const auto& run : result.runs)
        json["runs"].push_back({{"data", run.data}, {"seed", run.seed}, {"images", run.pictures}, {"dice_lesion", run.lesion},
            {"dice_mean", run.mean}, {"dice", run.classes}, {"loss", run.loss}, {"seconds", run.seconds}});
    writeFileAtomically(file, json.dump(2) + "\n");
}

AugmentationResult readAugmentation(const std::filesystem::path& file, const AugmentationSetting& setting)
{
    AugmentationResult result;
    if (!std::filesystem::exists(file))
        return result;
    const std::string where = file.string();
    const auto json = jf::parseObject(readTextFile(file), where);
    jf::checkFormat(json, formatName, formatVersion, where);
    const auto wanted = toJson(setting);
    for (const auto& [key, value] : wanted.items()) {
        const auto& there = jf::member(json, key, "", where);
        if (there != nlohmann::json(value))
            throw Error(ErrorCode::InvalidArgument,
                fmt::format("the experiment there has another {}: {} instead of {}", key, there.dump().substr(0, 80), value.dump()), where,
                "Repeat its settings, or name another folder");
    }
    result.synthesisSeconds = jf::numberAt(json, "synthesis_seconds", "", where);
    const auto& runs = jf::arrayAt(json, "runs", "", where, mostRuns);
    for (std::size_t i = 0; i < runs.size(); ++i)
        result.runs.push_back(runAt(runs[i], fmt::format("/runs/{}", i), where));
    return result;
}

} // namespace sonosketch::perception
