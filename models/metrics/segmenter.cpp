// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/metrics/segmenter.h"

#include "core/base/error.h"
#include "models/metrics/perception_model.h"
#include "models/metrics/segmenter_network.h"

namespace sonosketch::metrics {

namespace {

class UnetSession final : public Segmenter {
public:
    UnetSession(const std::filesystem::path& folder, DeviceChoice choice)
        : m_card(PerceptionCard::load(folder, PerceptionCard::segmenter))
        , m_device(perceptionDevice(choice))
    {
        nn::UnetSegmenterConfig config;
        config.classes = static_cast<int>(m_card.classes.size()) + 1;
        config.width = m_card.width;
        config.levels = m_card.levels;
        if (m_card.resolution % (1 << std::clamp(m_card.levels, 0, 16)) != 0)
            throw Error(ErrorCode::Corrupt, "the model card's resolution is no multiple of 2^levels", (folder / "model.json").string());
        m_network = nn::UnetSegmenter(config);
        loadPerceptionWeights(folder, m_card, *m_network);
        m_network->to(m_device);
    }

    cv::Mat segment(const cv::Mat& image) override
    {
        if (image.rows != canvasSize || image.cols != canvasSize)
            throw Error(ErrorCode::SizeMismatch, "the segmenter takes pictures of 512x512 pixels");
        try {
            return segmentWith(m_network, image, m_card.resolution, m_device);
        } catch (const c10::Error& error) {
            const std::string text = error.what_without_backtrace();
            throw Error(ErrorCode::Device, "the segmenter failed: " + text.substr(0, text.find('\n')));
        }
    }

    std::string name() const override { return m_card.name; }
    int resolution() const override { return m_card.resolution; }
    const std::vector<std::string>& classes() const override { return m_card.classes; }

private:
    PerceptionCard m_card;
    torch::Device m_device;
    nn::UnetSegmenter m_network{nullptr};
};

} // namespace

cv::Mat segmentWith(nn::UnetSegmenter& network, const cv::Mat& image, int resolution, torch::Device device)
{
    torch::NoGradGuard guard;
    auto x = toUnitRange(toTensor(image), device);
    if (const auto factor = x.size(2) / resolution; factor > 1)
        x = torch::avg_pool2d(x, factor); // area mean, as the training pictures were made
    const auto logits = network->forward(x);
    const auto large = torch::upsample_bilinear2d(logits, {image.rows, image.cols}, /*align_corners=*/false);
    const auto ids = large.argmax(1).to(torch::kUInt8).to(torch::kCPU).contiguous();
    return cv::Mat(image.rows, image.cols, CV_8UC1, ids.data_ptr()).clone();
}

std::unique_ptr<Segmenter> loadSegmenter(const std::filesystem::path& folder, DeviceChoice device)
{
    return std::make_unique<UnetSession>(folder, device);
}

} // namespace sonosketch::metrics
