// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/export_job.h"

#include "app/session/text.h"
#include "core/base/error.h"
#include "core/base/thread_priority.h"
#include "core/export/finish.h"

#include <QMetaObject>

#include <atomic>
#include <memory>

namespace sonosketch {

ExportJob::ExportJob(QObject* parent)
    : QObject(parent)
{
}

ExportJob::~ExportJob()
{
    m_cancel.cancel();
    if (m_thread.joinable())
        m_thread.join();
}

bool ExportJob::start(const Planner& planner, const GeneratorFactory& model, const std::filesystem::path& out, bool resume,
    const std::function<void()>& begun)
{
    if (m_running)
        return false;
    m_cancel = {};
    m_running = true;
    Q_EMIT runningChanged();
    m_thread = std::thread([this, planner, model, out, resume, begun, cancel = m_cancel] {
        lowerThreadPriority();
        // Answers reach the window in the order they were given; the destructor joins before the object goes.
        const auto tell = [this](auto say) { QMetaObject::invokeMethod(this, say, Qt::QueuedConnection); };
        std::atomic<std::size_t> done{0};
        std::size_t total = 0;
        try {
            const SetPlan plan = planner(cancel);
            total = plan.count;
            SetFolder folder(out, plan, {}, resume ? SetFolder::Existing::Resume : SetFolder::Existing::Refuse);
            done = folder.done();
            if (begun && !folder.isComplete())
                begun();
            exportItems(
                folder, model, {},
                [&](std::size_t count, std::size_t of, const std::string&) {
                    done = count;
                    tell([this, count, of] { Q_EMIT progressed(static_cast<int>(count), static_cast<int>(of)); });
                },
                cancel);
            finishSet(folder, {}, cancel);
            tell([this, path = QString::fromStdString(out.string())] {
                end();
                Q_EMIT finished(path);
            });
        } catch (const Error& error) {
            const std::size_t count = done;
            if (error.code() == ErrorCode::Cancelled)
                tell([this, count, total] {
                    end();
                    Q_EMIT cancelled(static_cast<int>(count), static_cast<int>(total));
                });
            else
                tell([this, reason = QString::fromUtf8(error.what())] {
                    end();
                    Q_EMIT failed(reason);
                });
        } catch (const std::exception& error) {
            tell([this, reason = QString::fromUtf8(error.what())] {
                end();
                Q_EMIT failed(reason);
            });
        }
    });
    return true;
}

void ExportJob::cancel()
{
    m_cancel.cancel();
}

void ExportJob::end()
{
    if (m_thread.joinable())
        m_thread.join();
    m_running = false;
    Q_EMIT runningChanged();
}

} // namespace sonosketch
