// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"

#include "core/base/error.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void failWrite(const fs::path& path, const fs::path& temporary)
{
    const std::string reason = std::strerror(errno);
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw Error(ErrorCode::WriteFailed, "cannot write file (" + reason + ")", path.string(),
        "Check the folder, its permissions and the free space");
}

fs::path findDir(const char* variable, const char* installed, const char* inSource)
{
    std::string tried;
    const auto usable = [&tried](const fs::path& candidate) {
        std::error_code ignored;
        if (fs::is_directory(candidate, ignored))
            return true;
        tried += (tried.empty() ? "" : ", ") + candidate.string();
        return false;
    };
    if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') {
        if (const fs::path chosen = value; usable(chosen))
            return chosen;
        // A variable that points nowhere is a mistake to be told about, not to be papered over.
        throw Error(ErrorCode::NotFound, std::string("the folder named by ") + variable + " does not exist", value);
    }
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    if (!program.empty()) {
        if (const fs::path beside = program.parent_path().parent_path() / "share/sonosketch" / installed; usable(beside))
            return beside;
    }
    if (const fs::path source = fs::path(SONOSKETCH_SOURCE_DIR) / inSource; usable(source))
        return source;
    throw Error(
        ErrorCode::NotFound, "the program's own files are missing; looked in", tried, std::string("Set ") + variable + " to their folder");
}

} // namespace

void writeFileAtomically(const fs::path& path, std::span<const std::uint8_t> bytes)
{
    // The process id keeps two programs that write one target from sharing a temporary file.
    fs::path temporary = path;
    temporary += '.';
    temporary += std::to_string(::getpid());
    temporary += ".part";
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        failWrite(path, temporary);
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(file, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            const int reason = errno;
            ::close(file);
            errno = reason;
            failWrite(path, temporary);
        }
        done += static_cast<std::size_t>(count);
    }
    // Without fsync a power cut after the rename can leave an empty file under the final name.
    if (::fsync(file) != 0 || ::close(file) != 0)
        failWrite(path, temporary);
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        failWrite(path, temporary);
}

void writeFileAtomically(const fs::path& path, std::string_view text)
{
    writeFileAtomically(path, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::vector<std::uint8_t> readFile(const fs::path& path, std::uintmax_t maxBytes)
{
    std::error_code error;
    if (!fs::exists(path, error))
        throw Error(ErrorCode::NotFound, "no such file", path.string());
    if (fs::is_directory(path, error))
        throw Error(ErrorCode::Unreadable, "this is a folder, not a file", path.string());
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::Unreadable, "cannot open file", path.string(), "Check its permissions");
    std::vector<std::uint8_t> bytes;
    if (const auto size = fs::file_size(path, error); !error) {
        if (size > maxBytes)
            throw Error(ErrorCode::TooLarge, "file of " + std::to_string(size) + " bytes is over the limit of " + std::to_string(maxBytes),
                path.string());
        bytes.reserve(size);
    }
    std::array<char, 1 << 16> block{};
    while (stream) {
        stream.read(block.data(), block.size());
        bytes.insert(bytes.end(), block.data(), block.data() + stream.gcount());
        if (bytes.size() > maxBytes)
            throw Error(ErrorCode::TooLarge, "file is over the limit of " + std::to_string(maxBytes) + " bytes", path.string());
    }
    if (stream.bad())
        throw Error(ErrorCode::Unreadable, "reading stopped half-way", path.string());
    return bytes;
}

std::string readTextFile(const fs::path& path, std::uintmax_t maxBytes)
{
    const auto bytes = readFile(path, maxBytes);
    return {bytes.begin(), bytes.end()};
}

fs::path resourceDir()
{
    return findDir("SONOSKETCH_RESOURCES", ".", "resources");
}

fs::path weightsDir()
{
    return findDir("SONOSKETCH_WEIGHTS", "weights", "models/weights");
}

} // namespace sonosketch
