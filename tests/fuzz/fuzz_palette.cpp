// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/label_palette.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::read([&] {
        const auto palette = LabelPalette::fromJson(fuzz::textOf({data, size}), "fuzz");
        fuzz::require(LabelPalette::fromJson(palette.toJson(), "fuzz") == palette, "a palette is written as it was read");
    });
    return 0;
}
