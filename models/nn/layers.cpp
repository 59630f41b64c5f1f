// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/layers.h"

#include "core/base/error.h"
#include "models/kernels/conv_function.h"

#include <cmath>

namespace sonosketch::nn {

namespace F = torch::nn::functional;

namespace {
constexpr double normEpsilon = 1e-5;
constexpr double batchMomentum = 0.1;
constexpr double leakySlope = 0.2;
} // namespace

Norm parseNorm(const std::string& text)
{
    if (text == "none")
        return Norm::None;
    if (text == "instance")
        return Norm::Instance;
    if (text == "batch")
        return Norm::Batch;
    throw Error(ErrorCode::InvalidArgument, "unknown normalisation \"" + text + "\"", {}, "Use none, instance or batch");
}

std::string toString(Norm norm)
{
    return norm == Norm::Instance ? "instance" : norm == Norm::Batch ? "batch" : "none";
}

ConvImpl::ConvImpl(int in, int out, int kernel, int stride, int padding, Padding kind, int upsample)
    : m_stride(stride)
    , m_padding(padding)
    , m_kind(kind)
    , m_upsample(upsample)
{
    weight = register_parameter("weight", torch::empty({out, in, kernel, kernel}));
    bias = register_parameter("bias", torch::empty({out}));
}

torch::Tensor ConvImpl::forward(const torch::Tensor& x)
{
    kernels::ConvOptions options;
    options.stride = m_stride;
    options.padding = m_padding;
    options.border = m_kind == Padding::Reflect ? kernels::Border::Reflect : kernels::Border::Zero;
    options.upsample = m_upsample;
    return kernels::conv2d(x, m_u.defined() ? normalisedWeight() : weight, bias, options);
}

void ConvImpl::useSpectralNorm()
{
    m_u = register_buffer("u", torch::full({weight.size(0)}, 1.0 / std::sqrt(static_cast<double>(weight.size(0)))));
}

torch::Tensor ConvImpl::normalisedWeight()
{
    torch::Tensor v;
    {
        torch::NoGradGuard guard;
        const auto matrix = weight.detach().reshape({weight.size(0), -1});
        v = F::normalize(torch::mv(matrix.t(), m_u), F::NormalizeFuncOptions().dim(0));
        if (is_training())
            m_u.copy_(F::normalize(torch::mv(matrix, v), F::NormalizeFuncOptions().dim(0)));
    }
    // A copy of u: backward must see the values of this pass, the next pass moves the buffer on.
    const auto sigma = torch::dot(m_u.clone(), torch::mv(weight.reshape({weight.size(0), -1}), v));
    return weight / sigma;
}

NormActImpl::NormActImpl(Norm norm, int channels, Activation activation)
    : m_norm(norm)
    , m_activation(activation)
{
    if (norm == Norm::None)
        return;
    m_weight = register_parameter("weight", torch::ones({channels}));
    m_bias = register_parameter("bias", torch::zeros({channels}));
    if (norm == Norm::Batch) {
        m_mean = register_buffer("running_mean", torch::zeros({channels}));
        m_variance = register_buffer("running_var", torch::ones({channels}));
    }
}

torch::Tensor NormActImpl::forward(const torch::Tensor& x, const torch::Tensor& residual)
{
    const auto plus = [&residual](const torch::Tensor& y) { return residual.defined() ? y + residual : y; };
    switch (m_norm) {
    case Norm::None:
        return plus(activate(x, m_activation));
    case Norm::Instance:
        return kernels::instanceNormAct(x, m_weight, m_bias, normEpsilon,
            m_activation == Activation::Relu            ? kernels::Act::Relu
                : m_activation == Activation::LeakyRelu ? kernels::Act::LeakyRelu
                                                        : kernels::Act::None,
            residual);
    case Norm::Batch:
        break;
    }
    return plus(activate(
        torch::batch_norm(x, m_weight, m_bias, m_mean, m_variance, is_training(), batchMomentum, normEpsilon, false), m_activation));
}

torch::Tensor activate(const torch::Tensor& x, Activation activation)
{
    switch (activation) {
    case Activation::Relu:
        return torch::relu(x);
    case Activation::LeakyRelu:
        return torch::leaky_relu(x, leakySlope);
    case Activation::None:
        break;
    }
    return x;
}

torch::Tensor withoutChannel(const torch::Tensor& x, int channel)
{
    if (channel < 0)
        return x;
    return torch::cat({x.narrow(1, 0, channel), x.narrow(1, channel + 1, x.size(1) - channel - 1)}, 1);
}

torch::Tensor halve(const torch::Tensor& x)
{
    return torch::avg_pool2d(x, 2);
}

torch::Tensor twice(const torch::Tensor& x)
{
    return F::interpolate(
        x, F::InterpolateFuncOptions().scale_factor(std::vector<double>{2.0, 2.0}).mode(torch::kBilinear).align_corners(false));
}

void initialise(torch::nn::Module& module)
{
    torch::NoGradGuard guard;
    for (const auto& child : module.modules(/*include_self=*/false)) {
        if (auto* conv = child->as<ConvImpl>()) {
            conv->weight.normal_(0.0, 0.02);
            conv->bias.zero_();
        }
    }
}

void initialiseHe(torch::nn::Module& module)
{
    torch::NoGradGuard guard;
    for (const auto& child : module.modules(/*include_self=*/false)) {
        if (auto* conv = child->as<ConvImpl>()) {
            const auto inputs = static_cast<double>(conv->weight.numel() / conv->weight.size(0));
            conv->weight.normal_(0.0, std::sqrt(2.0 / inputs));
            conv->bias.zero_();
        }
    }
}

std::int64_t parameterCount(const torch::nn::Module& module)
{
    std::int64_t count = 0;
    for (const auto& parameter : module.parameters())
        count += parameter.numel();
    return count;
}

} // namespace sonosketch::nn
