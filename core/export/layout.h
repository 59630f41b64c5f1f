// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/plan.h"
#include "core/export/regions.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sonosketch {

class SetReader;

/// A file of a set: its path below the set's folder, with '/' between folders.
struct ItemFile {
    std::string path;
    std::vector<std::uint8_t> bytes;
};

/// One finished image as the layouts see it. All planes are CV_8UC1 of one size.
struct ItemView {
    const SetPlan& plan;
    const PlannedItem& item;
    const cv::Mat& image;  ///< with the visible mark if the plan wants it
    const cv::Mat& labels; ///< palette ids
    const cv::Mat& sketch; ///< what the generator saw, 0/255
    const std::vector<LabelRegion>& regions;
    const std::vector<std::uint8_t>& picturePng;                   ///< the image with its metadata: what layouts of PNG files write
    const std::vector<std::pair<std::string, std::string>>& texts; ///< that metadata; the last entry is JSON of all
    std::optional<double> mmPerPixel;
};

/// What a layout makes of one image.
struct ItemPart {
    std::vector<ItemFile> files;       ///< at their final places
    std::vector<std::uint8_t> payload; ///< for a container that is put together at the end; kept beside until then
    std::string fragment;              ///< JSON for the files written at the end; empty: none
};

/// A way to lay an image set out. Stateless; item() on any thread.
class SetLayout {
public:
    virtual ~SetLayout() = default;
    virtual std::string name() const = 0;
    virtual ItemPart item(const ItemView& view) const = 0;
    /// Writes what belongs to the set as a whole, from the items in their order. The same items, the same bytes.
    virtual void finish(SetReader& set) const = 0;
};

/// "png", "coco", "yolo", "nnunet", "nifti", "webdataset", "hdf5".
std::vector<std::string> layoutNames();
/// Throws Error(InvalidArgument) for another name.
std::unique_ptr<SetLayout> makeLayout(const std::string& name);

/// Each in a file of its own; internal to core/export.
std::unique_ptr<SetLayout> makePngLayout();
std::unique_ptr<SetLayout> makeCocoLayout();
std::unique_ptr<SetLayout> makeYoloLayout();
std::unique_ptr<SetLayout> makeNnunetLayout();
std::unique_ptr<SetLayout> makeNiftiLayout();
std::unique_ptr<SetLayout> makeWebdatasetLayout();
std::unique_ptr<SetLayout> makeHdf5Layout();

} // namespace sonosketch
