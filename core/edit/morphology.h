// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>

namespace sonosketch {

class Transaction;

/// Reshaping of regions. The functions on masks take CV_8UC1 of any size (non-zero = set) and give a new mask 0/255 of that size; they
/// throw Error(InvalidArgument) on another pixel type and on an amount out of range. Any thread.
/// Parts are 8-connected and the background is 4-connected, as two pixels that touch by a corner draw a closed line (Rosenfeld 1970).
/// Beyond the canvas a region is thought to go on as it is at the border: shrinking does not peel it off there.

inline constexpr double maxReach = 256; ///< largest distance to grow, shrink or smooth by, in pixels

/// Pixels within a Euclidean distance of `pixels` (0 .. maxReach) of the region, measured between centres.
cv::Mat growMask(const cv::Mat& mask, double pixels);
/// Pixels farther than `pixels` from everything outside: the reverse of growing. growMask then shrinkMask (closing) never loses a pixel,
/// shrinkMask then growMask (opening) never gains one.
cv::Mat shrinkMask(const cv::Mat& mask, double pixels);
/// Closing: fills gaps and bays narrower than twice the radius.
cv::Mat closeMask(const cv::Mat& mask, double radius);
/// Opening: takes off spurs and bridges narrower than twice the radius.
cv::Mat openMask(const cv::Mat& mask, double radius);
/// Each pixel as the majority of a disc around it (its part on the canvas); a tie leaves the pixel as it was. Rounds corners both ways.
cv::Mat majorityMask(const cv::Mat& mask, double radius);
/// With the holes that no 4-connected path leaves; a bay that is open at the mask's border is none.
cv::Mat fillHoles(const cv::Mat& mask);
/// Only the largest part; of equal ones the first in reading order.
cv::Mat largestPart(const cv::Mat& mask);
/// Without the parts of fewer than `minPixels` pixels (whole number, 1 .. 512 * 512).
cv::Mat removeIslands(const cv::Mat& mask, int minPixels);

/// The region of one label, 0/255. `labels` is CV_8UC1 of any size.
cv::Mat labelMask(const cv::Mat& labels, std::uint8_t label);

/// The operations above by name, for menus and scripts.
enum class Reshape : std::uint8_t { Grow, Shrink, Close, Open, Majority, FillHoles, LargestPart, RemoveIslands };
/// `amount`: pixels, radius or least area; without meaning for FillHoles and LargestPart. Throws as the operation does.
cv::Mat reshaped(const cv::Mat& mask, Reshape how, double amount);

/// Does it to a whole label, under the transaction's paint rule: locked labels stay as they are; what the label gains obeys "paint over";
/// what it loses becomes background. Holes hold other labels now and then: under Over::Everywhere they are filled too.
/// Throws Error(InvalidArgument) for the background (label 0), which has no shape of its own, for an unknown label, and for a locked one.
void reshapeLabel(Transaction& edit, std::uint8_t label, Reshape how, double amount = 0);
/// The same for one part of it: the object under a mask (CV_8UC1 of canvas size), for example from floodRegion.
void reshapeRegion(Transaction& edit, std::uint8_t label, const cv::Mat& region, Reshape how, double amount = 0);

} // namespace sonosketch
