// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sonosketch::practice {

/// The four ways to practise. The numbers are stored.
enum class Kind : std::uint8_t {
    Paint = 0,   ///< paint the lesion and name its class
    Spot = 1,    ///< click on what differs between two pictures
    Measure = 2, ///< calipers: longest diameter and the widest one across it
    WhatIf = 3,  ///< a lesson: drag a slider, watch, answer
};
inline constexpr std::array allKinds{Kind::Paint, Kind::Spot, Kind::Measure, Kind::WhatIf};

/// "paint", "spot", "measure" or "what-if": for files and the command line.
std::string_view kindName(Kind kind);
std::optional<Kind> kindFromName(std::string_view name);

} // namespace sonosketch::practice
