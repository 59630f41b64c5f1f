// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_file.h"

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>

namespace sonosketch {

/// Writes a project on a thread of its own, in the order of the calls; no call waits for the disk unless it says so. After a failure (disk full, folder
/// read-only ...) everything is kept and tried again, in order: at the next call, by itself every `retryAfter`, at flush(), or into another file by
/// saveAs(). One caller's thread, the document's.
///
///     ProjectWriter writer(std::move(file), history, events);
///     writer.commit(history, history.add(std::move(*delta), "brush"));
class ProjectWriter {
public:
    using NodeId = HistoryTree::NodeId;
    /// Called on the writer's thread; they must neither throw nor call the writer.
    struct Events {
        std::function<void(NodeId)> written; ///< this step is on the disk
        std::function<void(const Error&, std::size_t waiting)>
            failed;                      ///< `waiting`: calls not yet written. Told once until the error changes
        std::function<void()> recovered; ///< after a failure: all is written
        /// A call that can never be written, for example a thumbnail that is no PNG (Error InvalidArgument); it is given up.
        std::function<void(const Error&)> refused;
        std::function<void()> settled; ///< nothing waits any more
    };

    /// `history` is what `file` holds, standing where the file says.
    ProjectWriter(ProjectFile file, const HistoryTree& history, Events events,
        std::chrono::milliseconds retryAfter = std::chrono::milliseconds(3000));
    /// A project that is not on the disk yet: the thread makes the file before anything else, a new one or one that was asked to be replaced. Not being
    /// able to is a failure like any other: everything waits, and is tried again. contents.history stands at contents.current here.
    ProjectWriter(std::filesystem::path path, ProjectContents contents, Events events,
        std::chrono::milliseconds retryAfter = std::chrono::milliseconds(3000));
    /// Writes what waits, with one try after a failure; what could not be written then is lost, and `failed` has said so. See pending().
    ~ProjectWriter();
    ProjectWriter(const ProjectWriter&) = delete;
    ProjectWriter& operator=(const ProjectWriter&) = delete;

    /// A step that was just added.
    void commit(const HistoryTree& history, NodeId node);
    /// After undo, redo or a jump.
    void moved(const HistoryTree& history);
    /// After a change of name, note or pin.
    void marked(const HistoryTree& history, NodeId node);
    /// After HistoryTree::removeBranch, with what it returned and the removed branch's parent.
    void removed(const HistoryTree& history, const std::vector<NodeId>& nodes, NodeId parent);
    void setModel(ProjectModel model);
    void setThumbnail(NodeId node, std::vector<std::uint8_t> png);
    void setPicture(NodeId node, ProjectPicture picture);
    void removePicture(NodeId node);

    /// Copies the file to `path` and goes on there, with everything that still waits. It overtakes what waits, so that it is a way out when the old
    /// place is full. The future holds the Error of ProjectFile::copyTo; the old file stays in use then.
    std::future<void> saveAs(const std::filesystem::path& path, ProjectFile::Existing existing = ProjectFile::Existing::Refuse);

    /// Tries again now, not only after `retryAfter`. Does not wait.
    void retry();
    /// Waits until all calls so far are written. The Error if that fails; everything is still kept then.
    std::optional<Error> flush();
    /// Calls not yet written.
    std::size_t pending() const;
    std::filesystem::path path() const;

private:
    struct Implementation;
    void start(const HistoryTree& history);

    std::unique_ptr<Implementation> m_impl;
};

} // namespace sonosketch
