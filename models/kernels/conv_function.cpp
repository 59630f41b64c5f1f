// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/conv_function.h"

#include "core/base/error.h"
#if defined(SONOSKETCH_OWN_KERNELS)
#include "models/kernels/float_conv.h"
#include "models/kernels/norm_kernel.h"
#include "models/kernels/workers.h"
#endif

#include <torch/torch.h>

#include <atomic>

namespace sonosketch::kernels {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

std::atomic<KernelPath> g_allowed{KernelPath::Tiles};

constexpr double leakySlope = 0.2;

void require(bool condition, const char* what, const char* where, const char* hint)
{
    if (!condition)
        throw Error(ErrorCode::InvalidArgument, what, where, hint);
}

Tensor convWithTorch(const Tensor& x, const Tensor& weight, const Tensor& bias, const ConvOptions& options)
{
    // Torch's own bf16 convolutions are the slow and, on some AMX CPUs, the fatal ones.
    const bool throughFloat = x.device().is_cpu() && x.scalar_type() != torch::kFloat32 && x.scalar_type() != torch::kFloat64;
    Tensor input = throughFloat ? x.to(torch::kFloat32) : x;
    const auto type = input.scalar_type();
    if (options.upsample > 1)
        input = torch::upsample_nearest2d(input, {x.size(2) * options.upsample, x.size(3) * options.upsample});
    std::int64_t padding = options.padding;
    if (padding > 0 && options.border == Border::Reflect) {
        input = torch::reflection_pad2d(input, {padding, padding, padding, padding});
        padding = 0;
    }
    const Tensor result = torch::conv2d(input, weight.to(type), bias.defined() ? bias.to(type) : bias, options.stride, padding);
    return throughFloat ? result.to(x.scalar_type()) : result;
}

Tensor normWithTorch(const Tensor& x, const Tensor& weight, const Tensor& bias, double eps, Act activation, const Tensor& residual)
{
    const bool throughFloat = x.device().is_cpu() && x.scalar_type() != torch::kFloat32 && x.scalar_type() != torch::kFloat64;
    Tensor y = throughFloat ? x.to(torch::kFloat32) : x;
    const auto type = y.scalar_type();
    y = torch::instance_norm(
        y, weight.defined() ? weight.to(type) : weight, bias.defined() ? bias.to(type) : bias, {}, {}, true, 0.0, eps, false);
    if (activation == Act::Relu)
        y = torch::relu(y);
    else if (activation == Act::LeakyRelu)
        y = torch::leaky_relu(y, leakySlope);
    if (residual.defined())
        y = y + residual;
    return y.to(x.scalar_type());
}

#if defined(SONOSKETCH_OWN_KERNELS)

Workers torchWorkers()
{
    return openMpWorkers(at::get_num_threads());
}

bool fastType(const Tensor& x)
{
    return x.scalar_type() == torch::kBFloat16 || x.scalar_type() == torch::kFloat32;
}
bool isHalf(const Tensor& x)
{
    return x.scalar_type() == torch::kBFloat16;
}
Scalar scalarOf(const Tensor& x)
{
    return isHalf(x) ? Scalar::BFloat16 : Scalar::Float32;
}
std::uint16_t* halves(const Tensor& x)
{
    return static_cast<std::uint16_t*>(x.data_ptr());
}
Tensor dense(const Tensor& x)
{
    return (fastType(x) ? x : x.to(torch::kFloat32)).contiguous(torch::MemoryFormat::ChannelsLast);
}
Tensor emptyImages(const Tensor& like, std::int64_t n, std::int64_t c, std::int64_t h, std::int64_t w)
{
    return torch::empty({n, c, h, w}, like.options().memory_format(torch::MemoryFormat::ChannelsLast));
}
const float* floatsOrNull(const Tensor& t)
{
    return t.defined() ? t.data_ptr<float>() : nullptr;
}

WeightStrides stridesOf(const Tensor& weight)
{
    WeightStrides strides{weight.stride(0), weight.stride(1), weight.stride(2), weight.stride(3)};
    if (weight.size(1) == 1)
        strides.in = 1; // a size of one may carry any stride
    if (weight.size(3) == 1)
        strides.column = strides.in * weight.size(1);
    return strides;
}

ConvShape shapeOf(const Tensor& x, const Tensor& weight, const ConvOptions& options)
{
    return {.batch = x.size(0),
        .height = x.size(2),
        .width = x.size(3),
        .inChannels = x.size(1),
        .outChannels = weight.size(0),
        .kernelHeight = weight.size(2),
        .kernelWidth = weight.size(3),
        .stride = options.stride,
        .padding = options.padding,
        .upsample = options.upsample,
        .border = options.border};
}

struct ConvFunction : torch::autograd::Function<ConvFunction> {
    static Tensor forward(
        AutogradContext* context, const Tensor& x, const Tensor& weight, const c10::optional<Tensor>& bias, const ConvOptions& options)
    {
        const Tensor input = dense(x);
        const Tensor weights = weight.to(torch::kFloat32);
        const Tensor offsets = bias.has_value() ? bias->to(torch::kFloat32).contiguous() : Tensor();
        const ConvShape shape = shapeOf(input, weights, options);
        Tensor y = emptyImages(input, shape.batch, shape.outChannels, shape.outHeight(), shape.outWidth());
        const bool tiles = kernelPath() == KernelPath::Tiles;
        if (tiles)
            convForward(shape, torchWorkers(), input.data_ptr(), scalarOf(input), weights.data_ptr<float>(), stridesOf(weights),
                floatsOrNull(offsets), y.data_ptr(), scalarOf(y));
        else
            floatConvForward(shape, torchWorkers(), input.data_ptr<float>(), weights.data_ptr<float>(), stridesOf(weights),
                floatsOrNull(offsets), y.data_ptr<float>());
        context->saved_data["tiles"] = tiles;
        context->save_for_backward({input, weight});
        context->saved_data["options"] =
            std::vector<std::int64_t>{options.stride, options.padding, static_cast<std::int64_t>(options.border), options.upsample};
        context->saved_data["needs"] = std::vector<std::int64_t>{static_cast<std::int64_t>(x.requires_grad()),
            static_cast<std::int64_t>(weight.requires_grad()), static_cast<std::int64_t>(bias.has_value() && bias->requires_grad())};
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const Tensor& input = saved[0];
        const Tensor weights = saved[1].to(torch::kFloat32);
        const auto numbers = context->saved_data["options"].toIntVector();
        const auto needs = context->saved_data["needs"].toIntVector();
        const ConvOptions options{numbers[0], numbers[1], static_cast<Border>(numbers[2]), numbers[3]};
        const ConvShape shape = shapeOf(input, weights, options);
        const bool tiles = context->saved_data["tiles"].toBool();
        const Tensor gradient = dense(tiles ? gradients[0] : gradients[0].to(torch::kFloat32));
        Tensor gradX;
        Tensor gradWeight;
        Tensor gradBias;
        if (needs[0] != 0) {
            gradX = emptyImages(input, shape.batch, shape.inChannels, shape.height, shape.width);
            if (tiles)
                convBackwardData(shape, torchWorkers(), gradient.data_ptr(), scalarOf(gradient), weights.data_ptr<float>(),
                    stridesOf(weights), gradX.data_ptr(), scalarOf(gradX));
            else
                floatConvBackwardData(shape, torchWorkers(), gradient.data_ptr<float>(), weights.data_ptr<float>(), stridesOf(weights),
                    gradX.data_ptr<float>());
        }
        if (needs[1] != 0 || needs[2] != 0) {
            gradWeight = torch::empty_like(weights);
            gradBias = torch::empty({shape.outChannels}, weights.options());
            if (tiles)
                convBackwardWeights(shape, torchWorkers(), input.data_ptr(), scalarOf(input), gradient.data_ptr(), scalarOf(gradient),
                    gradWeight.data_ptr<float>(), stridesOf(gradWeight), gradBias.data_ptr<float>());
            else
                floatConvBackwardWeights(shape, torchWorkers(), input.data_ptr<float>(), gradient.data_ptr<float>(),
                    gradWeight.data_ptr<float>(), stridesOf(gradWeight), gradBias.data_ptr<float>());
        }
        return {gradX, needs[1] != 0 ? gradWeight : Tensor(), needs[2] != 0 ? gradBias : Tensor(), Tensor()};
    }
};

NormShape normShapeOf(const Tensor& x, double eps, double slope)
{
    return {.batch = x.size(0),
        .pixels = x.size(2) * x.size(3),
        .channels = x.size(1),
        .eps = static_cast<float>(eps),
        .slope = static_cast<float>(slope)};
}

struct NormFunction : torch::autograd::Function<NormFunction> {
    static Tensor forward(AutogradContext* context, const Tensor& x, const c10::optional<Tensor>& weight, const c10::optional<Tensor>& bias,
        const c10::optional<Tensor>& residual, double eps, double slope)
    {
        const Tensor input = dense(x);
        const Tensor scale = weight.has_value() ? weight->to(torch::kFloat32).contiguous() : Tensor();
        const Tensor offset = bias.has_value() ? bias->to(torch::kFloat32).contiguous() : Tensor();
        const Tensor added =
            residual.has_value() ? residual->to(input.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast) : Tensor();
        Tensor y = emptyImages(input, input.size(0), input.size(1), input.size(2), input.size(3));
        const Tensor mean = torch::empty({input.size(0), input.size(1)}, input.options().dtype(torch::kFloat32));
        const Tensor inverse = torch::empty_like(mean);
        const NormShape shape = normShapeOf(input, eps, slope);
        if (isHalf(input))
            halfNormForward(shape, torchWorkers(), halves(input), floatsOrNull(scale), floatsOrNull(offset),
                added.defined() ? halves(added) : nullptr, halves(y), mean.data_ptr<float>(), inverse.data_ptr<float>());
        else
            floatNormForward(shape, torchWorkers(), input.data_ptr<float>(), floatsOrNull(scale), floatsOrNull(offset), floatsOrNull(added),
                y.data_ptr<float>(), mean.data_ptr<float>(), inverse.data_ptr<float>());
        context->save_for_backward({input, scale, offset, mean, inverse});
        context->saved_data["eps"] = eps;
        context->saved_data["slope"] = slope;
        context->saved_data["residual"] = residual.has_value();
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const Tensor& input = saved[0];
        const Tensor gradient = gradients[0].to(input.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
        const Tensor gradX = emptyImages(input, input.size(0), input.size(1), input.size(2), input.size(3));
        const Tensor gradWeight = saved[1].defined() ? torch::empty_like(saved[1]) : Tensor();
        const Tensor gradBias = saved[2].defined() ? torch::empty_like(saved[2]) : Tensor();
        const NormShape shape = normShapeOf(input, context->saved_data["eps"].toDouble(), context->saved_data["slope"].toDouble());
        float* ofWeight = gradWeight.defined() ? gradWeight.data_ptr<float>() : nullptr;
        float* ofBias = gradBias.defined() ? gradBias.data_ptr<float>() : nullptr;
        if (isHalf(input))
            halfNormBackward(shape, torchWorkers(), halves(input), halves(gradient), floatsOrNull(saved[1]), floatsOrNull(saved[2]),
                saved[3].data_ptr<float>(), saved[4].data_ptr<float>(), halves(gradX), ofWeight, ofBias);
        else
            floatNormBackward(shape, torchWorkers(), input.data_ptr<float>(), gradient.data_ptr<float>(), floatsOrNull(saved[1]),
                floatsOrNull(saved[2]), saved[3].data_ptr<float>(), saved[4].data_ptr<float>(), gradX.data_ptr<float>(), ofWeight, ofBias);
        return {gradX, gradWeight, gradBias, context->saved_data["residual"].toBool() ? gradients[0] : Tensor(), Tensor(), Tensor()};
    }
};

c10::optional<Tensor> optionalOf(const Tensor& t)
{
    return t.defined() ? c10::optional<Tensor>(t) : c10::nullopt;
}

bool takesOwnPath(const Tensor& x)
{
    if (!x.device().is_cpu() || x.numel() == 0)
        return false;
    const auto path = kernelPath();
    return path == KernelPath::Tiles ? fastType(x) : path == KernelPath::Float && x.scalar_type() == torch::kFloat32;
}

#endif

} // namespace

KernelPath kernelPath()
{
#if defined(SONOSKETCH_OWN_KERNELS)
    const auto allowed = g_allowed.load();
    if (allowed == KernelPath::Tiles && amxAvailable())
        return KernelPath::Tiles;
    if (allowed != KernelPath::Torch && floatKernelsAvailable())
        return KernelPath::Float;
#endif
    return KernelPath::Torch;
}

void setKernelPath(KernelPath best)
{
    g_allowed = best;
}

bool fastPathEnabled()
{
    return kernelPath() == KernelPath::Tiles;
}

void setFastPath(bool enabled)
{
    g_allowed = enabled ? KernelPath::Tiles : KernelPath::Torch;
}

Tensor conv2d(const Tensor& x, const Tensor& weight, const Tensor& bias, const ConvOptions& options)
{
    require(x.defined() && weight.defined() && x.dim() == 4 && weight.dim() == 4 && x.size(1) == weight.size(1), "channels do not fit",
        "convolution", "x is [N, C, H, W], weight [O, C, kH, kW]");
    require(!bias.defined() || (bias.dim() == 1 && bias.size(0) == weight.size(0)), "bias does not fit", "convolution",
        "it holds one number per output channel");
    require(options.stride >= 1 && options.stride <= 4 && options.padding >= 0 && options.upsample >= 1 && options.upsample <= 8,
        "stride, padding or enlargement out of range", "convolution", "stride 1 to 4, enlargement 1 to 8");
    const std::int64_t height = x.size(2) * options.upsample;
    const std::int64_t width = x.size(3) * options.upsample;
    require(height + 2 * options.padding >= weight.size(2) && width + 2 * options.padding >= weight.size(3),
        "image smaller than the kernel", "convolution", "use a larger image");
    require(options.border == Border::Zero || (options.padding < height && options.padding < width),
        "image smaller than the mirrored border", "convolution", "use a larger image");
#if defined(SONOSKETCH_OWN_KERNELS)
    if (takesOwnPath(x) && weight.device().is_cpu())
        return ConvFunction::apply(x, weight, optionalOf(bias), options);
#endif
    return convWithTorch(x, weight, bias, options);
}

Tensor conv2d(const Tensor& x, const Tensor& weight, const Tensor& bias, std::int64_t stride, std::int64_t padding)
{
    return conv2d(x, weight, bias, ConvOptions{.stride = stride, .padding = padding});
}

Tensor instanceNormAct(const Tensor& x, const Tensor& weight, const Tensor& bias, double eps, Act activation, const Tensor& residual)
{
    require(x.defined() && x.dim() == 4, "not a batch of images", "instance normalisation", "x is [N, C, H, W]");
    require((!weight.defined() || weight.numel() == x.size(1)) && (!bias.defined() || bias.numel() == x.size(1)), "channels do not fit",
        "instance normalisation", "weight and bias hold one number per channel");
    require(!residual.defined() || residual.sizes() == x.sizes(), "residual of another size", "instance normalisation", "give it x's size");
#if defined(SONOSKETCH_OWN_KERNELS)
    if (takesOwnPath(x)) {
        const double slope = activation == Act::None ? 1.0 : activation == Act::Relu ? 0.0 : leakySlope;
        return NormFunction::apply(x, optionalOf(weight), optionalOf(bias), optionalOf(residual), eps, slope);
    }
#endif
    return normWithTorch(x, weight, bias, eps, activation, residual);
}

} // namespace sonosketch::kernels
