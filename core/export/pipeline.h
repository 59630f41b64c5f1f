// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/export/set_folder.h"
#include "core/inference/generator_factory.h"

#include <cstddef>

namespace sonosketch {

/// How many work at it; nothing of this changes a byte of the set.
struct ExportWorkers {
    unsigned builders = 1; ///< vary cases and build conditions, 1 .. 64
    unsigned encoders = 2; ///< pack and write, 1 .. 64
    std::size_t queue = 8; ///< items that may wait before the model, and behind it, 1 .. 1024
};

struct ExportReport {
    std::size_t items = 0;   ///< of this run or shard
    std::size_t before = 0;  ///< of these, done by an earlier run
    std::size_t made = 0;    ///< by this one
    double seconds = 0;      ///< from the first item on, loading of the model not counted
    double modelSeconds = 0; ///< the model's own part of it
};

/// Makes the items of a set (or shard) that are not there yet: builders vary cases and build conditions, the calling thread synthesises, encoders pack
/// and write; at most `queue` items wait at each border. The whole set is not finished by it: see finishSet.
/// Throws Error: Cancelled (what was done stays, resuming goes on), InvalidArgument if the model is not the plan's, and whatever the first failing part
/// throws. Progress is called on the encoders' threads, one at a time.
ExportReport exportItems(SetFolder& folder, const GeneratorFactory& model, const ExportWorkers& workers = {},
    const ProgressFunction& progress = {}, const CancelToken& cancel = {});

} // namespace sonosketch
