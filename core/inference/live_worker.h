// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/document.h"
#include "core/inference/generator.h"

#include <functional>
#include <memory>
#include <string>

namespace sonosketch {

/// A finished pass, or why there is none. A plain value that may travel between threads.
struct Outcome {
    std::uint64_t revision = 0; ///< of the snapshot it was made from
    cv::Mat image;              ///< CV_8UC1; empty on error
    double milliseconds = 0;    ///< condition and synthesis together
    bool exact = true;          ///< false: a preview that an exact pass will replace
    std::string error;          ///< a sentence for the status bar; empty if all went well
};

/// Runs a generator on a thread of its own, with one slot: a newer snapshot replaces a waiting one (newest wins), so there is never
/// a queue. The pen's thread only swaps a pointer. The worker outlives any error of the model: it reports and waits for the next snapshot.
class LiveWorker {
public:
    /// Makes the generator; called on the worker's thread, so that loading and warm-up never block the window and happen on the
    /// thread that will use them. May throw; the text becomes an Outcome with revision 0.
    using Factory = std::function<std::unique_ptr<Generator>()>;
    using Ready = std::function<void(const GeneratorInfo&)>;
    using Done = std::function<void(const Outcome&)>;
    using Busy = std::function<void(std::uint64_t revision)>;

    /// What a new snapshot does to a pass that is running.
    enum class Policy : std::uint8_t {
        FinishRunning, ///< the pass ends first: the picture keeps following a continuous stroke
        CancelStale,   ///< the pass is cancelled: the newest picture comes soonest, but none while snapshots come faster than passes end
    };

    /// Callbacks run on the worker's thread; the receiver passes them on to its own. `ready` after a model has loaded,
    /// `busy` when a pass starts, `done` when it ends (never for a pass that was replaced by a newer snapshot before it started, nor for one
    /// that was cancelled: by setFactory, by the destructor, or under CancelStale; another `busy` follows then, except at destruction).
    /// A snapshot without a loaded model gets `done` with the reason, without `busy`. Callbacks must not destroy the worker.
    LiveWorker(Factory factory, Ready ready, Busy busy, Done done, Policy policy = Policy::FinishRunning);
    /// Cancels what runs and joins the thread; no callback runs afterwards. A model that is being loaded is waited for.
    ~LiveWorker();
    LiveWorker(const LiveWorker&) = delete;
    LiveWorker& operator=(const LiveWorker&) = delete;

    /// Any thread. Never blocks on the network.
    void submit(std::shared_ptr<const CaseSnapshot> snapshot);
    /// Swaps the model; the newest snapshot is rendered again with it. If the new one fails to load, the old one stays in use. Any thread.
    void setFactory(Factory factory);

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_impl;
};

} // namespace sonosketch
