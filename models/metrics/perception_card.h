// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sonosketch::metrics {

/// The card of a network that looks at pictures: model.json (format "sonosketch-model", version 1, like a generator's, with "kind") beside its weights. Free of torch.
struct PerceptionCard {
    static constexpr const char* segmenter = "segmenter";
    static constexpr const char* encoder = "encoder";

    std::string kind;                 ///< one of the above
    std::string name;                 ///< "unet-segmenter"
    std::string weights;              ///< file name in the same folder
    std::string sha256;               ///< of the weights file
    std::string palette;              ///< LabelPalette::name() of the data it was trained on
    std::vector<std::string> classes; ///< foreground classes, id 1 first

    // Architecture.
    int width = 16;
    int levels = 4;       ///< segmenter: halvings
    int resolution = 128; ///< segmenter: edge of its input in pixels
    int dimensions = 64;  ///< encoder: length of a feature vector

    // How it came to be.
    std::string recipe, dataset, split, hardware, trainedWith;
    std::int64_t steps = 0;
    double trainingMinutes = 0;
    std::map<std::string, double> metrics;

    // What people must know.
    std::string license, attribution, intendedUse, notFor, limitations;

    std::string toJson() const;
    /// Throws Error: Corrupt, VersionMismatch; Unsupported for a card of another kind than `kind`.
    static PerceptionCard fromJson(const std::string& text, const std::string& kind, const std::string& where);
    /// `folder`/model.json, and the hash of the weights it names. Throws also NotFound.
    static PerceptionCard load(const std::filesystem::path& folder, const std::string& kind);
};

} // namespace sonosketch::metrics
