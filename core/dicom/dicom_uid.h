// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sonosketch::dicom {

/// A UID of the form 2.25.N (PS3.5 B.2), N a UUID whose bits come from the SHA-256 of `name` (RFC 9562, version 8). Equal names give equal UIDs, so that
/// the same export twice is the same object to an archive; names hold every byte of what they stand for. Any thread.
std::string uidFromName(const std::string& name);

} // namespace sonosketch::dicom
