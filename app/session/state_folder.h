// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_contents.h"

#include <QDateTime>
#include <QString>

#include <filesystem>
#include <vector>

namespace sonosketch {

/// Where the program keeps what a person has not given a place: $SONOSKETCH_STATE_DIR if set (tests), else the user's folder for application data.
/// "unsaved" holds the projects that windows began, "kept" those that were closed without ever being saved under a name; opened again they stay there.
/// So whatever lies in "unsaved" and is locked by nobody was left behind by a killed program, and in "kept" whatever has a write-ahead log.
/// The functions below touch files: not on the GUI thread where that may be slow.
class StateFolder {
public:
    explicit StateFolder(std::filesystem::path folder);
    static std::filesystem::path defaultFolder();

    const std::filesystem::path& path() const { return m_folder; }
    std::filesystem::path recentFile() const { return m_folder / "recent.ini"; }
    /// A name in "unsaved" that nobody has; makes the folders. Where that is impossible, writing the project will say so.
    std::filesystem::path newProject() const;
    /// Whether a project lies in "unsaved" or "kept", that is, was never saved under a name of its own.
    bool holds(const std::filesystem::path& project) const;

    /// Moves a closed project from "unsaved" to "kept", with its write-ahead log; returns where it is now. Where it was, if that fails.
    std::filesystem::path keep(const std::filesystem::path& project) const;
    /// Removes a closed project with its log. Only one of ours, and none that is open in a window.
    void discard(const std::filesystem::path& project) const;
    /// Whether a project lies in "kept".
    bool keeps(const std::filesystem::path& project) const { return project.parent_path() == m_folder / "kept"; }

private:
    static std::filesystem::path moveLocked(const std::filesystem::path& project, const std::filesystem::path& target);

    std::filesystem::path m_folder;
};

/// A project that a killed program left behind.
struct LeftProject {
    std::filesystem::path path;
    QString title;
    QDateTime time; ///< of the last write
    std::size_t steps = 0;
    std::vector<std::uint8_t> thumbnail; ///< PNG of the last step that has one; empty if none
    bool damaged = false;
};

/// All of them, newest first; those that another window has open are passed over. Reads every file: on a job's thread.
std::vector<LeftProject> findLeftProjects(const StateFolder& folder);

/// "Untitled - 21 Nov 2026 16:20".
QString untitledText(const QDateTime& time);

} // namespace sonosketch
