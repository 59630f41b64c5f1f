// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch::training {

/// One phase of progressive growing (Liang et al. 2020, section 2.4).
struct Phase {
    enum class Grow { Nothing, Discriminator, Generator };

    std::string name;
    int resolution = 256;       ///< of condition and image that the losses see: 256 or 512
    Grow grow = Grow::Nothing;  ///< what gains its fade-in block when the phase begins
    std::int64_t steps = 0;     ///< either steps ...
    double epochs = 0;          ///< ... or passes over the training split
    double share = 0;           ///< of --budget-minutes
    double learningRateEnd = 1; ///< the learning rates fall linearly to this fraction during the phase
    std::optional<double> l1Weight, blockL1Weight, edgeWeight, generatorRate,
        discriminatorRate; ///< instead of the recipe's own in this phase

    /// Steps for a training split of `examples`.
    std::int64_t stepsFor(std::size_t examples, int batch) const;
};

/// Everything a training run is made of; a TOML file in resources/recipes.
struct Recipe {
    std::string name, description;
    std::string text; ///< the TOML source, stored with each run
    int batch = 4;
    std::uint64_t seed = 1;
    double fadeFraction = 1.0; ///< part of a growing phase in which alpha rises, in steps of 1/30
    bool needsModel = false;   ///< goes on from a finished model (TrainOptions::from), and makes no sense without
    double emaDecay = 0.0;     ///< 0: the generator itself is the result

    std::string architecture = "pgsgan"; ///< nn::GeneratorConfig::architecture
    int baseSize = 256;                  ///< nn::GeneratorConfig::baseSize
    bool sketch = true;                  ///< whether the networks see the condition's sketch channel; the paper's cGAN does not
    bool spectralNorm = false;           ///< in the discriminator
    int generatorWidth = 64, residualBlocks = 10, discriminatorWidth = 64;
    bool noise = false; ///< nn::GeneratorConfig::noise
    std::string generatorNorm = "instance", discriminatorNorm = "instance";
    double generatorRate = 1e-3, discriminatorRate = 1e-4;

    double l1Weight = 1.0; ///< weight of the L1 loss beside the adversarial one (eq. 3: 1)
    double blockL1Weight =
        0.0; ///< weight of the same loss between the means of blocks of blockL1Pixels squared: brightness and anatomy without a say on grain
    double textureWeight = 0.0; ///< weight of the L1 loss between local strengths of grain (texture_loss.h)
    double edgeWeight = 0.0;    ///< weight of the loss between edges as the automatic sketch sees them (edge_loss.h)
    double featureMatchingWeight =
        0.0; ///< L1 between the discriminator's activations of real and synthesised images (Wang et al. 2018, pix2pixHD, eq. 3)

    double mirror = 0.0;              ///< probability of a left-right mirrored sample
    double sketchInsideObjects = 0.0; ///< probability that edges inside objects stay in the sketch, so that drawn septa mean something
    double sketchHoles = 0.0;         ///< probability that a random part of the sketch is missing, so that erased edges mean something

    std::vector<Phase> phases;

    /// Throws Error(Corrupt) with the key that is wrong.
    static Recipe fromToml(const std::string& text, const std::string& where);
    /// A name in resources/recipes, or a path to a .toml file. Throws Error(NotFound) listing the names there are.
    static Recipe find(const std::string& nameOrPath);
};

inline constexpr int blockL1Pixels = 8; ///< edge of a block at 512; half of it at 256

/// Blend factor of a growing phase: rises from 0 in steps of 1/30 while `progress` (0..1 of the phase) runs to `fadeFraction`, and stops at `cap`.
double fadeAlpha(double progress, double fadeFraction, double cap);
inline constexpr double generatorAlphaCap = 0.5; ///< section 2.4: above it the generator's loss jumps

} // namespace sonosketch::training
