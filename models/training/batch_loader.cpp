// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/batch_loader.h"

#include "core/base/error.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <random>

namespace sonosketch::training {

namespace {

/// A generator that depends on nothing but its arguments.
std::mt19937_64 randomFor(std::uint64_t seed, std::uint64_t kind, std::uint64_t index)
{
    std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32), static_cast<std::uint32_t>(kind),
        static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32)};
    return std::mt19937_64(sequence);
}

/// Uniform in [0, 1); std's distributions differ between standard libraries.
double uniform(std::mt19937_64& random)
{
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

int uniformInt(std::mt19937_64& random, int low, int high)
{
    return low + static_cast<int>(uniform(random) * (high - low + 1));
}

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::int64_t epoch)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    auto random = randomFor(seed, 1, static_cast<std::uint64_t>(epoch));
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[static_cast<std::size_t>(uniformInt(random, 0, static_cast<int>(i) - 1))]);
    return order;
}

/// The sketch a training sample shows: see Recipe's augmentation settings.
cv::Mat trainingSketch(const DatasetSample& sample, const Recipe& recipe, std::mt19937_64& random)
{
    cv::Mat sketch = uniform(random) < recipe.sketchInsideObjects ? sample.sketch.clone() : composeSketch(sample.sketch, sample.labels, {});
    if (uniform(random) < recipe.sketchHoles) {
        const int holes = uniformInt(random, 1, 3);
        for (int i = 0; i < holes; ++i) {
            const int width = uniformInt(random, sketch.cols / 16, sketch.cols / 3);
            const int height = uniformInt(random, sketch.rows / 16, sketch.rows / 3);
            const cv::Rect hole(uniformInt(random, 0, sketch.cols - width), uniformInt(random, 0, sketch.rows - height), width, height);
            sketch(hole).setTo(0);
        }
    }
    return sketch;
}

} // namespace

BatchLoader::BatchLoader(
    const std::filesystem::path& data, const std::string& split, const ConditionSpec& spec, const ProgressFunction& progress)
    : m_builder(spec)
{
    const auto manifest = DatasetManifest::load(data);
    if (ConditionSpec::forPalette(manifest.palette, spec.fieldOfView) != spec)
        throw Error(ErrorCode::VersionMismatch,
            "the data set's palette \"" + manifest.palette.name() + "\" is not the model's \"" + spec.palette + "\"", data.string());
    std::vector<const DatasetItem*> items;
    for (const auto& item : manifest.items) {
        if (item.split == split)
            items.push_back(&item);
    }
    if (items.empty())
        throw Error(
            ErrorCode::NotFound, "the data set has no examples in the split \"" + split + "\"", data.string(), "See its manifest.json");
    m_samples.reserve(items.size());
    for (const auto* item : items) {
        m_samples.push_back(loadSample(data, *item));
        if (progress)
            progress(m_samples.size(), items.size(), "loading " + split);
    }
}

Batch BatchLoader::assemble(const std::vector<DatasetSample>& samples) const
{
    const auto count = static_cast<std::int64_t>(samples.size());
    const std::int64_t edge = canvasSize;
    Batch batch;
    batch.condition = torch::empty({count, m_builder.spec().channels(), edge, edge}, torch::kUInt8);
    batch.image = torch::empty({count, 1, edge, edge}, torch::kUInt8);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& sample = samples[static_cast<std::size_t>(i)];
        const Condition condition = m_builder.build(sample.labels, sample.sketch, sample.fieldOfView);
        std::memcpy(batch.condition[i].data_ptr(), condition.values.data(), condition.values.size());
        const cv::Mat image = sample.image.isContinuous() ? sample.image : sample.image.clone();
        std::memcpy(batch.image[i].data_ptr(), image.data, image.total());
    }
    return batch;
}

Batch BatchLoader::batch(std::int64_t step, const Recipe& recipe) const
{
    auto random = randomFor(recipe.seed, 2, static_cast<std::uint64_t>(step));
    const auto total = static_cast<std::int64_t>(m_samples.size());
    std::vector<DatasetSample> chosen;
    std::int64_t epoch = -1;
    std::vector<std::size_t> order;
    for (int i = 0; i < recipe.batch; ++i) {
        const std::int64_t position = step * recipe.batch + i;
        if (position / total != epoch) {
            epoch = position / total;
            order = shuffled(m_samples.size(), recipe.seed, epoch);
        }
        DatasetSample sample = m_samples[order[static_cast<std::size_t>(position % total)]];
        sample.sketch = trainingSketch(sample, recipe, random);
        if (uniform(random) < recipe.mirror) {
            for (cv::Mat* plane : {&sample.image, &sample.labels, &sample.sketch, &sample.fieldOfView}) {
                cv::Mat mirrored;
                cv::flip(*plane, mirrored, 1);
                *plane = mirrored;
            }
        }
        chosen.push_back(std::move(sample));
    }
    return assemble(chosen);
}

Batch BatchLoader::plain(std::size_t first, std::size_t count) const
{
    std::vector<DatasetSample> chosen;
    for (std::size_t i = first; i < std::min(first + count, m_samples.size()); ++i) {
        DatasetSample sample = m_samples[i];
        sample.sketch = composeSketch(sample.sketch, sample.labels, {});
        chosen.push_back(std::move(sample));
    }
    return assemble(chosen);
}

} // namespace sonosketch::training
