// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/class_names.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <cmath>

namespace sonosketch {

namespace {

/// Hues a golden angle apart, bright: neighbours in the list never look alike. 0..255.
std::uint8_t channel(double hue, double shift)
{
    const double distance = std::abs(std::fmod(hue + shift, 1.0) * 6 - 3) - 1;
    return static_cast<std::uint8_t>(std::lround(255 * (0.25 + 0.7 * std::min(1.0, std::max(0.0, distance)))));
}

} // namespace

LabelPalette paletteFromNames(const std::string& palette, const std::vector<std::string>& names, const std::string& where)
{
    if (names.size() > 63)
        throw Error(ErrorCode::Corrupt, fmt::format("the set has {} classes, at most 63 are possible", names.size()), where,
            "Name a palette of those you need with --palette");
    std::vector<LabelClass> classes{{0, "Background", 0, 0, 0, 0, 0, 0}};
    for (const std::string& name : names) {
        const double hue = std::fmod(0.618033988749895 * static_cast<double>(classes.size()), 1.0);
        const std::uint8_t red = channel(hue, 0), green = channel(hue, 2.0 / 3), blue = channel(hue, 1.0 / 3);
        classes.push_back({static_cast<std::uint8_t>(classes.size()), name, red, green, blue, red, green, blue});
    }
    try {
        return LabelPalette(palette, std::move(classes));
    } catch (const Error& error) {
        throw Error(ErrorCode::Corrupt, error.problem(), where, "Name a palette with --palette");
    }
}

} // namespace sonosketch
