// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace sonosketch {

/// Decides which pass the model makes next: a preview, an exact one, or none yet. A policy without threads and without a clock: whoever runs the passes
/// says what happens and when. It knows of one state of the document, the newest, so there is nothing that could queue.
///
/// - **A quick model** (exact passes below quickPass on the mean) makes exact passes all the time: the picture follows the pen as it is, and a preview
///   would only be worse. So does one whose speed is not known yet: a preview needs an exact pass to start from.
/// - **While the pen moves** a slower model makes previews, one after the other. A preview that runs is short and finishes, for one that is cancelled at
///   every move of the pen shows nothing during a stroke.
/// - **When the pen rests** - no new state for grace(), or the pen was lifted - an exact pass of the same state follows. The grace is a fraction of
///   what an exact pass costs: it is there to save passes that the next move would throw away, and they are worth the more the longer they take.
///   If the pen moves on, this pass is cancelled in favour of a preview.
/// - **Where a preview is declined** (the change is large, the model has none) the exact pass is made at once in its place, and finishes: as with
///   previews, the picture follows the stroke, only more slowly.
/// - **A stroke without end** drifts: a preview's statistics are those of the last exact pass. After forceAfter() without one an exact pass is made even so,
///   and not cancelled. That stops the picture for the length of the pass, so forceAfter() keeps it to a quarter of the time at most, and models that
///   take over a second are spared: a picture that stands still for longer than that while the pen is down is worse than one that is a little off, and
///   every pen rests some time.
class LiveScheduler {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;

    static constexpr std::chrono::milliseconds quickPass{60};
    static constexpr std::chrono::milliseconds leastGrace{80}, mostGrace{400};
    static constexpr std::chrono::milliseconds leastForceAfter{3000}, mostForcedPass{1000};

    enum class Action : std::uint8_t { Wait, Preview, Exact };
    struct Step {
        Action action = Action::Wait;
        std::optional<Time> until; ///< of Wait: when to ask again; nothing: after the next event
    };
    /// What the pen did when a state was handed in. Anything but a running stroke is Resting: an undo, an imported mask.
    enum class Pen : std::uint8_t { Moving, Resting };
    /// How a pass ended. Declined: there is no preview for this state. Failed: it is not tried again.
    enum class End : std::uint8_t { Done, Declined, Failed, Cancelled };

    /// A newer state of the document. True: the running pass is useless now, cancel it.
    [[nodiscard]] bool submitted(Time now, Pen pen = Pen::Moving);
    /// The pen was lifted: the newest state need not wait for its exact pass.
    void penUp() { m_pen = Pen::Resting; }
    /// The newest state is to be rendered again, as if it had just come.
    void again(Time now);
    /// Another model: what was measured is forgotten, and again().
    void newModel(Time now);

    /// What to do now, for the newest state. Wait while a pass runs.
    Step next(Time now) const;
    /// A pass of the newest state begins, as next() said.
    void started(Action action, Time now);
    void ended(End end, Time now);

    /// Of the last exact passes; nothing before the first one. A model's first pass counts only until there is another: it warms up.
    std::optional<Duration> mean() const;
    Duration grace() const;
    /// Nothing where exact passes are quick, unknown, or too slow to be forced.
    std::optional<Duration> forceAfter() const;

private:
    enum class Newest : std::uint8_t { None, Fresh, Previewed, Exact }; ///< what has been made of it

    bool usesPreviews() const;
    std::optional<Time> forcedAt() const;

    Newest m_newest = Newest::None;
    Pen m_pen = Pen::Moving;
    Time m_newestAt;
    bool m_declined = false; ///< no preview could be had: the next pass is exact

    Action m_running = Action::Wait;
    Time m_startedAt;
    bool m_runsNewest = false;         ///< nothing newer has come since the start
    bool m_cancellable = false;        ///< the state it renders has been previewed
    std::optional<Time> m_unexactFrom; ///< when the first change was made that no finished exact pass includes
    std::optional<Time> m_newerFrom;   ///< when the first change after the start of the running pass was made

    std::array<Duration, 5> m_times{}; ///< of exact passes, a ring
    std::size_t m_timed = 0;           ///< passes that were put there
    bool m_warm = false;               ///< the first pass does not count any more
};

} // namespace sonosketch
