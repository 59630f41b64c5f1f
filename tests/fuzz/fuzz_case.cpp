// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/case_io.h"
#include "tests/fuzz/reader.h"
#include "tests/support/check.h"

using namespace sonosketch;

/// case.json beside pictures that are sound.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder;
    static const bool once = [] {
        Case value = Case::blank(test::threeClasses());
        value.source = test::ringPicture();
        saveCase(value, folder.path());
        return true;
    }();
    static_cast<void>(once);
    folder.put("case.json", {data, size});
    fuzz::read([] { validate(loadCase(folder.path())); });
    return 0;
}
