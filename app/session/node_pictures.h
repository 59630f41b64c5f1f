// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/editor_session.h"
#include "core/io/project_contents.h"

#include <QThreadPool>

#include <deque>
#include <list>
#include <map>
#include <memory>

namespace sonosketch {

class LiveController;

/// What each step of the history looked like: the model it was rendered with, the exact picture, and a thumbnail. Pictures and thumbnails are PNG,
/// held within a byte budget, the least recently used dropped first; a pinned step's picture stays. What was dropped is made again when it is
/// asked for. Going to a step whose picture is held, and was made by the present model, shows that picture at once. GUI thread; compressing and drawing
/// happen on a thread of its own.
class NodePictures : public QObject {
    Q_OBJECT

public:
    using NodeId = HistoryTree::NodeId;
    using Png = std::vector<std::uint8_t>;
    struct Limits {
        std::size_t pictures = std::size_t{160} << 20; ///< bytes; pinned ones count, but are not dropped
        std::size_t thumbnails = std::size_t{24} << 20;
    };

    NodePictures(EditorSession& session, LiveController& live, QObject* parent = nullptr);
    ~NodePictures() override;

    void setLimits(Limits limits);
    /// The model that a step was made under; empty if unknown.
    ProjectModel model(NodeId node) const;
    /// Whether the step was made under another model than the present one.
    bool isOfAnotherModel(NodeId node) const;
    bool hasPicture(NodeId node) const { return m_pictures.contains(node); }
    /// As it is held, nullptr if it is not: for a file.
    const Png* pictureFile(NodeId node) const;
    /// Decoded; empty if it is not held, or what a file held was damaged.
    cv::Mat picture(NodeId node);
    /// A picture of this step by its own model, for example from PictureService; one by another model is not kept.
    void keep(NodeId node, const ProjectModel& model, const cv::Mat& picture);
    /// The case as it was at a step; an own copy.
    Case caseAt(NodeId node) const;

    /// nullptr if there is none now: ask for it with wantThumbnails().
    const Png* thumbnail(NodeId node);
    /// The steps whose thumbnails are on show, most wanted first; replaces the wishes before.
    void wantThumbnails(std::vector<NodeId> nodes);

    std::size_t pictureBytes() const { return m_pictureBytes; }
    std::size_t thumbnailBytes() const { return m_thumbnailBytes; }

public Q_SLOTS:
    /// From a project file; nothing is emitted. Unknown steps are ignored.
    void setStoredPicture(HistoryTree::NodeId node, const ProjectModel& model, const std::vector<std::uint8_t>& png);
    void setStoredThumbnail(HistoryTree::NodeId node, const std::vector<std::uint8_t>& png);

Q_SIGNALS:
    void thumbnailReady(HistoryTree::NodeId node, const std::vector<std::uint8_t>& png);
    /// A step's exact picture was compressed and is held now.
    void pictureReady(HistoryTree::NodeId node, const ProjectModel& model, const std::vector<std::uint8_t>& png);
    /// The current step was gone to, and was made under another model than the present one.
    void otherModel(HistoryTree::NodeId node);
    /// The bytes held changed.
    void bytesChanged();

private:
    struct Held {
        Png png;
        std::list<NodeId>::iterator used;
        bool fromPicture = false; ///< a thumbnail that shows the synthesised picture
    };
    using Store = std::map<NodeId, Held>;
    struct Replica;

    void reset();
    void arrived();
    void pictureShown();
    void compressed(NodeId node, Png png);
    void insert(Store& store, std::list<NodeId>& order, std::size_t& bytes, NodeId node, Png png, bool fromPicture = false);
    void erase(Store& store, std::list<NodeId>& order, std::size_t& bytes, NodeId node);
    void dropPictures();
    void dropThumbnails();
    void makeNextThumbnail();

    EditorSession& m_session;
    LiveController& m_live;
    Limits m_limits;
    std::uint64_t m_generation = 0;                        ///< of the case; late results of another one are dropped
    std::deque<std::pair<std::uint64_t, NodeId>> m_atRest; ///< revisions at which the document was at a step
    std::map<NodeId, ProjectModel> m_models;
    std::map<NodeId, cv::Mat> m_compressing; ///< on their way
    Store m_pictures, m_thumbnails;
    std::list<NodeId> m_pictureOrder, m_thumbnailOrder; ///< least recently used first
    std::size_t m_pictureBytes = 0, m_thumbnailBytes = 0;
    std::vector<NodeId> m_wanted;
    std::shared_ptr<Replica> m_replica; ///< of the drawing thread
    NodeId m_replicaNode = 0;           ///< where it stands once the job given to it is done
    bool m_drawing = false;
    QThreadPool m_pool; ///< one thread; waited for before anything above goes away
};

} // namespace sonosketch
