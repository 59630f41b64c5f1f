// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/drawing_generator.h"

namespace sonosketch::test {

/// A second model: draws like DrawingGenerator, twenty grey levels brighter.
class BrighterGenerator : public DrawingGenerator {
public:
    BrighterGenerator(const LabelPalette& palette, const std::shared_ptr<DrawingControl>& control)
        : DrawingGenerator(palette, control)
        , m_own(DrawingGenerator::info())
    {
        m_own.name = "other";
        m_own.hash = std::string(64, 'e');
    }
    const GeneratorInfo& info() const override { return m_own; }
    cv::Mat synthesize(const Condition& condition, const CancelToken& cancel) override
    {
        return DrawingGenerator::synthesize(condition, cancel) + 20;
    }

private:
    GeneratorInfo m_own;
};

inline LiveWorker::Factory brighterFactory(const LabelPalette& palette, std::shared_ptr<DrawingControl> control)
{
    return [palette, control] { return std::make_unique<BrighterGenerator>(palette, control); };
}

} // namespace sonosketch::test
