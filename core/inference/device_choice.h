// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace sonosketch {

/// Which device runs the networks. Auto takes CUDA where it works, else the CPU.
enum class DeviceChoice : std::uint8_t { Auto, Cpu, Cuda };
/// "auto", "cpu" or "cuda"; throws Error(Usage) for anything else.
DeviceChoice parseDevice(const std::string& text);

} // namespace sonosketch
