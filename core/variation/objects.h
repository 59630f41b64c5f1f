// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"
#include "core/variation/draws.h"
#include "core/variation/recipe.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <vector>

namespace sonosketch::variation {

/// Internal to core/variation: what is done to the objects of a label map. Each adds what it did to `log`.

/// A connected part of the label map's foreground.
struct Cluster {
    cv::Mat mask;             ///< CV_8UC1 canvas size, 255 inside
    cv::Point first;          ///< in reading order: names it for the draws
    int area = 0;             ///< pixels
    std::vector<int> classes; ///< ids in it
};
/// In reading order. Parts of fewer than 12 pixels are left out: specks of an annotation are no lesions.
std::vector<Cluster> clustersOf(const cv::Mat& labels);
/// Whether the recipe may change it.
bool isChosen(const Cluster& cluster, const VariationRecipe& recipe, const LabelPalette& palette);

/// Takes objects away; their automatic edges are marked as erased, because they would go on drawing the lesion.
void removeObjects(Case& value, const VariationRecipe& recipe, const Draws& draws, nlohmann::json& log);
/// Gives objects another class of their group.
void relabelObjects(Case& value, const VariationRecipe& recipe, const Draws& draws, nlohmann::json& log);
/// Moves, turns, resizes and bends objects with the tissue around them. Where that would fold tissue, leave the field of view or the bounds, everything
/// is damped until it does not.
void warpObjects(Case& value, const VariationRecipe& recipe, const Draws& draws, nlohmann::json& log);
/// Draws new objects into free places; fewer than drawn if there is no room.
void addObjects(Case& value, const VariationRecipe& recipe, const Draws& draws, nlohmann::json& log);

/// All planes through a field; `pictureField` is the one of the source (the same, plus the sketch's jitter).
void warpPlanes(Case& value, const cv::Mat& field, const cv::Mat& pictureField);

} // namespace sonosketch::variation
