// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/difficulty.h"

#include "core/base/error.h"
#include "core/practice/practice_random.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch::practice {

namespace {
constexpr double firstStep = 0.4, leastStep = 0.06;
constexpr double strongestGrain = 0.35; ///< standard deviation, as a share of the grey
} // namespace

Challenge challengeAt(double level)
{
    const double part = std::clamp(level, 0.0, 1.0);
    return {1.0 - 0.65 * part, 1.0 - 0.6 * part, part};
}

Staircase::Staircase(double target, double start)
    : m_target(target)
    , m_level(start)
{
    if (!(target > 0 && target < 1) || !(start >= 0 && start <= 1))
        throw Error(ErrorCode::InvalidArgument, fmt::format("A target of {} and a level of {}", target, start), "difficulty",
            "The target lies between 0 and 1, the level from 0 to 1");
}

double Staircase::step() const
{
    return std::max(leastStep, firstStep / (1 + m_reversals));
}

void Staircase::answered(bool right)
{
    const int direction = right ? 1 : -1;
    if (m_last != 0 && m_last != direction)
        ++m_reversals;
    m_last = direction;
    m_level = std::clamp(m_level + (right ? step() * (1 - m_target) : -step() * m_target), 0.0, 1.0);
}

cv::Mat shownPicture(const cv::Mat& picture, const cv::Mat& fieldOfView, const Challenge& challenge, std::uint64_t seed)
{
    if (picture.empty() || picture.type() != CV_8UC1 || (!fieldOfView.empty() && fieldOfView.type() != CV_8UC1))
        throw Error(ErrorCode::InvalidArgument, "A picture of 8-bit greys is expected", "difficulty");
    if (!fieldOfView.empty() && fieldOfView.size() != picture.size())
        throw Error(ErrorCode::SizeMismatch, "Picture and field of view differ in size", "difficulty");
    const double grain = strongestGrain * challenge.clutter;
    if (challenge.contrast >= 1 && grain <= 0)
        return picture.clone();
    cv::Mat noise(picture.size(), CV_32F, cv::Scalar(0));
    if (grain > 0) {
        Random random(seed);
        for (int y = 0; y < noise.rows; ++y)
            for (int x = 0; x < noise.cols; ++x) // the sum of three is bell-shaped enough, and the same on every machine
                noise.at<float>(y, x) = static_cast<float>((random.unit() + random.unit() + random.unit() - 1.5) * 2);
        cv::GaussianBlur(noise, noise, {}, 1.2); // speckle has a grain of more than a pixel
        noise *= 3.0 * grain;                    // what the blur takes from its spread
    }
    const double mean = cv::mean(picture, fieldOfView.empty() ? cv::noArray() : cv::InputArray(fieldOfView))[0];
    cv::Mat shown = picture.clone();
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x) {
            if (!fieldOfView.empty() && fieldOfView.at<std::uint8_t>(y, x) == 0)
                continue;
            const double flat = mean + challenge.contrast * (picture.at<std::uint8_t>(y, x) - mean);
            const double grey = flat * (1 + static_cast<double>(noise.at<float>(y, x)));
            shown.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(std::clamp(std::lround(grey), 0L, 255L));
        }
    return shown;
}

} // namespace sonosketch::practice
