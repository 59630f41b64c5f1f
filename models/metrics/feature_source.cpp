// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/metrics/feature_source.h"

#include "core/base/error.h"
#include "models/checkpoint/safetensors.h"
#include "models/metrics/perception_model.h"
#include "models/nn/feature_encoder.h"
#include "models/nn/inception.h"

#include <fmt/format.h>
#include <torch/script.h>

namespace sonosketch::metrics {

namespace {

constexpr std::int64_t groupSize = 8; // pictures that are in memory as activations at a time

void checkImages(const torch::Tensor& images)
{
    if (images.dim() != 4 || images.size(1) != 1 || images.scalar_type() != torch::kUInt8 || images.size(0) < 1)
        throw Error(ErrorCode::InvalidArgument, "a feature source takes uint8 pictures [N, 1, H, W]");
}

Error failed(const c10::Error& error)
{
    const std::string text = error.what_without_backtrace();
    return Error(ErrorCode::Device, "the feature network failed: " + text.substr(0, text.find('\n')));
}

/// Splits pictures into groups and joins what the network says about them.
class GroupedSource : public FeatureSource {
public:
    explicit GroupedSource(torch::Device device)
        : m_device(device)
    {
    }

    torch::Tensor features(const torch::Tensor& images) final
    {
        checkImages(images);
        torch::NoGradGuard guard;
        std::vector<torch::Tensor> parts;
        try {
            for (const auto& group : images.split(groupSize))
                parts.push_back(featuresOf(prepare(group)).to(torch::kFloat32).to(torch::kCPU).contiguous());
        } catch (const c10::Error& error) {
            throw failed(error);
        }
        return torch::cat(parts, 0);
    }

    std::vector<torch::Tensor> maps(const torch::Tensor& images) final
    {
        checkImages(images);
        torch::NoGradGuard guard;
        std::vector<std::vector<torch::Tensor>> parts;
        std::vector<torch::Tensor> joined;
        try {
            for (const auto& group : images.split(groupSize)) {
                const auto activations = mapsOf(prepare(group));
                parts.resize(activations.size());
                for (std::size_t i = 0; i < activations.size(); ++i)
                    parts[i].push_back(activations[i].to(torch::kFloat32).to(torch::kCPU).contiguous());
            }
        } catch (const c10::Error& error) {
            throw failed(error);
        }
        joined.reserve(parts.size());
        for (const auto& part : parts)
            joined.push_back(torch::cat(part, 0));
        return joined;
    }

protected:
    virtual torch::Tensor prepare(const torch::Tensor& images) const { return toUnitRange(images, m_device); }
    virtual torch::Tensor featuresOf(const torch::Tensor& x) = 0;
    virtual std::vector<torch::Tensor> mapsOf(const torch::Tensor& x) = 0;

    torch::Device m_device;
};

class EncoderSource final : public GroupedSource {
public:
    EncoderSource(const std::filesystem::path& folder, torch::Device device)
        : GroupedSource(device)
        , m_card(PerceptionCard::load(folder, PerceptionCard::encoder))
    {
        nn::FeatureEncoderConfig config;
        config.width = m_card.width;
        config.dimensions = m_card.dimensions;
        m_network = nn::FeatureEncoder(config);
        loadPerceptionWeights(folder, m_card, *m_network);
        m_network->to(device);
    }
    std::string name() const override { return "feature-encoder"; }
    std::int64_t dimensions() const override { return m_card.dimensions; }

private:
    torch::Tensor featuresOf(const torch::Tensor& x) override { return m_network->forward(x); }
    std::vector<torch::Tensor> mapsOf(const torch::Tensor& x) override { return m_network->stages(x); }

    PerceptionCard m_card;
    nn::FeatureEncoder m_network{nullptr};
};

/// Grey pictures as Inception wants them: three equal channels of 299x299 (bilinear), -1..1.
class InceptionInput : public GroupedSource {
public:
    using GroupedSource::GroupedSource;
    std::string name() const final { return "inception"; }

protected:
    torch::Tensor prepare(const torch::Tensor& images) const final
    {
        constexpr auto edge = nn::Inception::inputSize;
        const auto x = torch::upsample_bilinear2d(toUnitRange(images, m_device), {edge, edge}, /*align_corners=*/false);
        return x.expand({-1, 3, -1, -1}).contiguous(torch::MemoryFormat::ChannelsLast);
    }
};

class InceptionSource final : public InceptionInput {
public:
    InceptionSource(const std::filesystem::path& file, torch::Device device)
        : InceptionInput(device)
        , m_network(checkpoint::readSafetensors(file).tensors, file.string())
    {
        m_network.to(device);
    }
    std::int64_t dimensions() const override { return m_network.dimensions(); }

private:
    torch::Tensor featuresOf(const torch::Tensor& x) override { return m_network.forward(x); }
    std::vector<torch::Tensor> mapsOf(const torch::Tensor& x) override { return m_network.stages(x); }

