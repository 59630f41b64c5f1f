// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/plan.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/io/png_file.h"
#include "core/study/sealed_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace sonosketch::study {

namespace fs = std::filesystem;
using namespace json_fields;

namespace {

constexpr const char* format = "sonosketch-study";
constexpr int version = 1;
constexpr int longestLimitMs = 3'600'000;
constexpr const char* notice =
    "Some of these pictures may be synthesised by a neural network and are not marked, for the sake of the study. Not for diagnosis.";
constexpr const char* changedHint = "Restore the file as it was made; answers are kept, but they belong to the unchanged study";

bool isHex(std::string_view text, std::size_t length)
{
    return text.size() == length
        && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// The first broken rule; empty if all hold.
std::string problemOf(const StudyPlan& plan)
{
    if (!isCleanText(plan.title, 500) || !isCleanText(plan.question, 1000) || plan.question.empty())
        return "The title or the question is too long, empty or holds control characters";
    if (plan.imageSize < 16 || plan.imageSize > 4096)
        return fmt::format("A picture has 16 to 4096 pixels an edge, not {}", plan.imageSize);
    if (plan.timeLimitMs && (*plan.timeLimitMs < 100 || *plan.timeLimitMs > longestLimitMs))
        return fmt::format("The time limit lies between 0.1 and 3600 seconds, not {} ms", *plan.timeLimitMs);
    if (plan.images.empty() || plan.trials.size() > maxTrials)
        return fmt::format("A study has 1 to {} trials", maxTrials);
    std::set<std::string_view> ids;
    for (const StudyImage& image : plan.images) {
        if (!isHex(image.id, 12) || !isHex(image.sha256, 64))
            return fmt::format("The picture \"{}\" has no proper id or hash", image.id.substr(0, 40));
        if (!ids.insert(image.id).second)
            return fmt::format("The picture {} is listed twice", image.id);
    }
    std::set<std::string_view> once, twice;
    for (const std::string& id : plan.trials) {
        if (!ids.contains(id))
            return fmt::format("A trial shows \"{}\", which is no picture of the study", id.substr(0, 40));
        if (!once.insert(id).second && !twice.insert(id).second)
            return fmt::format("The picture {} is shown more than twice", id);
    }
    if (once.size() != ids.size())
        return "A picture is never shown";
    if (plan.practice.size() > maxPractice)
        return fmt::format("There are at most {} practice pictures", maxPractice);
    for (const PracticeImage& image : plan.practice) {
        if (!isHex(image.id, 12) || !isHex(image.sha256, 64))
            return fmt::format("The practice picture \"{}\" has no proper id or hash", image.id.substr(0, 40));
        if (!ids.insert(image.id).second)
            return fmt::format("The practice picture {} is shown elsewhere too", image.id);
        if (image.truth.has_value() != plan.practiceFeedback)
            return fmt::format("The practice picture {} must know its truth where readers are told, and not else", image.id);
    }
    return {};
}

nlohmann::json toObject(const StudyPlan& plan)
{
    nlohmann::json images = nlohmann::json::array();
    for (const StudyImage& image : plan.images)
        images.push_back({{"id", image.id}, {"sha256", image.sha256}});
    nlohmann::json object{{"format", format}, {"version", version}, {"title", plan.title}, {"question", plan.question}, {"notice", notice},
        {"confidence", {lowestConfidence, highestConfidence}}, {"image_size", plan.imageSize},
        {"time_limit_ms", plan.timeLimitMs ? nlohmann::json(*plan.timeLimitMs) : nlohmann::json()},
        {"at_limit", plan.nextAtLimit ? "next" : "ask"}, {"going_back", plan.goingBack}, {"free_text", plan.freeText}, {"images", images},
        {"trials", plan.trials}};
    if (!plan.practice.empty()) {
        nlohmann::json practice = nlohmann::json::array();
        for (const PracticeImage& image : plan.practice) {
            practice.push_back({{"id", image.id}, {"sha256", image.sha256}});
            if (image.truth)
                practice.back()["truth"] = wordOf(*image.truth);
        }
        object["practice"] = {{"feedback", plan.practiceFeedback}, {"images", practice}};
    }
    return object;
}

void readPractice(StudyPlan& plan, const nlohmann::json& root, const std::string& where)
{
    const auto& practice = member(root, "practice", "", where);
    plan.practiceFeedback = boolAt(practice, "feedback", "/practice", where);
    const auto& images = arrayAt(practice, "images", "/practice", where, maxPractice);
    if (images.empty())
        fail("Practice without pictures", "/practice/images", where);
    for (std::size_t i = 0; i < images.size(); ++i) {
        const std::string path = fmt::format("/practice/images/{}", i);
        PracticeImage image{textAt(images[i], "id", path, where, 64), textAt(images[i], "sha256", path, where, 64), std::nullopt};
        if (plan.practiceFeedback) {
            image.truth = truthOf(textAt(images[i], "truth", path, where, 20));
            if (!image.truth)
                fail("\"real\" or \"synthesised\" is expected", path + "/truth", where, &images[i]["truth"]);
        }
        plan.practice.push_back(std::move(image));
    }
}

} // namespace

const char* wordOf(Truth truth)
{
    return truth == Truth::Real ? "real" : "synthesised";
}

std::optional<Truth> truthOf(std::string_view word)
{
    std::string lower(word);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower == "real")
        return Truth::Real;
    if (lower == "synthesised" || lower == "synthesized" || lower == "synthetic")
        return Truth::Synthesised;
    return std::nullopt;
}

