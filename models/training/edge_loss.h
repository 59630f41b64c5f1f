// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

namespace sonosketch::training {

/// How much the edges of two batches of pictures [N, 1, H, W], -1 .. 1, of one size differ, as the automatic sketch sees edges (core/imaging/canny.h with its
/// defaults): gradients of the smoothed picture, as fields of direction and strength; the strength goes from 0 to 1 softly around the middle of
/// Canny's two thresholds. The mean length of the difference, 0 .. 2. A missing edge costs as much as one too many, an edge of another direction up to
/// twice that; brightness, and grain too weak or too fine to be an edge, cost nothing. Thinning to lines is left out, since it has no slope.
torch::Tensor edgeLoss(const torch::Tensor& fake, const torch::Tensor& real);

} // namespace sonosketch::training