    nn::Inception m_network;
};

class ScriptSource final : public InceptionInput {
public:
    ScriptSource(const std::filesystem::path& file, torch::Device device)
        : InceptionInput(device)
        , m_file(file)
    {
        try {
            m_module = torch::jit::load(file.string(), device);
            m_module.eval();
            torch::NoGradGuard guard;
            m_dimensions = featuresOf(prepare(torch::zeros({2, 1, 32, 32}, torch::kUInt8))).size(1);
        } catch (const c10::Error& error) {
            const std::string text = error.what_without_backtrace();
            throw Error(ErrorCode::Corrupt, "this TorchScript file cannot be used: " + text.substr(0, text.find('\n')), file.string(),
                "It must take float32 [N, 3, 299, 299] in -1..1 and answer [N, D]");
        }
    }
    std::int64_t dimensions() const override { return m_dimensions; }

private:
    torch::Tensor featuresOf(const torch::Tensor& x) override
    {
        const auto answer = m_module.forward({x});
        const auto wrong = [this](const std::string& what) {
            return Error(ErrorCode::Corrupt, "the TorchScript module answers " + what, m_file.string(),
                "It must take float32 [N, 3, 299, 299] in -1..1 and answer [N, D]");
        };
        if (!answer.isTensor())
            throw wrong("something else than a tensor");
        auto tensor = answer.toTensor();
        if (tensor.dim() == 4 && tensor.size(2) == 1 && tensor.size(3) == 1)
            tensor = tensor.flatten(1); // pooled, but not flattened
        if (tensor.dim() != 2 || tensor.size(0) != x.size(0) || tensor.size(1) < 1 || (m_dimensions > 0 && tensor.size(1) != m_dimensions))
            throw wrong(fmt::format("a tensor of shape [{}]", fmt::join(tensor.sizes().begin(), tensor.sizes().end(), ", ")));
        if (!torch::isfinite(tensor).all().item<bool>())
            throw wrong("values that are not finite");
        return tensor;
    }
    std::vector<torch::Tensor> mapsOf(const torch::Tensor&) override { return {}; }

    std::filesystem::path m_file;
    torch::jit::Module m_module;
    std::int64_t m_dimensions = 0;
};

torch::Tensor unitLength(const torch::Tensor& map)
{
    return map / (map.square().sum(1, /*keepdim=*/true).sqrt() + 1e-10);
}

} // namespace

std::unique_ptr<FeatureSource> loadFeatureEncoder(const std::filesystem::path& folder, DeviceChoice device)
{
    return std::make_unique<EncoderSource>(folder, perceptionDevice(device));
}

std::unique_ptr<FeatureSource> loadInception(const std::filesystem::path& file, DeviceChoice choice)
{
    const auto device = perceptionDevice(choice);
    if (!std::filesystem::is_regular_file(file))
        throw Error(ErrorCode::NotFound, "there is no such file", file.string(), "Name the weights of Inception v3");
    if (file.extension() == ".safetensors")
        return std::make_unique<InceptionSource>(file, device);
    if (file.extension() == ".pt")
        return std::make_unique<ScriptSource>(file, device);
    throw Error(ErrorCode::Unsupported, "Inception weights are read from .safetensors, or from .pt (TorchScript)", file.string());
}

double perceptualDistance(FeatureSource& source, const torch::Tensor& a, const torch::Tensor& b)
{
    checkImages(a);
    checkImages(b);
    if (a.sizes() != b.sizes())
        throw Error(ErrorCode::SizeMismatch, "a perceptual distance needs pictures of one shape");
    double sum = 0;
    const auto partsA = a.split(groupSize);
    const auto partsB = b.split(groupSize);
    for (std::size_t part = 0; part < partsA.size(); ++part) { // maps of many pictures at a time would fill the memory
        const auto mapsA = source.maps(partsA[part]);
        const auto mapsB = source.maps(partsB[part]);
        if (mapsA.empty())
            throw Error(ErrorCode::Unsupported, "this feature source has no maps to compare", source.name(), "Use the feature encoder");
        for (std::size_t i = 0; i < mapsA.size(); ++i) {
            const auto difference = (unitLength(mapsA[i]) - unitLength(mapsB[i])).square().sum(1).mean({1, 2});
            sum += difference.sum().item<double>() / static_cast<double>(mapsA.size());
        }
    }
    return sum / static_cast<double>(a.size(0));
}

} // namespace sonosketch::metrics
