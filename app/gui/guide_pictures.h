// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace sonosketch {

class MainWindow;

/// Draws the pictures of the user guide (resources/help/guide*.html) and of README.md from the real window: opens the bundled cases, paints,
/// moves, compares, and grabs what is seen. JPEGs into `folder`, which must exist. The window must be shown. GUI thread; runs the event loop.
/// Throws Error if a picture does not come within `timeoutMs`, or cannot be written.
void drawGuidePictures(MainWindow& window, const std::filesystem::path& folder, int timeoutMs);

} // namespace sonosketch
