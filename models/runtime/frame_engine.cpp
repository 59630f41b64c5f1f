// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/runtime/frame_engine.h"

#include "models/kernels/float_conv.h"
#include "models/runtime/engine_plan.h"
#include "models/runtime/plane_changes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace sonosketch::runtime {

using kernels::Frame;
using kernels::FrameRect;

namespace {

constexpr float normEpsilon = 1e-5F; // as models/nn/layers.cpp
/// A preview is worth showing if it takes at most this part of an exact pass.
constexpr double worthwhile = 0.6;

FrameRect together(const FrameRect& a, const FrameRect& b)
{
    if (a.empty())
        return b;
    if (b.empty())
        return a;
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

FrameRect grown(const FrameRect& rect, std::int64_t by, const Frame& inside)
{
    if (rect.empty())
        return rect;
    return {std::max<std::int64_t>(rect.x0 - by, 0), std::max<std::int64_t>(rect.y0 - by, 0), std::min(rect.x1 + by, inside.width),
        std::min(rect.y1 + by, inside.height)};
}

FrameRect whole(const Frame& frame)
{
    return {0, 0, frame.width, frame.height};
}

/// Lets the rectangle `drawn` of a picture come out of what was there before: where a preview ends, beyond the halo, the change is small but not nothing,
/// and the eye finds straight edges.
void feather(cv::Mat& picture, const cv::Mat& before, const FrameRect& drawn)
{
    constexpr std::int64_t band = 16; // pixels
    const auto depth = [](std::int64_t v, std::int64_t first, std::int64_t last, std::int64_t size) {
        const std::int64_t low = first == 0 ? band : v - first + 1; // the picture's own edge is no seam
        const std::int64_t high = last == size ? band : last - v;
        return std::min({low, high, band});
    };
    for (std::int64_t y = drawn.y0; y < drawn.y1; ++y) {
        const std::int64_t vertical = depth(y, drawn.y0, drawn.y1, picture.rows);
        std::uint8_t* to = picture.ptr(static_cast<int>(y));
        const std::uint8_t* old = before.ptr(static_cast<int>(y));
        for (std::int64_t x = drawn.x0; x < drawn.x1; ++x) {
            const std::int64_t part = std::min(vertical, depth(x, drawn.x0, drawn.x1, picture.cols));
            to[x] = static_cast<std::uint8_t>((to[x] * part + old[x] * (band - part) + band / 2) / band);
        }
    }
}

bool nearEdge(const FrameRect& rect, const Frame& frame, std::int64_t distance)
{
    return rect.x0 <= distance || rect.y0 <= distance || rect.x1 >= frame.width - distance || rect.y1 >= frame.height - distance;
}

} // namespace

/// Everything behind the first convolution, with the statistics it was made with.
struct Activations {
    std::vector<FrameBuffer> frames; ///< of EnginePlan::frames
    FrameBuffer image, hidden, detail;
    std::vector<std::vector<float>> scale, shift; ///< of each step's normalisation; [0] is the first convolution's
    cv::Mat picture;
    FrameRect pending; ///< of the condition: changed since these were made, and not yet in them
    bool valid = false;
    bool flat = false; ///< of a condition without any change from pixel to pixel: its statistics say nothing about one that has some
};

struct FrameEngine::Implementation {
    EngineConfig config;
    EnginePlan plan;
    kernels::Workers workers;

    // What depends on the condition alone.
    std::vector<std::uint8_t> planes;
    bool planesKnown = false;   ///< a condition was given
    bool frontComplete = false; ///< and the frames below show it
    FrameBuffer condition, fadeHidden, input, stem;

    std::array<Activations, 2> sets; ///< one holds the last exact pass while the next one fills the other
    std::size_t current = 0;
    FloatMemory sums;
    std::vector<float> mean, variance;
    std::vector<FrameRect> reached; ///< of each frame, by the pass at work
    cv::Mat before;                 ///< the picture that a preview changes
    EngineCosts costs;

