// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/edge_loss.h"

#include <cmath>
#include <vector>

namespace sonosketch::training {

namespace {

// CannySettings' defaults, which core owns; the trainer on a GPU machine is built without OpenCV. tests/models/training/test_edge_loss.cpp holds them together.
constexpr double sigmaAt512 = 2.5;
constexpr double threshold = 35; // between 20 and 50, of Sobel's kernel on 8-bit values
constexpr double softness = 8;
constexpr double greysPerUnit = 127.5;
constexpr double floorOfLength = 1e-3; // squared: the root's slope stays finite where nothing is

torch::Tensor gaussian(double sigma, const torch::Tensor& like)
{
    const int reach = static_cast<int>(std::ceil(3 * sigma));
    std::vector<float> weights;
    double sum = 0;
    for (int i = -reach; i <= reach; ++i)
        sum += std::exp(-i * i / (2 * sigma * sigma));
    for (int i = -reach; i <= reach; ++i)
        weights.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma)) / sum));
    return torch::tensor(weights).to(like.device());
}

/// [N, 2, H, W]: direction times soft strength.
torch::Tensor edgeField(const torch::Tensor& picture, const torch::Tensor& blur)
{
    namespace F = torch::nn::functional;
    const auto reach = blur.size(0) / 2;
    auto x = F::pad(
        picture.contiguous() * greysPerUnit, F::PadFuncOptions({reach + 1, reach + 1, reach + 1, reach + 1}).mode(torch::kReplicate));
    x = torch::conv2d(torch::conv2d(x, blur.view({1, 1, 1, -1})), blur.view({1, 1, -1, 1}));
    const auto across = torch::tensor({-1.F, 0.F, 1.F, -2.F, 0.F, 2.F, -1.F, 0.F, 1.F}).to(x.device()).view({1, 1, 3, 3});
    const auto slope = torch::conv2d(x, torch::cat({across, across.transpose(2, 3)}));
    const auto length = (slope.square().sum(1, /*keepdim=*/true) + floorOfLength).sqrt();
    const double atRest = 1 / (1 + std::exp(threshold / softness)); // taken off: no slope, no strength
    return slope / length * (torch::sigmoid((length - threshold) / softness) - atRest);
}

} // namespace

torch::Tensor edgeLoss(const torch::Tensor& fake, const torch::Tensor& real)
{
    const auto blur = gaussian(sigmaAt512 * static_cast<double>(fake.size(2)) / 512.0, fake);
    const auto difference = edgeField(fake, blur) - edgeField(real, blur);
    return (difference.square().sum(1) + floorOfLength * floorOfLength).sqrt().mean();
}

} // namespace sonosketch::training
