// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/live_controller.h"

#include "app/session/editor_session.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <utility>

namespace sonosketch {

namespace {
constexpr std::size_t mostUnseen = 256;
}

LiveController::LiveController(EditorSession& session, LiveWorker::Factory factory, QObject* parent, std::shared_ptr<LiveClock> clock)
    : QObject(parent)
    , m_session(session)
{
    m_clock.start();
    // The callbacks run on the worker's thread; queued calls bring them to this object's thread, and none arrives after its end.
    const auto bring = [this](auto call) { QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection); };
    m_worker = std::make_unique<LiveWorker>(
        std::move(factory),
        [this, bring](const GeneratorInfo& info, const LiveWorker::Factory& made) { bring([this, info, made] { loaded(info, made); }); },
        [this, bring](std::uint64_t revision) { bring([this, revision] { started(revision); }); },
        [this, bring](const Outcome& outcome) { bring([this, outcome] { receive(outcome); }); },
        [this, bring](const std::string& reason) { bring([this, text = QString::fromStdString(reason)] { Q_EMIT fellBack(text); }); },
        std::move(clock));
    connect(&session, &EditorSession::changed, this, [this](const DocumentChange& change) {
        if (change.condition()) // measurements lie on the picture, not in it
            documentChanged(change.revision, change.replaced);
    });
    connect(&session, &EditorSession::strokeStateChanged, this, [this] {
        if (!m_session.document().isBeingWritten())
            m_worker->penUp();
    });
    documentChanged(session.document().revision(), true);
}

LiveController::~LiveController() = default;

void LiveController::documentChanged(std::uint64_t revision, bool replaced)
{
    if (replaced) {
        m_caseRevision = revision;
        m_unseen.clear();
        m_picture.release();
        m_pictureSource.reset();
        m_status.hasPicture = false;
        answerWaiting(false);
        Q_EMIT pictureChanged();
    }
    const bool first = m_unseen.empty();
    m_unseen.push_back({revision, m_clock.elapsed()});
    if (m_unseen.size() > mostUnseen) {
        // Nobody answers for long: every second one says enough about the age. The oldest stays.
        for (std::size_t i = 1; 2 * i < m_unseen.size(); ++i)
            m_unseen[i] = m_unseen[2 * i];
        m_unseen.resize((m_unseen.size() + 1) / 2);
    }
    if (first)
        Q_EMIT statusChanged();
    if (m_submitPending)
        return;
    // One snapshot a turn of the event loop: a pen that reports faster than the window repaints costs no extra copies.
    m_submitPending = true;
    QMetaObject::invokeMethod(
        this, [this] { submit(); }, Qt::QueuedConnection);
}

void LiveController::submit()
{
    m_submitPending = false;
    // A kept picture shows this revision already.
    if (m_status.hasPicture && m_status.exact && m_status.shownRevision == m_session.document().revision())
        return;
    hand(takeSnapshot());
}

void LiveController::hand(const std::shared_ptr<const CaseSnapshot>& snapshot)
{
    m_dirtyKept = {};
    m_handedRevision = snapshot->revision;
    m_worker->submit(snapshot, m_session.document().isBeingWritten() ? LiveWorker::Pen::Moving : LiveWorker::Pen::Resting);
}

std::shared_ptr<const CaseSnapshot> LiveController::takeSnapshot()
{
    auto snapshot = std::make_shared<CaseSnapshot>(*m_session.document().snapshot());
    snapshot->dirty |= m_dirtyKept;
    return snapshot;
}

void LiveController::showKept(const cv::Mat& picture)
{
    m_pictureSource = takeSnapshot();
    m_dirtyKept = m_pictureSource->dirty;
    m_picture = picture;
    m_status.hasPicture = m_status.exact = true;
    m_status.shownRevision = m_pictureSource->revision;
    m_status.milliseconds = 0;
    m_status.error.clear();
    m_unseen.clear();
    Q_EMIT pictureChanged();
    Q_EMIT statusChanged();
    answerWaiting(true);
}

void LiveController::whenExact(std::function<void(bool)> then)
{
    if (!isPreview() || hasFailed())
        then(m_status.hasPicture && m_status.exact);
    else
        m_waiting.push_back(std::move(then));
}

