// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sonosketch {

/// Edge length in pixels of the canvas, of the condition and of the synthesised image.
inline constexpr int canvasSize = 512;

} // namespace sonosketch
