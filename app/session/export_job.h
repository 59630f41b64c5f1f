// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/pipeline.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <thread>

namespace sonosketch {

/// Makes an image set in the background, with a model of its own, behind the pen in priority. One at a time; whatever stops it, the set can be gone on
/// with. GUI thread.
class ExportJob : public QObject {
    Q_OBJECT

public:
    explicit ExportJob(QObject* parent = nullptr);
    /// Stops and waits for the pictures under way.
    ~ExportJob() override;

    /// Reads the sources and says what is to be made; on the job's thread. What it throws is the job's failure.
    using Planner = std::function<SetPlan(const CancelToken&)>;
    /// False while one is running. `resume`: goes on with what is in the folder. `begun` is called on the job's thread once the folder holds the plan.
    bool start(const Planner& planner, const GeneratorFactory& model, const std::filesystem::path& out, bool resume,
        const std::function<void()>& begun = {});
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void progressed(int done, int total);
    void finished(const QString& folder);
    /// After cancel(): what is there can be gone on with.
    void cancelled(int done, int total);
    void failed(const QString& reason);
    void runningChanged();

private:
    void end();

    bool m_running = false;
    CancelToken m_cancel;
    std::thread m_thread;
};

} // namespace sonosketch
