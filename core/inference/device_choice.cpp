// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inference/device_choice.h"

#include "core/base/error.h"

namespace sonosketch {

DeviceChoice parseDevice(const std::string& text)
{
    if (text == "auto")
        return DeviceChoice::Auto;
    if (text == "cpu")
        return DeviceChoice::Cpu;
    if (text == "cuda")
        return DeviceChoice::Cuda;
    throw Error(ErrorCode::Usage, "Unknown device \"" + text + "\"", "--device", "Choose auto, cpu or cuda");
}

} // namespace sonosketch
