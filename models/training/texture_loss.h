// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

namespace sonosketch::training {

/// How much the local strength of grain differs between two batches of pictures [N, 1, H, W] of one size, a multiple of 64 pixels: on the picture and its halves
/// and quarters, the root mean square of the steps between neighbouring pixels, across and down, in blocks of 16x16 of them; the mean absolute difference
/// over all. Speckle of another pattern but of the same strength and shape costs nothing, smooth fluid in the place of solid tissue does. Where a generator has
/// noise to make grain from, this teaches it how much to make, and where, long before the discriminator knows grain.
torch::Tensor textureLoss(const torch::Tensor& fake, const torch::Tensor& real);

} // namespace sonosketch::training
