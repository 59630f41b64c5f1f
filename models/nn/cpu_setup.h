// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sonosketch::nn {

/// Prepares LibTorch for this processor; call it before the first tensor operation of the program. Returns the number of threads.
///
/// Debian's LibTorch 1.13 starts with one thread, and its oneDNN 2.6 runs into an illegal instruction on CPUs with AMX (its kernels use tiles
/// that were never configured), so that instruction set is switched off there unless ONEDNN_MAX_CPU_ISA says otherwise. LibTorch 2 is left alone.
int prepareCpu();

} // namespace sonosketch::nn
