// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_contents.h"
#include "core/io/project_image.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

/// The project file, and behind the length of it (32 bits, in front) its write-ahead log. tests/core/io/fuzz_project.cpp looks at what is read.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder;
    if (size < 4)
        return 0;
    const std::size_t wanted = std::size_t{data[0]} | std::size_t{data[1]} << 8 | std::size_t{data[2]} << 16 | std::size_t{data[3]} << 24;
    const fuzz::Bytes all(data + 4, size - 4), file = all.first(std::min(wanted, all.size())), log = all.subspan(file.size());
    const auto path = folder.put("fuzz.sonosketch", file);
    std::error_code ignored;
    std::filesystem::remove(writeAheadLog(path), ignored);
    if (!log.empty())
        folder.put(writeAheadLog(path).filename().string(), log);
    fuzz::read([&] { readProject(path, ReadMode::Strict); });
    fuzz::read([&] { readProject(path, ReadMode::Salvage); });
    return 0;
}
