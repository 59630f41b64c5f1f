// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/plan.h"
#include "core/io/synthetic_image.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

/// What a picture of an image set can be rebuilt from: SyntheticRecord::origin, JSON
/// {"kind":"set-item","version":1,"recipe":{...},"seed":..,"source":{"kind","name","node","identity"},"variation":N,"visibleMark":false}.
struct SetItemOrigin {
    VariationRecipe recipe;
    std::uint64_t seed = 0;
    std::uint64_t variation = 0;
    std::string sourceKind, sourceName, identity; ///< see SetSource; the identity decides, the rest says where to look
    std::optional<std::size_t> node;
    bool visibleMark = false;

    std::string toJson() const;
    /// Throws Error: Corrupt with the JSON path, VersionMismatch, Unsupported for another kind.
    static SetItemOrigin fromJson(const std::string& text, const std::string& where);
};

/// Whether a record's origin is of this kind; false for anything that cannot be read.
bool isSetItemOrigin(const std::string& text);

/// The case that an item was drawn from, varied again: give it to ConditionBuilder, the condition to the model, and the image with the record to
/// setPicturePng: the file comes back byte for byte. `find` gives the source case for an origin (findBundledSource, a folder that a person names, a
/// step of a project), or nothing. Throws Error(NotFound) saying which case is missing, Error(Corrupt) if the case found is another one.
Case rebuildSetItem(const SetItemOrigin& origin, const std::function<std::optional<Case>(const SetItemOrigin&)>& find);
/// Looks among the bundled cases, by identity.
std::optional<Case> findBundledSource(const SetItemOrigin& origin);

/// What an item's picture says about itself.
SyntheticRecord setItemRecord(const SetPlan& plan, const PlannedItem& item, const std::string& conditionHash);
/// The bytes of an item's picture in the layouts that write PNG.
std::vector<std::uint8_t> setPicturePng(const cv::Mat& image, const SyntheticRecord& record, bool visibleMark);

} // namespace sonosketch
