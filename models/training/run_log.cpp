// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/run_log.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sonosketch::training {

namespace {
constexpr const char* header =
    "step,phase,alpha_generator,alpha_discriminator,loss_discriminator,loss_adversarial,l1,feature_matching,seconds\n";
}

LossLog::LossLog(std::filesystem::path path, std::int64_t lastStep)
    : m_path(std::move(path))
{
    std::string kept = header;
    if (std::filesystem::exists(m_path)) {
        std::istringstream lines(readTextFile(m_path));
        std::string line;
        std::getline(lines, line);
        while (std::getline(lines, line)) {
            char* end = nullptr;
            const long long step = std::strtoll(line.c_str(), &end, 10);
            if (end != line.c_str() && *end == ',' && step <= lastStep)
                kept += line + "\n";
        }
    }
    writeFileAtomically(m_path, kept);
}

void LossLog::append(const LossRow& row)
{
    std::ofstream file(m_path, std::ios::app);
    file << fmt::format("{},\"{}\",{:.4f},{:.4f},{:.5f},{:.5f},{:.5f},{:.5f},{:.1f}\n", row.step, row.phase, row.generatorAlpha,
        row.discriminatorAlpha, row.discriminator, row.adversarial, row.l1, row.featureMatching, row.seconds);
    if (!file)
        throw Error(ErrorCode::WriteFailed, "cannot append to the loss log", m_path.string(), "Check the free space");
}

std::string progressLine(
    const LossRow& row, std::int64_t done, std::int64_t total, double fraction, double imagesPerSecond, double secondsLeft)
{
    constexpr int barWidth = 24;
    const int filled = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * barWidth));
    const auto left = secondsLeft >= 5400 ? fmt::format("{:.1f} h", secondsLeft / 3600)
        : secondsLeft >= 90               ? fmt::format("{:.0f} min", secondsLeft / 60)
                                          : fmt::format("{:.0f} s", secondsLeft);
    return fmt::format("[{}{}] {:3.0f}%  {} {}/{}  D {:.3f} G {:.3f} L1 {:.4f}  {:.2f} images/s  {} left",
        std::string(static_cast<std::size_t>(filled), '='), std::string(static_cast<std::size_t>(barWidth - filled), ' '), 100 * fraction,
        row.phase, done, total, row.discriminator, row.adversarial, row.l1, imagesPerSecond, left);
}

} // namespace sonosketch::training
