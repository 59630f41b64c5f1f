// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/kernels/amx_conv.h"
#include "models/kernels/simd.h"

#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

// Helpers of all files that are compiled for newer instruction sets than the rest of the program. Everything sits in an unnamed namespace: a shared
// inline function from here (or from the standard library) could be the copy that the linker keeps for a CPU without them.
namespace sonosketch::kernels {
namespace {

inline Index smaller(Index a, Index b)
{
    return a < b ? a : b;
}
inline Index larger(Index a, Index b)
{
    return a < b ? b : a;
}
inline Index ceilDiv(Index a, Index b)
{
    return (a + b - 1) / b;
}
inline Index roundUp(Index a, Index b)
{
    return ceilDiv(a, b) * b;
}
/// Rows of two registers of sums that a product of matrices keeps in registers, beside its operands.
constexpr Index sumRows = lane == 16 ? 13 : 6;

/// Memory that grows and stays with its thread: fresh pages for every call would cost more than many a convolution.
class Scratch {
public:
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::free(m_data); }

    template <typename T>
    T* get(Index count)
    {
        const auto bytes = static_cast<std::size_t>(roundUp(count * static_cast<Index>(sizeof(T)) + 256, Index{1} << 21));
        if (bytes > m_bytes) {
            std::free(m_data);
            m_data = std::aligned_alloc(std::size_t{1} << 21, bytes);
            if (m_data == nullptr)
                std::abort();
            madvise(m_data, bytes, MADV_HUGEPAGE);
            m_bytes = bytes;
        }
        return static_cast<T*>(m_data);
    }

private:
    void* m_data = nullptr;
    std::size_t m_bytes = 0;
};

/// Runs a callable on all workers.
template <typename Function>
void onWorkers(const Workers& workers, Function& function)
{
    const auto body = [](void* argument, int index) { (*static_cast<Function*>(argument))(index); };
    if (workers.count <= 1 || workers.launch == nullptr) {
        for (int i = 0; i < workers.count; ++i)
            body(&function, i);
    } else {
        workers.launch(workers.count, body, &function);
    }
}

/// The source index of a padded index along one axis, or -1 for a zero.
inline Index sourceIndex(const ConvShape& shape, Index padded, Index size)
{
    const Index enlarged = size * shape.upsample;
    Index v = padded - shape.padding;
    if (v < 0 || v >= enlarged) {
        if (shape.border == Border::Zero)
            return -1;
        v = v < 0 ? -v : 2 * (enlarged - 1) - v;
    }
    return v / shape.upsample;
}

/// Where one task ends and the next begins: rows cut into bands that fit the second-level cache and keep all workers busy.
struct Bands {
    Index rows = 1;
    Index perImage = 1;
    Index count = 1;
};
inline Bands cutBands(Index batch, Index rows, Index maximum, int workers)
{
    const Index wanted = ceilDiv(batch * rows, Index{4} * workers);
    Bands bands;
    bands.rows = larger(1, smaller(smaller(maximum, rows), larger(wanted, 4)));
    bands.perImage = ceilDiv(rows, bands.rows);
    bands.rows = ceilDiv(rows, bands.perImage);
    bands.perImage = ceilDiv(rows, bands.rows);
    bands.count = bands.perImage * batch;
    return bands;
}

} // namespace
} // namespace sonosketch::kernels
