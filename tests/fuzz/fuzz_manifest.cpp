// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/dataset.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

/// manifest.json of an imported data set, without its pictures: what it names is looked for and missed.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder;
    folder.put("manifest.json", {data, size});
    fuzz::read([] { validateDataset(folder.path()); });
    return 0;
}
