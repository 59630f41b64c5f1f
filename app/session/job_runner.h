// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace sonosketch {

/// What a job's work sees, on the job's thread.
class JobContext {
public:
    const CancelToken& cancel() const { return m_cancel; }
    /// Throws Error(Cancelled) once somebody asked to stop.
    void check() const
    {
        if (m_cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "Cancelled");
    }
    /// 0..1.
    void setProgress(double part) { m_progress.store(part, std::memory_order_relaxed); }
    /// 0..1; negative while nothing is known.
    double progress() const { return m_progress.load(std::memory_order_relaxed); }

private:
    CancelToken m_cancel;
    std::atomic<double> m_progress{-1.0};
};

/// Slow work off the GUI thread: jobs run one after another on one thread, in the order they were started, so that none meets a file that another
/// one is still closing. The outcome is delivered on the runner's thread (the GUI's), and only while the runner lives.
///
///     jobs.start(JobRunner::Kind::Cancellable, tr("Opening scan.png"), [path](JobContext& job) { return read(path, job); },
///         [this](Contents contents) { show(contents); }, [this](const Error& error) { complain(error); });
class JobRunner : public QObject {
    Q_OBJECT

public:
    enum class Kind : std::uint8_t {
        Cancellable, ///< reading: may be given up at any time; dropped when the runner goes
        Writing,     ///< shown, but never given up half way; finished before the runner goes
        Silent,      ///< like Writing, and not worth a progress bar
    };

    explicit JobRunner(QObject* parent = nullptr);
    /// Cancels what may be cancelled and waits for the rest.
    ~JobRunner() override;

    /// `work` takes a JobContext& and returns a plain value (or nothing), which `done` takes. `failed` takes the Error, Cancelled included.
    template <class Work, class Done>
    void start(Kind kind, const QString& title, Work work, Done done, const std::function<void(const Error&)>& failed = {})
    {
        enqueue(
            kind, title,
            [work = std::move(work), done = std::move(done)](JobContext& context) mutable -> std::function<void()> {
                using Result = std::invoke_result_t<Work&, JobContext&>;
                if constexpr (std::is_void_v<Result>) {
                    work(context);
                    return done;
                } else {
                    auto result = std::make_shared<Result>(work(context));
                    return [result, done]() mutable { done(std::move(*result)); };
                }
            },
            failed);
    }

    /// Asks the running job to stop, if it may be. Its `failed` hears Cancelled at once, or a moment later where the work looks at its token.
    void cancel();

    /// A job that people see is running or waiting.
    bool busy() const { return m_current != nullptr; }
    QString title() const;
    bool cancellable() const;
    /// 0..1; negative while nothing is known.
    double progress() const;

Q_SIGNALS:
    /// A visible job began, ended or was given up.
    void changed();

private:
    using Deliver = std::function<void()>;
    struct Job;
    struct Shared;
    void enqueue(Kind kind, const QString& title, std::function<Deliver(JobContext&)> work, std::function<void(const Error&)> failed);
    void finish(const std::shared_ptr<Job>& job, const Deliver& deliver, const Error* error);
    void showNext();

    std::shared_ptr<Shared> m_shared;
    std::vector<std::shared_ptr<Job>> m_open; ///< started and not yet delivered
    std::shared_ptr<Job> m_current;           ///< the first visible one of these
};

} // namespace sonosketch
