// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>

namespace sonosketch {

/// What share of two sets of edge pixels lies near the other set.
struct EdgeAgreement {
    std::int64_t found = 0;      ///< edge pixels found, in the region
    std::int64_t wanted = 0;     ///< edge pixels wanted, in the region
    std::int64_t foundNear = 0;  ///< found ones that lie near a wanted one
    std::int64_t wantedNear = 0; ///< wanted ones that lie near a found one

    /// Share of the found edges that is wanted, 0 .. 1; undefined when none was found.
    std::optional<double> precision() const;
    /// Share of the wanted edges that was found, 0 .. 1; undefined when none was wanted.
    std::optional<double> recall() const;
    /// Harmonic mean of both, 0 .. 1; 0 when one set is empty and the other is not, undefined when both are.
    std::optional<double> f1() const;

    /// Pools the pixels of several pictures.
    EdgeAgreement& operator+=(const EdgeAgreement& other);
};

/// Compares edges with a tolerance, as boundary detectors are judged (Martin, Fowlkes & Malik 2004), but without their one-to-one matching: a pixel is
/// right when any pixel of the other set is at most `tolerance` pixels away (Euclidean, between pixel centres, 0 .. 100). "Found" are for example the
/// Canny edges of a synthesised picture, "wanted" its sketch: precision asks whether the edges lie on the sketch, recall whether every line has an edge.
/// `found` and `wanted` are CV_8UC1 of one size, edges where not 0. `region` (the same size, not 0 inside) may be empty: everywhere. Edges outside of it
/// count neither as edges nor as neighbours. Throws Error(SizeMismatch) or Error(InvalidArgument). Any thread.
EdgeAgreement edgeAgreement(const cv::Mat& found, const cv::Mat& wanted, const cv::Mat& region = {}, double tolerance = 2.0);

} // namespace sonosketch
