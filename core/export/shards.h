// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/export/set_folder.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

/// "3/8" (counted from 1) as a shard. Throws Error(Usage).
SetShard parseShard(const std::string& text);

/// The shard that a launcher gave this process, and whose words it used.
struct LaunchedShard {
    SetShard shard;
    std::string launcher; ///< "Slurm array", "mpirun", "Kubernetes job", or two of them: "Slurm array and mpirun"
};
/// Reads a variable of the environment; nothing if it is not set.
using ReadVariable = std::function<std::optional<std::string>(const std::string&)>;
/// From SLURM_ARRAY_TASK_ID, _MIN, _MAX, _STEP and _COUNT; OMPI_COMM_WORLD_RANK and _SIZE or PMI_RANK and _SIZE; JOB_COMPLETION_INDEX and
/// JOB_COMPLETIONS (Kubernetes gives the first alone: the job file sets the second). Nothing where none of them counts more than one process.
/// One within another multiply: rank 1 of 2 in task 3 of 4 is shard 7 of 8, counted from 0. Every task must then start as many ranks; where one does not,
/// its shards are of another count, and joining refuses them.
/// Throws Error(Usage) for numbers that make no sense, and for an index without a count.
std::optional<LaunchedShard> launchedShard(const ReadVariable& read);
std::optional<LaunchedShard> launchedShard();

/// A folder for one of several shards below a common one: "shard-0003-of-0008".
std::string shardFolderName(const SetShard& shard);

struct MergeReport {
    std::size_t items = 0, shards = 0;
    std::uintmax_t bytes = 0;
};
/// Joins shards of one set into a new folder and finishes it: the same bytes as a run without shards. Each file's SHA-256 is checked on the way; the
/// shards are left as they are. A merge that was stopped goes on when it is called again with Existing::Resume.
/// Throws Error: InvalidArgument for shards of different sets, the same shard twice; Corrupt naming the first file that is not what its shard's journal
/// says; NotFound saying how many images are missing and in which shards; WriteFailed; Cancelled.
MergeReport mergeShards(const std::vector<std::filesystem::path>& shards, const std::filesystem::path& out,
    SetFolder::Existing existing = SetFolder::Existing::Refuse, const ProgressFunction& progress = {}, const CancelToken& cancel = {});

} // namespace sonosketch