bool LiveController::hasFailed() const
{
    return !m_status.error.isEmpty() && !m_submitPending && m_failedRevision >= m_handedRevision;
}

void LiveController::answerWaiting(bool exact)
{
    for (const auto& then : std::exchange(m_waiting, {}))
        then(exact);
}

void LiveController::loaded(const GeneratorInfo& info, const LiveWorker::Factory& made)
{
    m_info = info;
    m_factory = made;
    if (m_status.state != LiveStatus::State::Busy)
        m_status.state = LiveStatus::State::Idle;
    m_status.error.clear();
    Q_EMIT statusChanged();
}

void LiveController::started(std::uint64_t)
{
    m_status.state = LiveStatus::State::Busy;
    m_busySince = m_clock.elapsed();
    Q_EMIT statusChanged();
}

void LiveController::receive(const Outcome& outcome)
{
    if (!outcome.error.empty()) {
        m_status.state = m_info ? LiveStatus::State::Idle : LiveStatus::State::Failed;
        m_status.error = QString::fromStdString(outcome.error);
        m_failedRevision = outcome.revision;
        Q_EMIT statusChanged();
        if (hasFailed())
            answerWaiting(false);
        return;
    }
    m_status.state = outcome.exact ? LiveStatus::State::Idle : LiveStatus::State::Busy;
    const bool older = outcome.revision < std::max(m_caseRevision, m_status.shownRevision);
    const bool lesser = m_status.hasPicture && outcome.revision == m_status.shownRevision && m_status.exact && !outcome.exact;
    if (older || lesser || outcome.image.empty()) {
        Q_EMIT statusChanged();
        return;
    }
    m_picture = outcome.image;
    m_pictureSource = outcome.made;
    m_status.hasPicture = true;
    m_status.exact = outcome.exact;
    m_status.milliseconds = outcome.milliseconds;
    m_status.shownRevision = outcome.revision;
    m_status.error.clear();
    while (!m_unseen.empty() && m_unseen.front().revision <= outcome.revision)
        m_unseen.pop_front();
    Q_EMIT pictureChanged();
    Q_EMIT statusChanged();
    if (outcome.exact)
        answerWaiting(true);
}

LiveStatus LiveController::status() const
{
    LiveStatus status = m_status;
    status.stale = !m_unseen.empty();
    status.behindMs = status.stale ? m_clock.elapsed() - m_unseen.front().at : 0;
    status.busyMs = status.state == LiveStatus::State::Busy ? m_clock.elapsed() - m_busySince : 0;
    return status;
}

void LiveController::setFactory(LiveWorker::Factory factory)
{
    // The present model stays named until the new one has loaded: if that fails, the worker goes on with the present one.
    m_status.state = LiveStatus::State::Loading;
    m_worker->setFactory(std::move(factory));
    // The worker renders again what it was given last, which a kept picture may have overtaken.
    hand(takeSnapshot());
    Q_EMIT statusChanged();
}

SyntheticRecord LiveController::record() const
{
    SyntheticRecord record;
    const Case& value = m_pictureSource ? m_pictureSource->value : m_session.value();
    record.caseTitle = value.provenance.title;
    record.attribution = value.provenance.attribution;
    if (m_info) {
        record.model = m_info->name;
        record.modelHash = m_info->hash;
        if (m_pictureSource) {
            const ConditionBuilder builder(m_info->spec);
            const auto& edges = m_pictureSource->autoEdges;
            record.conditionHash = sha256((edges ? builder.build(value, *edges) : builder.build(value)).values);
        }
    }
    return record;
}

void LiveController::savePicture(const std::filesystem::path& path, const MarkPlacement& placement) const
{
    if (m_picture.empty())
        throw Error(ErrorCode::InvalidArgument, "There is no synthesised picture yet", path.string(), "Wait until the model has answered.");
    if (isPreview())
        throw Error(ErrorCode::InvalidArgument, "The picture is a preview", path.string(), "Wait until the exact one is there.");
    writeSyntheticPng(path, m_picture, record(), placement);
}

} // namespace sonosketch
