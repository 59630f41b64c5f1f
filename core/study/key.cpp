// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/key.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/study/sealed_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sonosketch::study {

namespace fs = std::filesystem;
using namespace json_fields;

namespace {
constexpr const char* format = "sonosketch-study-key";
constexpr int version = 1;
constexpr const char* safe = "All answers are safe in the study folder";
} // namespace

std::size_t StudyKey::setOf(std::string_view id) const
{
    const auto found =
        std::lower_bound(images.begin(), images.end(), id, [](const KeyImage& image, std::string_view key) { return image.id < key; });
    if (found == images.end() || found->id != id)
        throw Error(ErrorCode::NotFound, "The key knows no such picture", std::string(id));
    return found->set;
}

std::string keyToJson(const StudyKey& key)
{
    nlohmann::json sets = nlohmann::json::array();
    for (const KeySet& set : key.sets)
        sets.push_back({{"name", set.name}, {"truth", wordOf(set.truth)}});
    const auto listOf = [&key](const std::vector<KeyImage>& images) {
        nlohmann::json list = nlohmann::json::array();
        for (const KeyImage& image : images)
            list.push_back({{"id", image.id}, {"set", key.sets.at(image.set).name}, {"file", image.file}, {"sha256", image.sha256}});
        return list;
    };
    nlohmann::json object{{"format", format}, {"version", version}, {"study", key.planHash}, {"seed", key.seed}, {"sets", sets},
        {"images", listOf(key.images)}};
    if (!key.practice.empty())
        object["practice"] = listOf(key.practice);
    return sealed(std::move(object));
}

namespace {

/// Of the member `name`; sets are those of `key`.
std::vector<KeyImage> imagesAt(const nlohmann::json& root, const char* name, const StudyKey& key, const std::string& where)
{
    const auto& list = arrayAt(root, name, "", where, maxTrials);
    std::vector<KeyImage> images;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string path = fmt::format("/{}/{}", name, i);
        const auto set = std::ranges::find(key.sets, textAt(list[i], "set", path, where, 100), &KeySet::name);
        if (set == key.sets.end())
            fail("The set is not listed", path + "/set", where, &list[i]["set"]);
        KeyImage image{textAt(list[i], "id", path, where, 64), static_cast<std::size_t>(set - key.sets.begin()),
            textAt(list[i], "file", path, where, 1000), textAt(list[i], "sha256", path, where, 64)};
        if (i > 0 && image.id <= images.back().id)
            fail("The pictures are not sorted by their ids", path, where);
        images.push_back(std::move(image));
    }
    return images;
}

} // namespace

StudyKey keyFromJson(const std::string& text, const std::string& where)
{
    const nlohmann::json root = openSealed(text, format, version, where, fmt::format("Restore the key from a copy. {}", safe));
    StudyKey key;
    key.planHash = textAt(root, "study", "", where, 64);
    const auto& seed = member(root, "seed", "", where);
    if (!seed.is_number_unsigned())
        fail("A whole number is expected", "/seed", where, &seed);
    key.seed = seed.get<std::uint64_t>();
    const auto& sets = arrayAt(root, "sets", "", where, 100);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const std::string path = fmt::format("/sets/{}", i);
        const auto truth = truthOf(textAt(sets[i], "truth", path, where, 40));
        std::string name = textAt(sets[i], "name", path, where, 100);
        if (!truth || name.empty() || std::ranges::find(key.sets, name, &KeySet::name) != key.sets.end())
            fail("A set has a name of its own, and is \"real\" or \"synthesised\"", path, where, &sets[i]);
        key.sets.push_back({std::move(name), *truth});
    }
    key.images = imagesAt(root, "images", key, where);
    if (root.contains("practice"))
        key.practice = imagesAt(root, "practice", key, where);
    return key;
}

StudyKey loadKey(const fs::path& file, const StudyPlan& plan)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        throw Error(ErrorCode::NotFound, "The answer key is missing", file.string(),
            fmt::format("{}; name the key with --key. Without it, reading times and the readers' agreement can still be reported", safe));
    StudyKey key = keyFromJson(readTextFile(file, 64u << 20), file.string());
    if (key.planHash != plan.hash)
        throw Error(ErrorCode::Corrupt,
            fmt::format(
                "The key belongs to another study, or study.json was changed: study {:.12}, key for {:.12}", plan.hash, key.planHash),
            file.string(), fmt::format("Name the key that was written with this study. {}", safe));
    const bool same = key.images.size() == plan.images.size()
        && std::equal(
            key.images.begin(), key.images.end(), plan.images.begin(), [](const KeyImage& a, const StudyImage& b) { return a.id == b.id; });
    std::set<std::string_view> practice, keyed;
    for (const PracticeImage& image : plan.practice)
        practice.insert(image.id);
    for (const KeyImage& image : key.practice)
        keyed.insert(image.id);
    if (!same || practice != keyed)
        throw Error(ErrorCode::Corrupt, "The key lists other pictures than the study", file.string(), safe);
    return key;
}

fs::path defaultKeyFile(const fs::path& folder)
{
    // "study/" has an empty last part; the key must not land inside.
    const fs::path plain = folder.has_filename() ? folder : folder.parent_path();
    return plain.parent_path() / (plain.filename().string() + ".key.json");
}

} // namespace sonosketch::study
