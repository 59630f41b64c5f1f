// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "core/document/case.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <filesystem>
#include <string>

namespace sonosketch::test {

/// A data set of speckled pictures with one dark lesion each; the class decides how dark. `train`, `val` and `test` pictures.
inline void writeMadeUpData(const std::filesystem::path& folder, int train, int val, int test)
{
    namespace fs = std::filesystem;
    DatasetManifest manifest;
    manifest.name = "made-up";
    manifest.license = "CC0-1.0";
    manifest.attribution = "nobody";
    manifest.palette = LabelPalette::bundled("mmotu");
    cv::RNG random(9);
    for (const char* part : {"images", "labels", "sketches", "fov"})
        fs::create_directories(folder / part);
    for (int i = 0; i < train + val + test; ++i) {
        const std::string id = "made-" + std::to_string(i);
        cv::Mat image(canvasSize, canvasSize, CV_8UC1), labels(canvasSize, canvasSize, CV_8UC1, cv::Scalar(0)), sketch;
        random.fill(image, cv::RNG::NORMAL, 140, 20);
        const cv::Point centre(random.uniform(150, 360), random.uniform(150, 360));
        const int radius = random.uniform(60, 120);
        cv::circle(image, centre, radius, cv::Scalar(i % 2 == 0 ? 10 : 60), cv::FILLED);
        cv::circle(labels, centre, radius, cv::Scalar(1 + i % 2), cv::FILLED);
        cv::Canny(labels, sketch, 0, 1);
        DatasetItem item;
        item.id = id;
        item.split = i < train ? "train" : i < train + val ? "val" : "test";
        item.image = "images/" + id + ".png";
        item.labels = "labels/" + id + ".png";
        item.sketch = "sketches/" + id + ".png";
        item.fieldOfView = "fov/" + id + ".png";
        cv::imwrite((folder / item.image).string(), image);
        cv::imwrite((folder / item.labels).string(), labels);
        cv::imwrite((folder / item.sketch).string(), sketch);
        cv::imwrite((folder / item.fieldOfView).string(), cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(255)));
        item.imageSha256 = sha256File(folder / item.image);
        item.labelsSha256 = sha256File(folder / item.labels);
        item.sketchSha256 = sha256File(folder / item.sketch);
        item.fieldOfViewSha256 = sha256File(folder / item.fieldOfView);
        manifest.items.push_back(item);
    }
    manifest.save(folder);
}

} // namespace sonosketch::test
