// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/runtime/plain_generator.h"

#include "core/base/error.h"
#include "models/checkpoint/model_folder.h"
#include "models/kernels/noise_plane.h"
#include "models/kernels/tensor_memory.h"
#include "models/nn/cpu_setup.h"
#include "models/nn/noise_injection.h"

#include <torch/torch.h>

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace sonosketch {

namespace {

using torch::Tensor;
/// Called before each convolution, with its name; may throw to abandon the pass.
using Check = std::function<void(const std::string& name)>;

/// The forward passes of models/nn once more, over the parameters by their names and without models/kernels.
class PlainNetwork {
public:
    PlainNetwork(const nn::ImageGenerator& source, torch::Device device)
        : m_config(source.config())
        , m_alpha(source.alpha())
        , m_norm(nn::parseNorm(m_config.norm))
    {
        const auto take = [&](const auto& named) {
            for (const auto& item : named)
                m_values[item.key()] = item.value().detach().to(device, torch::kFloat32).contiguous();
        };
        take(source.named_parameters());
        take(source.named_buffers());
    }

    const nn::GeneratorConfig& config() const { return m_config; }
    std::int64_t multiplyAdds() const { return m_multiplyAdds; }

    Tensor forward(const Tensor& condition, const Check& check)
    {
        m_check = &check;
        m_multiplyAdds = 0;
        Tensor x = condition;
        if (const int hidden = m_config.hiddenChannel; hidden >= 0)
            x = torch::cat({x.narrow(1, 0, hidden), x.narrow(1, hidden + 1, x.size(1) - hidden - 1)}, 1);
        return m_config.architecture == "unet" ? unet(x) : residual(x);
    }

private:
    struct Style {
        std::int64_t stride = 1;
        std::int64_t padding = 1;
        bool mirrored = false;
        bool doubled = false; ///< nearest-neighbour enlargement first
    };

    const Tensor& at(const std::string& name) const { return m_values.at(name); }

    Tensor conv(const std::string& name, Tensor x, const Style& style)
    {
        (*m_check)(name);
        const Tensor& weight = at(name + ".weight");
        if (style.doubled)
            x = torch::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
        auto padding = style.padding;
        if (style.mirrored) {
            x = torch::reflection_pad2d(x, {padding, padding, padding, padding});
            padding = 0;
        }
        auto y = torch::conv2d(x, weight, at(name + ".bias"), style.stride, padding);
        m_multiplyAdds += y.numel() / weight.size(0) * weight.numel();
        return y;
    }

    /// nn::NoiseInjectionImpl.
    Tensor noisy(const std::string& name, int layer, const Tensor& x)
    {
        if (!m_config.noise)
            return x;
        auto& plane = m_noise[name];
        if (!plane.defined()) {
            plane = torch::empty({1, 1, x.size(2), x.size(3)});
            kernels::fillNoise(nn::pictureNoiseSeed, layer, x.size(2), x.size(3), plane.data_ptr<float>());
            plane = plane.to(x.device());
        }
        return x + at(name + ".scale").view({1, -1, 1, 1}) * plane;
    }

    Tensor norm(const std::string& name, const Tensor& x) const
    {
        constexpr double epsilon = 1e-5;
        if (m_norm == nn::Norm::None)
            return x;
        const Tensor& weight = at(name + ".weight");
        const Tensor& bias = at(name + ".bias");
        if (m_norm == nn::Norm::Instance)
            return torch::instance_norm(x, weight, bias, {}, {}, true, 0.0, epsilon, true);
        return torch::batch_norm(x, weight, bias, at(name + ".running_mean"), at(name + ".running_var"), false, 0.0, epsilon, true);
    }

    Tensor block(const std::string& name, const Tensor& x)
    {
        auto y = torch::relu(norm(name + ".norm1", conv(name + ".conv1", x, {.mirrored = true})));
        return x + norm(name + ".norm2", conv(name + ".conv2", y, {.mirrored = true}));
    }

    /// nn::GeneratorImpl.
    Tensor residual(Tensor x)
    {
        if (m_config.grown) {
            const auto skip = torch::avg_pool2d(x, 2);
            const auto hidden = torch::leaky_relu(conv("fib_down.conv1", x, {}), 0.2);
            x = m_alpha * conv("fib_down.conv2", hidden, {.stride = 2}) + (1.0 - m_alpha) * skip;
        }
        x = torch::relu(norm("stem_norm", conv("stem", x, {.padding = 3, .mirrored = true})));
        x = torch::relu(norm("down1_norm", conv("down1", x, {.stride = 2})));
        x = torch::relu(norm("down2_norm", noisy("down2_noise", kernels::down2Noise, conv("down2", x, {.stride = 2}))));
        for (int i = 0; i < m_config.residualBlocks; ++i)
            x = block(fmt::format("blocks.{}", i), x);
        x = torch::relu(norm("up1_norm", noisy("up1_noise", kernels::up1Noise, conv("up1", x, {.doubled = true}))));
        x = torch::relu(norm("up2_norm", noisy("up2_noise", kernels::up2Noise, conv("up2", x, {.doubled = true}))));
        auto image = torch::tanh(conv("out", x, {.padding = 3, .mirrored = true}));
        if (!m_config.grown)
            return image;
        const auto skip = doubled(image);
        x = torch::relu(noisy("fib_up.noise", kernels::fibUpNoise, conv("fib_up.conv1", x, {.doubled = true})));
        return m_alpha * torch::tanh(conv("fib_up.conv2", x, {.padding = 3})) + (1.0 - m_alpha) * skip;
    }

    /// nn::UnetGeneratorImpl.
    Tensor unet(Tensor x)
    {
        constexpr int depth = 8;
        std::vector<Tensor> skips;
        for (int level = 1; level <= depth; ++level) {
            x = conv(fmt::format("down{}", level), x, {.stride = 2});
            if (level > 1 && level < depth)
                x = norm(fmt::format("down{}_norm", level), x);
            x = torch::leaky_relu(x, 0.2);
            skips.push_back(x);
        }
        for (int level = depth; level >= 1; --level) {
            if (level < depth)
                x = torch::cat({x, skips[static_cast<std::size_t>(level) - 1]}, 1);
            x = conv(fmt::format("up{}", level), x, {.doubled = true});
            if (level > 1)
                x = torch::relu(norm(fmt::format("up{}_norm", level), x));
        }
        return torch::tanh(x);
    }

public:
    static Tensor doubled(const Tensor& x) { return torch::upsample_bilinear2d(x, {2 * x.size(2), 2 * x.size(3)}, false); }

private:
    nn::GeneratorConfig m_config;
    double m_alpha;
    nn::Norm m_norm;
    std::map<std::string, Tensor> m_values;
    std::map<std::string, Tensor> m_noise; ///< planes, by the layer's name; all pictures are of one size
    std::int64_t m_multiplyAdds = 0;
    const Check* m_check = nullptr; ///< of the pass at work
};

class PlainSession final : public PlainGenerator {
public:
    PlainSession(const checkpoint::LoadedModel& model, torch::Device device)
        : m_network(*model.generator, device)
        , m_device(device)
        , m_size(model.generator->size())
    {
        m_info.name = model.card.name;
        m_info.hash = model.card.sha256;
        m_info.license = model.card.license;
        m_info.attribution = model.card.attribution;
        m_info.device = device.is_cuda() ? "cuda:0" : "cpu";
        m_info.precision = "fp32";
        m_info.spec = model.card.spec;
        run(torch::zeros({1, m_info.spec.channels(), canvasSize, canvasSize}, torch::kUInt8), [](const std::string&) {});
    }

    const GeneratorInfo& info() const override { return m_info; }
    std::int64_t multiplyAdds() const override { return m_network.multiplyAdds(); }

    std::vector<LayerTime> layers(const Condition& condition) override
    {
        std::vector<LayerTime> found;
        std::int64_t before = 0;
        auto last = std::chrono::steady_clock::now();
        const auto finish = [&] {
            const auto now = std::chrono::steady_clock::now();
            if (!found.empty()) {
                found.back().milliseconds = std::chrono::duration<double, std::milli>(now - last).count();
                found.back().multiplyAdds = m_network.multiplyAdds() - before;
            }
            before = m_network.multiplyAdds();
            last = now;
        };
        const auto bytes = torch::from_blob(
            const_cast<std::uint8_t*>(condition.values.data()), {1, condition.channels, canvasSize, canvasSize}, torch::kUInt8);
        run(bytes, [&](const std::string& name) {
            finish();
            found.push_back({name, 0, 0});
        });
        finish();
        return found;
    }

    cv::Mat synthesize(const Condition& condition, const CancelToken& cancel) override
    {
        const auto wanted = static_cast<std::size_t>(m_info.spec.channels()) * canvasSize * canvasSize;
        if (condition.channels != m_info.spec.channels() || condition.size != canvasSize || condition.values.size() != wanted)
            throw Error(ErrorCode::VersionMismatch,
                fmt::format("the condition has {} channels of {} pixels; the model {} takes {} of {}", condition.channels, condition.size,
                    m_info.name, m_info.spec.channels(), canvasSize));
        // Torch takes no constant memory; it only reads here.
        const auto bytes = torch::from_blob(
            const_cast<std::uint8_t*>(condition.values.data()), {1, condition.channels, canvasSize, canvasSize}, torch::kUInt8);
        try {
            const auto image = run(bytes, [&cancel](const std::string&) {
                if (cancel.isCancelled())
                    throw Error(ErrorCode::Cancelled, "synthesis was cancelled");
            });
            return cv::Mat(canvasSize, canvasSize, CV_8UC1, image.data_ptr()).clone();
        } catch (const c10::Error& error) {
            const std::string text = error.what_without_backtrace();
            throw Error(ErrorCode::Device, "the model failed on " + m_info.device + ": " + text.substr(0, text.find('\n')));
        }
    }

private:
    Tensor run(const Tensor& bytes, const Check& check)
    {
        torch::NoGradGuard guard;
        auto x = bytes.to(m_device).to(torch::kFloat32);
        const bool smaller = m_size < canvasSize;
        if (smaller)
            x = torch::avg_pool2d(x, 2);
        auto image = m_network.forward(x, check);
        if (smaller)
            image = PlainNetwork::doubled(image);
        return ((image + 1.0) * 127.5).round().clamp(0, 255).to(torch::kUInt8).to(torch::kCPU).contiguous();
    }

    PlainNetwork m_network;
    torch::Device m_device;
    int m_size;
    GeneratorInfo m_info;
};

} // namespace

std::unique_ptr<PlainGenerator> loadPlainGenerator(const std::filesystem::path& folder, DeviceChoice choice)
{
    nn::prepareCpu();
    kernels::keepTensorMemory();
    const auto model = checkpoint::loadModel(folder);
    const bool cuda = torch::cuda::is_available();
    if (choice == DeviceChoice::Cuda && !cuda)
        throw Error(ErrorCode::Device, "no CUDA device can be used", {}, "Use --device cpu, or build against a LibTorch with CUDA");
    return std::make_unique<PlainSession>(
        model, cuda && choice != DeviceChoice::Cpu ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU));
}

} // namespace sonosketch
