// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/io/synthetic_image.h"

namespace sonosketch {

/// One picture of an edit story.
struct StoryFrame {
    cv::Mat picture;  ///< CV_8UC1, synthesised, without the mark; all of one story have one size
    cv::Mat caption;  ///< CV_8UC1 strip of the picture's width, set below it; all of one size; may be empty
    std::string text; ///< the caption's words, for the metadata
};

struct StoryOptions {
    int millisecondsPerFrame = 800; ///< 20 .. 60'000
    int columns = 0;                ///< of a contact sheet, 1 .. 100; 0: about square
};

inline constexpr std::size_t maxStoryFrames = 2000;
inline constexpr int maxSheetSide = 16'384; ///< pixels of a contact sheet; larger ones are shrunk

// Each writes `frames` with the visible mark burned into every picture and metadata that says synthetic, and leaves either the finished file or what was
// there before: under a name of its own first, then renamed. Any thread. They throw Error: InvalidArgument (no frames, other sizes or pixel types, a
// duration out of range), TooLarge (too many), Cancelled, WriteFailed; and what they say below. `progress` may be empty.

/// One grey PNG.
void writeContactSheet(const std::filesystem::path& path, const std::vector<StoryFrame>& frames, const SyntheticRecord& record,
    const StoryOptions& options = {}, const CancelToken& cancel = {}, const ProgressFunction& progress = {});
/// A new folder with step-0001.png and on. Throws Error(InvalidArgument) if there is something of that name.
void writeStoryFolder(const std::filesystem::path& folder, const std::vector<StoryFrame>& frames, const SyntheticRecord& record,
    const CancelToken& cancel = {}, const ProgressFunction& progress = {});
/// An animated GIF that repeats for ever; 256 greys, so that no level is lost. Metadata in its comment.
void writeStoryGif(const std::filesystem::path& path, const std::vector<StoryFrame>& frames, const SyntheticRecord& record,
    const StoryOptions& options = {}, const CancelToken& cancel = {}, const ProgressFunction& progress = {});
/// A WebM film, VP8 or else VP9. The writer knows no metadata: the mark and the captions speak. Throws Error(Unsupported) where the codec is missing.
void writeStoryFilm(const std::filesystem::path& path, const std::vector<StoryFrame>& frames, const StoryOptions& options = {},
    const CancelToken& cancel = {}, const ProgressFunction& progress = {});

/// A picture with its mark, and its caption below.
cv::Mat storyPicture(const StoryFrame& frame);

} // namespace sonosketch
