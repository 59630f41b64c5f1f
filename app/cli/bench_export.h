// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/bench_parts.h"

namespace sonosketch::bench {

/// Image sets: the model alone, a loop that varies, draws, packs and writes one image after the other, and the pipeline, in turns. Throws Error.
nlohmann::json sets(const Options& options, const Progress& progress);
std::string setsText(const nlohmann::json& answer);

} // namespace sonosketch::bench
