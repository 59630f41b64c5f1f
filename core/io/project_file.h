// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_contents.h"

#include <memory>
#include <utility>

namespace sonosketch {

/// A project file opened for adding to it: SQLite in WAL mode, every call one transaction that is on the disk when the call returns (synchronous =
/// FULL: a killed program loses nothing either way, but with NORMAL a power cut would take back steps that were reported as kept; the fsync costs
/// nobody anything, because ProjectWriter waits for it on a thread of its own). Locked against other programs while it lives.
/// One thread at a time. Every writing call throws Error: WriteFailed (disk full, read-only ...; nothing of that call is in the file, and
/// it may be repeated), InvalidArgument (a step that is not in the file, a picture that is none; repeating is no use).
class ProjectFile {
public:
    using NodeId = HistoryTree::NodeId;
    enum class Existing : std::uint8_t { Refuse, Replace };

    /// Writes a whole project beside `path` and renames it there, then holds it open. An existing file is replaced only when asked to, and only if no
    /// one has it open. Throws Error(WriteFailed), ProjectLocked, and like validate(Case).
    static ProjectFile create(const std::filesystem::path& path, const ProjectContents& contents, Existing existing = Existing::Refuse);
    /// Reads everything as readProject(Strict) does, before anything is written; then holds it open. A project that may not be written (newer minor
    /// version, permissions, a read-only folder) opens too: contents.readOnlyReason and readOnly() say so, and writing calls throw WriteFailed.
    /// Throws like readProject.
    static std::pair<ProjectFile, ProjectContents> open(const std::filesystem::path& path);

    ProjectFile(ProjectFile&&) noexcept;
    ProjectFile& operator=(ProjectFile&&) noexcept;
    /// Closing folds the write-ahead log into the file; a failure of that leaves the log for the next opening.
    ~ProjectFile();

    const std::filesystem::path& path() const;
    bool readOnly() const { return !readOnlyReason().empty(); }
    const std::string& readOnlyReason() const;

    /// Adds a step, makes it the current one and what redo from its parent leads to. The parent must be in the file; a step that already is, and is
    /// the same, is no error, so that a commit may be repeated when nobody knows whether it arrived.
    void commit(const HistoryTree::StoredNode& node);
    /// Where undo, redo or a jump led, and the redo children {node, child} that changed on the way.
    void setPosition(NodeId current, const std::vector<std::pair<NodeId, NodeId>>& redo);
    void setMarks(NodeId node, const std::string& name, const std::string& note, bool pinned);
    void setModel(const ProjectModel& model);
    /// An encoded PNG: thumbnails up to 1 MiB and 1024 pixels a side, pictures up to 16 MiB and 4096. One of each per node; a new one replaces it.
    void setThumbnail(NodeId node, const std::vector<std::uint8_t>& png);
    void setPicture(NodeId node, const ProjectPicture& picture);
    void removePicture(NodeId node);
    /// Steps of a deleted branch with all that belongs to them; `redoOfParent` is {parent, its redo child now (0: none)}.
    void remove(const std::vector<NodeId>& nodes, std::pair<NodeId, NodeId> redoOfParent);

    /// A copy as of now, written beside and renamed; this object stays with its own file. Throws like create.
    void copyTo(const std::filesystem::path& path, Existing existing = Existing::Refuse);

private:
    struct Implementation;
    explicit ProjectFile(std::unique_ptr<Implementation> implementation);

    std::unique_ptr<Implementation> m_impl;
};

} // namespace sonosketch
