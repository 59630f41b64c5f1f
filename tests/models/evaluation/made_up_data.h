// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/files.h"
#include "core/condition/condition.h"
#include "core/dataset/dataset.h"
#include "core/imaging/canny.h"
#include "core/inference/generator.h"
#include "models/evaluation/instruments.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sonosketch::test {

/// One picture of the made-up data set: speckle in a sector, a bright line as anatomy, one dark lesion.
inline DatasetSample madeUpSample(int number, const CannySettings& canny)
{
    cv::RNG random(static_cast<std::uint64_t>(100 + number));
    DatasetSample sample;
    sample.image = cv::Mat(canvasSize, canvasSize, CV_8UC1);
    random.fill(sample.image, cv::RNG::NORMAL, 100, 35);
    cv::GaussianBlur(sample.image, sample.image, {}, 1.2);
    cv::line(sample.image, {60, random.uniform(80, 430)}, {450, random.uniform(80, 430)}, cv::Scalar(230), 14);
    const cv::Point centre(random.uniform(210, 310), random.uniform(220, 300));
    const int radius = random.uniform(35, 60);
    cv::circle(sample.image, centre, radius, cv::Scalar(20), cv::FILLED);
    sample.labels = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
    cv::circle(sample.labels, centre, radius, cv::Scalar(1 + number % 2), cv::FILLED);
    sample.fieldOfView = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
    cv::rectangle(sample.fieldOfView, {40, 40}, {471, 471}, cv::Scalar(255), cv::FILLED);
    sample.image.setTo(0, sample.fieldOfView == 0);
    sample.sketch = cannyEdges(sample.image, canny, sample.fieldOfView);
    return sample;
}

/// A data set in `folder`: `train` and `test` pictures.
inline DatasetManifest writeMadeUpData(const std::filesystem::path& folder, int train, int test)
{
    DatasetManifest manifest;
    manifest.name = "made-up";
    manifest.palette = LabelPalette::bundled("mmotu");
    for (const char* part : {"images", "labels", "sketches", "fov"})
        std::filesystem::create_directories(folder / part);
    for (int i = 0; i < train + test; ++i) {
        const std::string id = "made-" + std::to_string(i);
        const auto sample = madeUpSample(i, manifest.canny);
        DatasetItem item;
        item.id = id;
        item.split = i < train ? "train" : "test";
        item.sourceFile = id;
        item.classes = {1 + i % 2};
        const auto write = [&](const char* part, const cv::Mat& plane, std::string& path, std::string& hash) {
            path = std::string(part) + "/" + id + ".png";
            cv::imwrite((folder / path).string(), plane);
            hash = sha256File(folder / path);
        };
        write("images", sample.image, item.image, item.imageSha256);
        write("labels", sample.labels, item.labels, item.labelsSha256);
        write("sketches", sample.sketch, item.sketch, item.sketchSha256);
        write("fov", sample.fieldOfView, item.fieldOfView, item.fieldOfViewSha256);
        manifest.items.push_back(item);
    }
    manifest.save(folder);
    return manifest;
}

/// Answers conditions that it was told with pictures that it was told, all others with `otherwise`.
class AnsweringGenerator : public Generator {
public:
    explicit AnsweringGenerator(const LabelPalette& palette, cv::Mat otherwise = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1))
        : m_otherwise(std::move(otherwise))
    {
        m_info.name = "answering";
        m_info.hash = std::string(64, 'a');
        m_info.device = "cpu";
        m_info.precision = "fp32";
        m_info.spec = ConditionSpec::forPalette(palette);
    }
    void learn(const DatasetSample& sample, const cv::Mat& picture)
    {
        const cv::Mat sketch = composeSketch(sample.sketch, sample.labels, {});
        m_answers[sha256(ConditionBuilder(m_info.spec).build(sample.labels, sketch, sample.fieldOfView).values)] = picture.clone();
    }
    const GeneratorInfo& info() const override { return m_info; }
    cv::Mat synthesize(const Condition& condition, const CancelToken&) override
    {
        const auto found = m_answers.find(sha256(condition.values));
        return (found == m_answers.end() ? m_otherwise : found->second).clone();
    }

private:
    GeneratorInfo m_info;
    cv::Mat m_otherwise;
    std::map<std::string, cv::Mat> m_answers; ///< by the hash of the condition
};

/// Features of 4x4 grey means and their spread; distance: that of the features.
class GreyMeter : public evaluation::FeatureMeter {
public:
    std::string name() const override { return "grey-meter"; }
    int dimensions() const override { return 17; }
    cv::Mat features(const cv::Mat& image) override
    {
        cv::Mat small, row(1, dimensions(), CV_32FC1);
        cv::resize(image, small, {4, 4}, 0, 0, cv::INTER_AREA);
        for (int i = 0; i < 16; ++i)
            row.at<float>(i) = static_cast<float>(small.data[i]) / 255;
        cv::Scalar mean, deviation;
        cv::meanStdDev(image, mean, deviation);
        row.at<float>(16) = static_cast<float>(deviation[0]) / 255;
        return row;
    }
    double distance(const cv::Mat& a, const cv::Mat& b) override { return cv::norm(features(a), features(b), cv::NORM_L2SQR); }
};

/// Sees dark pixels within bright surroundings as class 1.
class DarkSegmenter : public metrics::Segmenter {
public:
    explicit DarkSegmenter(const LabelPalette& palette)
        : m_classes(ConditionSpec::forPalette(palette).classes)
    {
    }
    cv::Mat segment(const cv::Mat& image) override
    {
        cv::Mat smooth, labels = cv::Mat::zeros(image.size(), CV_8UC1);
        cv::GaussianBlur(image, smooth, {}, 3);
        // The rim of the sector is dark as well, but thin.
        cv::Mat dark = (smooth < 60) & (smooth > 5);
        cv::morphologyEx(dark, dark, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, {15, 15}));
        labels.setTo(1, dark);
        return labels;
    }
    std::string name() const override { return "dark"; }
    int resolution() const override { return canvasSize; }
    const std::vector<std::string>& classes() const override { return m_classes; }

private:
    std::vector<std::string> m_classes;
};

} // namespace sonosketch::test
