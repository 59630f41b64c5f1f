// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"

namespace sonosketch::kernels {

/// `count` workers on threads that serve the live engine alone. Unlike a team of OpenMP's, nobody waits for a thread that has not come: the caller
/// works too, and takes over what is left. On a machine that is busy elsewhere (the window draws, a compiler runs) a pass of sixty short steps would
/// otherwise wait sixty times for a core.
///
/// `count` - 1 threads start with the first call (later calls get no more than that), look for work for a moment after each step, and then sleep. Where two callers meet, the second works alone.
Workers poolWorkers(int count);

} // namespace sonosketch::kernels
