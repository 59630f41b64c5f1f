// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/inception.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <set>

namespace sonosketch::nn {

namespace {

constexpr double batchEpsilon = 1e-3;

/// Writes the table; channel counts are the paper's, divided on the way in.
class Table {
public:
    explicit Table(std::int64_t divisor)
        : m_divisor(divisor)
    {
    }
    void add(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t height, std::int64_t width, std::int64_t stride = 1,
        bool padded = true)
    {
        const std::array<std::int64_t, 2> padding{padded ? height / 2 : 0, padded ? width / 2 : 0};
        layers.push_back({name, in == 3 ? 3 : in / m_divisor, out / m_divisor, {height, width}, stride, padding});
    }
    void blockA(const std::string& block, std::int64_t in, std::int64_t pool)
    {
        add(block + ".branch1x1", in, 64, 1, 1);
        add(block + ".branch5x5_1", in, 48, 1, 1);
        add(block + ".branch5x5_2", 48, 64, 5, 5);
        add(block + ".branch3x3dbl_1", in, 64, 1, 1);
        add(block + ".branch3x3dbl_2", 64, 96, 3, 3);
        add(block + ".branch3x3dbl_3", 96, 96, 3, 3);
        add(block + ".branch_pool", in, pool, 1, 1);
    }
    void blockB(const std::string& block, std::int64_t in)
    {
        add(block + ".branch3x3", in, 384, 3, 3, 2, false);
        add(block + ".branch3x3dbl_1", in, 64, 1, 1);
        add(block + ".branch3x3dbl_2", 64, 96, 3, 3);
        add(block + ".branch3x3dbl_3", 96, 96, 3, 3, 2, false);
    }
    void blockC(const std::string& block, std::int64_t in, std::int64_t middle)
    {
        add(block + ".branch1x1", in, 192, 1, 1);
        add(block + ".branch7x7_1", in, middle, 1, 1);
        add(block + ".branch7x7_2", middle, middle, 1, 7);
        add(block + ".branch7x7_3", middle, 192, 7, 1);
        add(block + ".branch7x7dbl_1", in, middle, 1, 1);
        add(block + ".branch7x7dbl_2", middle, middle, 7, 1);
        add(block + ".branch7x7dbl_3", middle, middle, 1, 7);
        add(block + ".branch7x7dbl_4", middle, middle, 7, 1);
        add(block + ".branch7x7dbl_5", middle, 192, 1, 7);
        add(block + ".branch_pool", in, 192, 1, 1);
    }
    void blockD(const std::string& block, std::int64_t in)
    {
        add(block + ".branch3x3_1", in, 192, 1, 1);
        add(block + ".branch3x3_2", 192, 320, 3, 3, 2, false);
        add(block + ".branch7x7x3_1", in, 192, 1, 1);
        add(block + ".branch7x7x3_2", 192, 192, 1, 7);
        add(block + ".branch7x7x3_3", 192, 192, 7, 1);
        add(block + ".branch7x7x3_4", 192, 192, 3, 3, 2, false);
    }
    void blockE(const std::string& block, std::int64_t in)
    {
        add(block + ".branch1x1", in, 320, 1, 1);
        add(block + ".branch3x3_1", in, 384, 1, 1);
        add(block + ".branch3x3_2a", 384, 384, 1, 3);
        add(block + ".branch3x3_2b", 384, 384, 3, 1);
        add(block + ".branch3x3dbl_1", in, 448, 1, 1);
        add(block + ".branch3x3dbl_2", 448, 384, 3, 3);
        add(block + ".branch3x3dbl_3a", 384, 384, 1, 3);
        add(block + ".branch3x3dbl_3b", 384, 384, 3, 1);
        add(block + ".branch_pool", in, 192, 1, 1);
    }

