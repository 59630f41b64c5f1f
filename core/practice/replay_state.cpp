// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/replay_state.h"

#include "core/practice/lesson.h"

#include <algorithm>
#include <cmath>

namespace sonosketch::practice {

namespace {

void dragCaliper(std::vector<Span>& calipers, const Stroke& stroke, std::size_t sample)
{
    const cv::Point2d at(stroke.samples[sample].x, stroke.samples[sample].y);
    const auto number = static_cast<std::size_t>(stroke.caliper);
    const bool again = stroke.caliper >= 0 && number < calipers.size();
    if (sample == 0 && !again)
        calipers.push_back({at, at});
    else if (sample == 0)
        calipers[number].from = at; // where the end that is held lies comes with the next sample, of the same moment
    else
        (again ? calipers[number] : calipers.back()).to = at;
}

void moveSlider(std::vector<ReplayState::Slider>& sliders, const Stroke& stroke, std::size_t sample)
{
    const int index = static_cast<int>(std::lround(stroke.samples[sample].y));
    if (index < 0 || index >= static_cast<int>(maxLessonSliders))
        return; // no lesson has it
    auto found = std::ranges::lower_bound(sliders, index, {}, &ReplayState::Slider::index);
    if (found == sliders.end() || found->index != index)
        found = sliders.insert(found, {.index = index, .value = 0, .name = {}, .text = {}});
    found->value = stroke.samples[sample].x;
    found->name = stroke.name;
    found->text = sample < stroke.values.size() ? stroke.values[sample] : std::string();
}

} // namespace

ReplayState replayState(const std::vector<Stroke>& strokes, std::int64_t ms)
{
    const std::int64_t until = ms < 0 ? INT64_MAX : ms;
    ReplayState state;
    for (const Stroke& stroke : strokes) {
        for (std::size_t i = 0; i < stroke.samples.size(); ++i) {
            const Stroke::Sample& sample = stroke.samples[i];
            // What comes after it came later, whatever it says of itself.
            if (sample.ms > until)
                return state;
            switch (stroke.tool) {
            case Stroke::Tool::Brush:
            case Stroke::Tool::Eraser:
            case Stroke::Tool::Lasso:
                break;
            case Stroke::Tool::Undo:
                if (i == 0 && !state.calipers.empty())
                    state.calipers.pop_back();
                break;
            case Stroke::Tool::Click:
                state.click = {sample.x, sample.y};
                break;
            case Stroke::Tool::Caliper:
                dragCaliper(state.calipers, stroke, i);
                break;
            case Stroke::Tool::Slider:
                moveSlider(state.sliders, stroke, i);
                break;
            case Stroke::Tool::Choice:
                state.choice = static_cast<int>(std::lround(sample.x));
                state.choiceName = stroke.name;
                break;
            }
        }
    }
    return state;
}

} // namespace sonosketch::practice
