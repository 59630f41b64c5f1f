// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/float_conv.h"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace sonosketch::kernels {

#if defined(__x86_64__) && defined(__linux__)

namespace {

constexpr bool bit(unsigned value, int index)
{
    return ((value >> index) & 1U) != 0U;
}

/// AVX-512 F, DQ, BW and VL, with fused multiply-add, usable under this operating system.
bool cpuHasAvx512()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || !bit(c, 27) || !bit(c, 12)) // OSXSAVE: xgetbv may be executed; FMA
        return false;
    unsigned low = 0;
    unsigned high = 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    constexpr unsigned needed = 0x6U | 0xE0U; // SSE and AVX, AVX-512
    if ((low & needed) != needed || __get_cpuid_count(7, 0, &a, &b, &c, &d) == 0)
        return false;
    return bit(b, 16) && bit(b, 17) && bit(b, 30) && bit(b, 31);
}

bool cpuHasThem()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || !bit(c, 27)) // OSXSAVE: xgetbv may be executed
        return false;
    unsigned low = 0;
    unsigned high = 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    constexpr unsigned needed = 0x6U | 0xE0U | (3U << 17); // SSE and AVX, AVX-512, tile configuration and data
    if ((low & needed) != needed)
        return false;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0)
        return false;
    const bool avx512 = bit(b, 16) && bit(b, 17) && bit(b, 30) && bit(b, 31); // F, DQ, BW, VL
    const bool amx = bit(d, 22) && bit(d, 24);                                // bf16, tile
    if (!avx512 || !amx || __get_cpuid_count(7, 1, &a, &b, &c, &d) == 0)
        return false;
    return bit(a, 5); // AVX-512 bf16
}

bool systemAllowsTiles()
{
    constexpr long getPermission = 0x1022; // ARCH_GET_XCOMP_PERM
    constexpr long askPermission = 0x1023; // ARCH_REQ_XCOMP_PERM
    constexpr long tileData = 18;
    if (syscall(SYS_arch_prctl, askPermission, tileData) != 0)
        return false;
    unsigned long granted = 0;
    return syscall(SYS_arch_prctl, getPermission, &granted) == 0 && ((granted >> tileData) & 1UL) != 0;
}

} // namespace

bool amxAvailable()
{
    static const bool available = cpuHasThem() && systemAllowsTiles();
    return available;
}

bool avx512Available()
{
    static const bool available = cpuHasAvx512();
    return available;
}

#else

bool avx512Available()
{
    return false;
}

bool amxAvailable()
{
    return false;
}

#endif

} // namespace sonosketch::kernels
