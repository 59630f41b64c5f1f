// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/project_session.h"

#include "app/session/job_runner.h"
#include "app/session/recent_files.h"
#include "app/session/text.h"

#include <QEventLoop>
#include <QPointer>
#include <QTimer>

#include <mutex>
#include <utility>

namespace sonosketch {

/// A writer may outlive the session's interest in it by a few milliseconds: what it says then goes nowhere.
struct ProjectSession::Link {
    std::mutex mutex;
    ProjectSession* owner = nullptr;

    template <class Call>
    static void tell(const std::shared_ptr<Link>& link, Call call)
    {
        const std::lock_guard lock(link->mutex);
        if (!link->owner)
            return;
        const auto deliver = [link, session = link->owner, call] {
            if (session->m_link == link)
                call(*session);
        };
        QMetaObject::invokeMethod(link->owner, deliver, Qt::QueuedConnection);
    }
    void cut()
    {
        const std::lock_guard lock(mutex);
        owner = nullptr;
    }
};

/// A project that nobody edits any more, on its way to being closed.
struct ProjectSession::Closing {
    std::unique_ptr<ProjectWriter> writer;
    bool untitled = false;
    bool worthKeeping = false;
};

ProjectSession::ProjectSession(EditorSession& session, JobRunner& jobs, RecentFiles& recent, StateFolder folder, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_jobs(jobs)
    , m_recent(recent)
    , m_folder(std::move(folder))
{
    m_contents.initial = session.value().clone();
    connect(&session, &EditorSession::caseOpened, this, &ProjectSession::sessionOpened);
    connect(&session, &EditorSession::nodeAdded, this, &ProjectSession::changedBy);
    connect(&session, &EditorSession::nodeMarked, this, [this](HistoryTree::NodeId node) {
        if (!ensureWriter())
            m_writer->marked(m_session.history(), node);
        m_worthKeeping = true;
        Q_EMIT stateChanged();
    });
    connect(&session, &EditorSession::branchRemoved, this,
        [this](const std::vector<HistoryTree::NodeId>& nodes, HistoryTree::NodeId parentNode) {
            for (const HistoryTree::NodeId node : nodes) {
                m_contents.thumbnails.erase(node);
                m_contents.pictures.erase(node);
            }
            if (!ensureWriter())
                m_writer->removed(m_session.history(), nodes, parentNode);
            m_worthKeeping = true;
            Q_EMIT stateChanged();
        });
    connect(&session, &EditorSession::historyChanged, this, [this] {
        // Undo, redo and jumps; a step that was just added is where the file thinks we are already.
        if (!m_writer)
            return;
        m_writer->moved(m_session.history());
        Q_EMIT stateChanged();
    });
}

ProjectSession::~ProjectSession()
{
    disconnect(&m_session, nullptr, this, nullptr);
    Closing closing = leave();
    close(closing, m_folder);
}

ProjectWriter::Events ProjectSession::events()
{
    if (m_link)
        m_link->cut();
    m_link = std::make_shared<Link>();
    m_link->owner = this;
    ProjectWriter::Events told;
    told.written = [link = m_link](
                       HistoryTree::NodeId node) { Link::tell(link, [node](ProjectSession& self) { Q_EMIT self.stepWritten(node); }); };
    told.failed = [link = m_link](const Error& error, std::size_t) {
        Link::tell(link, [text = QString::fromStdString(error.what())](ProjectSession& self) { self.fail(text); });
    };
    told.recovered = [link = m_link] { Link::tell(link, [](ProjectSession& self) { self.fail({}); }); };
    told.refused = [link = m_link](const Error& error) {
        Link::tell(link, [text = QString::fromStdString(error.what())](ProjectSession& self) { Q_EMIT self.refused(text); });
    };
    told.settled = [link = m_link] { Link::tell(link, [](ProjectSession& self) { Q_EMIT self.stateChanged(); }); };
    return told;
}

void ProjectSession::fail(const QString& problem)
{
    m_failure = problem;
    Q_EMIT stateChanged();
}

bool ProjectSession::ensureWriter()
{
    if (m_writer)
        return false;
    // Everything up to now goes into the new file at once.
    ProjectContents contents = m_contents;
    contents.history = m_session.history();
    contents.current = contents.history.current();
    m_path = m_folder.newProject();
    m_untitled = true;
    m_writer = std::make_unique<ProjectWriter>(m_path, std::move(contents), events());
    Q_EMIT placeChanged();
    return true;
}

void ProjectSession::changedBy(HistoryTree::NodeId node)
{
    ensureWriter();
    // Into a file that begins with this step as well: a step that is there already is no error, and is reported as written.
    m_writer->commit(m_session.history(), node);
    m_worthKeeping = true;
    Q_EMIT stateChanged();
}

void ProjectSession::setThumbnail(HistoryTree::NodeId node, const std::vector<std::uint8_t>& png)
{
    // Once there is a file it holds them, and a project that was only looked at stays as it was.
    if (!m_writer) {
        m_contents.thumbnails[node] = png;
    } else if (m_worthKeeping) {
        m_writer->setThumbnail(node, png);
        Q_EMIT stateChanged();
    }
}

void ProjectSession::setPicture(HistoryTree::NodeId node, const ProjectModel& model, const std::vector<std::uint8_t>& png)
{
    if (!m_writer) {
        m_contents.pictures[node] = {model, png};
    } else {
        m_writer->setPicture(node, {model, png});
        Q_EMIT stateChanged();
    }
}

void ProjectSession::removePicture(HistoryTree::NodeId node)
{
    m_contents.pictures.erase(node);
    if (m_writer) {
        m_writer->removePicture(node);
        Q_EMIT stateChanged();
    }
}

void ProjectSession::setModel(const ProjectModel& model)
{
    if (m_contents.model == model)
        return;
    m_contents.model = model;
    if (m_writer) {
        m_writer->setModel(model);
        Q_EMIT stateChanged();
    }
}

ProjectSession::Closing ProjectSession::leave()
{
    if (m_link)
        m_link->cut();
    m_link.reset();
    Closing closing{std::move(m_writer), m_untitled, m_worthKeeping};
    m_path.clear();
    m_failure.clear();
    m_untitled = true;
    m_worthKeeping = false;
    return closing;
}

void ProjectSession::close(Closing& closing, const StateFolder& folder)
{
    if (!closing.writer)
        return;
    const std::filesystem::path path = closing.writer->path();
    closing.writer.reset();
    if (!closing.untitled)
        return;
    if (!closing.worthKeeping) {
        folder.discard(path);
        return;
    }
    const std::filesystem::path kept = folder.keep(path);
    std::error_code problem;
    if (std::filesystem::exists(kept, problem))
        RecentFiles(folder.recentFile()).add(kept, untitledText(QDateTime::currentDateTime()));
}

void ProjectSession::leaveBehind()
{
    auto closing = std::make_shared<Closing>(leave());
    if (!closing->writer)
        return;
    // The file that is opened next may be this one: both wait in the same line.
    m_jobs.start(
        JobRunner::Kind::Silent, {}, [closing, folder = m_folder](JobContext&) { close(*closing, folder); },
        [recent = QPointer<RecentFiles>(&m_recent)] {
            if (recent)
                Q_EMIT recent->changed();
        });
}

void ProjectSession::sessionOpened()
{
    if (m_adopting)
        return;
    leaveBehind();
    const ProjectModel model = m_contents.model;
    m_contents = ProjectContents();
    m_contents.initial = m_session.value().clone();
    m_contents.model = model;
    Q_EMIT placeChanged();
    Q_EMIT stateChanged();
}

void ProjectSession::adopt(OpenedDocument opened)
{
    // An open slider gesture still belongs to the case that goes.
    m_session.cancelStroke();
    m_session.commitSettings();
    leaveBehind();
    m_contents = std::move(opened.contents);
    if (opened.file) {
        m_path = opened.file->path();
        m_untitled = m_folder.holds(m_path);
        m_worthKeeping = opened.history.size() > 1;
        m_writer = std::make_unique<ProjectWriter>(std::move(*opened.file), opened.history, events());
    }
    m_adopting = true;
    m_session.restore(
        opened.value, std::move(opened.history), opened.kind == OpenedDocument::Kind::CaseFolder ? opened.path : std::filesystem::path());
    m_adopting = false;
    if (opened.salvaged) {
        // What was saved from a damaged file must not hang on that file any longer.
        ensureWriter();
        m_worthKeeping = true;
    }
    Q_EMIT placeChanged();
    Q_EMIT stateChanged();
}

void ProjectSession::saveAs(const std::filesystem::path& path, bool replace, const std::function<void(std::optional<Error>)>& done)
{
    m_session.commitSettings();
    ensureWriter();
    const auto existing = replace ? ProjectFile::Existing::Replace : ProjectFile::Existing::Refuse;
    const std::shared_future<void> copied = m_writer->saveAs(path, existing).share();
    const std::filesystem::path old = m_untitled ? m_path : std::filesystem::path();
    const std::shared_ptr<Link> link = m_link;
    // The writer copies on its own thread; the job only waits for it, to tell.
    m_jobs.start(
        JobRunner::Kind::Writing, tr("Saving %1").arg(toText(path.filename())),
        [copied, old, folder = m_folder](JobContext&) {
            copied.get();
            if (!old.empty())
                folder.discard(old);
        },
        [this, self = QPointer<ProjectSession>(this), link, done] {
            if (!self)
                return;
            if (m_link == link && m_writer) {
                m_path = m_writer->path();
                m_untitled = false;
                m_recent.add(m_path, title());
                Q_EMIT placeChanged();
                Q_EMIT stateChanged();
            }
            done(std::nullopt);
        },
        [done](const Error& error) { done(error); });
}

void ProjectSession::retry()
{
    if (m_writer)
        m_writer->retry();
}

QString ProjectSession::title() const
{
    if (!m_untitled)
        return toText(m_path.stem());
    const std::string& name = m_contents.initial.provenance.title;
    return name.empty() ? tr("Untitled case") : QString::fromStdString(name);
}

QString ProjectSession::fileName() const
{
    QString name = title();
    for (QChar& letter : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(letter) || letter.unicode() < 0x20)
            letter = QLatin1Char('-');
    return name;
}

ProjectSession::State ProjectSession::state() const
{
    if (!m_failure.isEmpty())
        return State::Failing;
    if (!m_writer)
        return State::Unchanged;
    return m_writer->pending() > 0 ? State::Saving : State::Saved;
}

std::size_t ProjectSession::waiting() const
{
    return m_writer ? m_writer->pending() : 0;
}

bool ProjectSession::settle(int milliseconds)
{
    // After a failure one more try says whether waiting is any use.
    if (m_writer && !m_failure.isEmpty())
        return !m_writer->flush();
    if (waiting() > 0) {
        QEventLoop loop;
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        const auto look = [this, &loop] {
            if (waiting() == 0 || !m_failure.isEmpty())
                loop.quit();
        };
        QObject context;
        connect(this, &ProjectSession::stateChanged, &context, look);
        look();
        if (waiting() > 0 && m_failure.isEmpty())
            loop.exec();
    }
    return waiting() == 0;
}

} // namespace sonosketch
