// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/story_job.h"

#include "app/session/live_controller.h"
#include "app/session/text.h"
#include "core/base/error.h"

#include <QDateTime>
#include <QFont>
#include <QImage>
#include <QPainter>

#include <opencv2/imgproc.hpp>

#include <set>
#include <utility>

namespace sonosketch {

namespace {
/// Drawn here and not in core/io, which has no fonts: two lines below the picture.
cv::Mat drawCaption(int width, const QString& first, const QString& second)
{
    QImage strip(width, 46, QImage::Format_Grayscale8);
    strip.fill(24);
    QPainter painter(&strip);
    painter.setRenderHint(QPainter::TextAntialiasing);
    QFont font;
    font.setPixelSize(15);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(QColor(225, 225, 225));
    painter.drawText(QRect(10, 4, width - 20, 20), Qt::AlignVCenter, QFontMetrics(font).elidedText(first, Qt::ElideRight, width - 20));
    font.setPixelSize(12);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    painter.setPen(QColor(150, 150, 150));
    painter.drawText(QRect(10, 24, width - 20, 18), Qt::AlignVCenter, QFontMetrics(font).elidedText(second, Qt::ElideRight, width - 20));
    painter.end();
    return cv::Mat(strip.height(), strip.width(), CV_8UC1, strip.bits(), static_cast<std::size_t>(strip.bytesPerLine())).clone();
}
} // namespace

StoryJob::StoryJob(
    EditorSession& session, LiveController& live, NodePictures& pictures, PictureService& service, ModelCatalogue& models, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_live(live)
    , m_pictures(pictures)
    , m_service(service)
    , m_models(models)
{
    m_pool.setMaxThreadCount(1);
    connect(&service, &PictureService::finished, this,
        [this](PictureService::Ticket ticket, const cv::Mat& picture, const GeneratorInfo& info) {
            if (!m_running || ticket != m_ticket)
                return;
            m_ticket = 0;
            m_pictures.keep(m_parts[m_at].node, {info.name, info.hash}, picture);
            m_parts[m_at++].frame.picture = picture;
            Q_EMIT progressed(static_cast<int>(m_at), static_cast<int>(2 * m_parts.size()));
            next();
        });
    connect(&service, &PictureService::failed, this, [this](PictureService::Ticket ticket, const QString& reason) {
        if (!m_running || ticket != m_ticket)
            return;
        end();
        Q_EMIT failed(reason);
    });
    connect(&session, &EditorSession::strokeStateChanged, this, [this] {
        if (m_running && m_ticket == 0 && m_at < m_parts.size())
            next();
    });
    connect(&session, &EditorSession::caseOpened, this, &StoryJob::cancel);
}

StoryJob::~StoryJob()
{
    m_cancel.cancel();
    if (m_ticket != 0)
        m_service.cancel(m_ticket);
    m_pool.waitForDone();
}

std::vector<HistoryTree::NodeId> StoryJob::steps(Steps which) const
{
    const HistoryTree& history = m_session.history();
    std::vector<HistoryTree::NodeId> result;
    if (which == Steps::Pinned) {
        for (HistoryTree::NodeId node = 0; node < history.size(); ++node)
            if (history.contains(node) && history.node(node).pinned)
                result.push_back(node);
        return result;
    }
    for (auto node = history.current(); node != 0; node = history.node(node).parent)
        result.push_back(node);
    result.push_back(0);
    return {result.rbegin(), result.rend()};
}

bool StoryJob::start(
    const std::filesystem::path& target, Format format, const std::vector<HistoryTree::NodeId>& steps, StoryOptions options)
{
    const auto refuse = [this](const QString& reason) {
        Q_EMIT failed(reason);
        return false;
    };
    if (m_running)
        return refuse(tr("Another story is being written"));
    if (steps.empty())
        return refuse(tr("No step is pinned"));
    if (steps.size() > maxStoryFrames)
        return refuse(tr("%1 steps are more than the %2 of a story: pin those that matter").arg(steps.size()).arg(maxStoryFrames));
    const HistoryTree& history = m_session.history();
    m_parts.clear();
    for (const auto id : steps) {
        if (!history.contains(id))
            return refuse(tr("Step %1 was deleted").arg(id));
        const HistoryTree::Node& node = history.node(id);
        const QString text = id == 0 ? tr("Case opened") : QString::fromStdString(node.delta.text);
        const QString name = QString::fromStdString(node.name);
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(node.time.time_since_epoch()).count();
        const QString title = name.isEmpty() ? text : tr("%1 (%2)").arg(name, text);
        Part part;
        part.node = id;
        part.frame.text = tr("Step %1: %2").arg(id).arg(title).toStdString();
        part.frame.caption = drawCaption(canvasSize, title,
            tr("Step %1 \u00b7 %2 \u00b7 synthetic, not for diagnosis")
                .arg(id)
                .arg(QDateTime::fromSecsSinceEpoch(seconds).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))));
        m_parts.push_back(std::move(part));
    }
    m_target = target;
    m_format = format;
    m_options = options;
    m_record = {};
    m_record.caseTitle = m_session.value().provenance.title;
    m_record.attribution = m_session.value().provenance.attribution;
    m_cancel = CancelToken();
    m_at = 0;
    m_running = true;
    Q_EMIT runningChanged();
    Q_EMIT progressed(0, static_cast<int>(2 * m_parts.size()));
    next();
    return true;
}

