// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QApplication;

namespace sonosketch {

enum class Theme : int {
    System, ///< dark or light as the desktop is
    Dark,   ///< neutral greys, fit for reading images: nothing near the pictures is brighter than their echoes
    Light,  ///< for bright rooms and projectors; the views keep their dark surroundings
};

/// Palette, style sheet and font of the whole program. May be called again at any time; windows and icons follow. GUI thread.
void applyTheme(QApplication& application, Theme theme = Theme::Dark);

/// "system", "dark" or "light", for settings; an unknown name is Theme::System.
QString themeName(Theme theme);
Theme themeFromName(const QString& name);

} // namespace sonosketch
