// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace sonosketch::study {

/// The two clocks of a study, in milliseconds; tests bring their own.
struct StudyClock {
    std::function<std::int64_t()> wall; ///< since 1970; may jump when somebody sets it
    std::function<std::int64_t()>
        steady; ///< since the machine started, the same for all processes; never jumps, stands still while the machine sleeps

    static StudyClock system();
};

/// Measures one trial by the steady clock alone, so that no setting of the time, and no closed lid, gets into the reading times.
class TrialTimer {
public:
    explicit TrialTimer(StudyClock clock = StudyClock::system());
    /// The picture appears; again, after it was hidden, it goes on.
    void show();
    /// The picture disappears (time limit, pause), the question stays.
    void hide();
    /// A break: hides the picture, and the time to the answer stands still too. resume() brings the picture back if it was visible.
    void pause();
    void resume();
    /// For how long the picture was visible so far.
    std::int64_t shownMs() const;
    /// From the first showing until now, without breaks; 0 before it.
    std::int64_t durationMs() const;

private:
    StudyClock m_clock;
    std::int64_t m_first = -1, m_since = -1, m_shown = 0;
    std::int64_t m_breakSince = -1, m_breaks = 0;
    bool m_shownBefore = false; ///< the break
};

} // namespace sonosketch::study
