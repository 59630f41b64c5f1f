// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/texture_loss.h"

namespace sonosketch::training {

namespace {

constexpr int scales = 3;
constexpr std::int64_t blockEdge = 16;
constexpr double floorOfStrength = 1e-4; // squared: the root's slope stays finite where there is no grain at all

/// The strength of steps along `dimension` in each block.
torch::Tensor strength(const torch::Tensor& x, std::int64_t dimension)
{
    const auto last = x.size(dimension) - 1;
    const auto steps = x.narrow(dimension, 1, last) - x.narrow(dimension, 0, last);
    return (torch::avg_pool2d(steps * steps, blockEdge) + floorOfStrength).sqrt();
}

} // namespace

torch::Tensor textureLoss(const torch::Tensor& fake, const torch::Tensor& real)
{
    auto a = fake.contiguous();
    auto b = real.contiguous();
    torch::Tensor sum;
    for (int scale = 0; scale < scales; ++scale) {
        if (scale > 0) {
            a = torch::avg_pool2d(a, 2);
            b = torch::avg_pool2d(b, 2);
        }
        for (const std::int64_t dimension : {2, 3}) {
            const auto difference = torch::l1_loss(strength(a, dimension), strength(b, dimension));
            sum = sum.defined() ? sum + difference : difference;
        }
    }
    return sum / (2.0 * scales);
}

} // namespace sonosketch::training
