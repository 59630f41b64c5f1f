// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/coco.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text = fuzz::textOf({data, size});
    CocoLimits limits;
    limits.maxPixels = 1 << 16; // small pictures keep the runs fast
    fuzz::read([&] {
        const CocoSet set = parseCoco(text, "fuzz", nullptr, limits);
        std::size_t drawn = 0;
        for (const CocoImage& image : set.images)
            if (++drawn < 8)
                fuzz::read([&] { fuzz::require(cocoLabels(image).size() == image.size, "a label map has its image's size"); });
        parseCoco(text, "fuzz", &set.palette, limits);
    });
    fuzz::read([&] { unpackCocoRuns(text, "fuzz"); });
    return 0;
}
