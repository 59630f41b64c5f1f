// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/label_palette.h"

#include <string>
#include <vector>

namespace sonosketch {

/// A palette of a set that names its classes and no colours: "Background", then the names in their order, in colours far apart.
/// Throws Error(Corrupt) for more than 63 names, and for those a palette does not take (empty, twice, control characters).
LabelPalette paletteFromNames(const std::string& palette, const std::vector<std::string>& names, const std::string& where);

} // namespace sonosketch
