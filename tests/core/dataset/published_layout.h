// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.h"
#include "tests/core/imaging/synthetic_frame.h"

#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>

namespace sonosketch::test {

/// A small made-up data set in a published layout, and a place to import it to.
class PublishedLayout {
public:
    std::filesystem::path root() const { return std::filesystem::path(m_folder.path().toStdString()); }
    std::filesystem::path from() const { return root() / "from"; }
    std::filesystem::path to() const { return root() / "to"; }

    void write(const std::string& file, const cv::Mat& image) const
    {
        std::filesystem::create_directories((from() / file).parent_path());
        cv::imwrite((from() / file).string(), image);
    }
    void write(const std::string& file, const std::string& text) const
    {
        std::filesystem::create_directories((from() / file).parent_path());
        std::ofstream(from() / file, std::ios::binary) << text;
    }
    ImportOptions options(const std::string& format) const
    {
        ImportOptions result;
        result.format = format;
        result.from = from();
        result.to = to();
        return result;
    }
    /// A teratoma of the mmotu palette in a sector; pictures of different seeds differ.
    void addMmotu(const std::string& id, int seed) const
    {
        write("images/" + id + ".JPG", scan(seed));
        cv::Mat annotation(frameSize, CV_8UC3, cv::Scalar(0, 0, 0));
        cv::circle(annotation, {180 + seed % 5 * 9, 150}, 40, {64, 0, 0}, cv::FILLED); // BGR of 0,0,64
        write("annotations/" + id + ".PNG", annotation);
    }
    static cv::Mat scan(int seed)
    {
        cv::RNG random(static_cast<std::uint64_t>(seed) + 100);
        cv::Mat gray = speckle(frameSize, 80, static_cast<std::uint64_t>(seed) + 1);
        for (int i = 0; i < 6; ++i)
            cv::ellipse(gray, {random.uniform(60, 300), random.uniform(60, 230)}, {random.uniform(15, 60), random.uniform(10, 40)}, 0, 0,
                360, random.uniform(10, 170), cv::FILLED);
        gray.setTo(0, sectorMask(frameSize) == 0);
        cv::Mat bgr;
        cv::cvtColor(gray, bgr, cv::COLOR_GRAY2BGR);
        return bgr;
    }
    inline static const cv::Size frameSize{360, 260};

private:
    QTemporaryDir m_folder;
};

} // namespace sonosketch::test
