// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gif_lib.h>
#include <opencv2/core.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace sonosketch::test {

/// What a GIF holds, read by giflib.
struct Gif {
    std::vector<cv::Mat> frames; ///< grey, of the whole screen
    std::vector<int> hundredths; ///< of a second, by frame
    std::string comment;
    bool repeats = false;
};

/// No frames if it cannot be read, or its colours are not grey.
inline Gif readGif(const std::filesystem::path& path)
{
    Gif result;
    int error = 0;
    GifFileType* file = DGifOpenFileName(path.c_str(), &error);
    if (!file)
        return result;
    if (DGifSlurp(file) == GIF_OK && file->SColorMap) {
        const auto readBlocks = [&](const ExtensionBlock* blocks, int count) {
            for (int i = 0; i < count; ++i) {
                const auto* bytes = reinterpret_cast<const char*>(blocks[i].Bytes);
                const std::string text(bytes, static_cast<std::size_t>(blocks[i].ByteCount));
                // giflib reads the parts of a long block as blocks of their own, with the code 0.
                if (blocks[i].Function == COMMENT_EXT_FUNC_CODE
                    || (blocks[i].Function == CONTINUE_EXT_FUNC_CODE && !result.comment.empty()))
                    result.comment += text;
                result.repeats |= text == "NETSCAPE2.0";
            }
        };
        for (int i = 0; i < file->ImageCount; ++i) {
            const SavedImage& image = file->SavedImages[i];
            readBlocks(image.ExtensionBlocks, image.ExtensionBlockCount);
            cv::Mat frame(image.ImageDesc.Height, image.ImageDesc.Width, CV_8UC1);
            for (std::size_t p = 0; p < frame.total(); ++p) {
                const GifColorType& color = file->SColorMap->Colors[image.RasterBits[p]];
                frame.data[p] = color.Red;
                if (color.Red != color.Green || color.Red != color.Blue)
                    return {};
            }
            result.frames.push_back(frame);
            GraphicsControlBlock control{};
            DGifSavedExtensionToGCB(file, i, &control);
            result.hundredths.push_back(control.DelayTime);
        }
    }
    DGifCloseFile(file, &error);
    return result;
}

} // namespace sonosketch::test
