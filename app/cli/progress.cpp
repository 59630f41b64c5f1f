// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress.h"

#include <chrono>
#include <cstdio>
#include <unistd.h>

namespace sonosketch {

std::function<void(const std::string&)> progressLine(bool quiet)
{
    if (quiet)
        return {};
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    return [terminal, last = std::chrono::steady_clock::time_point{}](const std::string& line) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (now - last < (terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10000)))
            return;
        last = now;
        std::fprintf(stderr, terminal ? "\r\x1b[K%s" : "%s\n", line.c_str());
        std::fflush(stderr);
    };
}

void endProgressLine(bool quiet)
{
    if (!quiet && ::isatty(STDERR_FILENO) == 1)
        std::fputc('\n', stderr);
}

} // namespace sonosketch
