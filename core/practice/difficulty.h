// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>

namespace sonosketch::practice {

/// What a level of difficulty means for a task.
struct Challenge {
    double contrast = 1; ///< of the picture as shown: 1 as it is, lower flattens it towards its mean
    double size = 1;     ///< of the lesion or of the change: 1 large, lower smaller
    double clutter = 0;  ///< 0 none .. 1: grain in the picture, and distracting lines in synthesised ones
};
/// Level 0 (easiest) .. 1 (hardest); beyond that it is clipped. All three grow harder together, steadily.
Challenge challengeAt(double level);

inline constexpr double startLevel = 0.25;
inline constexpr double targetRate = 0.75; ///< of right answers: enough success to go on, enough failure to learn from

/// Follows a person's skill, so that a chosen share of answers is right: after a right answer the level rises by step * (1 - target), after a
/// wrong one it falls by step * target. Both balance where the chance of a right answer is `target` (the weighted up-down method: Kaernbach 1991,
/// "Simple adaptive testing with the weighted up-down method", Perception & Psychophysics 49:227). The step shrinks with each reversal
/// (Kesten 1958, "Accelerated stochastic approximation", Ann. Math. Statist. 29:41), but not below a floor: skill changes as people learn.
class Staircase {
public:
    /// Throws Error(InvalidArgument) unless 0 < target < 1 and 0 <= start <= 1.
    explicit Staircase(double target = targetRate, double start = startLevel);

    double level() const { return m_level; }
    double step() const;
    int reversals() const { return m_reversals; }
    void answered(bool right);

private:
    double m_target, m_level;
    int m_reversals = 0;
    int m_last = 0; ///< +1 right, -1 wrong, 0 none yet
};

/// A picture as a trainee gets to see it: contrast lowered inside the field of view, grain added (multiplicative, as speckle is, from `seed`).
/// Both CV_8UC1 of one size; an empty field of view means all in view. At Challenge{} the picture stays as it is.
/// Throws Error(SizeMismatch), Error(InvalidArgument).
cv::Mat shownPicture(const cv::Mat& picture, const cv::Mat& fieldOfView, const Challenge& challenge, std::uint64_t seed);

} // namespace sonosketch::practice