    Implementation(const EngineConfig& given, const Weights& weights, int threads)
        : config(given)
        , plan(given, weights)
        , workers(kernels::poolWorkers(threads))
        , planes(static_cast<std::size_t>(given.conditionChannels) * given.size() * given.size())
        , mean(static_cast<std::size_t>(plan.widest))
        , variance(static_cast<std::size_t>(plan.widest))
    {
        const int size = config.size();
        const int visible = config.visibleChannels();
        input = FrameBuffer(visible, config.baseSize, config.baseSize, 3);
        if (config.grown) {
            condition = FrameBuffer(visible, size, size, 1);
            fadeHidden = FrameBuffer(plan.fadeDown1->spec.outChannels, size, size, 1);
        }
        stem = FrameBuffer(config.width, config.baseSize, config.baseSize, 0);
        std::int64_t most = kernels::sumNumbers(stem.frame());
        for (const auto& shape : plan.frames)
            most = std::max(most, kernels::sumNumbers({nullptr, shape.channels, shape.size, shape.size, 0}));
        sums = FloatMemory(most);
        reached.resize(plan.frames.size());
        calibrate();
    }

    void allocate(Activations& set) const
    {
        if (!set.frames.empty())
            return;
        for (const auto& shape : plan.frames)
            set.frames.emplace_back(shape.channels, shape.size, shape.size, shape.border);
        set.image = FrameBuffer(1, config.baseSize, config.baseSize, 1);
        if (config.grown) {
            set.hidden = FrameBuffer(plan.fadeUp1->spec.outChannels, config.size(), config.size(), 3);
            set.detail = FrameBuffer(1, config.size(), config.size(), 0);
        }
        set.scale.resize(plan.steps.size() + 1);
        set.shift.resize(plan.steps.size() + 1);
        set.picture.create(config.size(), config.size(), CV_8UC1);
    }

    /// Brings everything before the first normalisation up to date; afterwards every set knows what it has yet to take over.
    void updateFront(const std::uint8_t* given, const BetweenLayers& between)
    {
        const std::int64_t size = config.size();
        const FrameRect all{0, 0, size, size};
        const FrameRect changed = planesKnown ? changedPlanes(planes.data(), given, config.conditionChannels, size).rect : all;
        // An exception on the way leaves the frames half new: all of them are made again then.
        const FrameRect loaded = frontComplete ? changed : all;
        if (loaded.empty())
            return;
        for (auto& set : sets)
            set.pending = together(set.pending, changed);
        frontComplete = false;
        std::copy_n(given, planes.size(), planes.begin());
        planesKnown = true;
        FrameRect reach = loaded;
        if (config.grown) {
            kernels::loadPlanes(workers, given, config.hiddenChannel, condition.frame(), loaded);
            reach = kernels::reachOf(plan.fadeDown1->spec, loaded, size, size);
            plan.fadeDown1->run(workers, condition.frame(), fadeHidden.frame(), reach);
            reach = kernels::reachOf(plan.fadeDown2->spec, reach, input.frame().height, input.frame().width);
            plan.fadeDown2->run(workers, fadeHidden.frame(), input.frame(), reach);
            kernels::blendHalved(workers, static_cast<float>(config.alpha), condition.frame(), input.frame(), reach);
        } else {
            kernels::loadPlanes(workers, given, config.hiddenChannel, input.frame(), loaded);
        }
        pause(between);
        kernels::fillBorder(input.frame(), kernels::FrameBorder::Reflect, 3);
        plan.stem->run(
            workers, input.frame(), stem.frame(), kernels::reachOf(plan.stem->spec, reach, stem.frame().height, stem.frame().width));
        pause(between);
        frontComplete = true;
    }

    bool isFlat(const std::uint8_t* given) const
    {
        const auto plane = static_cast<std::size_t>(config.size()) * config.size();
        for (int c = 0; c < config.conditionChannels; ++c, given += plane)
            if (std::memcmp(given, given + 1, plane - 1) != 0)
                return false;
        return true;
    }

    static void pause(const BetweenLayers& between)
    {
        if (between)
            between();
    }

    /// Statistics of a frame that holds a convolution's result, as the factors of scaleShift().
    void measure(const EngineNormLayer& norm, const Frame& frame, std::vector<float>& scale, std::vector<float>& shift)
    {
        const auto channels = static_cast<std::size_t>(frame.channels);
        scale.assign(channels, 1.0F);
        shift.assign(channels, 0.0F);
        if (norm.gamma.empty())
            return;
        kernels::channelStatistics(workers, frame, sums.data(), mean.data(), variance.data());
        for (std::size_t c = 0; c < channels; ++c) {
            scale[c] = norm.gamma[c] / std::sqrt(variance[c] + normEpsilon);
            shift[c] = norm.beta[c] - mean[c] * scale[c];
        }
    }

