// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>

namespace sonosketch {

/// One of resources/icons (name without ".svg"), drawn in the theme's colours for normal, active, checked and disabled controls.
/// An unknown name gives an empty icon.
QIcon icon(const char* name);

} // namespace sonosketch
