// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/open_raster.h"
#include "core/io/zip_archive.h"
#include "tests/fuzz/reader.h"
#include "tests/support/check.h"

#include <vector>

using namespace sonosketch;

namespace {

void readArchive(fuzz::Bytes bytes)
{
    static const fuzz::MemoryFile file;
    static const LabelPalette palette = test::threeClasses();
    file.fill(bytes);
    fuzz::read([] { readOpenRaster(file.path(), palette, OpenRasterPalette::OfFile); });
    fuzz::read([] { readOpenRaster(file.path(), palette, OpenRasterPalette::Given); });
    fuzz::read([] { readOpenRasterRecord(file.path()); });
}

/// A part with its length, 16 bits, in front.
std::vector<std::uint8_t> take(fuzz::Bytes& rest)
{
    std::size_t length = rest.size() < 2 ? 0 : std::size_t{rest[0]} | std::size_t{rest[1]} << 8;
    rest = rest.subspan(std::min<std::size_t>(rest.size(), 2));
    length = std::min(length, rest.size());
    std::vector<std::uint8_t> part(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(length));
    rest = rest.subspan(length);
    return part;
}

} // namespace

/// An archive as it is; or, as an archive's sums let no change through, its parts: layer list, description, and one picture for all layers.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Bytes rest(data, size);
    if (size >= 2 && data[0] == 'P' && data[1] == 'K') {
        readArchive(rest);
        return 0;
    }
    const std::string kind = "image/openraster";
    std::vector<ZipEntry> entries{{"mimetype", {kind.begin(), kind.end()}, false}, {"stack.xml", take(rest), false}};
    if (std::vector<std::uint8_t> description = take(rest); !description.empty()) {
        // Either reader sees it as its own.
        entries.push_back({open_raster::recordEntry, description, false});
        entries.push_back({"sonosketch.json", std::move(description), false});
    }
    entries.push_back({"a.png", {rest.begin(), rest.end()}, false});
    readArchive(makeZip(entries));
    return 0;
}
