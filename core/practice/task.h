// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"
#include "core/practice/difficulty.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <string>

namespace sonosketch::practice {

/// Tasks from a case whose mask is known. Equal case, level and seed give the equal task. Any thread; a fraction of a second.
/// All throw Error(InvalidArgument) for a case without a labelled lesion of at least minLesionPixels in its field of view.

inline constexpr int minLesionPixels = 200;

/// One picture with a lesion: to paint, or to measure.
struct LesionTask {
    Case hidden;           ///< what the generator gets; of a real task the case, perhaps mirrored with its source
    bool real = false;     ///< the picture is hidden.source, no generator is asked
    cv::Mat truth;         ///< CV_8UC1 of canvas size, 255 in the lesion
    std::string className; ///< of the lesion
    Challenge challenge;
    std::uint64_t seed = 0;
};
/// `real`: the case's own scan with all that is labelled; half of the seeds mirror it. Else the lesion is scaled to the level's size, turned,
/// put somewhere in the field of view, and half of the seeds give it another class of the palette: what is asked for is what the generator was
/// told to draw. Real tasks need a source.
LesionTask makeLesionTask(const Case& from, double level, std::uint64_t seed, bool real);

enum class Change : std::uint8_t { Added, Grown, Moved, Relabelled };

/// Two pictures of one case.
struct SpotTask {
    Case before, after;
    Change change = Change::Added;
    cv::Mat changed;       ///< CV_8UC1, 255 in the changed object, before and after: where a click counts
    cv::Mat wasThere;      ///< the object before; all zero if it was added
    cv::Mat isThere;       ///< the object after
    std::string className; ///< of the object after
    Challenge challenge;
    std::uint64_t seed = 0;
};
SpotTask makeSpotTask(const Case& from, double level, std::uint64_t seed);

inline constexpr double leastVisible = 8; ///< of visibleChange(): below it a change is asked of nobody
/// How much two pictures differ in `changed` beyond what they differ elsewhere: mean grey levels. A generator may draw two classes much alike.
/// All CV_8UC1 of one size; throws Error(SizeMismatch), Error(InvalidArgument).
double visibleChange(const cv::Mat& before, const cv::Mat& after, const cv::Mat& changed);

} // namespace sonosketch::practice
