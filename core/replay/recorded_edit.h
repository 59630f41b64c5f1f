// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sonosketch {

/// One edit as a hand makes it: a tool with its settings, and what the pen or the slider said, sample by sample. Fits any case: see the README.
struct RecordedEdit {
    enum class Tool : std::uint8_t {
        Brush, ///< samples: x, y in canvas pixels from the edit's place, pressure 0..1
        Move,  ///< the largest lesion dragged; samples: x, y from where it was, third number 0
        Canny, ///< sliders; samples: low and high threshold, sigma
    };
    enum class Ink : std::uint8_t {
        Lesion,     ///< the label that covers most of the case
        Background, ///< label 0
        Pen,        ///< a sketch line
        Erased,     ///< sketch rubbed out
    };
    /// What must be under the first sample, so that the edit changes something.
    enum class Ground : std::uint8_t { Anywhere, Background, Lesion };

    std::string kind; ///< edits of one kind are measured together: "dab", "stroke" ...
    std::string name;
    Tool tool = Tool::Brush;
    Ink ink = Ink::Lesion;
    Ground on = Ground::Anywhere;
    double diameter = 1; ///< of the brush at full pressure
    std::vector<cv::Vec3d> samples;
};

/// Reads format "sonosketch-strokes", version 1: {"edits": [{"kind", "name", "tool": "brush" | "move" | "canny", "samples": [[a, b, c], ...],
/// for a brush also "ink": "lesion" | "background" | "pen" | "erased", "on": "anywhere" | "background" | "lesion", "diameter"}]}.
/// Throws Error: Corrupt with the place in the file, VersionMismatch.
std::vector<RecordedEdit> parseRecordedEdits(const std::string& text, const std::string& where);
/// Throws also Error: NotFound, Unreadable, TooLarge.
std::vector<RecordedEdit> readRecordedEdits(const std::filesystem::path& file);

} // namespace sonosketch
