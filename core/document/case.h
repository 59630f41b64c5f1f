// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"
#include "core/document/measurement.h"
#include "core/imaging/canny.h"
#include "core/imaging/scan_sector.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

/// The pixel planes of a case that a person edits; each is CV_8UC1, canvasSize x canvasSize.
enum class Plane : std::uint8_t {
    Labels,      ///< the LabelMap: palette ids
    Sketch,      ///< the SketchLayer: SketchMark values; what a hand did, apart from the automatic edges
    FieldOfView, ///< 255 inside the scan sector, else 0
};
inline constexpr std::array allPlanes{Plane::Labels, Plane::Sketch, Plane::FieldOfView};
/// "labels", "sketch" or "field of view", for messages.
const char* planeName(Plane which);
/// Whether a pixel of this plane may hold `value`.
bool isPlaneValue(Plane which, int value, const LabelPalette& palette);

/// Values of the sketch layer. The sketch the generator sees is (automatic edges without Erased) plus Pen, so a Canny
/// slider never erases a stroke and never brings back an edge that a hand rubbed out.
enum SketchMark : std::uint8_t { SketchNone = 0, SketchPen = 1, SketchErased = 2 };

/// Where the pictures of a case come from; shown in the window and written into everything that leaves the program.
struct Provenance {
    std::string title;       ///< short name shown to people
    std::string source;      ///< data set or file name, never a patient's name
    std::string license;     ///< SPDX id or free text, empty if unknown
    std::string attribution; ///< the credit line the licence asks for

    bool operator==(const Provenance&) const = default;
};

/// A case as a plain value: what is edited, and what it was made from. Copies share no pixels when made through clone().
struct Case {
    LabelPalette palette;
    cv::Mat source;                   ///< CV_8UC1 canvasSize^2, the real scan on the canvas; empty for a case painted from nothing
    CanvasCrop crop;                  ///< how the source came onto the canvas
    cv::Size frame;                   ///< of the image file that the crop was taken from, in source pixels; 0x0 if unknown
    std::optional<double> mmPerPixel; ///< of the canvas
    cv::Mat labels;                   ///< see Plane
    cv::Mat sketch;
    cv::Mat fieldOfView;
    CannySettings canny;
    bool autoSketch = true; ///< false: only the pen's strokes count
    Provenance provenance;
    std::vector<Measurement> measurements; ///< in the order they were made; the generator never sees them

    /// An empty case: background everywhere, no strokes, the whole canvas in view.
    static Case blank(LabelPalette palette);
    Case clone() const;
    /// Throws Error(InvalidArgument) for a number that is no Plane.
    const cv::Mat& plane(Plane which) const;
    cv::Mat& plane(Plane which);
};

/// Throws Error(SizeMismatch / InvalidArgument) if a plane has a wrong size or type, a label is not in the palette, a sketch or
/// field-of-view value is unknown, the spacing or the crop's scale is not positive and finite, a Canny setting is out of range, or
/// like validate(Measurement).
void validate(const Case& value);
/// The part of it that concerns one plane's pixels.
void validatePlane(Plane which, const cv::Mat& pixels, const LabelPalette& palette);

/// The automatic edges of a case's source, CV_8UC1 0/255 of canvas size; all zero without a source or with autoSketch off. Any thread.
cv::Mat automaticEdges(const Case& value);

} // namespace sonosketch
