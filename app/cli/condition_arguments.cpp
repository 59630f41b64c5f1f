// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/condition_arguments.h"

#include "core/base/error.h"
#include "core/imaging/read_image.h"
#include "core/io/case_io.h"

#include <CLI/CLI.hpp>
#include <opencv2/imgproc.hpp>

namespace sonosketch {

namespace {

/// A drawn plane (white on black) of the source's or the canvas' size, onto the canvas; values 0/255.
cv::Mat readBinaryPlane(const std::string& path, const Case& target, const char* what)
{
    cv::Mat plane = readImageGray(path);
    const cv::Size canvas(canvasSize, canvasSize);
    if (plane.size() != canvas) {
        const cv::Rect frame(0, 0, plane.cols, plane.rows);
        if ((target.crop.source & frame) != target.crop.source || target.crop.source.empty())
            throw Error(ErrorCode::SizeMismatch,
                std::string("the ") + what + " is " + std::to_string(plane.cols) + "x" + std::to_string(plane.rows) + " pixels", path,
                "It must be 512x512, or of the image's own size");
        plane = applyCrop(plane, target.crop, cv::INTER_NEAREST);
    }
    return plane >= 128;
}

} // namespace

void ConditionArguments::addTo(CLI::App& command)
{
    auto* fromCase = command.add_option("--case", caseFolder, "A case folder; instead of --image, --labels and --sketch");
    command.add_option("--image", image, "Source image of any size: gives crop, field of view and the automatic sketch")
        ->excludes(fromCase);
    command.add_option("--labels", labels, "Label map: index PNG, or RGB in the palette's annotation colours")->excludes(fromCase);
    command.add_option("--sketch", sketch, "Sketch, white on black; replaces the automatic edges");
    command.add_option("--fov", fieldOfView, "Field of view, white inside; replaces the one found in the image");
    command.add_option("--palette", palette, "mmotu, fetal-head, or a palette file")->capture_default_str();
    command.add_option("--canny-low", low, "Lower Canny threshold")->capture_default_str();
    command.add_option("--canny-high", high, "Upper Canny threshold")->capture_default_str();
    command.add_option("--canny-sigma", sigma, "Smoothing before Canny, canvas pixels")->capture_default_str();
    command.add_option("--canny-aperture", aperture, "3, 5 or 7")->capture_default_str();
    command.add_flag("--keep-overlay", keepOverlay, "Do not remove burned-in calipers and text from the image");
}

Case ConditionArguments::load() const
{
    if (caseFolder.empty() && image.empty() && labels.empty())
        throw Error(ErrorCode::Usage, "nothing to work on", {}, "Give --case, or --image and --labels");
    Case value;
    if (!caseFolder.empty()) {
        value = loadCase(caseFolder);
    } else {
        const auto classes = palette.ends_with(".json") ? LabelPalette::load(palette) : LabelPalette::bundled(palette);
        value = image.empty() ? Case::blank(classes) : caseFromImage(image, classes, keepOverlay);
        value.canny = {low, high, sigma, aperture};
        validate(value.canny);
        if (!labels.empty())
            value.labels = readLabelMask(labels, value);
    }
    if (!fieldOfView.empty())
        value.fieldOfView = readBinaryPlane(fieldOfView, value, "field of view");
    if (!sketch.empty()) {
        value.autoSketch = false;
        value.sketch.setTo(SketchNone);
        value.sketch.setTo(SketchPen, readBinaryPlane(sketch, value, "sketch"));
    }
    validate(value);
    return value;
}

} // namespace sonosketch
