// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/inference/generator.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sonosketch::study {

// Where the pictures of a study's sets come from, besides folders: imported data sets, and models that see their labels.

/// The parts of an imported data set with their numbers of examples, sorted by name. Throws like DatasetManifest::load.
std::vector<std::pair<std::string, std::size_t>> splitsOf(const std::filesystem::path& dataset);

/// The images of a part, in the manifest's order. Throws like DatasetManifest::load; Error(NotFound) if the part is empty.
std::vector<std::filesystem::path> imagesOf(const std::filesystem::path& dataset, const std::string& split);

/// Synthesises pictures from labels, automatic sketch and field of view of `count` (0: all) examples of a part, and writes them into `folder`, which is
/// made: PNG whose metadata says synthetic, without the visible mark, for nothing but a study. Which examples are drawn hangs on the seed alone, so that
/// all models of a study see the same ones. Deterministic. Returns the files.
/// Throws Error: NotFound, InvalidArgument (fewer examples than wanted), VersionMismatch (the model knows other classes), Cancelled, WriteFailed, and
/// what the generator throws; files that are written by then stay.
std::vector<std::filesystem::path> synthesiseSet(const std::filesystem::path& dataset, const std::string& split, Generator& generator,
    std::size_t count, std::uint64_t seed, const std::filesystem::path& folder, const ProgressFunction& progress = {},
    const CancelToken& cancel = {});

/// What all pictures of a set have in common, if they do; what may tell sets apart.
struct SetLook {
    std::size_t pictures = 0;
    std::set<std::string> formats;       ///< "png", "jpeg"
    std::set<std::pair<int, int>> sizes; ///< width and height
    std::vector<std::string> unreadable; ///< one line each
};
/// Reads headers only. Throws Error(Cancelled).
SetLook lookAt(const std::vector<std::filesystem::path>& files, const CancelToken& cancel = {});

} // namespace sonosketch::study
