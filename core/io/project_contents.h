// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/history/history.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sonosketch {

/// Version of the project file that this program writes. Another major version is refused; a newer minor version is read, not written.
inline constexpr int projectMajor = 1;
inline constexpr int projectMinor = 1; ///< 1: measurements
inline constexpr const char* projectSuffix = ".sonosketch";

/// Thrown while another program, or this one, has the project open. Code Unreadable.
class ProjectLocked : public Error {
public:
    explicit ProjectLocked(const std::string& where);
};

/// A model by its name and the SHA-256 of its weights.
struct ProjectModel {
    std::string name, hash;
    bool operator==(const ProjectModel&) const = default;
};

/// A synthesised picture kept with a node.
struct ProjectPicture {
    ProjectModel model;
    std::vector<std::uint8_t> png;
};

/// A whole project as a plain value.
struct ProjectContents {
    Case initial;            ///< the case at node 0
    HistoryTree history;     ///< stands at node 0: `history.jumpTo(document, current)` brings a Document(initial) to where it was left
    std::size_t current = 0; ///< the node it was left at
    ProjectModel model;      ///< last used; empty if none
    std::map<std::size_t, std::vector<std::uint8_t>> thumbnails; ///< by node, PNG
    std::map<std::size_t, ProjectPicture> pictures;              ///< by node

    // What the file says about itself; not written back.
    int major = projectMajor, minor = projectMinor;
    std::string createdBy; ///< program and version
    std::chrono::system_clock::time_point created;
    std::uintmax_t fileBytes = 0;    ///< with the write-ahead log
    std::string readOnlyReason;      ///< why it cannot be written; empty if it can
    std::vector<std::string> damage; ///< what ReadMode::Salvage had to leave behind
    std::vector<std::string> notes;  ///< what is worth knowing and no damage
};

enum class ReadMode : std::uint8_t {
    Strict,  ///< all or an Error
    Salvage, ///< what is intact: the case, and every node whose own and ancestors' checksums hold; the losses are listed in `damage`
};

/// Reads a project, a write-ahead log of a killed program included, without changing, creating or locking out anything: bytes are read under a
/// shared advisory lock and checked in memory (version, SQLite's own structure, our tables, bounds, checksums, history). Any thread.
/// Throws Error: NotFound, Unreadable, Unsupported (no project), VersionMismatch (both versions named), Corrupt, TooLarge, ProjectLocked.
/// Salvage throws where the case itself is lost.
ProjectContents readProject(const std::filesystem::path& path, ReadMode mode = ReadMode::Strict);

} // namespace sonosketch
