// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

#include <nlohmann/json.hpp>

#include <string>

namespace sonosketch {

/// What a case is besides its pixels, as JSON: palette, frame, crop, mmPerPixel, canny, autoSketch, provenance, and the measurements if there
/// are any (files from before they were known have none). Shared by the case folder and the
/// project file; internal to core/io.
nlohmann::json caseFields(const Case& value);
/// Reads them back into a case without pixels; `where` names the file. Throws Error(Corrupt) with the JSON path, and like LabelPalette::fromJson.
Case caseFromFields(const nlohmann::json& root, const std::string& where);

} // namespace sonosketch
