// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imaging/read_image.h"
#include "tests/fuzz/reader.h"

namespace sonosketch::fuzz {

/// Small pictures keep the runs fast; what the limits themselves do is a matter of core/imaging's tests.
inline const ImageLimits smallPictures{2048, 1 << 18, 1u << 20};

/// All ways to read a picture from a file.
inline void readImages(Bytes bytes)
{
    static const MemoryFile file;
    file.fill(bytes);
    read([] { probeImage(file.path(), smallPictures); });
    read([] {
        const cv::Mat picture = readImageColor(file.path(), smallPictures);
        require(picture.type() == CV_8UC3 && picture.total() <= static_cast<std::size_t>(smallPictures.maxPixels),
            "a picture keeps the limits");
    });
    read([] { require(readImageIndexed(file.path(), smallPictures).type() == CV_8UC1, "a label map has 8 bits"); });
}

} // namespace sonosketch::fuzz
