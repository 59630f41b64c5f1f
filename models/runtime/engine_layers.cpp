// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/model_folder.h"
#include "models/nn/cpu_setup.h"
#include "models/runtime/engine_loader.h"
#include "models/runtime/plain_generator.h"

#include <algorithm>
#include <chrono>

namespace sonosketch {

std::vector<LayerTime> engineLayers(const std::filesystem::path& folder, const Condition& condition, int repeat)
{
    nn::prepareCpu();
    const auto model = checkpoint::loadModel(folder);
    const auto engine = runtime::makeEngine(*model.generator);
    if (!engine)
        return {};
    std::vector<LayerTime> best;
    for (const auto& name : engine->partNames())
        best.push_back({name, 1e30, 0});
    // Every other pass is of the opposite condition, so that what lies before the first normalisation is computed in full as well.
    auto opposite = condition.values;
    for (auto& value : opposite)
        value ^= 1;
    for (int i = 0; i < repeat; ++i) {
        engine->exact(opposite.data());
        std::size_t part = 0;
        auto last = std::chrono::steady_clock::now();
        const auto next = [&] {
            const auto now = std::chrono::steady_clock::now();
            auto& time = best.at(part++).milliseconds;
            time = std::min(time, std::chrono::duration<double, std::milli>(now - last).count());
            last = now;
        };
        engine->exact(condition.values.data(), next);
        next();
    }
    return best;
}

} // namespace sonosketch
