// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/synthetic_image.h"
#include "core/io/synthetic_xmp.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

/// What an exported file says of itself: the text that PNG, JPEG, DICOM, NIfTI and OpenRaster carry alike.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text = fuzz::textOf({data, size});
    fuzz::read([&] {
        const auto statement = parseSyntheticStatement(text);
        if (!statement)
            return;
        // What was read is written again by whoever makes the picture once more.
        fuzz::require(!syntheticXmp(statement->record).empty(), "a statement has its XMP packet");
    });
    return 0;
}