    std::vector<InceptionLayer> layers;

private:
    std::int64_t m_divisor;
};

torch::Tensor averagePool(const torch::Tensor& x)
{
    return torch::avg_pool2d(x, 3, 1, 1, /*ceil_mode=*/false, /*count_include_pad=*/false);
}

bool ignored(const std::string& name)
{
    return name.starts_with("fc.") || name.starts_with("AuxLogits.") || name.ends_with(".num_batches_tracked");
}

std::string shapeText(torch::IntArrayRef shape)
{
    return fmt::format("[{}]", fmt::join(shape.begin(), shape.end(), ", "));
}

} // namespace

std::vector<InceptionLayer> inceptionLayers(std::int64_t divisor)
{
    if (divisor != 1 && divisor != 2 && divisor != 4 && divisor != 8 && divisor != 16)
        throw Error(ErrorCode::InvalidArgument, fmt::format("Inception cannot be built with 1/{} of its channels", divisor), {},
            "Use 1, 2, 4, 8 or 16");
    Table table(divisor);
    table.add("Conv2d_1a_3x3", 3, 32, 3, 3, 2, false);
    table.add("Conv2d_2a_3x3", 32, 32, 3, 3, 1, false);
    table.add("Conv2d_2b_3x3", 32, 64, 3, 3);
    table.add("Conv2d_3b_1x1", 64, 80, 1, 1);
    table.add("Conv2d_4a_3x3", 80, 192, 3, 3, 1, false);
    table.blockA("Mixed_5b", 192, 32);
    table.blockA("Mixed_5c", 256, 64);
    table.blockA("Mixed_5d", 288, 64);
    table.blockB("Mixed_6a", 288);
    table.blockC("Mixed_6b", 768, 128);
    table.blockC("Mixed_6c", 768, 160);
    table.blockC("Mixed_6d", 768, 160);
    table.blockC("Mixed_6e", 768, 192);
    table.blockD("Mixed_7a", 768);
    table.blockE("Mixed_7b", 1280);
    table.blockE("Mixed_7c", 2048);
    return table.layers;
}

Inception::Inception(const std::map<std::string, torch::Tensor>& weights, const std::string& where)
{
    torch::NoGradGuard guard;
    const std::string hint = "Weights of Inception v3 under torchvision's names are wanted";
    std::set<std::string> used;
    const auto get = [&](const std::string& name, const std::vector<std::int64_t>& shape) {
        const auto found = weights.find(name);
        if (found == weights.end())
            throw Error(ErrorCode::Corrupt, "weights lack the tensor " + name, where, hint);
        if (found->second.sizes() != torch::IntArrayRef(shape))
            throw Error(ErrorCode::Corrupt,
                fmt::format("tensor {} should have shape {} but has {}", name, shapeText(shape), shapeText(found->second.sizes())), where,
                hint);
        used.insert(name);
        return found->second.to(torch::kFloat32);
    };
    const auto first = weights.find("Conv2d_1a_3x3.conv.weight");
    const std::int64_t channels = first != weights.end() && first->second.dim() == 4 ? first->second.size(0) : 0;
    if (channels < 2 || 32 % channels != 0)
        throw Error(ErrorCode::Corrupt, "this is no Inception v3: Conv2d_1a_3x3.conv.weight is missing or has another shape", where, hint);
    m_divisor = 32 / channels;
    for (const auto& layer : inceptionLayers(m_divisor)) {
        const std::vector<std::int64_t> perChannel{layer.out};
        const auto weight = get(layer.name + ".conv.weight", {layer.out, layer.in, layer.kernel[0], layer.kernel[1]});
        const auto variance = get(layer.name + ".bn.running_var", perChannel);
        if ((variance < 0).any().item<bool>())
            throw Error(ErrorCode::Corrupt, "tensor " + layer.name + ".bn.running_var holds a negative variance", where, hint);
        const auto scale = get(layer.name + ".bn.weight", perChannel) / (variance + batchEpsilon).sqrt();
        Folded folded;
        folded.layer = layer;
        folded.weight = (weight * scale.reshape({-1, 1, 1, 1})).contiguous(torch::MemoryFormat::ChannelsLast);
        folded.bias = get(layer.name + ".bn.bias", perChannel) - get(layer.name + ".bn.running_mean", perChannel) * scale;
        m_layers[layer.name] = std::move(folded);
    }
    for (const auto& [name, tensor] : weights) {
        if (!used.contains(name) && !ignored(name))
            throw Error(ErrorCode::Corrupt, "weights hold a tensor that the network does not have: " + name, where, hint);
    }
}

void Inception::to(torch::Device device)
{
    for (auto& [name, folded] : m_layers) {
        folded.weight = folded.weight.to(device);
        folded.bias = folded.bias.to(device);
    }
}

torch::Tensor Inception::conv(const std::string& name, const torch::Tensor& x) const
{
    const auto& folded = m_layers.at(name);
    return torch::relu(torch::conv2d(x, folded.weight, folded.bias, folded.layer.stride, folded.layer.padding));
}

torch::Tensor Inception::chain(const std::string& block, std::initializer_list<const char*> names, const torch::Tensor& x) const
{
    auto y = x;
    for (const char* name : names)
        y = conv(block + "." + name, y);
    return y;
}

torch::Tensor Inception::blockA(const std::string& name, const torch::Tensor& x) const
{
    return torch::cat(
        {chain(name, {"branch1x1"}, x), chain(name, {"branch5x5_1", "branch5x5_2"}, x),
            chain(name, {"branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"}, x), chain(name, {"branch_pool"}, averagePool(x))},
        1);
}

torch::Tensor Inception::blockB(const std::string& name, const torch::Tensor& x) const
{
    return torch::cat(
        {chain(name, {"branch3x3"}, x), chain(name, {"branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"}, x), torch::max_pool2d(x, 3, 2)},
        1);
}

torch::Tensor Inception::blockC(const std::string& name, const torch::Tensor& x) const
{
    return torch::cat({chain(name, {"branch1x1"}, x), chain(name, {"branch7x7_1", "branch7x7_2", "branch7x7_3"}, x),
                          chain(name, {"branch7x7dbl_1", "branch7x7dbl_2", "branch7x7dbl_3", "branch7x7dbl_4", "branch7x7dbl_5"}, x),
                          chain(name, {"branch_pool"}, averagePool(x))},
        1);
}

torch::Tensor Inception::blockD(const std::string& name, const torch::Tensor& x) const
{
    return torch::cat({chain(name, {"branch3x3_1", "branch3x3_2"}, x),
                          chain(name, {"branch7x7x3_1", "branch7x7x3_2", "branch7x7x3_3", "branch7x7x3_4"}, x), torch::max_pool2d(x, 3, 2)},
        1);
}

torch::Tensor Inception::blockE(const std::string& name, const torch::Tensor& x, bool maximumPool) const
{
    const auto single = chain(name, {"branch3x3_1"}, x);
    const auto twofold = chain(name, {"branch3x3dbl_1", "branch3x3dbl_2"}, x);
    const auto pooled = maximumPool ? torch::max_pool2d(x, 3, 1, 1) : averagePool(x);
    return torch::cat(
        {chain(name, {"branch1x1"}, x), chain(name, {"branch3x3_2a"}, single), chain(name, {"branch3x3_2b"}, single),
            chain(name, {"branch3x3dbl_3a"}, twofold), chain(name, {"branch3x3dbl_3b"}, twofold), chain(name, {"branch_pool"}, pooled)},
        1);
}

std::vector<torch::Tensor> Inception::stages(const torch::Tensor& input) const
{
    torch::NoGradGuard guard;
    if (input.dim() != 4 || input.size(1) != 3 || input.size(2) != inputSize || input.size(3) != inputSize)
        throw Error(ErrorCode::SizeMismatch, "Inception takes [N, 3, 299, 299]");
    std::vector<torch::Tensor> activations;
    auto x = conv("Conv2d_2b_3x3", conv("Conv2d_2a_3x3", conv("Conv2d_1a_3x3", input)));
    activations.push_back(x);
    x = conv("Conv2d_4a_3x3", conv("Conv2d_3b_1x1", torch::max_pool2d(x, 3, 2)));
    activations.push_back(x);
    x = blockA("Mixed_5d", blockA("Mixed_5c", blockA("Mixed_5b", torch::max_pool2d(x, 3, 2))));
    activations.push_back(x);
    x = blockC("Mixed_6b", blockB("Mixed_6a", x));
    x = blockC("Mixed_6e", blockC("Mixed_6d", blockC("Mixed_6c", x)));
    activations.push_back(x);
    activations.push_back(blockE("Mixed_7b", blockD("Mixed_7a", x), false));
    return activations;
}

torch::Tensor Inception::forward(const torch::Tensor& input) const
{
    torch::NoGradGuard guard;
    return blockE("Mixed_7c", stages(input).back(), true).mean({2, 3});
}

} // namespace sonosketch::nn
