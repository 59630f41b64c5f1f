// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QWidget;

namespace sonosketch {

class MainWindow;

/// The practice window and the lesson editor for the user guide, with answers as a person might give them; `write` keeps a picture under a name.
/// Throws Error(Device) if no picture comes.
void drawPracticePictures(MainWindow& window, int timeoutMs, const std::function<void(QWidget&, const char*)>& write);

} // namespace sonosketch
