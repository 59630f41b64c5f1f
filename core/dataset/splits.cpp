// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/splits.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace sonosketch {

namespace {

// Frames of different scans, alike only in the sector's shape, correlate below 0.8 (99th percentile of the MMOTU images).
constexpr double similar = 0.8;      ///< close neighbours above this are taken for one scan
constexpr std::size_t closeBy = 2;   ///< places
constexpr double nearlyEqual = 0.93; ///< so alike that they may stand further apart
constexpr std::size_t furtherAway = 12;
constexpr int thumbnailSize = 32;

std::size_t rootOf(std::vector<std::size_t>& parent, std::size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

} // namespace

cv::Mat splitThumbnail(const cv::Mat& image)
{
    cv::Mat smallImage, thumbnail;
    cv::resize(image, smallImage, {thumbnailSize, thumbnailSize}, 0, 0, cv::INTER_AREA);
    smallImage.convertTo(thumbnail, CV_32F);
    return thumbnail;
}

double thumbnailSimilarity(const cv::Mat& a, const cv::Mat& b)
{
    if (a.empty() || b.empty() || a.size() != b.size())
        return 0.0;
    const cv::Mat da = a - cv::mean(a)[0], db = b - cv::mean(b)[0];
    const double norm = std::sqrt(da.dot(da) * db.dot(db));
    return norm > 0.0 ? da.dot(db) / norm : 0.0;
}

std::vector<std::string> cutSplits(const std::vector<SplitCandidate>& candidates)
{
    const std::size_t count = candidates.size();
    std::vector<std::size_t> parent(count);
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    std::map<std::string, std::size_t> firstOfGroup;
    for (std::size_t i = 0; i < count; ++i) {
        if (!candidates[i].group.empty()) {
            const auto [place, isNew] = firstOfGroup.emplace(candidates[i].group, i);
            if (!isNew)
                parent[rootOf(parent, i)] = rootOf(parent, place->second);
        }
        for (std::size_t j = i + 1; j < std::min(count, i + 1 + furtherAway); ++j)
            // Known exams need no guess.
            if ((candidates[i].group.empty() || candidates[j].group.empty())
                && thumbnailSimilarity(candidates[i].thumbnail, candidates[j].thumbnail) > (j - i <= closeBy ? similar : nearlyEqual))
                parent[rootOf(parent, j)] = rootOf(parent, i);
    }
    std::map<std::size_t, std::vector<std::size_t>> runs;
    for (std::size_t i = 0; i < count; ++i)
        runs[rootOf(parent, i)].push_back(i);
    std::vector<std::vector<std::size_t>> ordered;
    ordered.reserve(runs.size());
    for (auto& [root, members] : runs)
        ordered.push_back(std::move(members));
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.front() < b.front(); });

    // Each run goes where most is missing, so that parts fill evenly along the ids and hold every kind of scan.
    struct Part {
        const char* name;
        double share;
        double held;
    };
    std::array<Part, 3> parts{{{"train", 0.8, 0}, {"val", 0.1, 0}, {"test", 0.1, 0}}};
    std::vector<std::string> result(count);
    double placed = 0;
    for (const auto& run : ordered) {
        placed += static_cast<double>(run.size());
        Part* best = &parts[0];
        double bestLack = -1e30;
        for (Part& part : parts) {
            // A long run must not swamp a small part.
            const double lack = part.share * placed - part.held - (part.share < 0.5 ? 0.5 * static_cast<double>(run.size()) : 0.0);
            if (lack > bestLack) {
                bestLack = lack;
                best = &part;
            }
        }
        best->held += static_cast<double>(run.size());
        for (const std::size_t i : run)
            result[i] = best->name;
    }
    return result;
}

} // namespace sonosketch
