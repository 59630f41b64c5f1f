// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/picture_service.h"

#include "app/session/live_controller.h"
#include "core/base/error.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace sonosketch {

struct PictureService::Worker {
    struct Job {
        Ticket ticket = 0;
        Case value;
        std::string hash;
        LiveWorker::Factory factory;
        CancelToken cancel;
    };
    using Done = std::function<void(Ticket, const cv::Mat&, const GeneratorInfo&)>;
    using Failed = std::function<void(Ticket, const std::string&)>;

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> jobs;
    CancelToken running;
    Ticket runningTicket = 0;
    bool held = false, stopping = false;
    Done done;
    Failed failed;
    std::thread thread;

    Worker(Done doneCallback, Failed failedCallback)
        : done(std::move(doneCallback))
        , failed(std::move(failedCallback))
        , thread([this] { work(); })
    {
    }
    ~Worker()
    {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
            jobs.clear();
            running.cancel();
        }
        wake.notify_one();
        thread.join();
    }

    void work()
    {
        std::unique_ptr<Generator> generator; // of this thread: models hold resources of the thread that made them
        std::string loaded;
        for (;;) {
            Job job;
            {
                std::unique_lock lock(mutex);
                runningTicket = 0;
                wake.wait(lock, [this] { return stopping || (!held && !jobs.empty()); });
                if (stopping)
                    return;
                job = std::move(jobs.front());
                jobs.pop_front();
                running = job.cancel;
                runningTicket = job.ticket;
            }
            try {
                const auto render = [&] {
                    if (!generator || loaded != job.hash) {
                        generator.reset(); // first, so that two models never take memory at once
                        generator = job.factory();
                        loaded = job.hash;
                    }
                    if (!generator)
                        throw Error(ErrorCode::NotFound, "There is no model to load");
                    const ConditionBuilder builder(generator->info().spec);
                    return generator->synthesize(builder.build(job.value), job.cancel);
                };
                cv::Mat picture;
                try {
                    picture = render();
                } catch (const Error& error) {
                    // As in the live worker: the CPU takes over from a device that fails.
                    const bool onCpu = generator && generator->info().device == "cpu";
                    if (error.code() != ErrorCode::Device || onCpu || !job.factory.canFallBack())
                        throw;
                    generator.reset();
                    job.factory.fallBack();
                    picture = render();
                }
                if (picture.empty() || picture.dims > 2 || picture.type() != CV_8UC1)
                    throw Error(ErrorCode::SizeMismatch, "The model gave no grey picture", generator->info().name);
                if (!job.cancel.isCancelled())
                    done(job.ticket, picture, generator->info());
            } catch (const std::exception& error) {
                if (!job.cancel.isCancelled())
                    failed(job.ticket, error.what());
            }
        }
    }
};

PictureService::PictureService(LiveController& live, QObject* parent)
    : QObject(parent)
{
    m_worker = std::make_unique<Worker>(
        [this](Ticket ticket, const cv::Mat& picture, const GeneratorInfo& info) {
            QMetaObject::invokeMethod(
                this,
                [this, ticket, picture, info] {
                    if (std::find(m_open.begin(), m_open.end(), ticket) == m_open.end())
                        return;
                    answer(ticket);
                    Q_EMIT finished(ticket, picture, info);
                },
                Qt::QueuedConnection);
        },
        [this](Ticket ticket, const std::string& reason) {
            QMetaObject::invokeMethod(
                this,
                [this, ticket, reason] {
                    if (std::find(m_open.begin(), m_open.end(), ticket) == m_open.end())
                        return;
                    answer(ticket);
                    Q_EMIT failed(ticket, QString::fromStdString(reason));
                },
                Qt::QueuedConnection);
        });
    const auto follow = [this, &live] {
        const LiveStatus::State state = live.status().state;
        const bool hold = state == LiveStatus::State::Busy || state == LiveStatus::State::Loading;
        {
            const std::lock_guard lock(m_worker->mutex);
            m_worker->held = hold;
        }
        m_worker->wake.notify_one();
    };
    connect(&live, &LiveController::statusChanged, this, follow);
    follow();
}

PictureService::~PictureService() = default;

PictureService::Ticket PictureService::request(Case value, const std::string& modelHash, LiveWorker::Factory factory)
{
    const Ticket ticket = m_next++;
    m_open.push_back(ticket);
    {
        const std::lock_guard lock(m_worker->mutex);
        m_worker->jobs.push_back({ticket, std::move(value), modelHash, std::move(factory), CancelToken()});
    }
    m_worker->wake.notify_one();
    Q_EMIT pendingChanged();
    return ticket;
}

void PictureService::cancel(Ticket ticket)
{
    if (std::erase(m_open, ticket) == 0)
        return;
    {
        const std::lock_guard lock(m_worker->mutex);
        std::erase_if(m_worker->jobs, [ticket](const Worker::Job& job) { return job.ticket == ticket; });
        if (m_worker->runningTicket == ticket)
            m_worker->running.cancel();
    }
    Q_EMIT pendingChanged();
}

void PictureService::cancelAll()
{
    for (const Ticket ticket : std::vector<Ticket>(m_open))
        cancel(ticket);
}

std::size_t PictureService::pending() const
{
    return m_open.size();
}

void PictureService::answer(Ticket ticket)
{
    std::erase(m_open, ticket);
    Q_EMIT pendingChanged();
}

} // namespace sonosketch
