// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"

#include <cstddef>
#include <string>
#include <vector>

namespace sonosketch {

/// Which channels the generator sees and in what order. Stored in the weights; a model refuses a spec that differs.
/// Order: one one-hot channel per foreground class in id order, the sketch, then the field of view if it is used.
struct ConditionSpec {
    static constexpr int currentVersion = 1;
    static constexpr std::size_t maxClasses = 63; ///< a label map has 64 ids at most

    int version = currentVersion;
    std::string palette;              ///< LabelPalette::name()
    std::vector<std::string> classes; ///< names of the foreground classes, id 1 first
    bool fieldOfView = true;

    static ConditionSpec forPalette(const LabelPalette& palette, bool fieldOfView = true);
    int channels() const { return static_cast<int>(classes.size()) + 1 + (fieldOfView ? 1 : 0); }
    int sketchChannel() const { return static_cast<int>(classes.size()); }
    std::string toJson() const;
    /// Throws Error: Corrupt, VersionMismatch naming both versions.
    static ConditionSpec fromJson(const std::string& text, const std::string& where);
    bool operator==(const ConditionSpec&) const = default;
};

} // namespace sonosketch
