// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/practice_cases.h"

#include "core/base/error.h"
#include "core/dataset/item_case.h"
#include "core/edit/morphology.h"
#include "core/io/case_io.h"
#include "core/practice/practice_random.h"
#include "core/practice/task.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace sonosketch::practice {

namespace fs = std::filesystem;

namespace {

/// A case that was found and not yet read.
struct Found {
    std::string name;
    std::function<Case()> load;
};

bool isThere(const fs::path& file)
{
    std::error_code ignored;
    return fs::exists(file, ignored);
}

Found caseIn(const fs::path& folder)
{
    return {folder.filename().string(), [folder] { return loadCase(folder); }};
}

/// In alphabetical order, so that a seed means the same on every machine.
std::vector<Found> casesBelow(const fs::path& root)
{
    std::vector<fs::path> folders;
    std::error_code problem;
    for (fs::directory_iterator at(root, problem), end; !problem && at != end; at.increment(problem))
        if (isThere(at->path() / "case.json"))
            folders.push_back(at->path());
    if (problem)
        throw Error(ErrorCode::Unreadable, fmt::format("The folder cannot be read ({})", problem.message()), root.string());
    if (folders.empty())
        throw Error(ErrorCode::NotFound, "There is no case and no data set in this folder", root.string(),
            "A case is a folder with case.json, an imported data set one with manifest.json");
    std::ranges::sort(folders);
    std::vector<Found> found;
    found.reserve(folders.size());
    for (const fs::path& folder : folders)
        found.push_back(caseIn(folder));
    return found;
}

std::vector<Found> itemsOf(const fs::path& folder)
{
    const auto manifest = std::make_shared<const DatasetManifest>(DatasetManifest::load(folder));
    std::vector<Found> found;
    for (const DatasetItem& item : manifest->items)
        found.push_back({item.id, [manifest, folder, &item] { // the item lives as long as the manifest
                             Case value = caseOfItem(*manifest, item, folder);
                             validate(value); // of a data set's labels nobody has looked yet whether the palette has them
                             return value;
                         }});
    return found;
}

std::vector<Found> lookInto(const fs::path& folder)
{
    if (isThere(folder / "manifest.json"))
        return itemsOf(folder);
    if (isThere(folder / "case.json"))
        return {caseIn(folder)};
    return casesBelow(folder);
}

} // namespace

bool hasLesion(const Case& value)
{
    for (const LabelClass& each : value.palette.classes()) {
        if (each.id == 0)
            continue;
        const cv::Mat mask = labelMask(value.labels, static_cast<std::uint8_t>(each.id)) & (value.fieldOfView != 0);
        if (cv::countNonZero(mask) < minLesionPixels)
            continue;
        cv::Mat parts, stats, centroids;
        const int count = cv::connectedComponentsWithStats(mask, parts, stats, centroids, 8, CV_32S);
        for (int part = 1; part < count; ++part)
            if (stats.at<int>(part, cv::CC_STAT_AREA) >= minLesionPixels)
                return true;
    }
    return false;
}

PracticeCases readPracticeCases(
    const std::vector<fs::path>& folders, std::uint64_t seed, const ProgressFunction& progress, const CancelToken& cancel, std::size_t most)
{
    PracticeCases all;
    std::optional<Error> only;
    const auto note = [&](const std::string& name, const Error& error) {
        // Messages name the file, but not always the case it belongs to.
        const std::string text = error.what();
        all.unreadable.push_back(text.find(name) == std::string::npos ? name + ": " + text : text);
        only = all.unreadable.size() == 1 ? std::optional(error) : std::nullopt;
    };
    std::vector<Found> found;
    for (const fs::path& folder : folders) {
        try {
            for (Found& each : lookInto(folder))
                found.push_back(std::move(each));
        } catch (const Error& error) {
            note(folder.filename().string(), error);
        }
    }
    Random random(seed);
    if (found.size() > most)
        for (std::size_t i = found.size() - 1; i > 0; --i)
            std::swap(found[i], found[random.below(i + 1)]);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "Stopped");
        if (all.cases.size() >= most) {
            all.left = found.size() - i;
            break;
        }
        try {
            auto value = std::make_shared<const Case>(found[i].load());
            if (hasLesion(*value))
                all.cases.push_back(std::move(value));
            else
                ++all.withoutLesion;
        } catch (const Error& error) {
            note(found[i].name, error);
        }
        if (progress && found.size() > most)
            progress(all.cases.size(), most, found[i].name);
        else if (progress)
            progress(i + 1, found.size(), found[i].name);
    }
    if (!all.cases.empty())
        return all;
    if (only && all.withoutLesion == 0)
        throw Error(*only); // a copy of it
    const std::string where = folders.empty() ? std::string("no folder") : folders.front().string();
    std::string why = fmt::format("There is nothing to practise on: {} without a lesion", all.withoutLesion);
    if (!all.unreadable.empty())
        why += fmt::format(", {} that cannot be read, as \"{}\"", all.unreadable.size(), all.unreadable.front());
    throw Error(ErrorCode::NotFound, why, where, fmt::format("A lesion is a labelled part of {} pixels or more", minLesionPixels));
}

} // namespace sonosketch::practice
