// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <string>

namespace sonosketch {

class Transaction;

/// Positions farther from the canvas than this, in canvas pixels, are refused: no pointer gets there, and sums and products of such
/// numbers stay exact enough.
inline constexpr double maxCoordinate = 65536;

/// Internal to core/edit. Each throws Error(InvalidArgument), naming the value; `where` is the operation, for the message.
/// A finite number within low..high.
void requireWithin(double value, double low, double high, const char* what, const std::string& where);
/// Both coordinates finite and within maxCoordinate of the origin.
void requirePoint(cv::Point2d point, const std::string& where);
/// CV_8UC1 of canvas size; another size is Error(SizeMismatch).
void requireCanvasMask(const cv::Mat& mask, const std::string& where);
/// CV_8UC1, two dimensions, at least one pixel.
void requireGrey(const cv::Mat& pixels, const std::string& where);
/// A label of the palette other than the background, and not locked.
void requireEditable(const Transaction& edit, std::uint8_t label, const std::string& where);

} // namespace sonosketch
