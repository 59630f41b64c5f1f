// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/condition/condition_spec.h"
#include "models/checkpoint/safetensors.h"
#include "models/nn/discriminator.h"
#include "models/nn/image_generator.h"
#include "models/training/adam.h"
#include "models/training/recipe.h"

#include <filesystem>
#include <memory>
#include <string>

namespace sonosketch::training {

/// Everything that a run needs to go on: networks, the average of the generator, both optimisers, and where in the recipe it stands.
class RunState {
public:
    /// Fresh networks, initialised from the recipe's seed.
    RunState(const Recipe& recipe, const ConditionSpec& spec, torch::Device device);

    /// Takes over the generator of a finished model; the discriminator stays fresh, and both are grown if the model is. For a run that has not begun.
    /// A recipe with noise may go on from a model without. Throws Error(VersionMismatch) if the recipe describes another generator or the model another condition.
    void startFrom(const std::filesystem::path& modelFolder);
    void growDiscriminator();
    void growGenerator();
    void setAlpha(double generator, double discriminator);
    /// Moves the average towards the generator; a copy while no decay is set.
    void updateAverage(double decay);

    /// One safetensors file; the metadata says phase, steps, minutes, recipe and spec.
    void save(const std::filesystem::path& path) const;
    /// Throws Error(Corrupt / VersionMismatch), among others if the checkpoint was made by another recipe or for another spec.
    void load(const std::filesystem::path& path);

    nn::GeneratorPtr generator, average;
    nn::Discriminator discriminator{nullptr};
    std::unique_ptr<Adam> generatorAdam, discriminatorAdam;

    std::int64_t step = 0;      ///< steps done in all
    std::size_t phase = 0;      ///< index into the recipe
    std::int64_t phaseStep = 0; ///< steps done in this phase
    double phaseSeconds = 0;    ///< of computing in this phase
    double seconds = 0;         ///< of computing in all

private:
    Recipe m_recipe;
    ConditionSpec m_spec;
    torch::Device m_device;
};

} // namespace sonosketch::training
