// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/nn/image_generator.h"

#include "core/base/error.h"
#include "models/nn/generator.h"
#include "models/nn/unet_generator.h"

namespace sonosketch::nn {

namespace {

void requireRange(int value, int low, int high, const char* name)
{
    if (value < low || value > high)
        throw Error(ErrorCode::InvalidArgument, std::string("generator setting out of range: ") + name + " = " + std::to_string(value), {},
            "Allowed is " + std::to_string(low) + " to " + std::to_string(high));
}

} // namespace

void GeneratorConfig::check() const
{
    if (architecture != "pgsgan" && architecture != "unet")
        throw Error(ErrorCode::InvalidArgument, "unknown generator architecture \"" + architecture + "\"", {}, "Use pgsgan or unet");
    requireRange(conditionChannels, 2, 66, "conditionChannels");
    requireRange(width, 2, 256, "width");
    requireRange(residualBlocks, 1, 32, "residualBlocks");
    requireRange(hiddenChannel, -1, conditionChannels - 1, "hiddenChannel");
    if (baseSize != 256 && baseSize != 512)
        throw Error(ErrorCode::InvalidArgument, "a generator's base size is 256 or 512, not " + std::to_string(baseSize));
    if (grown && (architecture != "pgsgan" || baseSize != 256))
        throw Error(ErrorCode::InvalidArgument, "only a pgsgan generator with a base size of 256 can grow");
    if (noise && architecture != "pgsgan")
        throw Error(ErrorCode::InvalidArgument, "only a pgsgan generator takes noise");
    parseNorm(norm);
}

GeneratorPtr makeGenerator(const GeneratorConfig& config)
{
    config.check();
    if (config.architecture == "unet")
        return std::make_shared<UnetGeneratorImpl>(config);
    return std::make_shared<GeneratorImpl>(config);
}

} // namespace sonosketch::nn
