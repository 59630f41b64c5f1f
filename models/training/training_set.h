// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

namespace sonosketch::training {

/// The examples of one split in memory, two bytes a pixel; N may be 0.
struct SplitPlanes {
    torch::Tensor image; ///< uint8 [N, 512, 512], contiguous, on the CPU
    torch::Tensor marks; ///< uint8 [N, 512, 512]: see the masks below
    std::vector<std::string> ids;

    std::size_t size() const { return ids.size(); }
};
inline constexpr std::uint8_t labelMask = 63; ///< bits of `marks` that hold the palette's id
inline constexpr std::uint8_t edgeMark = 64;  ///< an edge of the whole picture, inside objects too
inline constexpr std::uint8_t viewMark = 128; ///< inside the field of view

/// What a run trains on, wherever it was read from: a data set's folder (folder_set.h) or one packed file (packed_set.h).
struct TrainingSet {
    std::string name, license, attribution;
    LabelPalette palette;
    SplitPlanes train, val; ///< val may be empty
};

/// Throws Error(InvalidArgument) naming `where` unless the tensors are as documented, of N = ids.size() examples, with ids of the palette only.
void checkSplit(const SplitPlanes& planes, int foregroundClasses, const std::string& where);

} // namespace sonosketch::training
