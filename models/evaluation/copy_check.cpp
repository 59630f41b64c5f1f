// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/copy_check.h"

#include "models/evaluation/statistics.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sonosketch::evaluation {

namespace {

constexpr int side = 32;
constexpr std::size_t shown = 5;
constexpr double shareOfMedian = 0.5;

double pixelDistance(const Fingerprint& a, const Fingerprint& b)
{
    return cv::norm(a.pixels, b.pixels, cv::NORM_L2) / side;
}

double featureDistance(const Fingerprint& a, const Fingerprint& b)
{
    return cv::norm(a.features, b.features, cv::NORM_L2);
}

bool same(const Fingerprint& a, const Fingerprint& b)
{
    return !a.sha256.empty() && (a.id == b.id || a.sha256 == b.sha256);
}

/// Median over `real` of the distance to the nearest of `training`.
template <class Distance>
double medianNearest(const std::vector<Fingerprint>& real, const std::vector<Fingerprint>& training, Distance distance)
{
    std::vector<double> nearest;
    nearest.reserve(real.size());
    for (const auto& picture : real) {
        double least = std::numeric_limits<double>::infinity();
        for (const auto& other : training) {
            if (!same(picture, other))
                least = std::min(least, distance(picture, other));
        }
        nearest.push_back(least);
    }
    const double middle = median(nearest);
    return std::isfinite(middle) ? middle : 0;
}

} // namespace

Fingerprint fingerprint(std::string id, const cv::Mat& image, const cv::Mat& features, std::string sha256)
{
    cv::Mat small;
    image.convertTo(small, CV_32F);
    cv::resize(small, small, {side, side}, 0, 0, cv::INTER_AREA);
    return {std::move(id), std::move(sha256), small.reshape(1, 1).clone(), features.clone()};
}

CopyCheck::CopyCheck(std::vector<Fingerprint> training, std::vector<Fingerprint> real)
    : m_training(std::move(training))
    , m_real(std::move(real))
{
    m_pixelScale = medianNearest(m_real, m_training, pixelDistance);
    const auto hasFeatures = [](const std::vector<Fingerprint>& set) {
        return !set.empty() && std::none_of(set.begin(), set.end(), [](const Fingerprint& picture) { return picture.features.empty(); });
    };
    if (hasFeatures(m_training) && hasFeatures(m_real))
        m_featureScale = medianNearest(m_real, m_training, featureDistance);
    if (m_pixelScale <= 0 && m_featureScale <= 0)
        return;
    std::vector<double> distances;
    distances.reserve(m_real.size());
    for (const auto& picture : m_real)
        distances.push_back(nearest(picture).distance);
    const double middle = median(distances);
    m_usable = std::isfinite(middle) && middle > 0;
    m_threshold = shareOfMedian * middle;
}

NearestMatch CopyCheck::nearest(const Fingerprint& picture) const
{
    NearestMatch best{picture.id, {}, std::numeric_limits<double>::infinity()};
    for (const auto& other : m_training) {
        if (same(picture, other))
            continue;
        double sum = 0;
        int parts = 0;
        if (m_pixelScale > 0) {
            sum += pixelDistance(picture, other) / m_pixelScale;
            ++parts;
        }
        if (m_featureScale > 0 && !picture.features.empty()) {
            sum += featureDistance(picture, other) / m_featureScale;
            ++parts;
        }
        if (parts > 0 && sum / parts < best.distance) {
            best.distance = sum / parts;
            best.training = other.id;
        }
    }
    return best;
}

CopyResult CopyCheck::check(const std::vector<Fingerprint>& pictures) const
{
    CopyResult result;
    if (!m_usable || pictures.empty())
        return result;
    result.measured = true;
    result.threshold = m_threshold;
    std::vector<double> distances;
    distances.reserve(pictures.size());
    for (const auto& picture : pictures) {
        auto match = nearest(picture);
        if (!std::isfinite(match.distance))
            continue;
        distances.push_back(match.distance);
        result.copies += match.distance < m_threshold ? 1 : 0;
        result.nearest.push_back(std::move(match));
    }
    result.median = median(distances);
    std::stable_sort(
        result.nearest.begin(), result.nearest.end(), [](const NearestMatch& a, const NearestMatch& b) { return a.distance < b.distance; });
    result.nearest.resize(std::min(shown, result.nearest.size()));
    return result;
}

} // namespace sonosketch::evaluation
