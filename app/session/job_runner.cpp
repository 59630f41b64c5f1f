// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/job_runner.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace sonosketch {

struct JobRunner::Job {
    Kind kind = Kind::Cancellable;
    QString title;
    std::function<Deliver(JobContext&)> work;
    std::function<void(const Error&)> failed;
    JobContext context;
    bool delivered = false; ///< the runner's thread alone
};

struct JobRunner::Shared {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::shared_ptr<Job>> waiting;
    bool ending = false;
    std::thread thread;
};

JobRunner::JobRunner(QObject* parent)
    : QObject(parent)
    , m_shared(std::make_shared<Shared>())
{
    m_shared->thread = std::thread([this, shared = m_shared] {
        while (true) {
            std::unique_lock lock(shared->mutex);
            shared->changed.wait(lock, [&] { return shared->ending || !shared->waiting.empty(); });
            if (shared->waiting.empty())
                return;
            const std::shared_ptr<Job> job = std::move(shared->waiting.front());
            shared->waiting.pop_front();
            lock.unlock();
            Deliver deliver;
            std::optional<Error> error;
            try {
                job->context.check();
                deliver = job->work(job->context);
            } catch (const Error& problem) {
                error = problem;
            } catch (const std::exception& problem) {
                error.emplace(ErrorCode::Unreadable, problem.what());
            }
            job->work = {};
            // The runner outlives this thread, which it joins; what is queued to it after that is dropped with it.
            QMetaObject::invokeMethod(
                this, [this, job, deliver, error] { finish(job, deliver, error ? &*error : nullptr); }, Qt::QueuedConnection);
        }
    });
}

JobRunner::~JobRunner()
{
    for (const auto& job : m_open)
        if (job->kind == Kind::Cancellable)
            job->context.cancel().cancel();
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->ending = true;
    }
    m_shared->changed.notify_one();
    m_shared->thread.join();
}

void JobRunner::enqueue(Kind kind, const QString& title, std::function<Deliver(JobContext&)> work, std::function<void(const Error&)> failed)
{
    auto job = std::make_shared<Job>();
    job->kind = kind;
    job->title = title;
    job->work = std::move(work);
    job->failed = std::move(failed);
    m_open.push_back(job);
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->waiting.push_back(job);
    }
    m_shared->changed.notify_one();
    showNext();
}

void JobRunner::finish(const std::shared_ptr<Job>& job, const Deliver& deliver, const Error* error)
{
    if (std::exchange(job->delivered, true))
        return;
    std::erase(m_open, job);
    showNext();
    if (!error && deliver)
        deliver();
    else if (error && job->failed)
        job->failed(*error);
}

void JobRunner::showNext()
{
    const auto next = std::find_if(m_open.begin(), m_open.end(), [](const auto& job) { return job->kind != Kind::Silent; });
    const std::shared_ptr<Job> shown = next == m_open.end() ? nullptr : *next;
    if (shown == m_current)
        return;
    m_current = shown;
    Q_EMIT changed();
}

void JobRunner::cancel()
{
    if (!m_current || m_current->kind != Kind::Cancellable)
        return;
    // Work that does not look at its token goes on unseen; nobody waits for it, and what it brings is dropped.
    const auto job = m_current;
    job->context.cancel().cancel();
    const Error cancelled(ErrorCode::Cancelled, "Cancelled");
    finish(job, {}, &cancelled);
}

QString JobRunner::title() const
{
    return m_current ? m_current->title : QString();
}

bool JobRunner::cancellable() const
{
    return m_current && m_current->kind == Kind::Cancellable;
}

double JobRunner::progress() const
{
    return m_current ? m_current->context.progress() : -1.0;
}

} // namespace sonosketch
