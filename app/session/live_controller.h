// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/live_worker.h"
#include "core/io/synthetic_image.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sonosketch {

class EditorSession;

/// What the window shows about the live picture.
struct LiveStatus {
    enum class State { Loading, Busy, Idle, Failed };
    State state = State::Loading;
    bool stale = true;   ///< the document has changed since the picture was made
    qint64 behindMs = 0; ///< how long ago the first change was made that the picture does not show; 0 if it shows all
    qint64 busyMs = 0;   ///< how long the present pass has been running
    bool hasPicture = false;
    bool exact = true;       ///< false: a preview, which an exact picture follows when the pen rests
    double milliseconds = 0; ///< of the pass that made the picture
    std::uint64_t shownRevision = 0;
    QString error; ///< a sentence; empty if the last pass went well
};

/// Keeps the synthesised picture following the document: hands a snapshot to the worker after every change and takes the outcomes
/// back on the GUI thread. A picture of an older revision never replaces a newer one. Nothing here waits for the network.
/// The picture on show may be a preview: whoever keeps, measures or saves a picture asks isPreview(), or waits with whenExact().
class LiveController : public QObject {
    Q_OBJECT

public:
    /// The factory runs on the worker's thread. Tests hand in one that makes a small generator of their own, and a clock for the worker.
    LiveController(EditorSession& session, LiveWorker::Factory factory, QObject* parent = nullptr,
        std::shared_ptr<LiveClock> clock = std::make_shared<LiveClock>());
    ~LiveController() override;

    LiveStatus status() const;
    /// CV_8UC1; empty before the first pass.
    const cv::Mat& picture() const { return m_picture; }
    /// Whether picture() is a preview.
    bool isPreview() const { return m_status.hasPicture && !m_status.exact; }
    /// Calls back once the picture on show is exact, at once if it is. False if none will come: there is no picture, the pass failed, or another case
    /// was opened.
    void whenExact(std::function<void(bool exact)> then);
    /// Nothing before the model has loaded.
    const std::optional<GeneratorInfo>& info() const { return m_info; }
    /// Another model: the newest snapshot is rendered again with it.
    void setFactory(LiveWorker::Factory factory);
    /// Makes the model that info() names; empty before one has loaded.
    const LiveWorker::Factory& factory() const { return m_factory; }
    /// Shows a picture that this very model made of this very condition earlier; the pass for it is left out. `picture` is the exact one for
    /// the document as it is now: the caller knows, by the history's node and the model's hash.
    void showKept(const cv::Mat& picture);

    /// Writes the picture on show with the visible mark and its metadata. Throws Error; Error(InvalidArgument) if there is no exact one yet.
    void savePicture(const std::filesystem::path& path, const MarkPlacement& placement) const;
    SyntheticRecord record() const;

    /// Takes an outcome as if the worker had sent it.
    void receive(const Outcome& outcome);
    /// How many changes are remembered that the picture does not show, for tests: bounded, however long no picture comes.
    std::size_t unseenChanges() const { return m_unseen.size(); }

Q_SIGNALS:
    void pictureChanged();
    void statusChanged();
    /// The device failed, and the CPU has taken over; `reason` is a sentence without its full stop.
    void fellBack(const QString& reason);

private:
    struct Change {
        std::uint64_t revision = 0;
        qint64 at = 0;
    };

    void documentChanged(std::uint64_t revision, bool replaced);
    void submit();
    void hand(const std::shared_ptr<const CaseSnapshot>& snapshot);
    /// Whether the newest state has no picture and will have none.
    bool hasFailed() const;
    void answerWaiting(bool exact);
    std::shared_ptr<const CaseSnapshot> takeSnapshot();
    void started(std::uint64_t revision);
    void loaded(const GeneratorInfo& info, const LiveWorker::Factory& made);

    EditorSession& m_session;
    QElapsedTimer m_clock;
    std::optional<GeneratorInfo> m_info;
    cv::Mat m_picture;
    std::shared_ptr<const CaseSnapshot> m_pictureSource;
    LiveStatus m_status;
    std::deque<Change> m_unseen;                              ///< changes that the picture does not show yet, oldest first
    std::uint64_t m_caseRevision = 0;                         ///< pictures of older revisions belong to a case that was closed
    std::uint64_t m_handedRevision = 0, m_failedRevision = 0; ///< to the worker; of the last error
    bool m_submitPending = false;
    qint64 m_busySince = 0;
    std::vector<std::function<void(bool)>> m_waiting; ///< for an exact picture
    LiveWorker::Factory m_factory;                    ///< of the model in use
    cv::Rect m_dirtyKept;                             ///< of snapshots that were taken and not submitted
    std::unique_ptr<LiveWorker> m_worker;             ///< last: its thread ends before anything above goes away
};

} // namespace sonosketch
