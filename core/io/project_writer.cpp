// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_writer.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace sonosketch {

namespace {

using NodeId = HistoryTree::NodeId;

struct Job {
    std::function<void(ProjectFile&)> write;
    std::optional<NodeId> commits;
};

struct SaveAs {
    std::filesystem::path path;
    ProjectFile::Existing existing;
    std::promise<void> done;
};

} // namespace

struct ProjectWriter::Implementation {
    // The writer's thread alone, once it runs.
    std::optional<ProjectFile> file;            ///< none before it could be made
    std::unique_ptr<ProjectContents> unwritten; ///< what the file is made of
    Events events;
    std::string lastFailure;

    // The caller's thread alone: redo children and the current node as the file has them, or will have.
    std::vector<NodeId> redo;
    NodeId current = 0;

    // Both, under the mutex.
    mutable std::mutex mutex;
    std::condition_variable changed; ///< work came, or an end
    std::condition_variable idle;    ///< a try ended
    std::deque<Job> jobs;            ///< the front one stays until it is written
    std::deque<SaveAs> copies;
    std::optional<Error> failure;       ///< of the last try of the front job
    std::uint64_t begun = 0, ended = 0; ///< tries to write a job
    bool retryNow = false;
    bool ending = false;
    std::filesystem::path path;

    std::chrono::milliseconds retryAfter;
    std::thread thread;

    Implementation(std::filesystem::path where, Events told, std::chrono::milliseconds retry)
        : events(std::move(told))
        , path(std::move(where))
        , retryAfter(retry)
    {
    }

    void push(Job job)
    {
        {
            const std::lock_guard lock(mutex);
            jobs.push_back(std::move(job));
            retryNow = true;
        }
        changed.notify_one();
    }

    void rememberRedo(const HistoryTree& history, NodeId node, std::vector<std::pair<NodeId, NodeId>>& differing)
    {
        const NodeId child = history.node(node).redoChild;
        if (redo.size() <= node)
            redo.resize(std::max<std::size_t>(history.size(), node + 1));
        if (redo[node] == child)
            return;
        redo[node] = child;
        differing.emplace_back(node, child);
    }

    void run()
    {
        std::unique_lock lock(mutex);
        while (true) {
            const auto wanted = [&] { return ending || !copies.empty() || (!jobs.empty() && (!failure || retryNow)); };
            if (failure && !jobs.empty())
                changed.wait_for(lock, retryAfter, wanted);
            else
                changed.wait(lock, wanted);
            if (!copies.empty()) {
                SaveAs copy = std::move(copies.front());
                copies.pop_front();
                lock.unlock();
                saveCopy(copy);
                lock.lock();
                retryNow = true;
                continue;
            }
            if (jobs.empty()) {
                if (ending)
                    return;
                continue;
            }
            retryNow = false;
            const bool lastTry = ending;
            ++begun;
            // A deque's front stays in place while the other thread adds behind it.
            const Job& job = jobs.front();
            lock.unlock();
            std::optional<Error> error = tryToWrite(job);
            const bool refused = error && error->code() == ErrorCode::InvalidArgument;
            if (refused) {
                tell(events.refused, *error);
                error.reset();
            } else if (!error && job.commits) {
                tell(events.written, *job.commits);
            }
            lock.lock();
            finish(lock, error);
            if (failure && lastTry)
                return;
        }
    }

    /// Tells about a change for better or worse, then takes the job out if it is done; in this order, so that whoever waits in flush() has been told.
    void finish(std::unique_lock<std::mutex>& lock, const std::optional<Error>& error)
    {
        const std::size_t waiting = jobs.size() - (error ? 0 : 1);
        lock.unlock();
        if (error && lastFailure != error->what()) {
            lastFailure = error->what();
            tell(events.failed, *error, waiting);
        } else if (!error && waiting == 0 && !lastFailure.empty()) {
            lastFailure.clear();
            tell(events.recovered);
        }
        lock.lock();
        if (!error)
            jobs.pop_front();
        ++ended;
        failure = error;
        idle.notify_all();
        if (!error && waiting == 0) {
            lock.unlock();
            tell(events.settled);
            lock.lock();
        }
    }

    std::optional<Error> tryToWrite(const Job& job)
    {
        try {
            if (!file)
                make(path, ProjectFile::Existing::Refuse);
            job.write(*file);
            return std::nullopt;
        } catch (const Error& error) {
            // Only what a call brings can be refused for good; a file that could not be made is waited for.
            if (!file && error.code() == ErrorCode::InvalidArgument)
                return Error(ErrorCode::WriteFailed, error.problem(), error.where(), error.hint());
            return error;
        } catch (const std::exception& error) {
            return Error(ErrorCode::WriteFailed, error.what(), path.string());
        }
    }

    /// `path` is written by this thread alone, so that it may read it without the mutex.
    void make(const std::filesystem::path& where, ProjectFile::Existing existing)
    {
        file.emplace(ProjectFile::create(where, *unwritten, existing));
        unwritten.reset();
        const std::lock_guard lock(mutex);
        path = file->path();
    }

    void saveCopy(SaveAs& copy)
    {
        try {
            if (file) {
                file->copyTo(copy.path, copy.existing);
                auto [opened, contents] = ProjectFile::open(copy.path);
                file = std::move(opened);
                const std::lock_guard lock(mutex);
                path = file->path();
            } else {
                make(copy.path, copy.existing);
            }
        } catch (...) {
            copy.done.set_exception(std::current_exception());
            return;
        }
        copy.done.set_value();
    }