const StudyImage* StudyPlan::find(std::string_view id) const
{
    const auto found =
        std::lower_bound(images.begin(), images.end(), id, [](const StudyImage& image, std::string_view key) { return image.id < key; });
    return found != images.end() && found->id == id ? &*found : nullptr;
}

bool StudyPlan::isRepeat(std::size_t trial) const
{
    const auto end = trials.begin() + static_cast<std::ptrdiff_t>(trial);
    return std::find(trials.begin(), end, trials.at(trial)) != end;
}

void sealPlan(StudyPlan& plan)
{
    std::sort(plan.images.begin(), plan.images.end(), [](const StudyImage& a, const StudyImage& b) { return a.id < b.id; });
    if (const std::string problem = problemOf(plan); !problem.empty())
        throw Error(ErrorCode::InvalidArgument, problem, "study");
    plan.hash = sealOf(toObject(plan));
}

std::string planToJson(const StudyPlan& plan)
{
    return sealed(toObject(plan));
}

StudyPlan planFromJson(const std::string& text, const std::string& where)
{
    const nlohmann::json root = openSealed(text, format, version, where, changedHint);
    StudyPlan plan;
    plan.title = textAt(root, "title", "", where);
    plan.question = textAt(root, "question", "", where);
    plan.imageSize = static_cast<int>(integerAt(root, "image_size", "", where, 16, 4096));
    if (!member(root, "time_limit_ms", "", where).is_null())
        plan.timeLimitMs = static_cast<int>(integerAt(root, "time_limit_ms", "", where, 100, longestLimitMs));
    plan.goingBack = boolAt(root, "going_back", "", where);
    // Studies made before these were asked for lack them.
    plan.freeText = root.contains("free_text") && boolAt(root, "free_text", "", where);
    if (root.contains("at_limit")) {
        const std::string atLimit = textAt(root, "at_limit", "", where);
        if (atLimit != "ask" && atLimit != "next")
            fail("\"ask\" or \"next\" is expected", "/at_limit", where, &root["at_limit"]);
        plan.nextAtLimit = atLimit == "next";
    }
    if (const auto range = integersAt(root, "confidence", "", where, 2, 0, 100);
        range[0] != lowestConfidence || range[1] != highestConfidence)
        fail("This program asks for a confidence of 1 to 5", "/confidence", where, &root["confidence"]);
    const auto& images = arrayAt(root, "images", "", where, maxTrials);
    for (std::size_t i = 0; i < images.size(); ++i) {
        const std::string path = fmt::format("/images/{}", i);
        plan.images.push_back({textAt(images[i], "id", path, where, 64), textAt(images[i], "sha256", path, where, 64)});
        if (i > 0 && plan.images[i].id <= plan.images[i - 1].id)
            fail("The pictures are not sorted by their ids", path, where);
    }
    const auto& trials = arrayAt(root, "trials", "", where, maxTrials);
    for (std::size_t i = 0; i < trials.size(); ++i) {
        if (!trials[i].is_string())
            fail("A picture's id is expected", fmt::format("/trials/{}", i), where, &trials[i]);
        plan.trials.push_back(trials[i].get<std::string>());
    }
    if (root.contains("practice"))
        readPractice(plan, root, where);
    if (const std::string problem = problemOf(plan); !problem.empty())
        throw Error(ErrorCode::Corrupt, problem, where, changedHint);
    plan.hash = root["sha256"].get<std::string>();
    return plan;
}

