// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/export/set_folder.h"

namespace sonosketch {

/// Writes what belongs to a set as a whole: each layout's own files, manifest.jsonl, manifest.csv, README.md, SHA256SUMS and card.json; then the folder
/// of work goes. May be repeated after a failure. Throws Error: InvalidArgument if items are missing (or for a shard, which has no whole), WriteFailed,
/// Cancelled between two files.
void finishSet(SetFolder& folder, const ProgressFunction& progress = {}, const CancelToken& cancel = {});

} // namespace sonosketch
