// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/float_conv.h"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>

namespace sonosketch::kernels {

namespace {

std::atomic<FloatIsa> g_allowedIsa{FloatIsa::Avx512};

} // namespace

#if defined(__x86_64__) && defined(__linux__)

namespace {

constexpr bool bit(unsigned value, int index)
{
    return ((value >> index) & 1U) != 0U;
}

/// What CPU and operating system have for the float32 kernels.
FloatIsa bestIsa()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || !bit(c, 27) || !bit(c, 12)) // OSXSAVE: xgetbv may be executed; FMA
        return FloatIsa::None;
    unsigned low = 0;
    unsigned high = 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    constexpr unsigned avx = 0x6U; // the system saves SSE's and AVX's registers
    constexpr unsigned avx512 = avx | 0xE0U;
    if ((low & avx) != avx || __get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || !bit(b, 5))
        return FloatIsa::None;
    const bool wide = (low & avx512) == avx512 && bit(b, 16) && bit(b, 17) && bit(b, 30) && bit(b, 31); // F, DQ, BW, VL
    return wide ? FloatIsa::Avx512 : FloatIsa::Avx2;
}

/// What the user allows.
FloatIsa wantedIsa()
{
    const char* name = std::getenv("SONOSKETCH_ISA");
    if (name != nullptr && std::strcmp(name, "avx2") == 0)
        return FloatIsa::Avx2;
    if (name != nullptr && std::strcmp(name, "none") == 0)
        return FloatIsa::None;
    return FloatIsa::Avx512;
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

FloatIsa floatIsa()
{
    static const FloatIsa available = std::min(bestIsa(), wantedIsa());
    return std::min(available, g_allowedIsa.load(std::memory_order_relaxed));
}

#else

FloatIsa floatIsa()
{
    return FloatIsa::None;
}

bool amxAvailable()
{
    return false;
}

#endif

void limitFloatIsa(FloatIsa best)
{
    g_allowedIsa = best;
}

} // namespace sonosketch::kernels
