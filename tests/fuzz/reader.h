// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

/// What libFuzzer calls, and replay.cpp in its place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sonosketch::fuzz {

using Bytes = std::span<const std::uint8_t>;

inline std::string textOf(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Libraries that speak of every damaged file would fill the log; threads of theirs would make runs differ.
inline void quiet()
{
    static const bool once = [] {
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        cv::setNumThreads(1);
        return true;
    }();
    static_cast<void>(once);
}

/// One reading. A sonosketch::Error of one line is a good answer; any other exception, and a message that breaks its line, ends the program.
template <class Read>
void read(Read&& work) noexcept
{
    quiet();
    try {
        work();
    } catch (const Error& error) {
        if (std::string(error.what()).find_first_of("\r\n") != std::string::npos) {
            std::fprintf(stderr, "an error message has several lines: %s\n", error.what());
            std::abort();
        }
    }
}

/// A rule of the reader's own is broken.
inline void require(bool holds, const char* rule)
{
    if (!holds) {
        std::fprintf(stderr, "broken rule: %s\n", rule);
        std::abort();
    }
}

/// A regular file without a name, in memory: readers take paths.
class MemoryFile {
public:
    MemoryFile()
        : m_file(::memfd_create("fuzz", MFD_CLOEXEC))
    {
        require(m_file >= 0, "a file in memory can be made");
    }
    ~MemoryFile() { ::close(m_file); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    void fill(Bytes bytes) const
    {
        const bool whole =
            ::ftruncate(m_file, 0) == 0 && ::pwrite(m_file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
        require(whole, "a file in memory can be written");
    }
    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_file); }

private:
    int m_file;
};

/// A folder of this process alone, gone with it; in memory where the system has such a place.
class ScratchFolder {
public:
    ScratchFolder()
    {
        std::error_code ignored;
        const std::filesystem::path shared = "/dev/shm";
        std::string name =
            (::access("/dev/shm", W_OK) == 0 ? shared : std::filesystem::temp_directory_path(ignored)) / "sonosketch-fuzz-XXXXXX";
        require(::mkdtemp(name.data()) != nullptr, "a folder can be made");
        m_path = name;
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path put(const std::string& name, Bytes bytes) const
    {
        std::ofstream(m_path / name, std::ios::binary | std::ios::trunc)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return m_path / name;
    }

private:
    std::filesystem::path m_path;
};

} // namespace sonosketch::fuzz
