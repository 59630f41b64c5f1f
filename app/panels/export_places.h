// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/plan.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

/// Adds cases until it has no more or the sources are full; owns all it needs, so it may be called on any thread. Throws Error.
using AddSources = std::function<void(SetSources&)>;

/// What an image set is made from, as a person names it. A plain value.
struct ExportPlace {
    enum class Kind : std::uint8_t { ThisCase, PinnedSteps, AllSteps, Examples, Folder, DataSet };
    Kind kind = Kind::ThisCase;
    std::filesystem::path folder;    ///< of cases, or the data set's
    std::vector<std::string> splits; ///< parts of the data set; empty: all
    bool operator==(const ExportPlace&) const = default;

    /// It is read from disk; the other kinds belong to the case on show.
    bool isOnDisk() const { return kind == Kind::Examples || kind == Kind::Folder || kind == Kind::DataSet; }
};

/// Adds what lies at a place that isOnDisk(). Any thread. Throws like the calls of SetSources; NotFound for a folder without cases.
void addPlace(SetSources& sources, const ExportPlace& place);

/// A set's plan names no path of a machine, but a set that was stopped needs them to go on. So they lie beside the plan for as long as the set is
/// unfinished: "set.work/place.json", which goes with the folder of work. Not being able to write it costs a question later, so that is no error.
void writePlace(const std::filesystem::path& set, const ExportPlace& place) noexcept;
/// Nothing where none was written, as the command line does not, or where it cannot be read.
std::optional<ExportPlace> readPlace(const std::filesystem::path& set);

/// There is an unfinished set in this folder.
bool isUnfinishedSet(const std::filesystem::path& set);

/// The plan of an unfinished set, with its sources at hand: they are known by their content, and looked for at its written place, among the bundled
/// cases and in `others`, until all are found. Any thread. Throws like readSetFolder; Error(NotFound) that names the sources which are not there;
/// Unsupported for one shard of several; Cancelled.
SetPlan unfinishedPlan(const std::filesystem::path& set, const std::vector<AddSources>& others, const CancelToken& cancel);

} // namespace sonosketch
