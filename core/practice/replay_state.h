// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metrics/diameters.h"
#include "core/practice/answer_sheet.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch::practice {

/// What an answer had come to at one moment, but for paint, which StrokeReplay has.
struct ReplayState {
    struct Slider {
        int index = 0;
        double value = 0;
        std::string name, text; ///< as the trainee read them; empty in answers of earlier versions
    };
    std::optional<cv::Point2d> click; ///< where the last click is by then
    std::vector<Span> calipers;       ///< those that are there; one that is being dragged as far as it has come
    std::vector<Slider> sliders;      ///< those that were moved so far, the lowest index first
    std::optional<int> choice;        ///< index of the answer, or the label
    std::string choiceName;           ///< of the choice; empty in answers of earlier versions
};
/// `ms` after the task was shown; all of it if negative. Strokes that go back in time count as in StrokeReplay. Any thread.
ReplayState replayState(const std::vector<Stroke>& strokes, std::int64_t ms);

} // namespace sonosketch::practice
