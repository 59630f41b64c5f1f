// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

/// A pair that an importer decodes itself, because its files are no pictures or hold many of them.
struct DecodedPair {
    cv::Mat image;                    ///< CV_8UC3, or empty: SourceExample::image is a picture and read as usual
    cv::Mat labels;                   ///< CV_8UC1 palette ids
    std::optional<double> mmPerPixel; ///< of the image; counts where SourceExample gives none
};

/// One pair found in a published data set, not read yet. Internal to core/dataset, like all of this file.
struct SourceExample {
    std::string id;    ///< of the item to be
    std::string group; ///< examples of one exam share it and one part; empty if unknown
    std::string split; ///< given by the data set; empty if the importer cuts
    std::filesystem::path image, labels;
    std::optional<double> mmPerPixel; ///< of the source image
    /// Instead of reading `labels` (and `image`); so that no more pairs are in memory than are worked on. Called by any thread, once. Throws Error.
    std::function<DecodedPair()> decode = {};
};

enum class LabelEncoding {
    AnnotationColors, ///< the palette's annotation colours
    IdsOrColors,      ///< ids where every value is one, else annotation colours
};

/// What one importer found. Examples are in id order, numbers compared as numbers.
struct SourceSet {
    std::string name;
    LabelPalette palette;
    std::string license, attribution;
    LabelEncoding encoding = LabelEncoding::AnnotationColors;
    std::vector<SourceExample> examples;
    std::vector<DatasetProblem> skipped;
};

/// Each throws Error(NotFound / Corrupt) if `options.from` is not such a data set.
SourceSet listMmotu(const ImportOptions& options);
SourceSet listHc18(const ImportOptions& options);
SourceSet listPaired(const ImportOptions& options);
SourceSet listCoco(const ImportOptions& options);
SourceSet listNifti(const ImportOptions& options);

/// Files of a folder in natural order ("9" before "10"), hidden ones left out. Throws Error(NotFound) if the folder is missing.
std::vector<std::filesystem::path> filesOf(const std::filesystem::path& folder, const std::string& format);

/// Compares runs of digits as numbers.
bool naturalLess(const std::string& a, const std::string& b);

} // namespace sonosketch
