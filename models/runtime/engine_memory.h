// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/kernels/frame.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace sonosketch::runtime {

/// Numbers that stay where they are, on a cache line's boundary, zero at first.
class FloatMemory {
public:
    FloatMemory() = default;
    /// Throws std::bad_alloc.
    explicit FloatMemory(std::int64_t count)
    {
        // What is larger than a huge page lies on them: weights and activations are read in long runs, and small pages would stop each of them.
        constexpr std::size_t huge = std::size_t{1} << 21;
        const std::size_t numbers = static_cast<std::size_t>(count) * sizeof(float);
        const std::size_t alignment = numbers >= huge / 2 ? huge : 64;
        const std::size_t bytes = (numbers + 63) / 64 * 64;
        void* found = nullptr;
        if (posix_memalign(&found, alignment, bytes) == 0)
            m_data.reset(static_cast<float*>(found));
        if (!m_data)
            throw std::bad_alloc();
#if defined(__linux__)
        if (alignment == huge)
            madvise(m_data.get(), bytes, MADV_HUGEPAGE);
#endif
        std::memset(m_data.get(), 0, bytes);
    }
    float* data() const
    {
        return m_data.get();
    }

private:
    struct Free {
        void operator()(float* data) const { std::free(data); }
    };
    std::unique_ptr<float, Free> m_data;
};

/// A frame and its memory.
class FrameBuffer {
public:
    FrameBuffer() = default;
    FrameBuffer(std::int64_t channels, std::int64_t height, std::int64_t width, std::int64_t border)
        : m_frame{nullptr, channels, height, width, border}
        , m_memory(m_frame.numbers() + kernels::frameSlack(channels))
    {
        m_frame.data = m_memory.data() + m_frame.lead();
    }
    const kernels::Frame& frame() const { return m_frame; }

private:
    kernels::Frame m_frame;
    FloatMemory m_memory;
};

} // namespace sonosketch::runtime
