// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"

namespace sonosketch::kernels {

/// `count` workers on OpenMP's threads, which LibTorch shares: the two never compete for the cores. Inside a parallel region, or for a count of 1,
/// the calling thread does everything; so it does in a build without OpenMP (the trainer on a GPU machine, whose kernels are elsewhere).
///
/// Not at::parallel_for: its body is a header template that runs serially, without a word, wherever it is compiled without OpenMP's flag.
Workers openMpWorkers(int count);

} // namespace sonosketch::kernels
