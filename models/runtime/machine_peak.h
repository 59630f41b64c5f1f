// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sonosketch {

/// What this machine's cores give at most in one large convolution, 256 to 256 channels, 3x3, at 128x128, channels-last: the yardstick for how
/// well a whole network uses them. In 10^9 operations a second, a multiply-add counting as two; best of several. 0: the CPU or the LibTorch
/// at hand cannot.
struct ConvolutionPeak {
    double torchFloat = 0; ///< LibTorch (oneDNN), float32
    double ownFloat = 0;   ///< models/kernels, float32 on AVX-512 or AVX2
    double torchHalf = 0;  ///< LibTorch 2, bfloat16
    double ownHalf = 0;    ///< models/kernels, bfloat16 on AMX tiles

    /// The best of those that a generator of this precision ("fp32" or "bf16", GeneratorInfo) could have used.
    double best(const std::string& precision) const;
    /// Takes over what another measurement found higher.
    void raise(const ConvolutionPeak& other);
};

/// Runs each convolution once for warming and `rounds` times for the measure, in turns, with the threads that the generators use. About half a
/// second a round on two cores. While it runs, no other thread may run a network: it switches models/kernels between its paths.
ConvolutionPeak measureConvolutionPeak(int rounds);

/// What the networks run on.
struct TorchSetup {
    std::string version; ///< of LibTorch
    int threads = 0;
    std::string kernels; ///< "torch", "avx2", "avx512" or "amx": who computes the convolutions on this CPU
};
TorchSetup torchSetup();

} // namespace sonosketch