    /// From the first normalisation to the picture; `region` (of the first convolution's output) is everything in an exact pass, which also takes the
    /// statistics anew. Returns the pixels of the picture that it wrote.
    FrameRect runBack(Activations& set, const FrameRect& region, bool exact, const BetweenLayers& between)
    {
        const auto& first = set.frames.front().frame();
        if (exact)
            measure(plan.stemNorm, stem.frame(), set.scale[0], set.shift[0]);
        kernels::scaleShift(workers, stem.frame(), set.scale[0].data(), set.shift[0].data(), 0.0F, nullptr, first, region);
        pause(between);
        reached.front() = region;
        FrameRect blocks; // what enters the residual blocks
        for (std::size_t i = 0; i < plan.steps.size(); ++i) {
            const EngineStep& step = plan.steps[i];
            const Frame& from = set.frames[step.input].frame();
            const Frame& to = set.frames[step.output].frame();
            FrameRect reach = whole(to);
            if (!exact) {
                reach = kernels::reachOf(step.conv.spec, reached[step.input], to.height, to.width);
                // Fixed statistics: the whole reach, so that the preview is exact.
                if (step.inBlock && config.norm == EngineNorm::Instance) {
                    if (blocks.empty())
                        blocks = grown(reached[step.input], halo, to);
                    reach = {std::max(reach.x0, blocks.x0), std::max(reach.y0, blocks.y0), std::min(reach.x1, blocks.x1),
                        std::min(reach.y1, blocks.y1)};
                }
            }
            reach = step.conv.written(reach);
            reached[step.output] = reach;
            if (step.border == kernels::FrameBorder::Reflect && (exact || nearEdge(reached[step.input], from, step.conv.spec.padding)))
                kernels::fillBorder(from, step.border, step.conv.spec.padding);
            step.conv.run(workers, from, to, reach);
            step.noise.add(workers, to, reach);
            if (exact)
                measure(step.norm, to, set.scale[i + 1], set.shift[i + 1]);
            if (!step.norm.gamma.empty() || step.residual)
                kernels::scaleShift(workers, to, set.scale[i + 1].data(), set.shift[i + 1].data(), step.slope,
                    step.residual ? &set.frames[*step.residual].frame() : nullptr, to, reach);
            pause(between);
        }
        const FrameRect drawn = runHead(set, reached.back(), exact, between);
        set.pending = {};
        return drawn;
    }

    FrameRect runHead(Activations& set, const FrameRect& region, bool exact, const BetweenLayers& between)
    {
        const Frame& features = set.frames.back().frame();
        const Frame& image = set.image.frame();
        FrameRect reach = exact ? whole(image) : kernels::reachOf(plan.out->spec, region, image.height, image.width);
        kernels::fillBorder(features, kernels::FrameBorder::Reflect, 3);
        plan.out->run(workers, features, image, reach);
        if (!config.grown) {
            kernels::finish(workers, image, set.picture.data, reach);
            return reach;
        }
        kernels::tanhInPlace(workers, image, reach);
        kernels::fillBorder(image, kernels::FrameBorder::Replicate, 1);
        kernels::fillBorder(features, kernels::FrameBorder::Zero, 1);
        const Frame& hidden = set.hidden.frame();
        const Frame& detail = set.detail.frame();
        FrameRect fine = exact ? whole(hidden) : kernels::reachOf(plan.fadeUp1->spec, region, hidden.height, hidden.width);
        plan.fadeUp1->run(workers, features, hidden, fine);
        plan.fadeUpNoise.add(workers, hidden, plan.fadeUp1->written(fine));
        pause(between);
        if (exact)
            fine = whole(detail);
        else // the enlarged image blends in its own, wider surroundings
            fine = together(kernels::reachOf(plan.fadeUp2->spec, fine, detail.height, detail.width),
                grown({2 * reach.x0, 2 * reach.y0, 2 * reach.x1, 2 * reach.y1}, 1, detail));
        plan.fadeUp2->run(workers, hidden, detail, fine);
        kernels::finishBlended(workers, static_cast<float>(config.alpha), detail, image, set.picture.data, fine);
        return fine;
    }

    cv::Mat exact(const std::uint8_t* given, const BetweenLayers& between)
    {
        updateFront(given, between);
        Activations& next = sets[1 - current];
        allocate(next);
        next.valid = false;
        runBack(next, whole(stem.frame()), true, between);
        next.valid = true;
        next.flat = isFlat(given);
        current = 1 - current;
        return next.picture.clone();
    }

