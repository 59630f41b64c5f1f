// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/instruments.h"

#include "core/base/error.h"
#include "models/metrics/feature_source.h"

#include <torch/torch.h>

#include <cstring>

namespace sonosketch::evaluation {

namespace {

torch::Tensor asTensor(const cv::Mat& image)
{
    if (image.empty() || image.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "Features are computed from 8-bit grey pictures", "evaluation");
    const cv::Mat whole = image.isContinuous() ? image : image.clone();
    return torch::from_blob(whole.data, {1, 1, whole.rows, whole.cols}, torch::kUInt8).clone();
}

class SourceMeter final : public FeatureMeter {
public:
    explicit SourceMeter(std::unique_ptr<metrics::FeatureSource> source)
        : m_source(std::move(source))
    {
    }
    std::string name() const override { return m_source->name(); }
    int dimensions() const override { return static_cast<int>(m_source->dimensions()); }
    cv::Mat features(const cv::Mat& image) override
    {
        const auto vector = m_source->features(asTensor(image)).to(torch::kFloat32).contiguous();
        if (vector.numel() != m_source->dimensions())
            throw Error(ErrorCode::SizeMismatch, "The feature network answers with another length than it promised", name());
        cv::Mat row(1, dimensions(), CV_32FC1);
        std::memcpy(row.data, vector.data_ptr<float>(), static_cast<std::size_t>(vector.numel()) * sizeof(float));
        return row;
    }
    double distance(const cv::Mat& a, const cv::Mat& b) override
    {
        return metrics::perceptualDistance(*m_source, asTensor(a), asTensor(b));
    }

private:
    std::unique_ptr<metrics::FeatureSource> m_source;
};

/// The bundled model's folder if there is something in it.
bool present(const std::filesystem::path& folder)
{
    std::error_code ignored;
    return std::filesystem::exists(folder / "model.json", ignored);
}

} // namespace

Instruments loadInstruments(const InstrumentPaths& paths, DeviceChoice device)
{
    Instruments result;
    std::unique_ptr<FeatureMeter> encoder;
    const auto encoderFolder = paths.encoder.empty() ? metrics::bundledFeatureEncoder() : paths.encoder;
    if (!paths.encoder.empty() || present(encoderFolder))
        encoder = std::make_unique<SourceMeter>(metrics::loadFeatureEncoder(encoderFolder, device));
    if (!paths.inception.empty()) {
        result.features = std::make_unique<SourceMeter>(metrics::loadInception(paths.inception, device));
        result.inception = true;
        result.perceptual = std::move(encoder);
    } else {
        result.features = std::move(encoder);
    }
    if (!result.features)
        result.missing.emplace_back(
            "No feature network was given (--encoder or --inception) and none is bundled: Frechet and kernel distance "
            "and the perceptual distance are not measured, and the copy check compares pixels alone.");
    result.segmenter = loadSegmenterIfAny(paths.segmenter, device);
    if (!result.segmenter)
        result.missing.emplace_back("No segmenter was given (--segmenter) and none is bundled: mask agreement is not measured.");
    return result;
}

std::unique_ptr<metrics::Segmenter> loadSegmenterIfAny(const std::filesystem::path& folder, DeviceChoice device)
{
    const auto chosen = folder.empty() ? metrics::bundledSegmenter() : folder;
    return !folder.empty() || present(chosen) ? metrics::loadSegmenter(chosen, device) : nullptr;
}

} // namespace sonosketch::evaluation
