// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/folder_set.h"

#include "core/base/error.h"
#include "core/imaging/canvas_size.h"

#include <opencv2/core.hpp>

namespace sonosketch::training {

namespace {

void copyPlanes(
    const DatasetSample& sample, const LabelPalette& palette, const std::string& where, std::uint8_t* image, std::uint8_t* marks)
{
    for (int y = 0; y < canvasSize; ++y) {
        const auto* grey = sample.image.ptr<std::uint8_t>(y);
        const auto* label = sample.labels.ptr<std::uint8_t>(y);
        const auto* edge = sample.sketch.ptr<std::uint8_t>(y);
        const auto* view = sample.fieldOfView.ptr<std::uint8_t>(y);
        for (int x = 0; x < canvasSize; ++x) {
            if (!palette.contains(label[x]))
                throw Error(ErrorCode::Corrupt, "the label map holds an id that the palette lacks", where);
            *image++ = grey[x];
            *marks++ = static_cast<std::uint8_t>(label[x] | (edge[x] != 0 ? edgeMark : 0) | (view[x] != 0 ? viewMark : 0));
        }
    }
}

} // namespace

SplitPlanes loadSplit(
    const std::filesystem::path& folder, const DatasetManifest& manifest, const std::string& split, const ProgressFunction& progress)
{
    std::vector<const DatasetItem*> items;
    for (const auto& item : manifest.items) {
        if (item.split == split)
            items.push_back(&item);
    }
    constexpr std::int64_t area = std::int64_t{canvasSize} * canvasSize;
    SplitPlanes planes;
    planes.image = torch::empty({static_cast<std::int64_t>(items.size()), canvasSize, canvasSize}, torch::kUInt8);
    planes.marks = torch::empty_like(planes.image);
    for (const auto* item : items) {
        const auto at = static_cast<std::int64_t>(planes.ids.size()) * area;
        copyPlanes(loadSample(folder, *item), manifest.palette, (folder / item->labels).string(),
            planes.image.data_ptr<std::uint8_t>() + at, planes.marks.data_ptr<std::uint8_t>() + at);
        planes.ids.push_back(item->id);
        if (progress)
            progress(planes.size(), items.size(), "loading " + split);
    }
    return planes;
}

TrainingSet loadFolder(const std::filesystem::path& folder, const ProgressFunction& progress)
{
    const auto manifest = DatasetManifest::load(folder);
    TrainingSet set;
    set.name = manifest.name;
    set.license = manifest.license;
    set.attribution = manifest.attribution;
    set.palette = manifest.palette;
    set.train = loadSplit(folder, manifest, "train", progress);
    if (set.train.size() == 0)
        throw Error(ErrorCode::NotFound, "the data set has no examples in the split \"train\"", folder.string(), "See its manifest.json");
    set.val = loadSplit(folder, manifest, "val", progress);
    return set;
}

} // namespace sonosketch::training
