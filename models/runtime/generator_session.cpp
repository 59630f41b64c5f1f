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
#if defined(SONOSKETCH_CUDA)
#include "models/runtime/cuda_pass.h"
#endif

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <vector>

namespace sonosketch {

namespace {

/// bf16 takes the engine's place where its picture is this near to float32's, in dB.
constexpr double qualityGate = 45.0;

/// A loaded generator ready to run: evaluation mode, on its device. On a CPU by the live engine where it fits, else by torch, channels-last.
class GeneratorSession final : public Generator {
public:
    GeneratorSession(checkpoint::LoadedModel model, torch::Device device)
        : m_generator(std::move(model.generator))
        , m_device(device)
    {
        m_info.name = model.card.name;
        m_info.hash = model.card.sha256;
        m_info.license = model.card.license;
        m_info.attribution = model.card.attribution;
        m_info.device = device.is_cuda() ? "cuda:0" : "cpu";
        m_info.spec = model.card.spec;
        m_info.size = canvasSize;
        guarded([this] {
            if (m_device.is_cpu())
                prepareCpuPath();
            else
                prepareCudaPath();
        });
        m_info.precision = m_activations == torch::kFloat16 ? "fp16" : m_activations == torch::kBFloat16 ? "bf16" : "fp32";
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
        cv::Mat picture;
        guarded([&] {
#if defined(SONOSKETCH_CUDA)
            if (m_cuda) {
                between();
                picture = m_cuda->run(condition.values.data());
                return;
            }
#endif
            picture = runTorch(condition.values.data(), between);
        });
        return picture;
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

    /// Turns what torch throws into a sentence.
    template <class Work>
    void guarded(const Work& work) const
    {
        try {
            work();
        } catch (const c10::Error& error) {
            const std::string text = error.what_without_backtrace();
            throw Error(ErrorCode::Device, "the model failed on " + m_info.device + ": " + text.substr(0, text.find('\n')));
        }
    }

    /// The live engine in float32 where it fits. With AMX torch's pass on our bf16 tiles is tried too (weights stay float32, the activations between
    /// layers are bf16), and wins if it is quicker and its picture near enough; previews are hardly needed then.
    void prepareCpuPath()
    {
        const bool tiles = kernels::fastPathEnabled();
        m_engine = runtime::makeEngine(*m_generator);
        m_activations = tiles ? torch::kBFloat16 : torch::kFloat32;
        if (!m_engine || tiles)
            prepareTorch();
        if (m_engine && tiles && tilesServeBetter())
            m_engine.reset();
        if (m_engine) {
            m_activations = torch::kFloat32;
            m_generator.reset();
        }
    }

    /// Decided once for each model in a process: all its sessions give the same picture.
    bool tilesServeBetter()
    {
        static std::mutex mutex;
        static std::map<std::string, bool> decided;
        const std::lock_guard lock(mutex);
        const auto found = decided.find(m_info.hash);
        if (found != decided.end())
            return found->second;
        auto probe = probeCondition();
        double quickest[2] = {1e30, 1e30};
        cv::Mat pictures[2];
        for (int round = 0; round < 3; ++round) {
            for (auto& value : probe) // nothing of the last picture can be used again
                value ^= 1;
            for (const int which : {0, 1}) {
                const auto start = std::chrono::steady_clock::now();
                pictures[which] = which == 0 ? m_engine->exact(probe.data()) : runTorch(probe.data(), {});
                const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
                quickest[which] = std::min(quickest[which], ms);
            }
        }
        const bool better = quickest[1] < quickest[0] && decibels(pictures[1], pictures[0]) >= qualityGate;
        decided[m_info.hash] = better;
        return better;
    }

    void prepareCudaPath()
    {
        m_activations = torch::kFloat16;
#if defined(SONOSKETCH_CUDA)
        m_cuda = std::make_unique<runtime::CudaPass>(std::move(m_generator), m_info.spec.channels(), canvasSize);
#else
        m_generator->to(m_device, torch::kFloat16);
        prepareTorch();
#endif
    }

    void prepareTorch()
    {
        torch::NoGradGuard guard;
        for (auto& parameter : m_generator->parameters()) {
            if (parameter.dim() == 4)
                parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
        }
        // The first pass pays for memory and kernel selection; nobody should wait for it with a pen in hand.
        runTorch(probeCondition().data(), {});
    }

    /// Stripes of all classes: something to measure with before the first case.
    std::vector<std::uint8_t> probeCondition() const
    {
        const auto plane = static_cast<std::size_t>(canvasSize) * canvasSize;
        std::vector<std::uint8_t> values(plane * static_cast<std::size_t>(m_info.spec.channels()), 0);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = i % plane / (canvasSize * 32) == i / plane ? 1 : 0;
        return values;
    }

    /// PSNR of two pictures.
    static double decibels(const cv::Mat& a, const cv::Mat& b)
    {
        const double mean = cv::norm(a, b, cv::NORM_L2SQR) / static_cast<double>(a.total());
        return 10.0 * std::log10(255.0 * 255.0 / std::max(mean, 1e-9));
    }

    cv::Mat runTorch(const std::uint8_t* values, const nn::BetweenLayers& between)
    {
        // Torch takes no constant memory; it only reads here.
        const auto input =
            torch::from_blob(const_cast<std::uint8_t*>(values), {1, m_info.spec.channels(), canvasSize, canvasSize}, torch::kUInt8);
        return cv::Mat(canvasSize, canvasSize, CV_8UC1, run(input, between).data_ptr()).clone();
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

    nn::GeneratorPtr m_generator; ///< gone where it runs by other means
    std::unique_ptr<runtime::FrameEngine> m_engine;
#if defined(SONOSKETCH_CUDA)
    std::unique_ptr<runtime::CudaPass> m_cuda;
#endif
    torch::Device m_device;
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
