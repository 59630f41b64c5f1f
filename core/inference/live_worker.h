// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/document.h"
#include "core/inference/generator_factory.h"
#include "core/inference/live_clock.h"
#include "core/inference/live_scheduler.h"

#include <functional>
#include <memory>
#include <string>

namespace sonosketch {

/// A finished pass, or why there is none. A plain value that may travel between threads.
struct Outcome {
    std::uint64_t revision = 0;               ///< of the snapshot it was made from
    cv::Mat image;                            ///< CV_8UC1; empty on error
    double milliseconds = 0;                  ///< condition and synthesis together
    bool exact = true;                        ///< false: a preview that an exact pass will replace
    std::string error;                        ///< a sentence for the status bar; empty if all went well
    std::shared_ptr<const CaseSnapshot> made; ///< empty where a model did not load
};

/// Runs a generator on a thread of its own, with one slot: a newer snapshot replaces a waiting one (newest wins), so there is never
/// a queue. The pen's thread only swaps a pointer. LiveScheduler says when to make a preview, when an exact pass, and which pass to cut short.
/// The worker outlives any error of the model: it reports and waits for the next snapshot. If a device fails that is not the CPU, and the factory
/// knows a second way, the model is made anew on the CPU and renders the newest snapshot again.
class LiveWorker {
public:
    using Pen = LiveScheduler::Pen;
    /// Called on the worker's thread, so that loading and warm-up never block the window and happen on the thread that will use them. If it throws,
    /// the text becomes an Outcome with revision 0.
    using Factory = GeneratorFactory;
    using Ready = std::function<void(const GeneratorInfo&, const Factory&)>;
    using Done = std::function<void(const Outcome&)>;
    using Busy = std::function<void(std::uint64_t revision)>;
    using FellBack = std::function<void(const std::string& reason)>;

    /// Callbacks run on the worker's thread; the receiver passes them on to its own. `ready` after a model has loaded,
    /// `busy` when work on a picture starts, `done` when it ends (never for a pass that was replaced by a newer snapshot before it started, nor for
    /// one that was cancelled: by setFactory, by the destructor, or because the pen moved on; another `busy` follows then, except at destruction).
    /// A preview of a revision is followed by another `busy` and the exact picture of the same revision, unless a newer snapshot comes first.
    /// A snapshot without a loaded model gets `done` with the reason, without `busy`. `fellBack`, then `ready`, when the CPU has taken over from a
    /// device that failed. Callbacks must not destroy the worker.
    LiveWorker(Factory factory, Ready ready, Busy busy, Done done, FellBack fellBack = {},
        std::shared_ptr<LiveClock> clock = std::make_shared<LiveClock>());
    /// Cancels what runs and joins the thread; no callback runs afterwards. A model that is being loaded is waited for.
    ~LiveWorker();
    LiveWorker(const LiveWorker&) = delete;
    LiveWorker& operator=(const LiveWorker&) = delete;

    /// Any thread. Never blocks on the network.
    void submit(std::shared_ptr<const CaseSnapshot> snapshot, Pen pen = Pen::Moving);
    /// The pen was lifted: the exact picture of the newest snapshot need not wait for it any more. Any thread.
    void penUp();
    /// Swaps the model; the newest snapshot is rendered again with it. If the new one fails to load, the old one stays in use. Any thread.
    void setFactory(Factory factory);

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_impl;
};

} // namespace sonosketch
