// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/inference/live_worker.h"

#include <opencv2/imgproc.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace sonosketch::test {

/// What a test turns while the generator runs on the worker's thread.
struct DrawingControl {
    std::atomic<int> delayMs{0}; ///< looked at every millisecond, so that lowering it ends a pass that sleeps
    std::atomic<bool> fail{false};
    std::atomic<bool> failToLoad{false};
    std::atomic<bool> previews{false};   ///< there are previews: at once, and brighter, so that nobody takes them for exact
    std::atomic<bool> failOnCard{false}; ///< as `fail`, for every device but the CPU
    std::atomic<int> passes{0};          ///< exact ones
    std::function<void()> duringPass;    ///< in each of them; set before the generator is made
};

/// A generator for tests of the window: draws the condition in greys, so that its picture changes only near where the condition changes.
class DrawingGenerator : public Generator {
public:
    static constexpr int previewOffset = 9; ///< grey levels

    DrawingGenerator(const LabelPalette& palette, std::shared_ptr<DrawingControl> control, const std::string& device = "cpu")
        : m_control(std::move(control))
    {
        m_info.name = "fake";
        m_info.hash = std::string(64, 'f');
        m_info.device = device;
        m_info.precision = "fp32";
        m_info.spec = ConditionSpec::forPalette(palette);
    }
    const GeneratorInfo& info() const override { return m_info; }

    cv::Mat synthesize(const Condition& condition, const CancelToken& cancel) override
    {
        for (int waited = 0; waited < m_control->delayMs; ++waited) {
            if (cancel.isCancelled())
                throw Error(ErrorCode::Cancelled, "Cancelled");
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        if (m_control->fail || (m_control->failOnCard && m_info.device != "cpu"))
            throw Error(ErrorCode::Device, "The device went away", "fake", "Plug it in again.");
        ++m_control->passes;
        if (m_control->duringPass)
            m_control->duringPass();
        return draw(condition);
    }
    std::optional<cv::Mat> preview(const Condition& condition, const CancelToken&) override
    {
        if (!m_control->previews)
            return {};
        return draw(condition) + cv::Scalar(previewOffset);
    }

private:
    cv::Mat draw(const Condition& condition) const
    {
        const int plane = condition.size * condition.size;
        cv::Mat image(condition.size, condition.size, CV_8UC1, cv::Scalar(90));
        const auto isSet = [&](int channel, int pixel) { return condition.values[static_cast<std::size_t>(channel * plane + pixel)] != 0; };
        for (int pixel = 0; pixel < plane; ++pixel) {
            auto& gray = image.data[pixel];
            for (int channel = 0; channel < m_info.spec.sketchChannel(); ++channel)
                if (isSet(channel, pixel))
                    gray = static_cast<std::uint8_t>(20 + 6 * channel);
            if (isSet(m_info.spec.sketchChannel(), pixel))
                gray = 220;
            if (!isSet(m_info.spec.sketchChannel() + 1, pixel))
                gray = 0;
        }
        cv::GaussianBlur(image, image, {}, 1.5);
        return image;
    }

    GeneratorInfo m_info;
    std::shared_ptr<DrawingControl> m_control;
};

inline LiveWorker::Factory drawingFactory(const LabelPalette& palette, std::shared_ptr<DrawingControl> control)
{
    return [palette, control]() -> std::unique_ptr<Generator> {
        if (control->failToLoad)
            throw Error(ErrorCode::Corrupt, "The weights are damaged", "fake.safetensors", "Fetch them again.");
        return std::make_unique<DrawingGenerator>(palette, control);
    };
}

/// On a graphics card, with the processor behind it.
inline LiveWorker::Factory cardFactory(const LabelPalette& palette, std::shared_ptr<DrawingControl> control)
{
    return {[palette, control] { return std::make_unique<DrawingGenerator>(palette, control, "cuda:0"); },
        [palette, control] { return std::make_unique<DrawingGenerator>(palette, control); }};
}

/// A case drawn by hand: speckle from a fixed seed, a dark oval labelled 3, a sector as field of view.
inline Case drawnCase()
{
    Case value = Case::blank(LabelPalette::bundled("mmotu"));
    cv::RNG random(7);
    value.source = cv::Mat(canvasSize, canvasSize, CV_8UC1);
    random.fill(value.source, cv::RNG::NORMAL, 110, 30);
    cv::ellipse(value.source, {256, 250}, {90, 60}, 0, 0, 360, cv::Scalar(25), cv::FILLED);
    cv::GaussianBlur(value.source, value.source, {}, 2.0);
    cv::ellipse(value.labels, {256, 250}, {90, 60}, 0, 0, 360, cv::Scalar(3), cv::FILLED);
    value.fieldOfView.setTo(0);
    cv::ellipse(value.fieldOfView, {256, -60}, {540, 540}, 90, -32, 32, cv::Scalar(255), cv::FILLED);
    value.source.setTo(0, value.fieldOfView == 0);
    value.mmPerPixel = 0.2;
    value.provenance.title = "Drawn case";
    value.provenance.attribution = "Drawn for tests";
    return value;
}

} // namespace sonosketch::test
