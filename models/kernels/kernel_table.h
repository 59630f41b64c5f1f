// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/float_conv.h"
#include "models/kernels/frame_conv.h"
#include "models/kernels/frame_ops.h"
#include "models/kernels/norm_kernel.h"

// The functions that are compiled once for each instruction set, in a namespace named after it. kernel_dispatch.cpp picks one of the tables.
#define SONOSKETCH_ISA_FUNCTIONS(each)                                                                                                     \
    each(floatConvForward) each(floatConvBackwardData) each(floatConvTransposed) each(floatConvBackwardWeights) each(floatNormForward)     \
        each(floatNormBackward) each(framePanelNumbers) each(packFramePanel) each(frameConv) each(winogradPanelNumbers)                    \
            each(packWinogradPanel) each(winogradConv) each(loadPlanes) each(channelStatistics) each(scaleShift) each(addNoise)            \
                each(blendHalved) each(tanhInPlace) each(finish) each(finishBlended)

namespace sonosketch::kernels {

struct KernelTable {
#define SONOSKETCH_MEMBER(name) decltype(kernels::name)* name;
    SONOSKETCH_ISA_FUNCTIONS(SONOSKETCH_MEMBER)
#undef SONOSKETCH_MEMBER
};

#define SONOSKETCH_DECLARE(name) decltype(kernels::name) name;
namespace avx2 {
SONOSKETCH_ISA_FUNCTIONS(SONOSKETCH_DECLARE)
extern const KernelTable table;
} // namespace avx2
namespace avx512 {
SONOSKETCH_ISA_FUNCTIONS(SONOSKETCH_DECLARE)
extern const KernelTable table;
} // namespace avx512
#undef SONOSKETCH_DECLARE

} // namespace sonosketch::kernels

#if defined(__AVX512F__)
#define SONOSKETCH_ISA avx512 ///< the namespace of the instruction set that this file is compiled for
#elif defined(__AVX2__)
#define SONOSKETCH_ISA avx2
#endif
