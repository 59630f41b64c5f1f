// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/key.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/study/sealed_json.h"

#include <fmt/format.h>

#include <algorithm>

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
    nlohmann::json sets = nlohmann::json::array(), images = nlohmann::json::array();
    for (const KeySet& set : key.sets)
        sets.push_back({{"name", set.name}, {"truth", wordOf(set.truth)}});
    for (const KeyImage& image : key.images)
        images.push_back({{"id", image.id}, {"set", key.sets.at(image.set).name}, {"file", image.file}, {"sha256", image.sha256}});
    return sealed(
        {{"format", format}, {"version", version}, {"study", key.planHash}, {"seed", key.seed}, {"sets", sets}, {"images", images}});
}

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
    const auto indexOf = [&key](const std::string& name) {
        return static_cast<std::size_t>(
            std::find_if(key.sets.begin(), key.sets.end(), [&](const KeySet& set) { return set.name == name; }) - key.sets.begin());
    };
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const std::string path = fmt::format("/sets/{}", i);
        const auto truth = truthOf(textAt(sets[i], "truth", path, where, 40));
        std::string name = textAt(sets[i], "name", path, where, 100);
        if (!truth || name.empty() || indexOf(name) < key.sets.size())
            fail("A set has a name of its own, and is \"real\" or \"synthesised\"", path, where, &sets[i]);
        key.sets.push_back({std::move(name), *truth});
    }
    const auto& images = arrayAt(root, "images", "", where, maxTrials);
    for (std::size_t i = 0; i < images.size(); ++i) {
        const std::string path = fmt::format("/images/{}", i);
        const std::string name = textAt(images[i], "set", path, where, 100);
        KeyImage image{textAt(images[i], "id", path, where, 64), indexOf(name), textAt(images[i], "file", path, where, 1000),
            textAt(images[i], "sha256", path, where, 64)};
        if (image.set >= key.sets.size())
            fail("The set is not listed", path + "/set", where, &images[i]["set"]);
        if (i > 0 && image.id <= key.images.back().id)
            fail("The pictures are not sorted by their ids", path, where);
        key.images.push_back(std::move(image));
    }
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
    if (!same)
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
