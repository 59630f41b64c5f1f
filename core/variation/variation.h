// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"
#include "core/variation/recipe.h"

#include <cstdint>
#include <string>

namespace sonosketch {

/// SHA-256 over everything of a case that a variation can depend on: planes, source, palette, Canny settings, whether edges are automatic, spacing.
/// Two cases with one identity give the same variations, wherever they were read from. Throws like validate(Case).
std::string caseIdentity(const Case& value);

struct Variation {
    Case value;             ///< its source is the warped scan, so that edges are found anew; no measurements, no crop
    std::string parameters; ///< JSON object: everything that was drawn and done
};

/// Variation `number` of a case: drawn from (seed, identity, number) alone, so that the same three give the same pixels in any order, on any thread.
/// `identity` as caseIdentity(value) gives it. Objects are what is connected in the label map, whatever the classes: a cyst and the daughter cyst in
/// it stay together. Throws Error(InvalidArgument) for a class name in the recipe that the case's palette lacks; like validate(Case). Any thread.
Variation varied(const Case& value, const std::string& identity, const VariationRecipe& recipe, std::uint64_t seed, std::uint64_t number);

/// Throws Error(InvalidArgument) if the recipe names a class that the palette lacks; varied() does so too, this asks beforehand.
void checkClasses(const VariationRecipe& recipe, const LabelPalette& palette);

} // namespace sonosketch
