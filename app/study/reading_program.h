// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSize>
#include <QString>

#include <filesystem>

class QApplication;

namespace sonosketch {

struct ReadingProgram {
    std::filesystem::path folder;
    QString reader; ///< empty: the window asks
    QString keys;   ///< pressed once the window is there, with spaces between: "Return R 3 Return"; for pictures and checks
    QString screenshot;
    QSize size; ///< of the screenshot, or of the window where it is not full screen
    bool fullScreen = true;
};

/// A process that reads one study and nothing else: no editor, no model, no recent files. Returns when the window is closed, or the screenshot written.
/// Throws Error where the folder holds no study.
int runReadingProgram(QApplication& application, const ReadingProgram& program);

} // namespace sonosketch
