// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/inference/generator.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace sonosketch::test {

/// A gate that a test holds shut while a fake generator waits behind it: slowness without a clock.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    /// Called by the generator: waits until the gate is open or the token is cancelled.
    void pass(const CancelToken& cancel)
    {
        std::unique_lock lock(m_mutex);
        ++m_arrived;
        m_changed.notify_all();
        while (!m_open && !cancel.isCancelled())
            m_changed.wait_for(lock, std::chrono::milliseconds(2));
        if (!m_open)
            throw Error(ErrorCode::Cancelled, "cancelled");
    }
    /// Called by the test: waits until `count` passes have come to the gate.
    void waitFor(int count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_arrived >= count; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
    int m_arrived = 0;
};

/// A generator whose picture is the sum of the condition's channels; `before` runs first and may wait or throw.
class FakeGenerator : public Generator {
public:
    using Before = std::function<void(const Condition&, const CancelToken&)>;

    explicit FakeGenerator(const LabelPalette& palette, Before before = {}, std::string name = "fake", std::string device = "cpu")
        : m_before(std::move(before))
    {
        m_info.name = std::move(name);
        m_info.device = std::move(device);
        m_info.precision = "fp32";
        m_info.license = "CC0-1.0";
        m_info.attribution = "Nobody's data";
        m_info.spec = ConditionSpec::forPalette(palette);
    }
    const GeneratorInfo& info() const override { return m_info; }
    cv::Mat synthesize(const Condition& condition, const CancelToken& cancel) override
    {
        if (m_before)
            m_before(condition, cancel);
        cv::Mat image = cv::Mat::zeros(m_info.size, m_info.size, CV_8UC1);
        const std::size_t area = image.total();
        for (std::size_t i = 0; i < condition.values.size(); ++i)
            image.data[i % area] = static_cast<std::uint8_t>(image.data[i % area] + 10 * condition.values[i]);
        return image;
    }

private:
    Before m_before;
    GeneratorInfo m_info;
};

/// A fake with previews: the same picture, one grey level brighter. `beforePreview` runs first, may wait or throw, and says whether there is one.
class PreviewingGenerator : public FakeGenerator {
public:
    using BeforePreview = std::function<bool(const CancelToken&)>;

    PreviewingGenerator(const LabelPalette& palette, Before before, BeforePreview beforePreview, std::string device = "cpu")
        : FakeGenerator(palette, std::move(before), "previewing", device)
        , m_plain(palette, {}, "previewing", device)
        , m_beforePreview(std::move(beforePreview))
    {
    }
    std::optional<cv::Mat> preview(const Condition& condition, const CancelToken& cancel) override
    {
        if (m_beforePreview && !m_beforePreview(cancel))
            return {};
        return m_plain.synthesize(condition, cancel) + cv::Scalar(1);
    }

private:
    FakeGenerator m_plain;
    BeforePreview m_beforePreview;
};

} // namespace sonosketch::test
