// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/nifti.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::read([&] {
        NiftiLimits limits;
        limits.maxPixels = 1 << 18; // small volumes keep the runs fast
        limits.maxBytes = 1 << 22;
        const NiftiVolume volume = NiftiVolume::parse({data, size}, "fuzz", limits);
        fuzz::require(volume.size().area() <= limits.maxPixels, "a slice keeps the limits");
        fuzz::read([&] { fuzz::require(volume.picture(volume.slices() - 1).type() == CV_8UC3, "a picture has colours"); });
        fuzz::read([&] { fuzz::require(volume.labels(volume.fullestSlice()).type() == CV_8UC1, "labels have 8 bits"); });
    });
    return 0;
}
