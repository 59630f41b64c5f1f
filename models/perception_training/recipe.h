// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace sonosketch::perception {

/// What a training of a segmenter or a feature encoder is made of; a TOML file in resources/recipes whose key `kind` says which.
struct Recipe {
    enum class Kind { Segmenter, Encoder };

    Kind kind = Kind::Segmenter;
    std::string name, description;
    std::string text; ///< the TOML source, stored with each run
    int batch = 8;
    std::uint64_t seed = 1;
    std::int64_t steps = 500;
    double learningRate = 1e-3; ///< highest; reached after the first 5 % of the steps, falling to 0 along a cosine
    double weightDecay = 1e-4;

    int width = 16;
    int levels = 4;       ///< segmenter
    int resolution = 128; ///< segmenter: edge of its input, 16 .. 512, a divisor of 512 and a multiple of 2^levels
    int dimensions = 64;  ///< encoder
    int crop = 384;       ///< encoder: edge of the training crops, 64 .. 512

    double mirror = 0.5;        ///< probability of a left-right mirrored sample
    double rotate = 0.0;        ///< segmenter: largest angle in degrees
    double zoom = 0.0;          ///< segmenter: largest change of size, 0.1 = 10 %
    double shift = 0.0;         ///< segmenter: largest shift, in picture edges
    double brightness = 0.0;    ///< segmenter: largest change of gain and of gamma, and half of it of offset
    double degradations = 0.35; ///< encoder: probability of each degradation

    /// Throws Error(Corrupt) with the key that is wrong.
    static Recipe fromToml(const std::string& text, const std::string& where);
    /// A name in resources/recipes, or a path to a .toml file. Throws Error(NotFound).
    static Recipe find(const std::string& nameOrPath);
};

/// The key `kind` of a recipe found like above: "segmenter", "encoder", and "generator" where it is left out. Throws nothing for a recipe that
/// does not exist or is not valid ("generator" again): who reads the recipe next says what is wrong with it.
std::string recipeKind(const std::string& nameOrPath);

} // namespace sonosketch::perception
