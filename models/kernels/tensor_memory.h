// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace sonosketch::kernels {

/// Makes the C library keep freed memory for the next tensor of that size instead of handing it back to the system.
/// For programs that train: a 64 MB activation otherwise costs 16,000 page faults every time it is allocated, which at 512 pixels takes
/// longer than the convolution that fills it. Memory use then stays at its peak until the program ends. Call it once, early, from the
/// main thread; does nothing where the C library is not glibc.
void keepTensorMemory();

} // namespace sonosketch::kernels
