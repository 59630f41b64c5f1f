// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/workers.h"

#include <omp.h>

#if !defined(_OPENMP)
#error "this file must be compiled with OpenMP: without it every kernel would run on one core"
#endif

namespace sonosketch::kernels {

Workers openMpWorkers(int count)
{
    return {count < 1 ? 1 : count, [](int threads, void (*body)(void*, int), void* argument) {
                if (threads <= 1 || omp_in_parallel() != 0) {
                    for (int i = 0; i < threads; ++i)
                        body(argument, i);
                    return;
                }
#pragma omp parallel for num_threads(threads) schedule(static, 1)
                for (int i = 0; i < threads; ++i)
                    body(argument, i);
            }};
}

} // namespace sonosketch::kernels
