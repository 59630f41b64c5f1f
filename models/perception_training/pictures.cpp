// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/pictures.h"

#include "core/base/error.h"
#include "core/dataset/dataset.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sonosketch::perception {

namespace {

constexpr double mostBlur = 3.0;   // pixels
constexpr double mostNoise = 0.35; // standard deviation, relative to the brightness
constexpr double mostGamma = 0.8;  // as a power of two
constexpr double mostStreak = 0.3; // relative to the brightness
constexpr int patchEdge = 64;

/// Multiplies by a gain curve: black stays black, as outside the field of view.
cv::Mat brightened(const cv::Mat& image, double gain, double gamma, double offset)
{
    cv::Mat table(1, 256, CV_8UC1);
    for (int i = 0; i < 256; ++i) {
        const double value = gain * std::pow(i / 255.0, gamma) + (i > 0 ? offset : 0.0);
        table.at<std::uint8_t>(i) = cv::saturate_cast<std::uint8_t>(255.0 * value);
    }
    cv::Mat result;
    cv::LUT(image, table, result);
    return result;
}

/// White noise of mean 0 and deviation 1, smoothed to a grain and scaled back.
cv::Mat grain(cv::Size size, double sigmaX, double sigmaY, Random& random)
{
    cv::RNG rng(static_cast<std::uint64_t>(random.whole(1, 1'000'000'000)));
    cv::Mat noise(size, CV_32FC1);
    rng.fill(noise, cv::RNG::NORMAL, 0.0, 1.0);
    if (sigmaX > 0.3 || sigmaY > 0.3) {
        cv::GaussianBlur(noise, noise, cv::Size(), std::max(sigmaX, 0.1), std::max(sigmaY, 0.1));
        cv::Scalar mean, deviation;
        cv::meanStdDev(noise, mean, deviation);
        noise = (noise - mean[0]) / std::max(deviation[0], 1e-6);
    }
    return noise;
}

cv::Mat multiplied(const cv::Mat& image, const cv::Mat& noise, double amplitude)
{
    cv::Mat value, result;
    image.convertTo(value, CV_32F);
    value = value.mul(1.0 + amplitude * noise);
    value.convertTo(result, CV_8U);
    return result;
}

cv::Mat streaked(const cv::Mat& image, double amplitude, Random& random)
{
    const bool rows = random.chance(0.7);
    const cv::Mat line = grain(rows ? cv::Size(1, image.rows) : cv::Size(image.cols, 1), 0, 0, random);
    cv::Mat smooth, full;
    const double sigma = random.uniform(0.8, 4.0);
    cv::GaussianBlur(line, smooth, cv::Size(), rows ? 0.1 : sigma, rows ? sigma : 0.1);
    cv::Scalar mean, deviation;
    cv::meanStdDev(smooth, mean, deviation);
    smooth = (smooth - mean[0]) / std::max(deviation[0], 1e-6);
    cv::repeat(smooth, rows ? 1 : image.rows, rows ? image.cols : 1, full);
    return multiplied(image, full, amplitude);
}

cv::Mat shuffled(const cv::Mat& image, Random& random)
{
    cv::Mat result = image.clone();
    const int columns = image.cols / patchEdge;
    const int rows = image.rows / patchEdge;
    if (columns * rows < 2)
        return result;
    const int swaps = random.whole(3, 8);
    for (int i = 0; i < swaps; ++i) {
        const cv::Rect a(patchEdge * random.whole(0, columns - 1), patchEdge * random.whole(0, rows - 1), patchEdge, patchEdge);
        const cv::Rect b(patchEdge * random.whole(0, columns - 1), patchEdge * random.whole(0, rows - 1), patchEdge, patchEdge);
        const cv::Mat kept = result(a).clone();
        result(b).copyTo(result(a));
        kept.copyTo(result(b));
    }
    return result;
}

} // namespace

LabelledPicture reduced(const LabelledPicture& picture, int resolution)
{
    if (picture.image.cols == resolution)
        return picture;
    LabelledPicture small;
    cv::resize(picture.image, small.image, cv::Size(resolution, resolution), 0, 0, cv::INTER_AREA);
    cv::resize(picture.labels, small.labels, cv::Size(resolution, resolution), 0, 0, cv::INTER_NEAREST);
    return small;
}

std::vector<LabelledPicture> loadSplit(
    const std::filesystem::path& data, const std::string& split, int resolution, const ProgressFunction& progress)
{
    const auto manifest = DatasetManifest::load(data);
    const auto total = static_cast<std::size_t>(
        std::count_if(manifest.items.begin(), manifest.items.end(), [&](const DatasetItem& item) { return item.split == split; }));
    if (total == 0)
        throw Error(
            ErrorCode::NotFound, "the data set has no examples in the split \"" + split + "\"", data.string(), "See its manifest.json");
    std::vector<LabelledPicture> pictures;
    pictures.reserve(total);
    for (const auto& item : manifest.items) {
        if (item.split != split)
            continue;
        const auto sample = loadSample(data, item);
        pictures.push_back(reduced({sample.image, sample.labels}, resolution));
        if (progress)
            progress(pictures.size(), total, "loading " + split);
    }
    return pictures;
}

LabelledPicture varied(const LabelledPicture& picture, const Recipe& recipe, Random& random)
{
    // Drawn always, so that one setting does not change what another one draws.
    const bool mirror = random.chance(recipe.mirror);
    const double angle = random.uniform(-recipe.rotate, recipe.rotate) * std::numbers::pi / 180.0;
    const double zoom = 1.0 + random.uniform(-recipe.zoom, recipe.zoom);
    const double edge = picture.image.cols;
    const double dx = random.uniform(-recipe.shift, recipe.shift) * edge;
    const double dy = random.uniform(-recipe.shift, recipe.shift) * edge;
    const double gain = 1.0 + random.uniform(-recipe.brightness, recipe.brightness);
    const double gamma = 1.0 + random.uniform(-recipe.brightness, recipe.brightness);
    const double offset = 0.5 * random.uniform(-recipe.brightness, recipe.brightness);
    LabelledPicture result = picture;
    if (mirror || angle != 0.0 || zoom != 1.0 || dx != 0.0 || dy != 0.0) {
        const double c = zoom * std::cos(angle), s = zoom * std::sin(angle);
        const double flip = mirror ? -1.0 : 1.0;
        const double centre = (edge - 1.0) / 2.0;
        const cv::Matx23d map(
            flip * c, -s, centre - flip * c * centre + s * centre + dx, flip * s, c, centre - flip * s * centre - c * centre + dy);
        result = {};
        cv::warpAffine(picture.image, result.image, map, picture.image.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(0));
        cv::warpAffine(picture.labels, result.labels, map, picture.labels.size(), cv::INTER_NEAREST, cv::BORDER_CONSTANT, cv::Scalar(0));
    }
    if (recipe.brightness > 0)
        result.image = brightened(result.image, gain, gamma, offset);
    return result;
}

Degraded degraded(const cv::Mat& image, double probability, Random& random)
{
    enum : std::size_t { Blur, Despeckle, Noise, Gamma, Streaks, Blocks, Shuffle };
    Degraded result;
    result.image = image;
    auto& strength = result.strength;
    strength[Gamma] = 0.5f;
    if (random.chance(probability)) {
        const double power = random.uniform(-mostGamma, mostGamma);
        result.image = brightened(result.image, 1.0, std::pow(2.0, -power), 0.0);
        strength[Gamma] = static_cast<float>(0.5 + 0.5 * power / mostGamma);
    }
    if (random.chance(probability)) {
        result.image = shuffled(result.image, random);
        strength[Shuffle] = 1.0f;
    }
    if (random.chance(probability)) {
        const int size = random.whole(1, 3);
        cv::Mat filtered;
        cv::medianBlur(result.image, filtered, 2 * size + 1);
        result.image = filtered;
        strength[Despeckle] = static_cast<float>(size) / 3.0f;
    }
    if (random.chance(probability)) {
        const double sigma = random.uniform(0.4, mostBlur);
        cv::Mat blurred;
        cv::GaussianBlur(result.image, blurred, cv::Size(), sigma);
        result.image = blurred;
        strength[Blur] = static_cast<float>(sigma / mostBlur);
    }
    if (random.chance(probability)) {
        const int factor = random.whole(2, 4);
        cv::Mat small, large;
        cv::resize(result.image, small, cv::Size(image.cols / factor, image.rows / factor), 0, 0, cv::INTER_AREA);
        cv::resize(small, large, image.size(), 0, 0, cv::INTER_NEAREST);
        result.image = large;
        strength[Blocks] = static_cast<float>(factor - 1) / 3.0f;
    }
    if (random.chance(probability)) {
        const double amount = random.uniform(0.15, 1.0);
        // Real speckle is wider across the beam than along it; a wrong grain, round or lying, is part of the test.
        const double sigmaX = random.uniform(0.0, 3.0);
        const double sigmaY = random.uniform(0.0, 2.0);
        result.image = multiplied(result.image, grain(image.size(), sigmaX, sigmaY, random), amount * mostNoise);
        strength[Noise] = static_cast<float>(amount);
    }
    if (random.chance(probability)) {
        const double amount = random.uniform(0.15, 1.0);
        result.image = streaked(result.image, amount * mostStreak, random);
        strength[Streaks] = static_cast<float>(amount);
    }
    return result;
}

} // namespace sonosketch::perception
