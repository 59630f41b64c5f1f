// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace sonosketch::study {

/// JSON files that notice a change by hand: the field "sha256" is the hash of all the rest, written without spaces and with sorted keys, so that
/// the layout of the file does not count. It is no signature; who computes it anew is caught by the hashes in the key and in the log.
/// Internal to core/study.

/// The hash of an object without its "sha256".
std::string sealOf(const nlohmann::json& object);
/// The text of the file.
std::string sealed(nlohmann::json object);
/// Checks format, version and hash. Throws Error: Corrupt, VersionMismatch. `hint` says what to do about a changed file.
nlohmann::json openSealed(
    const std::string& text, const std::string& format, int version, const std::string& where, const std::string& hint);

} // namespace sonosketch::study
