// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/document/label_palette.h"
#include "core/imaging/canny.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

/// One example of an imported data set. Paths are relative to the data set's folder.
struct DatasetItem {
    std::string id;          ///< "mmotu-0042"
    std::string split;       ///< "train", "val", "test" or a name given with --split
    std::string image;       ///< images/ID.png, 8-bit grey, canvasSize^2
    std::string labels;      ///< labels/ID.png, indexed
    std::string sketch;      ///< sketches/ID.png: Canny edges of the whole field of view (0/255); training and builder cut the object out
    std::string fieldOfView; ///< fov/ID.png, 0/255
    std::optional<double> mmPerPixel; ///< of the canvas
    std::string imageSha256, labelsSha256, sketchSha256, fieldOfViewSha256;
    std::string sourceFile;   ///< name of the file it came from
    std::vector<int> classes; ///< label ids present
    std::string group = {};   ///< examples of one exam or patient share it, and one part; empty if the data set does not say
};

/// manifest.json of an imported data set: format "sonosketch-dataset", version 1.
struct DatasetManifest {
    std::string name;
    LabelPalette palette;
    CannySettings canny;
    std::string license, attribution;
    std::vector<DatasetItem> items;

    /// Throws Error: NotFound, Corrupt, VersionMismatch. Paths that leave the folder are refused.
    static DatasetManifest load(const std::filesystem::path& folder);
    void save(const std::filesystem::path& folder) const;
};

/// The four planes of one example, CV_8UC1 canvasSize^2: grey image, palette ids, edges 0/255, field of view 0/255.
struct DatasetSample {
    cv::Mat image, labels, sketch, fieldOfView;
};
/// Throws Error naming the file. Hashes are checked by validateDataset, not here. Any thread.
DatasetSample loadSample(const std::filesystem::path& folder, const DatasetItem& item);

/// What was left out, and why.
struct DatasetProblem {
    std::string file;
    std::string reason; ///< "colour Doppler", "mask is 300x200, image 640x480", ...
};

struct ImportOptions {
    std::string format; ///< "mmotu", "hc18", "paired", "coco" or "nifti"
    std::filesystem::path from, to;
    std::optional<std::string> split;             ///< put everything into one part
    std::optional<std::filesystem::path> palette; ///< for "paired"; for "coco" and "nifti" instead of the set's own classes
    CannySettings canny;
    unsigned threads = 2;
};

struct ImportReport {
    std::size_t imported = 0;
    std::vector<DatasetProblem> skipped;
    std::string toJson() const;
};

/// Reads a data set from its published layout and writes ours. Skips and lists what it cannot use; throws only if nothing usable is left, the
/// source is not such a data set, or the target cannot be written. Same input, same bytes.
///  mmotu:  images/N.JPG, annotations/N.PNG, splits.json (optional)
///  hc18:   images/NAME.png, masks/NAME.png, training_set_pixel_size_and_HC.csv
///  paired: images/NAME.*, labels/NAME.png (indexed, or in the palette's annotation colours)
///  coco:   COCO JSON with polygons or run lengths, `from` may be the JSON file itself (import_coco.cpp)
///  nifti:  images/NAME.nii[.gz], labels/NAME.nii[.gz], also below a folder for each part; or an nnU-Net v2 folder with dataset.json (import_nifti.cpp)
ImportReport importDataset(const ImportOptions& options, const ProgressFunction& progress = {}, const CancelToken& cancel = {});

/// Checks every file of an imported data set: presence, hash, size, type, label ids, parts that share no example and no group.
std::vector<DatasetProblem> validateDataset(
    const std::filesystem::path& folder, const ProgressFunction& progress = {}, const CancelToken& cancel = {});

} // namespace sonosketch
