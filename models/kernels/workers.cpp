// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/workers.h"

#if defined(_OPENMP)
#include <omp.h>
#endif

namespace sonosketch::kernels {

Workers openMpWorkers(int count)
{
    return {count < 1 ? 1 : count, [](int threads, void (*body)(void*, int), void* argument) {
#if defined(_OPENMP)
                if (threads > 1 && omp_in_parallel() == 0) {
#pragma omp parallel for num_threads(threads) schedule(static, 1)
                    for (int i = 0; i < threads; ++i)
                        body(argument, i);
                    return;
                }
#endif
                for (int i = 0; i < threads; ++i)
                    body(argument, i);
            }};
}

} // namespace sonosketch::kernels
