// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/condition/condition_spec.h"
#include "core/document/case.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sonosketch {

/// The input of the generator as bytes: planar [channel][row][column], values 0 or 1, size x size pixels.
struct Condition {
    int channels = 0;
    int size = canvasSize; ///< pixels per edge
    std::vector<std::uint8_t> values;
};

/// The paper's composite (Liang et al. 2020, section 2.2): automatic edges are overlaid without touching the object's area, and
/// what a hand did comes on top: Erased removes an automatic edge, Pen adds a stroke anywhere, inside objects too.
/// All CV_8UC1 of one size; result 0/255. `autoEdges` and `marks` may be empty.
cv::Mat composeSketch(const cv::Mat& autoEdges, const cv::Mat& labels, const cv::Mat& marks);

/// The one place where label map, sketch and field of view become a condition: for live editing, training, evaluation and the
/// command line alike. Stateless after construction; any thread.
class ConditionBuilder {
public:
    /// Throws Error(VersionMismatch) for a spec of another version than currentVersion.
    explicit ConditionBuilder(ConditionSpec spec);

    const ConditionSpec& spec() const { return m_spec; }
    /// `labels` palette ids, `sketch` and `fieldOfView` non-zero = set; all CV_8UC1, square, of one size. An empty field of view means all in view.
    /// Throws Error(SizeMismatch), Error(InvalidArgument) for an id beyond the spec.
    Condition build(const cv::Mat& labels, const cv::Mat& sketch, const cv::Mat& fieldOfView) const;
    /// From a case: automatic edges, marks and field of view as edited. Throws Error(VersionMismatch) if the palette's classes are not the spec's.
    Condition build(const Case& value) const;
    /// The same with edges already at hand, as automaticEdges(value) gives them (empty: none); spares their computation on each stroke.
    Condition build(const Case& value, const cv::Mat& autoEdges) const;

private:
    ConditionSpec m_spec;
};

} // namespace sonosketch