    template <class Function, class... Arguments>
    static void tell(const Function& function, const Arguments&... arguments)
    {
        if (function)
            function(arguments...);
    }
};

ProjectWriter::ProjectWriter(ProjectFile file, const HistoryTree& history, Events events, std::chrono::milliseconds retryAfter)
    : m_impl(std::make_unique<Implementation>(file.path(), std::move(events), retryAfter))
{
    m_impl->file.emplace(std::move(file));
    start(history);
}

ProjectWriter::ProjectWriter(std::filesystem::path path, ProjectContents contents, Events events, std::chrono::milliseconds retryAfter)
    : m_impl(std::make_unique<Implementation>(std::move(path), std::move(events), retryAfter))
{
    m_impl->unwritten = std::make_unique<ProjectContents>(std::move(contents));
    const HistoryTree& history = m_impl->unwritten->history;
    // The first job makes the file, so that it is there even if nothing else comes.
    m_impl->jobs.push_back({[](ProjectFile&) {}, {}});
    start(history);
}

void ProjectWriter::start(const HistoryTree& history)
{
    m_impl->redo.resize(history.size());
    for (NodeId id = 0; id < history.size(); ++id)
        m_impl->redo[id] = history.node(id).redoChild;
    m_impl->current = history.current();
    m_impl->thread = std::thread([this] { m_impl->run(); });
}

ProjectWriter::~ProjectWriter()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->ending = true;
    }
    m_impl->changed.notify_one();
    m_impl->thread.join();
}

void ProjectWriter::commit(const HistoryTree& history, NodeId node)
{
    auto stored = std::make_shared<const HistoryTree::StoredNode>(history.stored(node));
    std::vector<std::pair<NodeId, NodeId>> ignored; // the file's own commit sets redo
    m_impl->rememberRedo(history, stored->parent, ignored);
    m_impl->rememberRedo(history, node, ignored);
    m_impl->current = node;
    m_impl->push({[stored](ProjectFile& file) { file.commit(*stored); }, node});
}

void ProjectWriter::moved(const HistoryTree& history)
{
    const NodeId target = history.current();
    std::vector<std::pair<NodeId, NodeId>> redo;
    // Redo changes only on the two ways to the common ancestor, which is itself on both.
    NodeId from = m_impl->current, to = target;
    m_impl->rememberRedo(history, from, redo);
    m_impl->rememberRedo(history, to, redo);
    while (from != to) {
        NodeId& higher = from > to ? from : to;
        higher = history.node(higher).parent;
        m_impl->rememberRedo(history, higher, redo);
    }
    if (target == m_impl->current && redo.empty())
        return;
    m_impl->current = target;
    m_impl->push({[target, changes = std::move(redo)](ProjectFile& file) { file.setPosition(target, changes); }, {}});
}

void ProjectWriter::marked(const HistoryTree& history, NodeId node)
{
    const HistoryTree::Node& marks = history.node(node);
    m_impl->push({[node, name = marks.name, note = marks.note, pinned = marks.pinned](
                      ProjectFile& file) { file.setMarks(node, name, note, pinned); },
        {}});
}

void ProjectWriter::removed(const HistoryTree& history, const std::vector<NodeId>& nodes, NodeId parent)
{
    const NodeId child = history.node(parent).redoChild;
    std::vector<std::pair<NodeId, NodeId>> ignored;
    m_impl->rememberRedo(history, parent, ignored);
    for (const NodeId node : nodes)
        m_impl->rememberRedo(history, node, ignored);
    m_impl->push({[nodes, parent, child](ProjectFile& file) { file.remove(nodes, {parent, child}); }, {}});
}

void ProjectWriter::setModel(ProjectModel model)
{
    m_impl->push({[model = std::move(model)](ProjectFile& file) { file.setModel(model); }, {}});
}

void ProjectWriter::setThumbnail(NodeId node, std::vector<std::uint8_t> png)
{
    m_impl->push({[node, png = std::move(png)](ProjectFile& file) { file.setThumbnail(node, png); }, {}});
}

void ProjectWriter::setPicture(NodeId node, ProjectPicture picture)
{
    m_impl->push({[node, picture = std::move(picture)](ProjectFile& file) { file.setPicture(node, picture); }, {}});
}

void ProjectWriter::removePicture(NodeId node)
{
    m_impl->push({[node](ProjectFile& file) { file.removePicture(node); }, {}});
}

std::future<void> ProjectWriter::saveAs(const std::filesystem::path& path, ProjectFile::Existing existing)
{
    SaveAs copy{path, existing, {}};
    std::future<void> done = copy.done.get_future();
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->copies.push_back(std::move(copy));
    }
    m_impl->changed.notify_one();
    return done;
}

void ProjectWriter::retry()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->retryNow = true;
    }
    m_impl->changed.notify_one();
}

std::optional<Error> ProjectWriter::flush()
{
    Implementation& self = *m_impl;
    std::unique_lock lock(self.mutex);
    // A try under way may have begun before the disk was free again: only a later one's failure counts.
    const std::uint64_t begun = self.begun;
    self.retryNow = true;
    self.changed.notify_one();
    self.idle.wait(lock, [&] { return self.jobs.empty() || (self.failure && self.ended > begun); });
    return self.jobs.empty() ? std::nullopt : self.failure;
}

std::size_t ProjectWriter::pending() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->jobs.size();
}

std::filesystem::path ProjectWriter::path() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->path;
}

} // namespace sonosketch
