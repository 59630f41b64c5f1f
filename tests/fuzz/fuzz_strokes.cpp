// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/answer_sheet.h"
#include "core/practice/replay_state.h"
#include "tests/fuzz/reader.h"
#include "tests/support/check.h"

#include <algorithm>

using namespace sonosketch;
using namespace sonosketch::practice;

namespace {

/// Pixels that painting all of it looks at, about.
double workOf(const std::vector<Stroke>& strokes)
{
    double work = 0;
    for (const Stroke& stroke : strokes)
        work += static_cast<double>(stroke.samples.size()) * std::max(stroke.diameter * stroke.diameter, 64.0);
    return work;
}

} // namespace

/// The strokes of a practice answer as the log holds them.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text = fuzz::textOf({data, size});
    fuzz::read([&] {
        const std::vector<Stroke> strokes = strokesFromJson(text, "fuzz");
        const std::string stored = strokesToJson(strokes);
        fuzz::require(strokesToJson(strokesFromJson(stored, "fuzz")) == stored, "strokes are written as they were read");
        // Thousands of samples of the widest brush take long and show nothing that a few do not.
        if (workOf(strokes) > 2e7)
            return;
        std::int64_t latest = 0;
        for (const Stroke& stroke : strokes)
            for (const Stroke::Sample& sample : stroke.samples)
                latest = std::max(latest, sample.ms);
        replayState(strokes, latest / 2);
        StrokeReplay replay(strokes);
        replay.at(latest / 2);
        replay.at(latest / 3);
        fuzz::require(test::samePixels(replay.at(latest), AnswerSheet::replayed(strokes)), "a replay ends with what was painted");
    });
    return 0;
}
