// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "models/training/training_set.h"

#include <filesystem>

namespace sonosketch::training {

/// A training set as one small file, for machines without OpenCV: "SONOPACK", the header's length (8 bytes, lowest first), a JSON header (format
/// "sonosketch-packed-set", version 1: names, palette, licence, ids, lengths, SHA-256 of what follows), then for each example its planes as
/// core/imaging/plane_codec.h codes them: image, labels, edges, field of view. Grey levels may be off by `tolerance` (0 to 15), all else is exact.
/// Throws Error(WriteFailed), Error(InvalidArgument).
void writePackedSet(const std::filesystem::path& path, const TrainingSet& set, int tolerance, const ProgressFunction& progress = {});

/// Throws Error: NotFound, Corrupt, VersionMismatch.
TrainingSet readPackedSet(const std::filesystem::path& path);

} // namespace sonosketch::training