StudyPlan loadPlan(const fs::path& folder)
{
    const fs::path file = folder / "study.json";
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        throw Error(ErrorCode::NotFound, "This is no study folder: study.json is missing", folder.string(),
            "Name the folder that \"sonosketch-cli study plan\" wrote");
    return planFromJson(readTextFile(file, 16u << 20), file.string());
}

fs::path imagePath(const fs::path& folder, const std::string& id)
{
    return folder / "images" / (id + ".png");
}

cv::Mat readStudyImage(const fs::path& folder, const StudyPlan& plan, const std::string& id)
{
    const StudyImage* image = plan.find(id);
    const auto practice = std::ranges::find(plan.practice, id, &PracticeImage::id);
    if (!image && practice == plan.practice.end())
        throw Error(ErrorCode::InvalidArgument, "The study has no such picture", id);
    const fs::path file = imagePath(folder, id);
    const auto bytes = readFile(file, 64u << 20);
    if (sha256(bytes) != (image ? image->sha256 : practice->sha256))
        throw Error(ErrorCode::Corrupt, "The picture was changed since the study was made", file.string(),
            "Restore it; answers that are already given are kept");
    return decodeGreyPng(bytes, {plan.imageSize, plan.imageSize}, file.string());
}

std::vector<std::string> checkStudyImages(const fs::path& folder, const StudyPlan& plan)
{
    std::vector<std::string> problems;
    const auto check = [&](const std::string& id) {
        try {
            readStudyImage(folder, plan, id);
        } catch (const Error& error) {
            problems.push_back(fmt::format("{}: {}", id, error.problem()));
        }
    };
    for (const StudyImage& image : plan.images)
        check(image.id);
    for (const PracticeImage& image : plan.practice)
        check(image.id);
    return problems;
}

bool isCleanText(std::string_view text, std::size_t maxBytes, bool lines)
{
    if (text.size() > maxBytes)
        return false;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        if ((first < 0x20 && !(lines && (first == '\n' || first == '\t'))) || first == 0x7F)
            return false;
        const std::size_t length = first < 0x80 ? 1 : first >> 5 == 0x6 ? 2 : first >> 4 == 0xE ? 3 : first >> 3 == 0x1E ? 4 : 0;
        if (length == 0 || i + length > text.size())
            return false;
        std::uint32_t code = length == 1 ? first : first & (0x7Fu >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if (next >> 6 != 0x2)
                return false;
            code = code << 6 | (next & 0x3Fu);
        }
        // Longer than needed, half of a surrogate pair, beyond Unicode.
        constexpr std::uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
        if (code < lowest[length] || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF)
            return false;
        i += length;
    }
    return true;
}

} // namespace sonosketch::study
