// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/story.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/png_file.h"
#include "core/io/story_check.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch {

void story::requireFrames(const std::vector<StoryFrame>& frames)
{
    if (frames.empty())
        throw Error(ErrorCode::InvalidArgument, "A story needs a picture", "story");
    if (frames.size() > maxStoryFrames)
        throw Error(ErrorCode::TooLarge, fmt::format("{} pictures are more than the {} of a story", frames.size(), maxStoryFrames), "story",
            "Pin the steps that matter and export those.");
    const StoryFrame& first = frames.front();
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const StoryFrame& frame = frames[i];
        const auto where = fmt::format("picture {} of the story", i + 1);
        if (frame.picture.empty() || frame.picture.dims > 2 || frame.picture.type() != CV_8UC1)
            throw Error(ErrorCode::InvalidArgument, "A picture of a story is 8-bit grey and not empty", where);
        if (!frame.caption.empty() && (frame.caption.type() != CV_8UC1 || frame.caption.cols != frame.picture.cols))
            throw Error(ErrorCode::InvalidArgument, "A caption is 8-bit grey and as wide as its picture", where);
        if (frame.picture.size() != first.picture.size() || frame.caption.size() != first.caption.size())
            throw Error(ErrorCode::InvalidArgument, "The pictures of a story have one size", where);
    }
}

void story::requireDuration(const StoryOptions& options)
{
    if (options.millisecondsPerFrame < 20 || options.millisecondsPerFrame > 60'000)
        throw Error(ErrorCode::InvalidArgument, fmt::format("A picture cannot be shown for {} ms", options.millisecondsPerFrame), "story",
            "Take 20 to 60000.");
}

void story::requireGoingOn(const CancelToken& cancel)
{
    if (cancel.isCancelled())
        throw Error(ErrorCode::Cancelled, "Cancelled", "story");
}

std::vector<std::string> story::stepTexts(const std::vector<StoryFrame>& frames)
{
    std::vector<std::string> texts;
    texts.reserve(frames.size());
    for (const StoryFrame& frame : frames)
        texts.push_back(frame.text);
    return texts;
}

cv::Mat storyPicture(const StoryFrame& frame)
{
    const cv::Mat marked = withSyntheticMark(frame.picture, {});
    if (frame.caption.empty())
        return marked;
    cv::Mat whole;
    cv::vconcat(marked, frame.caption, whole);
    return whole;
}

void writeContactSheet(const std::filesystem::path& path, const std::vector<StoryFrame>& frames, const SyntheticRecord& record,
    const StoryOptions& options, const CancelToken& cancel, const ProgressFunction& progress)
{
    story::requireFrames(frames);
    constexpr int most = 100; // columns and rows: more would leave no room for a picture
    if (options.columns < 0 || options.columns > most)
        throw Error(ErrorCode::InvalidArgument, fmt::format("A contact sheet has 1 to {} columns", most), path.string());
    const int count = static_cast<int>(frames.size());
    const int wanted = options.columns > 0 ? options.columns : static_cast<int>(std::ceil(std::sqrt(count)));
    const int columns = std::clamp(wanted, (count + most - 1) / most, count);
    const int rows = (count + columns - 1) / columns;
    constexpr int gap = 12;
    cv::Size cell(frames.front().picture.cols, frames.front().picture.rows + frames.front().caption.rows);
    const auto fit = [](int pictures, int side) { return ((maxSheetSide - gap) / static_cast<double>(pictures) - gap) / side; };
    const double fits = std::min({1.0, fit(columns, cell.width), fit(rows, cell.height)});
    cell = {std::max(1, static_cast<int>(cell.width * fits)), std::max(1, static_cast<int>(cell.height * fits))};
    cv::Mat sheet(rows * (cell.height + gap) + gap, columns * (cell.width + gap) + gap, CV_8UC1, cv::Scalar(38));
    for (int i = 0; i < count; ++i) {
        story::requireGoingOn(cancel);
        cv::Mat picture = storyPicture(frames[static_cast<std::size_t>(i)]);
        if (picture.size() != cell)
            cv::resize(picture, picture, cell, 0, 0, cv::INTER_AREA);
        const cv::Point corner(gap + i % columns * (cell.width + gap), gap + i / columns * (cell.height + gap));
        picture.copyTo(sheet(cv::Rect(corner, cell)));
        if (progress)
            progress(static_cast<std::size_t>(i) + 1, frames.size(), frames[static_cast<std::size_t>(i)].text);
    }
    const auto bytes = encodePng({sheet, {}, syntheticTexts(record, true, story::stepTexts(frames))});
    story::requireGoingOn(cancel);
    writeFileAtomically(path, bytes);
}

void writeStoryFolder(const std::filesystem::path& folder, const std::vector<StoryFrame>& frames, const SyntheticRecord& record,
    const CancelToken& cancel, const ProgressFunction& progress)
{
    story::requireFrames(frames);
    std::error_code error;
    if (std::filesystem::exists(folder, error))
        throw Error(ErrorCode::InvalidArgument, "There is something of this name already", folder.string(), "Choose another name.");
    std::filesystem::path beside = folder;
    beside += ".partial";
    std::filesystem::remove_all(beside, error);
    std::filesystem::create_directories(beside, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, "The folder cannot be made: " + error.message(), folder.string());
    try {
        for (std::size_t i = 0; i < frames.size(); ++i) {
            story::requireGoingOn(cancel);
            const auto texts = syntheticTexts(record, true, {frames[i].text});
            writeFileAtomically(beside / fmt::format("step-{:04}.png", i + 1), encodePng({storyPicture(frames[i]), {}, texts}));
            if (progress)
                progress(i + 1, frames.size(), frames[i].text);
        }
        story::requireGoingOn(cancel);
        std::filesystem::rename(beside, folder, error);
        if (error)
            throw Error(ErrorCode::WriteFailed, "The folder cannot be made: " + error.message(), folder.string());
    } catch (...) {
        std::filesystem::remove_all(beside, error);
        throw;
    }
}

} // namespace sonosketch
