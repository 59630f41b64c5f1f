// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QApplication;

namespace sonosketch {

/// Dark neutral greys, fit for reading images: nothing near the pictures is brighter than their echoes. Call once, before the window is made.
void applyTheme(QApplication& application);

} // namespace sonosketch
