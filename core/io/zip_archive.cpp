// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/zip_archive.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

namespace sonosketch {

namespace {

/// The first day a zip archive can name: files made of the same case are the same.
constexpr time_t firstDay = 315532800 + 86400;

struct OwnedError {
    zip_error_t value{};
    OwnedError() { zip_error_init(&value); }
    ~OwnedError() { zip_error_fini(&value); }
    OwnedError(const OwnedError&) = delete;
    OwnedError& operator=(const OwnedError&) = delete;
    std::string text() { return zip_error_strerror(&value); }
};

[[noreturn]] void failWrite(const std::string& reason)
{
    throw Error(ErrorCode::WriteFailed, "The archive could not be made (" + reason + ")");
}

} // namespace

struct ZipReader::Handle {
    zip_t* archive = nullptr;
    ~Handle()
    {
        if (archive)
            zip_discard(archive);
    }
};

ZipReader::ZipReader(const std::filesystem::path& path, const ZipLimits& limits)
    : m_where(path.string())
    , m_limits(limits)
    , m_bytes(readFile(path, limits.maxFileBytes))
    , m_handle(std::make_unique<Handle>())
{
    OwnedError error;
    zip_source_t* source = zip_source_buffer_create(m_bytes.data(), m_bytes.size(), 0, &error.value);
    if (source) {
        m_handle->archive = zip_open_from_source(source, ZIP_RDONLY, &error.value);
        if (!m_handle->archive)
            zip_source_free(source);
    }
    if (!m_handle->archive)
        throw Error(ErrorCode::Unreadable, "This is no archive, or a damaged one (" + error.text() + ")", m_where);
    const zip_int64_t count = zip_get_num_entries(m_handle->archive, 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > limits.maxEntries)
        throw Error(ErrorCode::TooLarge, fmt::format("The archive has {} entries, the limit is {}", count, limits.maxEntries), m_where);
    for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
        const char* name = zip_get_name(m_handle->archive, index, 0);
        if (!name)
            throw Error(ErrorCode::Unreadable, "An entry of the archive has no readable name", m_where);
        // Two entries of one name: which one counts would depend on the reader.
        if (!m_entries.emplace(name, index).second)
            throw Error(ErrorCode::Corrupt, fmt::format("The archive holds \"{}\" twice", std::string(name).substr(0, 80)), m_where);
    }
}

ZipReader::~ZipReader() = default;

std::vector<std::uint8_t> ZipReader::read(const std::string& name)
{
    const auto entry = m_entries.find(name);
    const std::string where = m_where + ", " + name.substr(0, 80);
    if (entry == m_entries.end())
        throw Error(ErrorCode::NotFound, "The archive lacks an entry", where);
    zip_file_t* file = zip_fopen_index(m_handle->archive, entry->second, 0);
    if (!file)
        throw Error(ErrorCode::Unreadable,
            std::string("An entry cannot be read (") + zip_error_strerror(zip_get_error(m_handle->archive)) + ")", where);
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> closer(file, zip_fclose);
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint8_t> block(64 << 10);
    while (true) {
        const zip_int64_t count = zip_fread(file, block.data(), block.size());
        if (count < 0)
            throw Error(
                ErrorCode::Unreadable, std::string("An entry is damaged (") + zip_error_strerror(zip_file_get_error(file)) + ")", where);
        if (count == 0)
            break;
        m_read += static_cast<std::uintmax_t>(count);
        if (bytes.size() + static_cast<std::size_t>(count) > m_limits.maxEntryBytes || m_read > m_limits.maxTotalBytes)
            throw Error(ErrorCode::TooLarge, fmt::format("An entry unpacks to more than {} MiB", m_limits.maxEntryBytes >> 20), where);
        bytes.insert(bytes.end(), block.begin(), block.begin() + count);
    }
    return bytes;
}

std::vector<std::uint8_t> makeZip(std::span<const ZipEntry> entries)
{
    OwnedError error;
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error.value);
    if (!target)
        failWrite(error.text());
    // One reference for zip_close, which takes its own, one for reading what it made.
    zip_source_keep(target);
    const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> kept(target, zip_source_free);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error.value);
    if (!archive) {
        zip_source_free(target);
        failWrite(error.text());
    }
    std::unique_ptr<zip_t, void (*)(zip_t*)> open(archive, zip_discard);
    for (const ZipEntry& entry : entries) {
        zip_source_t* source = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
        const zip_int64_t index = source ? zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) {
            zip_source_free(source);
            failWrite(zip_error_strerror(zip_get_error(archive)));
        }
        const auto place = static_cast<zip_uint64_t>(index);
        if (zip_set_file_compression(archive, place, entry.packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) != 0
            || zip_file_set_mtime(archive, place, firstDay, 0) != 0)
            failWrite(zip_error_strerror(zip_get_error(archive)));
    }
    if (zip_close(archive) != 0)
        failWrite(zip_error_strerror(zip_get_error(archive)));
    static_cast<void>(open.release()); // closing has freed it
    if (zip_source_open(target) != 0)
        failWrite(zip_error_strerror(zip_source_error(target)));
    zip_stat_t status;
    zip_stat_init(&status);
    std::vector<std::uint8_t> bytes;
    bool whole = zip_source_stat(target, &status) == 0 && (status.valid & ZIP_STAT_SIZE) != 0;
    if (whole) {
        bytes.resize(status.size);
        whole = zip_source_read(target, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size());
    }
    zip_source_close(target);
    if (!whole)
        failWrite("the result cannot be read back");
    return bytes;
}

} // namespace sonosketch
