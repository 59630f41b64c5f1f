// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/noise_injection.h"

#include "core/base/error.h"
#include "models/kernels/noise_plane.h"

namespace sonosketch::nn {

NoiseInjectionImpl::NoiseInjectionImpl(int channels, int layer)
    : m_layer(layer)
{
    scale = register_parameter("scale", torch::zeros({channels}));
}

torch::Tensor NoiseInjectionImpl::forward(const torch::Tensor& x, const std::vector<std::uint64_t>& seeds)
{
    const auto height = x.size(2);
    const auto width = x.size(3);
    if (!seeds.empty() && seeds.size() != static_cast<std::size_t>(x.size(0)))
        throw Error(ErrorCode::InvalidArgument, "as many noise seeds as pictures are needed");
    if (height > 4096 || width > 4096)
        throw Error(ErrorCode::InvalidArgument, "noise is made for layers of at most 4096 pixels");
    const auto plane = [&](std::uint64_t seed) {
        const auto made = torch::empty({1, 1, height, width});
        kernels::fillNoise(seed, m_layer, height, width, made.data_ptr<float>());
        return made;
    };
    torch::Tensor noise;
    if (seeds.empty()) {
        if (!m_plane.defined() || m_plane.size(2) != height || m_plane.size(3) != width || m_plane.device() != x.device()
            || m_plane.scalar_type() != x.scalar_type())
            m_plane = plane(pictureNoiseSeed).to(x.device(), x.scalar_type());
        noise = m_plane;
    } else {
        std::vector<torch::Tensor> planes;
        planes.reserve(seeds.size());
        for (const auto seed : seeds)
            planes.push_back(plane(seed));
        noise = torch::cat(planes).to(x.device(), x.scalar_type());
    }
    return x + scale.to(x.scalar_type()).view({1, -1, 1, 1}) * noise;
}

} // namespace sonosketch::nn
