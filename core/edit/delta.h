// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"
#include "core/document/document.h"

#include <optional>
#include <vector>

namespace sonosketch {

/// One plane's change: the pixels of `rect` before and after, run-length coded.
struct PlaneDelta {
    Plane plane = Plane::Labels;
    cv::Rect rect;
    std::vector<std::uint8_t> before;
    std::vector<std::uint8_t> after;
};

/// A reversible change of a document; a plain value that names planes, never pointers.
class Delta {
public:
    std::string text; ///< for the history: "Brush: Teratoma"
    std::vector<PlaneDelta> planes;
    std::optional<std::pair<CannySettings, CannySettings>> canny;                              ///< before, after
    std::optional<std::pair<bool, bool>> autoSketch;                                           ///< before, after
    std::optional<std::pair<std::vector<Measurement>, std::vector<Measurement>>> measurements; ///< before, after: the whole list

    bool empty() const { return planes.empty() && !canny && !autoSketch && !measurements; }
    std::size_t bytes() const;
    cv::Rect dirty() const;
};

/// Plays a delta forward or (reverse) backward. Throws Error(Corrupt) if a run-length stream does not fill its rectangle.
void applyDelta(Document& document, const Delta& delta, bool reverse);

/// A delta and the way it is played. Points into the history.
struct DeltaStep {
    const Delta* delta = nullptr;
    bool reverse = false;
};
/// Plays any number of deltas as one change: one revision, one message to the observers. Throws like applyDelta, before anything changes.
void applyDeltas(Document& document, const std::vector<DeltaStep>& steps);
/// Plays a delta on a plain case that belongs to no document; any thread. Throws like applyDelta, the case unchanged.
void replayDelta(Case& value, const Delta& delta, bool reverse);

/// Run-length coding of a CV_8UC1 block: pairs (count 1..255, value). decode throws Error(Corrupt) on a wrong total.
std::vector<std::uint8_t> encodeRuns(const cv::Mat& block);
cv::Mat decodeRuns(const std::vector<std::uint8_t>& runs, cv::Size size);

} // namespace sonosketch
