// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/set_sources.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "core/imaging/read_image.h"
#include "core/io/synthetic_image.h"
#include "core/study/study_random.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sonosketch::study {

namespace fs = std::filesystem;

namespace {

std::vector<DatasetItem> itemsOf(const DatasetManifest& manifest, const std::string& split, const fs::path& dataset)
{
    std::vector<DatasetItem> items;
    for (const DatasetItem& item : manifest.items)
        if (item.split == split)
            items.push_back(item);
    if (items.empty())
        throw Error(ErrorCode::NotFound, fmt::format("The data set has no part \"{}\"", split), dataset.string());
    return items;
}

void checkClasses(const GeneratorInfo& info, const DatasetManifest& manifest, const fs::path& dataset)
{
    std::vector<std::string> names;
    for (const auto& entry : manifest.palette.classes())
        if (entry.id != 0)
            names.push_back(entry.name);
    if (info.spec.classes != names)
        throw Error(ErrorCode::VersionMismatch, fmt::format("The model {} was made for other classes than the data set's", info.name),
            dataset.string(), "Choose a model that was trained with this palette");
}

} // namespace

std::vector<std::pair<std::string, std::size_t>> splitsOf(const fs::path& dataset)
{
    std::map<std::string, std::size_t> counts;
    for (const DatasetItem& item : DatasetManifest::load(dataset).items)
        ++counts[item.split];
    return {counts.begin(), counts.end()};
}

std::vector<fs::path> imagesOf(const fs::path& dataset, const std::string& split)
{
    std::vector<fs::path> files;
    for (const DatasetItem& item : itemsOf(DatasetManifest::load(dataset), split, dataset))
        files.push_back(dataset / item.image);
    return files;
}

std::vector<fs::path> synthesiseSet(const fs::path& dataset, const std::string& split, Generator& generator, std::size_t count,
    std::uint64_t seed, const fs::path& folder, const ProgressFunction& progress, const CancelToken& cancel)
{
    const DatasetManifest manifest = DatasetManifest::load(dataset);
    const GeneratorInfo info = generator.info();
    checkClasses(info, manifest, dataset);
    std::vector<DatasetItem> items = itemsOf(manifest, split, dataset);
    if (count > items.size())
        throw Error(ErrorCode::InvalidArgument, fmt::format("The part \"{}\" has {} examples, {} are wanted", split, items.size(), count),
            dataset.string(), "Ask for fewer");
    Random random(fmt::format("examples {}", seed));
    random.shuffle(items);
    if (count > 0)
        items.resize(count);
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error(ErrorCode::WriteFailed, fmt::format("The folder cannot be made ({})", failure.message()), folder.string());
    const ConditionBuilder builder(info.spec);
    std::vector<fs::path> files;
    for (const DatasetItem& item : items) {
        if (cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "Stopped", folder.string());
        const DatasetSample sample = loadSample(dataset, item);
        const Condition condition = builder.build(sample.labels, composeSketch(sample.sketch, sample.labels, {}), sample.fieldOfView);
        SyntheticRecord record;
        record.model = info.name;
        record.modelHash = info.hash;
        record.conditionHash = sha256(condition.values);
        record.caseTitle = item.id;
        record.attribution = manifest.attribution;
        files.push_back(folder / (item.id + ".png"));
        writeSyntheticPng(files.back(), generator.synthesize(condition, cancel), record, {}, false);
        if (progress)
            progress(files.size(), items.size(), item.id);
    }
    return files;
}

SetLook lookAt(const std::vector<fs::path>& files, const CancelToken& cancel)
{
    SetLook look;
    look.pictures = files.size();
    for (const fs::path& file : files) {
        if (cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "Stopped", file.string());
        try {
            const ImageInfo info = probeImage(file);
            look.formats.insert(info.format);
            look.sizes.emplace(info.width, info.height);
        } catch (const Error& error) {
            look.unreadable.emplace_back(error.what());
        }
    }
    return look;
}

} // namespace sonosketch::study
