// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/variation/draws.h"

#include <opencv2/core.hpp>

#include <vector>

namespace sonosketch {

/// Where each canvas pixel comes from, as a displacement: CV_32FC2 of canvas size, source position = pixel + displacement, in pixels. Any thread.

/// A free-form deformation: displacements of up to `strength` at the points of a grid `cell` pixels wide, with cubic B-splines between them
/// (Rueckert et al. 1999). The same draws, the same field.
cv::Mat elasticField(Draws draws, double strength, double cell);

/// How an object and the tissue around it move.
struct ObjectMotion {
    cv::Mat mask;    ///< CV_8UC1 canvas size, non-zero: the object as it is
    cv::Matx23d map; ///< where its points go, continuous canvas coordinates
    cv::Mat elastic; ///< added to it, as elasticField; empty: none
};

/// One field for all: each object goes with its motion, the tissue around it gives way over a distance that grows with the motion, and what lies at the
/// border of the field of view stays where it is. `fieldOfView` CV_8UC1 of canvas size.
cv::Mat motionField(const std::vector<ObjectMotion>& objects, const cv::Mat& fieldOfView);

/// The smallest Jacobian determinant of a field: above 0 nothing folds over, 1 is rest.
double leastStretch(const cv::Mat& field);

/// A plane seen through a field: `smooth` interpolates (pictures), else the nearest pixel counts (labels). Border pixels go on outwards.
cv::Mat warped(const cv::Mat& plane, const cv::Mat& field, bool smooth);

} // namespace sonosketch
