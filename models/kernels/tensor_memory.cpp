// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/tensor_memory.h"

#include <cstdlib> // defines __GLIBC__

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace sonosketch::kernels {

void keepTensorMemory()
{
#if defined(__GLIBC__)
    mallopt(M_MMAP_MAX, 0);        // large blocks from the heap, where they can be reused, not from mmap
    mallopt(M_TRIM_THRESHOLD, -1); // never shrink the heap
    mallopt(M_TOP_PAD, 64 << 20);  // grow it in large steps
#endif
}

} // namespace sonosketch::kernels
