// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/condition/condition_spec.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sonosketch::checkpoint {

/// What a model folder says about itself: model.json (format "sonosketch-model", version 1) beside generator.safetensors. The card names
/// the hash of the weights, so that neither can be swapped unnoticed.
struct ModelCard {
    std::string name;    ///< "pgsgan-cpu"
    std::string weights; ///< file name in the same folder
    std::string sha256;  ///< of the weights file
    ConditionSpec spec;

    // Architecture: the generator's Config; cards written before there was a choice leave the first three out.
    std::string architecture = "pgsgan";
    int baseSize = 256;
    bool sketch = true; ///< whether the network looks at the condition's sketch channel
    int width = 64;
    int residualBlocks = 10;
    std::string norm = "instance";
    bool grown = true;
    bool noise = false; ///< whether noise is added behind four convolutions
    double alpha = 0.5; ///< blend of the fade-in blocks

    // How it came to be.
    std::string recipe, dataset, split, hardware, trainedWith;
    std::int64_t steps = 0;
    double trainingMinutes = 0;
    std::map<std::string, double> metrics; ///< "val_l1", "val_ms_ssim", "val_images", ...

    // What people must know.
    std::string license, attribution, intendedUse, notFor, limitations;

    std::string toJson() const;
    /// Throws Error: Corrupt with the JSON path, VersionMismatch.
    static ModelCard fromJson(const std::string& text, const std::string& where);
    /// `folder`/model.json. Throws also NotFound.
    static ModelCard load(const std::filesystem::path& folder);
    void save(const std::filesystem::path& folder) const;
};

} // namespace sonosketch::checkpoint
