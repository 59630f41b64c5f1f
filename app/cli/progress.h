// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace sonosketch {

/// Prints progress to standard error: rewrites one line on a terminal; elsewhere (a log file) prints at most one line in ten seconds.
/// Empty, so that nobody calls it, if `quiet`.
std::function<void(const std::string&)> progressLine(bool quiet);
/// Ends the line that progressLine rewrites, before an answer or an error is printed.
void endProgressLine(bool quiet);

} // namespace sonosketch
