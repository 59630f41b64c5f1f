// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/model_catalogue.h"
#include "app/session/node_pictures.h"
#include "app/session/picture_service.h"
#include "core/io/story.h"

#include <QThreadPool>

namespace sonosketch {

/// Writes an edit story in the background: takes the pictures of the chosen steps - those that are held, the others rendered anew by the model of their
/// step - and hands them to the writers of core/io. One at a time. GUI thread; writing happens on a thread of its own.
class StoryJob : public QObject {
    Q_OBJECT

public:
    enum class Format : std::uint8_t { ContactSheet, Folder, Gif, Film };
    /// Which steps.
    enum class Steps : std::uint8_t { ToHere, Pinned };

    StoryJob(EditorSession& session, LiveController& live, NodePictures& pictures, PictureService& service, ModelCatalogue& models,
        QObject* parent = nullptr);
    /// Cancels and waits; nothing half-written stays.
    ~StoryJob() override;

    /// From the case as opened to the current step, or the pinned ones in the order they were made.
    std::vector<HistoryTree::NodeId> steps(Steps which) const;
    /// False, with failed(), if it cannot begin.
    bool start(
        const std::filesystem::path& target, Format format, const std::vector<HistoryTree::NodeId>& steps, StoryOptions options = {});
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// Parts done, of all: rendering and writing of each picture.
    void progressed(int done, int total);
    void finished(const QString& target);
    void failed(const QString& reason);
    /// After cancel(), once nothing of it is left.
    void cancelled();
    void runningChanged();

private:
    struct Part {
        HistoryTree::NodeId node = 0;
        StoryFrame frame;
    };
    void next();
    void write();
    void end();

    EditorSession& m_session;
    LiveController& m_live;
    NodePictures& m_pictures;
    PictureService& m_service;
    ModelCatalogue& m_models;
    bool m_running = false;
    std::filesystem::path m_target;
    Format m_format = Format::ContactSheet;
    StoryOptions m_options;
    SyntheticRecord m_record;
    std::vector<Part> m_parts;
    std::size_t m_at = 0; ///< the part whose picture is being fetched
    PictureService::Ticket m_ticket = 0;
    CancelToken m_cancel;
    QThreadPool m_pool;
};

} // namespace sonosketch
