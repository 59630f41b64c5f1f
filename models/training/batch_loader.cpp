// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/batch_loader.h"

#include "core/base/error.h"
#include "core/imaging/canvas_size.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace sonosketch::training {

namespace {

constexpr std::int64_t edge = canvasSize;
constexpr std::int64_t area = edge * edge;

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

/// The planes of one example, and where they go: channels of `area` bytes, zero before.
void writeCondition(const std::uint8_t* marks, const Draw& draw, const ConditionSpec& spec, std::uint8_t* condition)
{
    std::uint8_t* const sketch = condition + spec.sketchChannel() * area;
    std::uint8_t* const view = spec.fieldOfView ? sketch + area : nullptr;
    for (std::int64_t y = 0; y < edge; ++y) {
        const std::uint8_t* row = marks + y * edge;
        for (std::int64_t x = 0; x < edge; ++x) {
            const std::uint8_t mark = row[x];
            const std::int64_t at = y * edge + (draw.mirror ? edge - 1 - x : x);
            const int label = mark & labelMask;
            if (label != 0)
                condition[(label - 1) * area + at] = 1;
            sketch[at] = (mark & edgeMark) != 0 && (draw.wholeSketch || label == 0);
            if (view != nullptr)
                view[at] = (mark & viewMark) != 0;
        }
    }
    for (const auto& hole : draw.holes) {
        const std::int64_t x = draw.mirror ? edge - hole.x - hole.width : hole.x;
        for (int y = hole.y; y < hole.y + hole.height; ++y)
            std::fill_n(sketch + y * edge + x, hole.width, std::uint8_t{0});
    }
}

} // namespace

void checkSplit(const SplitPlanes& planes, int foregroundClasses, const std::string& where)
{
    const auto count = static_cast<std::int64_t>(planes.size());
    for (const torch::Tensor* plane : {&planes.image, &planes.marks}) {
        if (!plane->defined() || plane->sizes() != torch::IntArrayRef({count, edge, edge}) || plane->scalar_type() != torch::kUInt8
            || !plane->is_contiguous() || !plane->device().is_cpu())
            throw Error(ErrorCode::InvalidArgument, "a split's planes must be contiguous bytes of 512x512 for each id", where);
    }
    const auto* marks = planes.marks.data_ptr<std::uint8_t>();
    const auto* end = marks + planes.marks.numel();
    if (std::any_of(marks, end, [&](std::uint8_t mark) { return (mark & labelMask) > foregroundClasses; }))
        throw Error(ErrorCode::InvalidArgument, "a label map holds an id that the palette lacks", where);
}

BatchLoader::BatchLoader(SplitPlanes planes, const ConditionSpec& spec)
    : m_planes(std::move(planes))
    , m_spec(spec)
{
    if (m_planes.size() == 0)
        throw Error(ErrorCode::NotFound, "the data set has no examples in this split", {}, "See its manifest.json");
    checkSplit(m_planes, static_cast<int>(spec.classes.size()), "training examples");
}

std::vector<Draw> BatchLoader::draw(std::int64_t step, const Recipe& recipe) const
{
    auto random = randomFor(recipe.seed, 2, static_cast<std::uint64_t>(step));
    const auto total = static_cast<std::int64_t>(m_planes.size());
    std::vector<Draw> draws(static_cast<std::size_t>(recipe.batch));
    std::int64_t epoch = -1;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        const std::int64_t position = step * recipe.batch + static_cast<std::int64_t>(i);
        if (position / total != epoch) {
            epoch = position / total;
            order = shuffled(m_planes.size(), recipe.seed, epoch);
        }
        // The order of the draws below is part of what a checkpoint promises: a resumed run sees the same pictures.
        Draw& draw = draws[i];
        draw.index = order[static_cast<std::size_t>(position % total)];
        draw.wholeSketch = uniform(random) < recipe.sketchInsideObjects;
        if (uniform(random) < recipe.sketchHoles) {
            draw.holes.resize(static_cast<std::size_t>(uniformInt(random, 1, 3)));
            for (auto& hole : draw.holes) {
                hole.width = uniformInt(random, canvasSize / 16, canvasSize / 3);
                hole.height = uniformInt(random, canvasSize / 16, canvasSize / 3);
                hole.y = uniformInt(random, 0, canvasSize - hole.height);
                hole.x = uniformInt(random, 0, canvasSize - hole.width);
            }
        }
        draw.mirror = uniform(random) < recipe.mirror;
    }
    return draws;
}

Batch BatchLoader::assemble(std::span<const Draw> draws) const
{
    const auto count = static_cast<std::int64_t>(draws.size());
    const auto options = torch::TensorOptions(torch::kUInt8).pinned_memory(m_pinned);
    Batch batch;
    batch.condition = torch::empty({count, m_spec.channels(), edge, edge}, options);
    batch.image = torch::empty({count, 1, edge, edge}, options);
    auto* condition = batch.condition.data_ptr<std::uint8_t>();
    auto* image = batch.image.data_ptr<std::uint8_t>();
    std::fill_n(condition, batch.condition.numel(), std::uint8_t{0});
    for (const auto& draw : draws) {
        if (draw.index >= m_planes.size())
            throw Error(ErrorCode::InvalidArgument, "a batch asks for an example that the split lacks", "training examples");
        const auto from = static_cast<std::int64_t>(draw.index) * area;
        writeCondition(m_planes.marks.data_ptr<std::uint8_t>() + from, draw, m_spec, condition);
        const auto* grey = m_planes.image.data_ptr<std::uint8_t>() + from;
        for (std::int64_t y = 0; y < edge; ++y) {
            if (draw.mirror)
                std::reverse_copy(grey + y * edge, grey + (y + 1) * edge, image + y * edge);
            else
                std::copy_n(grey + y * edge, edge, image + y * edge);
        }
        condition += m_spec.channels() * area;
        image += area;
    }
    return batch;
}

Batch BatchLoader::plain(std::size_t first, std::size_t count) const
{
    std::vector<Draw> draws;
    for (std::size_t i = first; i < std::min(first + count, m_planes.size()); ++i) {
        draws.emplace_back();
        draws.back().index = i;
    }
    return assemble(draws);
}

ExamplePlanes BatchLoader::example(std::size_t index) const
{
    const auto at = static_cast<std::int64_t>(index);
    const auto marks = m_planes.marks[at];
    ExamplePlanes planes;
    planes.labels = marks.bitwise_and(labelMask);
    planes.sketch = marks.bitwise_and(edgeMark).ne(0).logical_and(planes.labels.eq(0)).to(torch::kUInt8).mul_(255);
    planes.fieldOfView = marks.bitwise_and(viewMark).ne(0).to(torch::kUInt8).mul_(255);
    planes.image = m_planes.image[at];
    return planes;
}

} // namespace sonosketch::training
