// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/document_reader.h"
#include "app/session/editor_session.h"
#include "app/session/state_folder.h"
#include "core/io/project_writer.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace sonosketch {

class JobRunner;
class RecentFiles;

/// The project file behind an editing session. Every step, move, mark, thumbnail and picture goes to a ProjectWriter as it happens; nobody has to save.
/// A case that has no place of its own gets a project in the state folder with its first step: a case that was only looked at leaves no file.
/// When it is left, that project is kept under Recent if it holds anything, and removed if not. GUI thread; the disk is never waited for,
/// except in settle() and when the program ends.
class ProjectSession : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        Unchanged, ///< nothing to keep yet
        Saved,     ///< all is on the disk
        Saving,
        Failing, ///< what waits could not be written and is tried again
    };

    /// All of these must outlive it.
    ProjectSession(EditorSession& session, JobRunner& jobs, RecentFiles& recent, StateFolder folder, QObject* parent = nullptr);
    /// Writes what waits, with one try after a failure.
    ~ProjectSession() override;

    const StateFolder& folder() const { return m_folder; }
    /// The file that is written; empty for an untitled case without a step.
    const std::filesystem::path& path() const { return m_path; }
    /// Never saved under a name by a person.
    bool isUntitled() const { return m_untitled; }
    /// For the window's title: the file's name, or the case's title.
    QString title() const;
    /// The title as a file's name, without an ending.
    QString fileName() const;

    State state() const;
    /// Calls that wait for the disk.
    std::size_t waiting() const;
    /// Why writing fails; empty if it does not.
    const QString& failure() const { return m_failure; }

    /// Opens what was read: a project that may be written goes on in its own file, everything else as an untitled one.
    void adopt(OpenedDocument opened);
    /// Copies to `path` and goes on there; `done` gets the Error if that failed, and the old file stays in use then.
    void saveAs(const std::filesystem::path& path, bool replace, const std::function<void(std::optional<Error>)>& done);
    /// Tries to write again at once what could not be written.
    void retry();
    /// Runs an event loop until all is written, writing fails, or `milliseconds` are over. True if nothing is left to write.
    bool settle(int milliseconds);

    /// Pictures of steps and the model that came with the project, for whoever shows them.
    const std::map<HistoryTree::NodeId, std::vector<std::uint8_t>>& thumbnails() const { return m_contents.thumbnails; }
    const std::map<HistoryTree::NodeId, ProjectPicture>& pictures() const { return m_contents.pictures; }
    const ProjectModel& model() const { return m_contents.model; }

public Q_SLOTS:
    /// Encoded PNGs. Kept without a file, too: looking at a case makes none.
    void setThumbnail(sonosketch::HistoryTree::NodeId node, const std::vector<std::uint8_t>& png);
    void setPicture(sonosketch::HistoryTree::NodeId node, const sonosketch::ProjectModel& model, const std::vector<std::uint8_t>& png);
    void removePicture(sonosketch::HistoryTree::NodeId node);
    void setModel(const sonosketch::ProjectModel& model);

Q_SIGNALS:
    void stateChanged();
    /// Another file, or another name.
    void placeChanged();
    /// This step is on the disk.
    void stepWritten(sonosketch::HistoryTree::NodeId node);
    /// A thumbnail or picture that no project can hold was given up.
    void refused(const QString& problem);

private:
    struct Link;
    struct Closing;

    ProjectWriter::Events events();
    void sessionOpened();
    bool ensureWriter();
    void changedBy(HistoryTree::NodeId node);
    Closing leave();
    void leaveBehind();
    /// Waits for the disk; on any thread.
    static void close(Closing& closing, const StateFolder& folder);
    void fail(const QString& problem);

    EditorSession& m_session;
    JobRunner& m_jobs;
    RecentFiles& m_recent;
    StateFolder m_folder;
    std::shared_ptr<Link> m_link; ///< from the writer's thread to here; a new one for each project
    std::unique_ptr<ProjectWriter> m_writer;
    ProjectContents m_contents; ///< without history
    std::filesystem::path m_path;
    QString m_failure;
    bool m_untitled = true;
    bool m_worthKeeping = false; ///< holds more than the file it was opened from
    bool m_adopting = false;
};

} // namespace sonosketch
