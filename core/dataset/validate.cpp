// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/inside.h"
#include "core/dataset/dataset.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

void checkHash(const fs::path& folder, const std::string& file, const std::string& expected, std::vector<DatasetProblem>& problems)
{
    try {
        if (sha256File(fileInside(folder, file, (folder / file).string())) != expected)
            problems.push_back({file, "its content differs from the manifest's SHA-256"});
    } catch (const Error& error) {
        problems.push_back({file, error.problem()});
    }
}

void checkValues(const DatasetSample& sample, const DatasetItem& item, const LabelPalette& palette, std::vector<DatasetProblem>& problems)
{
    std::set<int> present;
    for (int y = 0; y < sample.labels.rows; ++y)
        present.insert(sample.labels.ptr<uchar>(y), sample.labels.ptr<uchar>(y) + sample.labels.cols);
    for (const int id : present)
        if (!palette.contains(id))
            problems.push_back({item.labels, fmt::format("label id {} is not in the palette", id)});
    if (present != std::set<int>(item.classes.begin(), item.classes.end()))
        problems.push_back({item.labels, "its classes are not those the manifest lists"});
    const auto onlyZeroAnd255 = [](const cv::Mat& plane) { return cv::countNonZero((plane != 0) & (plane != 255)) == 0; };
    if (!onlyZeroAnd255(sample.sketch))
        problems.push_back({item.sketch, "a sketch holds 0 and 255 only"});
    if (!onlyZeroAnd255(sample.fieldOfView))
        problems.push_back({item.fieldOfView, "a field of view holds 0 and 255 only"});
    if (cv::countNonZero(sample.image & (sample.fieldOfView == 0)) > 0)
        problems.push_back({item.image, "the image is not black outside the field of view"});
}

} // namespace

std::vector<DatasetProblem> validateDataset(const fs::path& folder, const ProgressFunction& progress, const CancelToken& cancel)
{
    const DatasetManifest manifest = DatasetManifest::load(folder);
    std::vector<DatasetProblem> problems;
    if (manifest.items.empty())
        problems.push_back({"manifest.json", "it lists no example"});
    std::map<std::string, std::string> partOfImage, partOfGroup;
    std::set<std::string> ids;
    std::size_t done = 0;
    for (const DatasetItem& item : manifest.items) {
        if (cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "the check was stopped", folder.string());
        if (!ids.insert(item.id).second)
            problems.push_back({"manifest.json", fmt::format("the id {} is listed twice", item.id)});
        // The same picture under two names is still the same example.
        const auto [place, isNew] = partOfImage.emplace(item.imageSha256, item.split);
        if (!isNew && place->second != item.split)
            problems.push_back({item.image, fmt::format("the same picture stands in the parts {} and {}", place->second, item.split)});
        if (!item.group.empty()) {
            const auto [first, isNewGroup] = partOfGroup.emplace(item.group, item.split);
            if (!isNewGroup && first->second != item.split)
                problems.push_back(
                    {item.image, fmt::format("the group {} stands in the parts {} and {}", item.group, first->second, item.split)});
        }
        checkHash(folder, item.image, item.imageSha256, problems);
        checkHash(folder, item.labels, item.labelsSha256, problems);
        checkHash(folder, item.sketch, item.sketchSha256, problems);
        checkHash(folder, item.fieldOfView, item.fieldOfViewSha256, problems);
        try {
            checkValues(loadSample(folder, item), item, manifest.palette, problems);
        } catch (const Error& error) {
            problems.push_back({fs::path(error.where()).lexically_relative(folder).generic_string(), error.problem()});
        }
        if (progress)
            progress(++done, manifest.items.size(), item.id);
    }
    return problems;
}

} // namespace sonosketch