void StoryJob::next()
{
    while (m_at < m_parts.size()) {
        Part& part = m_parts[m_at];
        if (!m_session.history().contains(part.node)) {
            end();
            Q_EMIT failed(tr("Step %1 was deleted").arg(part.node));
            return;
        }
        part.frame.picture = m_pictures.picture(part.node);
        if (part.frame.picture.empty()) {
            if (m_session.document().isBeingWritten())
                return; // the end of the stroke goes on from here
            const auto* entry = m_models.find(m_pictures.model(part.node).hash);
            if (!entry && m_live.info())
                entry = m_models.find(m_live.info()->hash);
            if (!entry) {
                end();
                Q_EMIT failed(tr("There is no model to render step %1 with").arg(part.node));
                return;
            }
            m_ticket = m_service.request(m_pictures.caseAt(part.node), entry->hash, entry->factory);
            return;
        }
        ++m_at;
        Q_EMIT progressed(static_cast<int>(m_at), static_cast<int>(2 * m_parts.size()));
    }
    write();
}

void StoryJob::write()
{
    std::vector<StoryFrame> frames;
    std::set<std::string> names, hashes;
    for (Part& part : m_parts) {
        const ProjectModel model = m_pictures.model(part.node);
        names.insert(model.name);
        hashes.insert(model.hash);
        if (part.frame.picture.cols != canvasSize)
            cv::resize(part.frame.picture, part.frame.picture, {canvasSize, canvasSize}, 0, 0, cv::INTER_LINEAR);
        frames.push_back(part.frame);
    }
    const auto joined = [](const std::set<std::string>& all) {
        std::string text;
        for (const std::string& each : all)
            text += (text.empty() ? "" : ", ") + each;
        return text;
    };
    m_record.model = joined(names);
    m_record.modelHash = joined(hashes);
    m_pool.start([this, frames = std::move(frames), target = m_target, format = m_format, record = m_record, options = m_options,
                     cancel = m_cancel] {
        const auto report = [this, total = frames.size()](std::size_t done, std::size_t, const std::string&) {
            QMetaObject::invokeMethod(
                this,
                [this, done, total] {
                    if (m_running)
                        Q_EMIT progressed(static_cast<int>(total + done), static_cast<int>(2 * total));
                },
                Qt::QueuedConnection);
        };
        QString problem;
        bool stopped = false;
        try {
            if (format == Format::ContactSheet)
                writeContactSheet(target, frames, record, options, cancel, report);
            else if (format == Format::Folder)
                writeStoryFolder(target, frames, record, cancel, report);
            else if (format == Format::Gif)
                writeStoryGif(target, frames, record, options, cancel, report);
            else
                writeStoryFilm(target, frames, options, cancel, report);
        } catch (const Error& error) {
            stopped = error.code() == ErrorCode::Cancelled;
            problem = QString::fromUtf8(error.what());
        } catch (const std::exception& error) {
            problem = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, problem, stopped, target] {
                end();
                if (stopped)
                    Q_EMIT cancelled();
                else if (!problem.isEmpty())
                    Q_EMIT failed(problem);
                else
                    Q_EMIT finished(toText(target));
            },
            Qt::QueuedConnection);
    });
}

void StoryJob::cancel()
{
    if (!m_running)
        return;
    m_cancel.cancel();
    if (m_at >= m_parts.size())
        return; // the writer stops and says so
    if (m_ticket != 0)
        m_service.cancel(m_ticket);
    end();
    Q_EMIT cancelled();
}

void StoryJob::end()
{
    m_ticket = 0;
    m_parts.clear();
    m_at = 0;
    m_running = false;
    Q_EMIT runningChanged();
}

} // namespace sonosketch
