// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace sonosketch::training {

/// One line of losses.csv.
struct LossRow {
    std::int64_t step = 0;
    std::string phase;
    double generatorAlpha = 0, discriminatorAlpha = 0;
    double discriminator = 0; ///< mean BCE of real and synthesised patches
    double adversarial = 0;   ///< the generator's BCE
    double l1 = 0;            ///< mean absolute difference, image range -1..1
    double featureMatching = 0;
    double seconds = 0; ///< since the run began, pauses left out
};

/// losses.csv of a run: appended line by line, cut back to the checkpoint when a run resumes.
class LossLog {
public:
    /// Opens or creates; rows of steps after `lastStep` are dropped. Throws Error(WriteFailed).
    LossLog(std::filesystem::path path, std::int64_t lastStep);
    void append(const LossRow& row);

private:
    std::filesystem::path m_path;
};

/// "[=======     ]  58%  base 1200/2000  D 0.61 G 1.20 L1 0.113  3.1 images/s  4 min left" for a terminal line.
std::string progressLine(
    const LossRow& row, std::int64_t done, std::int64_t total, double fraction, double imagesPerSecond, double secondsLeft);

} // namespace sonosketch::training