    std::optional<cv::Mat> preview(const std::uint8_t* given, const BetweenLayers& between)
    {
        Activations& set = sets[current];
        if (!set.valid || set.flat)
            return std::nullopt;
        updateFront(given, between);
        if (set.pending.empty())
            return set.picture.clone();
        if (set.pending.area() > costs.largestPreview)
            return std::nullopt;
        const std::int64_t size = config.size();
        FrameRect reach = set.pending;
        if (config.grown) {
            reach = kernels::reachOf(plan.fadeDown1->spec, reach, size, size);
            reach = kernels::reachOf(plan.fadeDown2->spec, reach, input.frame().height, input.frame().width);
        }
        reach = kernels::reachOf(plan.stem->spec, reach, stem.frame().height, stem.frame().width);
        // Abandoned on the way, `pending` stays, and everything it reaches is computed anew next time.
        set.picture.copyTo(before);
        const FrameRect drawn = runBack(set, reach, false, between);
        if (config.norm == EngineNorm::Instance)
            feather(set.picture, before, drawn);
        return set.picture.clone();
    }

    /// Milliseconds of the quicker of two runs.
    template <typename Run>
    static double quicker(const Run& run)
    {
        double best = 1e30;
        for (int i = 0; i < 2; ++i) {
            const auto start = std::chrono::steady_clock::now();
            run(i);
            best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
        return best;
    }

    /// Where a preview pays depends on the machine, so it is measured: two sizes of change give a line.
    void calibrate()
    {
        const int size = config.size();
        std::vector<std::uint8_t> probe(planes.size(), 0);
        for (int y = 0; y < size / 2; ++y)
            std::fill_n(probe.begin() + static_cast<std::ptrdiff_t>(y) * size, size / 4, std::uint8_t{1});
        exact(probe.data(), {}); // pays for memory
        exact(probe.data(), {});
        const auto toggle = [&](int edge) {
            for (int y = 0; y < edge; ++y)
                for (int x = 0; x < edge; ++x)
                    probe[static_cast<std::size_t>(size / 3 + y) * size + size / 3 + x] ^= 1;
        };
        costs.exactMs = quicker([&](int) {
            toggle(size / 16);
            exact(probe.data(), {});
        });
        costs.largestPreview = static_cast<std::int64_t>(size) * size;
        std::array<double, 2> times{};
        const std::array<int, 2> edges{size / 16, size / 4};
        for (std::size_t k = 0; k < edges.size(); ++k)
            times[k] = quicker([&](int) {
                toggle(edges[k]);
                preview(probe.data(), {});
            });
        const auto area = [&](std::size_t k) { return static_cast<double>(edges[k]) * edges[k]; };
        // A disturbed first measurement must not make large previews look free.
        costs.previewPixelMs = std::max((times[1] - times[0]) / (area(1) - area(0)), times[1] / area(1) / 4);
        costs.previewBaseMs = std::max(times[0] - costs.previewPixelMs * area(0), 0.0);
        const double allowed = (worthwhile * costs.exactMs - costs.previewBaseMs) / costs.previewPixelMs;
        costs.largestPreview = static_cast<std::int64_t>(std::clamp(allowed, 0.0, static_cast<double>(size) * size));
        // Nobody's picture: the first preview waits for a real exact pass.
        for (auto& set : sets)
            set.valid = false;
    }
};

bool FrameEngine::available()
{
    return kernels::floatKernelsAvailable();
}

FrameEngine::FrameEngine(const EngineConfig& config, const Weights& weights, int threads)
    : m_impl(std::make_unique<Implementation>(config, weights, threads))
{
}

FrameEngine::~FrameEngine() = default;

cv::Mat FrameEngine::exact(const std::uint8_t* planes, const BetweenLayers& between)
{
    return m_impl->exact(planes, between);
}

std::optional<cv::Mat> FrameEngine::preview(const std::uint8_t* planes, const BetweenLayers& between)
{
    return m_impl->preview(planes, between);
}

std::vector<std::string> FrameEngine::partNames() const
{
    std::vector<std::string> names{"fib_down", "stem", "stem_norm"};
    for (const auto& step : m_impl->plan.steps)
        names.push_back(step.name);
    if (m_impl->config.grown)
        names.insert(names.end(), {"out, fib_up.conv1", "fib_up.conv2"});
    else
        names.emplace_back("out");
    return names;
}

void FrameEngine::limitPreviews(std::int64_t largest)
{
    m_impl->costs.largestPreview = largest;
}

const EngineCosts& FrameEngine::costs() const
{
    return m_impl->costs;
}

} // namespace sonosketch::runtime
