// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace sonosketch::kernels {

/// Instruction sets that the float32 kernels (float_conv.h, norm_kernel.h, frame_conv.h, frame_ops.h) are built for, the slowest first.
enum class FloatIsa : std::uint8_t {
    None,   ///< the kernels cannot run here
    Avx2,   ///< AVX2 and FMA
    Avx512, ///< AVX-512 F, DQ, BW and VL, and FMA
};

/// The best one that CPU and operating system let this process use, that limitFloatIsa() allows, and that the environment variable SONOSKETCH_ISA
/// ("avx2", "none"; read once) allows. Any thread may ask.
FloatIsa floatIsa();
/// Allows no better one, for the whole process: tests, comparisons. Weights that were packed for another one (FrameConvSpec's panels) must not be used
/// any more, and nothing may be running.
void limitFloatIsa(FloatIsa best);

inline bool floatKernelsAvailable()
{
    return floatIsa() != FloatIsa::None;
}

} // namespace sonosketch::kernels
