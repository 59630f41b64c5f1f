// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/runtime/generator_session.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/model_folder.h"
#include "models/kernels/conv_function.h"
#include "models/kernels/tensor_memory.h"
#include "models/nn/cpu_setup.h"
#include "models/runtime/engine_loader.h"

#include <torch/torch.h>

#include <chrono>

namespace sonosketch {

namespace {

/// A loaded generator ready to run: evaluation mode, on its device. On a CPU by the live engine where it fits, else by torch, channels-last.
class GeneratorSession final : public Generator {
public:
    GeneratorSession(checkpoint::LoadedModel model, torch::Device device)
        : m_generator(std::move(model.generator))
        , m_device(device)
    {
        m_half = device.is_cuda();
        // Weights stay float32 on the CPU; with AMX the activations between layers are bfloat16.
        m_activations = m_half ? torch::kFloat16 : kernels::fastPathEnabled() ? torch::kBFloat16 : torch::kFloat32;
        m_info.name = model.card.name;
        m_info.hash = model.card.sha256;
        m_info.device = device.is_cuda() ? "cuda:0" : "cpu";
        m_info.spec = model.card.spec;
        m_info.size = canvasSize;
        if (device.is_cpu())
            m_engine = runtime::makeEngine(*m_generator);
        if (!m_engine || m_activations == torch::kBFloat16)
            prepareTorch();
        if (m_engine && m_activations == torch::kBFloat16 && torchMilliseconds() < m_engine->costs().exactMs)
            m_engine.reset(); // AMX tiles are quicker, and a preview is hardly needed then
        if (m_engine) {
            m_activations = torch::kFloat32;
            m_generator.reset();
        }
        m_info.precision = m_half ? "fp16" : m_activations == torch::kBFloat16 ? "bf16" : "fp32";
    }

    const GeneratorInfo& info() const override { return m_info; }

    cv::Mat synthesize(const Condition& condition, const CancelToken& cancel) override
    {
        check(condition);
        const auto between = [&cancel] {
            if (cancel.isCancelled())
                throw Error(ErrorCode::Cancelled, "synthesis was cancelled");
        };
        if (m_engine)
            return m_engine->exact(condition.values.data(), between);
        const auto input = torch::from_blob(
            const_cast<std::uint8_t*>(condition.values.data()), {1, condition.channels, canvasSize, canvasSize}, torch::kUInt8);
        try {
            const auto image = run(input, between);
            return cv::Mat(canvasSize, canvasSize, CV_8UC1, image.data_ptr()).clone();
        } catch (const c10::Error& error) {
            const std::string text = error.what_without_backtrace();
            throw Error(ErrorCode::Device, "the model failed on " + m_info.device + ": " + text.substr(0, text.find('\n')));
        }
    }

    std::optional<cv::Mat> preview(const Condition& condition, const CancelToken& cancel) override
    {
        check(condition);
        if (!m_engine)
            return std::nullopt;
        return m_engine->preview(condition.values.data(), [&cancel] {
            if (cancel.isCancelled())
                throw Error(ErrorCode::Cancelled, "the preview was cancelled");
        });
    }

private:
    void check(const Condition& condition) const
    {
        const auto wanted = static_cast<std::size_t>(m_info.spec.channels()) * canvasSize * canvasSize;
        if (condition.channels != m_info.spec.channels() || condition.size != canvasSize || condition.values.size() != wanted)
            throw Error(ErrorCode::VersionMismatch,
                "the condition has " + std::to_string(condition.channels) + " channels of " + std::to_string(condition.size)
                    + " pixels; the model " + m_info.name + " takes " + std::to_string(m_info.spec.channels()) + " of "
                    + std::to_string(canvasSize));
    }

    void prepareTorch()
    {
        m_generator->to(m_device, m_half ? torch::kFloat16 : torch::kFloat32);
        torch::NoGradGuard guard;
        for (auto& parameter : m_generator->parameters()) {
            if (parameter.dim() == 4)
                parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
        }
        // The first pass pays for memory and kernel selection; nobody should wait for it with a pen in hand.
        run(nothing(), {});
    }

    torch::Tensor nothing() const { return torch::zeros({1, m_info.spec.channels(), canvasSize, canvasSize}, torch::kUInt8); }

    double torchMilliseconds()
    {
        const auto start = std::chrono::steady_clock::now();
        run(nothing(), {});
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    }

    torch::Tensor run(const torch::Tensor& bytes, const nn::BetweenLayers& between)
    {
        torch::NoGradGuard guard;
        auto x = bytes.to(m_device).to(m_activations).contiguous(torch::MemoryFormat::ChannelsLast);
        if (m_generator->size() < canvasSize)
            x = nn::halve(x);
        auto image = m_generator->forward(x, between).to(torch::kFloat32);
        if (m_generator->size() < canvasSize)
            image = nn::twice(image);
        return image.add_(1.0).mul_(127.5).round_().clamp_(0, 255).to(torch::kUInt8).to(torch::kCPU).contiguous();
    }

    nn::GeneratorPtr m_generator; ///< gone where the engine runs
    std::unique_ptr<runtime::FrameEngine> m_engine;
    torch::Device m_device;
    bool m_half = false;
    torch::ScalarType m_activations = torch::kFloat32;
    GeneratorInfo m_info;
};

} // namespace

std::unique_ptr<Generator> loadGenerator(const std::filesystem::path& folder, DeviceChoice choice)
{
    nn::prepareCpu();
    kernels::keepTensorMemory();
    auto model = checkpoint::loadModel(folder);
    const bool cuda = torch::cuda::is_available();
    if (choice == DeviceChoice::Cuda && !cuda)
        throw Error(ErrorCode::Device, "no CUDA device can be used", {}, "Use --device cpu, or build against a LibTorch with CUDA");
    const torch::Device device = cuda && choice != DeviceChoice::Cpu ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
    return std::make_unique<GeneratorSession>(std::move(model), device);
}

std::filesystem::path defaultModel()
{
    const auto folder = weightsDir();
    const auto path = folder / "default.txt";
    std::string name = readTextFile(path, 4096);
    name.erase(name.find_last_not_of(" \r\n\t") + 1);
    if (name.empty() || name.find('/') != std::string::npos || name.starts_with("."))
        throw Error(ErrorCode::Corrupt, "this file must name a model folder beside it", path.string());
    return folder / name;
}

} // namespace sonosketch
