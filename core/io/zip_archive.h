// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sonosketch {

/// Limits of an archive that is not trusted; what an entry claims about its size is not believed.
struct ZipLimits {
    std::uintmax_t maxFileBytes = 256u << 20;
    std::uintmax_t maxEntryBytes = 64u << 20;
    std::uintmax_t maxTotalBytes = 512u << 20; ///< of all that is read from one archive
    std::size_t maxEntries = 1000;
};

/// A zip archive in memory, by way of libzip; nothing is ever unpacked to the disk. One thread. Internal to core/io.
class ZipReader {
public:
    /// Throws Error: NotFound, Unreadable (damaged, no archive), TooLarge, Corrupt (a name twice).
    explicit ZipReader(const std::filesystem::path& path, const ZipLimits& limits = {});
    ~ZipReader();
    ZipReader(const ZipReader&) = delete;
    ZipReader& operator=(const ZipReader&) = delete;

    bool contains(const std::string& name) const { return m_entries.contains(name); }
    /// An entry's bytes, checksum verified. Throws Error: NotFound, Unreadable (damaged, encrypted, an unknown compression), TooLarge.
    std::vector<std::uint8_t> read(const std::string& name);

private:
    struct Handle;
    std::string m_where;
    ZipLimits m_limits;
    std::vector<std::uint8_t> m_bytes; ///< libzip looks into these as long as it lives
    std::unique_ptr<Handle> m_handle;
    std::map<std::string, std::uint64_t> m_entries; ///< name to index
    std::uintmax_t m_read = 0;
};

/// An entry to be written.
struct ZipEntry {
    std::string name;
    std::vector<std::uint8_t> bytes;
    bool packed = true; ///< false: stored as it is
};

/// An archive with the entries in this order; the same entries give the same bytes. Throws Error(WriteFailed).
std::vector<std::uint8_t> makeZip(std::span<const ZipEntry> entries);

} // namespace sonosketch
