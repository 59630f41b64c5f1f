// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/examples.h"

#include "core/base/files.h"

#include <algorithm>

namespace sonosketch {

std::vector<std::filesystem::path> exampleCases()
{
    std::vector<std::filesystem::path> cases;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(resourceDir() / "examples", ignored))
        if (std::filesystem::exists(entry.path() / "case.json", ignored))
            cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    return cases;
}

} // namespace sonosketch
