// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_blobs.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch {

/// Project files beyond this are refused; a case with 10,000 edits, thumbnails and a hundred pictures takes a tenth of it.
inline constexpr std::uintmax_t maxProjectBytes = 1ull << 30;

/// "FILE-wal", where SQLite keeps what is committed and not yet in the file.
std::filesystem::path writeAheadLog(const std::filesystem::path& project);

/// An advisory lock on a project for as long as the object lives: shared for readers, exclusive for the one writer, between programs (a lock of
/// the open file description, one byte far beyond any content, so that it stays clear of SQLite's own) and within this one (a list).
/// SQLite's own locks belong to the process and fall when *any* descriptor of the file is closed; hence a project that this process has open
/// for writing is never opened a second time, not even to look whether it is locked, and the lock must go after SQLite's connection.
class ProjectLock {
public:
    enum class Kind : std::uint8_t { Shared, Exclusive };
    /// `path` must be a regular file. Throws Error: NotFound, Unreadable (permissions, a folder, a pipe), WriteFailed (Exclusive and not
    /// writable), ProjectLocked.
    ProjectLock(const std::filesystem::path& path, Kind kind);
    ~ProjectLock();
    ProjectLock(const ProjectLock&) = delete;
    ProjectLock& operator=(const ProjectLock&) = delete;
    int descriptor() const { return m_descriptor; }

private:
    int m_descriptor = -1;
    std::pair<std::uint64_t, std::uint64_t> m_identity;
    bool m_listed = false;
};

/// The bytes of a project with the committed part of its write-ahead log put in; what SQLite would see, found without SQLite.
struct ProjectImage {
    Bytes bytes;
    std::uintmax_t fileBytes = 0;   ///< file and log
    bool logUsed = false;           ///< the log held committed pages
    std::string logDamage;          ///< not empty: commits in the log are lost to damage, not to a crash
    std::vector<std::string> notes; ///< for example an unfinished last commit, as a killed program leaves it
};

/// Reads through the lock's descriptor. Throws Error: Unreadable, TooLarge, Unsupported (no SQLite file at all).
ProjectImage readProjectImage(const ProjectLock& lock, const std::filesystem::path& path, bool withLog = true);

/// Whole numbers of SQLite's file header (big-endian), for an image that is long enough.
std::uint32_t headerNumber(const Bytes& image, std::size_t offset);

} // namespace sonosketch
