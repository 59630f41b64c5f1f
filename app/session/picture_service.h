// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"
#include "core/inference/live_worker.h"

#include <QObject>

#include <memory>

namespace sonosketch {

class LiveController;

/// Renders conditions other than the present one - of a history's node, or by another model - on a thread of its own, one at a time. It stands back
/// for the live picture: no pass begins while that one is being made. GUI thread.
class PictureService : public QObject {
    Q_OBJECT

public:
    using Ticket = std::uint64_t;
    /// `live` may go first.
    explicit PictureService(LiveController& live, QObject* parent = nullptr);
    /// Cancels what runs; a model that is being loaded is waited for.
    ~PictureService() override;

    /// The answer comes as a signal with this ticket, exactly once unless it is cancelled. The model stays loaded for the next request that
    /// names the same hash.
    Ticket request(Case value, const std::string& modelHash, LiveWorker::Factory factory);
    void cancel(Ticket ticket);
    void cancelAll();
    /// Requests without an answer.
    std::size_t pending() const;

Q_SIGNALS:
    void finished(sonosketch::PictureService::Ticket ticket, const cv::Mat& picture, const sonosketch::GeneratorInfo& info);
    void failed(sonosketch::PictureService::Ticket ticket, const QString& reason);
    /// A request came, was answered or cancelled.
    void pendingChanged();

private:
    struct Worker;
    void answer(Ticket ticket);

    std::vector<Ticket> m_open;
    Ticket m_next = 1;
    std::unique_ptr<Worker> m_worker;
};

} // namespace sonosketch
