// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_view.h"
#include "core/practice/progress_store.h"

#include <QStringList>

#include <cstdint>
#include <vector>

namespace sonosketch {

/// One moment of a replay, as the page of the task showed it. `ms` since the task was shown; all that was done if negative.

/// The outline of what is painted by then (`mask`), the calipers with their lengths, the click.
std::vector<PracticeView::Drawing> replayDrawings(const practice::Answer& answer, const cv::Mat& mask, std::int64_t ms);
/// What no picture shows, a line each: the sliders of a lesson that were moved, the answer or the class that was chosen.
QStringList replayLines(const practice::Answer& answer, std::int64_t ms);
/// What was right, as the page of the task showed it after the answer: the outline of the mask, of a measured one its diameters too.
std::vector<PracticeView::Drawing> truthDrawings(const practice::Answer& answer, const cv::Mat& truth);

} // namespace sonosketch
