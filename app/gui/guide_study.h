// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>

#include <functional>

namespace sonosketch {

class MainWindow;

/// The guide's pictures of reader studies: the reading window, the builder, and the plots of a report, all from the study that comes with the program.
/// `write` takes a picture and its name. GUI thread; runs the event loop; works on copies in a folder of its own. Throws Error.
void drawStudyPictures(MainWindow& window, const std::function<void(const QImage&, const char*)>& write);

} // namespace sonosketch
