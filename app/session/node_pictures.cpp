// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/node_pictures.h"

#include "app/session/live_controller.h"
#include "app/session/thumbnail.h"
#include "core/base/error.h"
#include "core/io/png_file.h"

#include <algorithm>
#include <utility>

namespace sonosketch {

namespace {
constexpr std::size_t restsKept = 512;

/// Width and height in a PNG's head; 0x0 if it is none, or larger than a picture can be.
cv::Size sizeOf(const std::vector<std::uint8_t>& png)
{
    if (png.size() < 24)
        return {};
    const auto number = [&](std::size_t at) {
        return (std::uint32_t{png[at]} << 24) | (std::uint32_t{png[at + 1]} << 16) | (std::uint32_t{png[at + 2]} << 8) | png[at + 3];
    };
    constexpr std::uint32_t most = 4096;
    const std::uint32_t width = number(16), height = number(20);
    if (width == 0 || height == 0 || width > most || height > most)
        return {};
    return {static_cast<int>(width), static_cast<int>(height)};
}
} // namespace

/// The case that the drawing thread walks from step to step, so that neighbours in the history cost one edit each.
struct NodePictures::Replica {
    Case value;
};

NodePictures::NodePictures(EditorSession& session, LiveController& live, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_live(live)
{
    m_pool.setMaxThreadCount(1);
    connect(&session, &EditorSession::caseOpened, this, &NodePictures::reset);
    connect(&session, &EditorSession::nodeAdded, this, [this](NodeId node) {
        if (const auto& info = m_live.info())
            m_models[node] = {info->name, info->hash};
    });
    connect(&session, &EditorSession::branchRemoved, this, [this](const std::vector<NodeId>& nodes) {
        for (const NodeId node : nodes) {
            m_models.erase(node);
            m_compressing.erase(node);
            erase(m_pictures, m_pictureOrder, m_pictureBytes, node);
            erase(m_thumbnails, m_thumbnailOrder, m_thumbnailBytes, node);
            std::erase_if(m_atRest, [node](const auto& rest) { return rest.second == node; });
        }
        if (std::binary_search(nodes.begin(), nodes.end(), m_replicaNode))
            m_replica.reset();
        Q_EMIT bytesChanged();
    });
    connect(&session, &EditorSession::historyChanged, this, &NodePictures::arrived);
    connect(&live, &LiveController::pictureChanged, this, &NodePictures::pictureShown);
    reset();
}

NodePictures::~NodePictures()
{
    m_wanted.clear();
    m_pool.clear();
    m_pool.waitForDone();
}

void NodePictures::reset()
{
    ++m_generation;
    m_atRest.clear();
    m_models.clear();
    m_compressing.clear();
    m_pictures.clear();
    m_thumbnails.clear();
    m_pictureOrder.clear();
    m_thumbnailOrder.clear();
    m_pictureBytes = m_thumbnailBytes = 0;
    m_wanted.clear();
    m_replica.reset();
    m_drawing = false;
    m_atRest.emplace_back(m_session.document().revision(), m_session.history().current());
    Q_EMIT bytesChanged();
}

void NodePictures::setLimits(Limits limits)
{
    m_limits = limits;
    dropPictures();
    dropThumbnails();
    Q_EMIT bytesChanged();
}

ProjectModel NodePictures::model(NodeId node) const
{
    const auto found = m_models.find(node);
    return found == m_models.end() ? ProjectModel() : found->second;
}

bool NodePictures::isOfAnotherModel(NodeId node) const
{
    const auto found = m_models.find(node);
    return found != m_models.end() && m_live.info() && found->second.hash != m_live.info()->hash;
}

void NodePictures::arrived()
{
    if (m_session.document().isBeingWritten())
        return;
    const NodeId node = m_session.history().current();
    const std::uint64_t revision = m_session.document().revision();
    if (!m_atRest.empty() && m_atRest.back() == std::pair(revision, node))
        return;
    m_atRest.emplace_back(revision, node);
    if (m_atRest.size() > restsKept)
        m_atRest.pop_front();

    const LiveStatus status = m_live.status();
    if (status.hasPicture && status.exact && status.shownRevision == revision) {
        pictureShown(); // it came while the stroke was still under the pen
    } else if (isOfAnotherModel(node)) {
        Q_EMIT otherModel(node);
    } else if (m_live.info() && m_live.status().state != LiveStatus::State::Loading) {
        if (const cv::Mat kept = picture(node); !kept.empty())
            m_live.showKept(kept);
    }
}

void NodePictures::pictureShown()
{
    const LiveStatus status = m_live.status();
    const auto& info = m_live.info();
    if (!status.hasPicture || !status.exact || !info)
        return;
    const auto rest =
        std::find_if(m_atRest.rbegin(), m_atRest.rend(), [&](const auto& each) { return each.first == status.shownRevision; });
    if (rest != m_atRest.rend())
        keep(rest->second, {info->name, info->hash}, m_live.picture());
}

void NodePictures::keep(NodeId node, const ProjectModel& model, const cv::Mat& picture)
{
    if (picture.empty() || !m_session.history().contains(node) || hasPicture(node) || m_compressing.contains(node))
        return;
    if (m_models.try_emplace(node, model).first->second.hash != model.hash)
        return;
    m_compressing[node] = picture;
    m_pool.start([this, node, picture, generation = m_generation] {
        Png png;
        try {
            png = encodePng({picture, {}, {}});
        } catch (const std::exception&) {
            return; // no memory: the picture will be rendered again when it is wanted
        }
        QMetaObject::invokeMethod(
            this,
            [this, node, generation, bytes = std::move(png)]() mutable {
                if (generation == m_generation)
                    compressed(node, std::move(bytes));
            },
            Qt::QueuedConnection);
    });
}

void NodePictures::compressed(NodeId node, Png png)
{
    if (m_compressing.erase(node) == 0)
        return; // the step was removed meanwhile
    insert(m_pictures, m_pictureOrder, m_pictureBytes, node, std::move(png));
    Q_EMIT pictureReady(node, model(node), m_pictures.at(node).png);
    dropPictures();
    if (const auto drawn = m_thumbnails.find(node); drawn != m_thumbnails.end() && !drawn->second.fromPicture)
        erase(m_thumbnails, m_thumbnailOrder, m_thumbnailBytes, node); // whoever shows it asks for a better one
    Q_EMIT bytesChanged();
}

const NodePictures::Png* NodePictures::pictureFile(NodeId node) const
{
    const auto found = m_pictures.find(node);
    return found == m_pictures.end() ? nullptr : &found->second.png;
}

cv::Mat NodePictures::picture(NodeId node)
{
    if (const auto fresh = m_compressing.find(node); fresh != m_compressing.end())
        return fresh->second;
    const auto found = m_pictures.find(node);
    if (found == m_pictures.end())
        return {};
    m_pictureOrder.splice(m_pictureOrder.end(), m_pictureOrder, found->second.used);
    try {
        return decodeGreyPng(found->second.png, sizeOf(found->second.png), "picture of a step");
    } catch (const std::exception&) {
        erase(m_pictures, m_pictureOrder, m_pictureBytes, node);
        return {};
    }
}

Case NodePictures::caseAt(NodeId node) const
{
    Case value = m_session.value().clone();
    const HistoryTree& history = m_session.history();
    for (const auto& step : history.route(history.current(), node))
        replayDelta(value, history.node(step.node).delta, step.reverse);
    return value;
}

const NodePictures::Png* NodePictures::thumbnail(NodeId node)
{
    const auto found = m_thumbnails.find(node);
    if (found == m_thumbnails.end())
        return nullptr;
    m_thumbnailOrder.splice(m_thumbnailOrder.end(), m_thumbnailOrder, found->second.used);
    return &found->second.png;
}

void NodePictures::wantThumbnails(std::vector<NodeId> nodes)
{
    std::reverse(nodes.begin(), nodes.end()); // the most wanted last, where it is taken from
    m_wanted = std::move(nodes);
    makeNextThumbnail();
}

void NodePictures::makeNextThumbnail()
{
    // Not in the middle of a stroke: the document is at no step then, and the pen comes first.
    if (m_drawing || m_session.document().isBeingWritten())
        return;
    const HistoryTree& history = m_session.history();
    while (!m_wanted.empty() && (!history.contains(m_wanted.back()) || m_thumbnails.contains(m_wanted.back())))
        m_wanted.pop_back();
    if (m_wanted.empty())
        return;
    const NodeId node = m_wanted.back();
    m_wanted.pop_back();

    std::vector<std::pair<Delta, bool>> walk;
    const auto copy = [&](const std::vector<HistoryTree::Step>& steps) {
        for (const auto& step : steps)
            walk.emplace_back(history.node(step.node).delta, step.reverse);
    };
    const auto fromHere = history.route(history.current(), node);
    std::shared_ptr<Replica> replica = m_replica;
    auto fromThere = replica ? history.route(m_replicaNode, node) : fromHere;
    if (!replica || fromHere.size() < fromThere.size()) {
        replica = std::make_shared<Replica>(Replica{m_session.value().clone()});
        copy(fromHere);
    } else {
        copy(fromThere);
    }
    m_replica = replica;
    m_replicaNode = node;
    m_drawing = true;
    const cv::Mat small = picture(node);
    m_pool.start([this, node, replica, steps = std::move(walk), small, generation = m_generation] {
        Png png;
        try {
            for (const auto& [delta, reverse] : steps)
                replayDelta(replica->value, delta, reverse);
            png = makeThumbnail(replica->value, small);
        } catch (const std::exception&) {
            png.clear();
        }
        QMetaObject::invokeMethod(
            this,
            [this, node, generation, bytes = std::move(png), withPicture = !small.empty()]() mutable {
                if (generation != m_generation)
                    return;
                m_drawing = false;
                if (bytes.empty())
                    m_replica.reset();
                if (!bytes.empty() && m_session.history().contains(node)) {
                    insert(m_thumbnails, m_thumbnailOrder, m_thumbnailBytes, node, std::move(bytes), withPicture);
                    Q_EMIT thumbnailReady(node, m_thumbnails.at(node).png);
                    dropThumbnails();
                    Q_EMIT bytesChanged();
                }
                makeNextThumbnail();
            },
            Qt::QueuedConnection);
    });
}

void NodePictures::insert(Store& store, std::list<NodeId>& order, std::size_t& bytes, NodeId node, Png png, bool fromPicture)
{
    erase(store, order, bytes, node);
    bytes += png.size();
    order.push_back(node);
    store.emplace(node, Held{std::move(png), std::prev(order.end()), fromPicture});
}

void NodePictures::erase(Store& store, std::list<NodeId>& order, std::size_t& bytes, NodeId node)
{
    const auto found = store.find(node);
    if (found == store.end())
        return;
    bytes -= found->second.png.size();
    order.erase(found->second.used);
    store.erase(found);
}

void NodePictures::dropPictures()
{
    for (auto next = m_pictureOrder.begin(); m_pictureBytes > m_limits.pictures && next != m_pictureOrder.end();) {
        const NodeId node = *next++;
        if (!m_session.history().node(node).pinned)
            erase(m_pictures, m_pictureOrder, m_pictureBytes, node);
    }
}

void NodePictures::dropThumbnails()
{
    while (m_thumbnailBytes > m_limits.thumbnails && !m_thumbnailOrder.empty())
        erase(m_thumbnails, m_thumbnailOrder, m_thumbnailBytes, m_thumbnailOrder.front());
}

void NodePictures::setStoredPicture(NodeId node, const ProjectModel& model, const std::vector<std::uint8_t>& png)
{
    if (!m_session.history().contains(node))
        return;
    m_models[node] = model;
    insert(m_pictures, m_pictureOrder, m_pictureBytes, node, png);
    dropPictures();
    Q_EMIT bytesChanged();
}

void NodePictures::setStoredThumbnail(NodeId node, const std::vector<std::uint8_t>& png)
{
    if (!m_session.history().contains(node))
        return;
    insert(m_thumbnails, m_thumbnailOrder, m_thumbnailBytes, node, png, true);
    dropThumbnails();
    Q_EMIT bytesChanged();
}

} // namespace sonosketch
