// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/reading_program.h"

#include "app/study/reading_window.h"
#include "core/base/error.h"

#include <QApplication>
#include <QKeyEvent>
#include <QKeySequence>
#include <QMessageBox>
#include <QPixmap>
#include <QSaveFile>

namespace sonosketch {

namespace {

/// Key by key, as a keyboard would send them.
void press(ReadingWindow& window, const QString& keys)
{
    for (const QString& name : keys.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QKeySequence sequence = QKeySequence::fromString(name, QKeySequence::PortableText);
        if (sequence.isEmpty() || sequence[0].key() == Qt::Key_unknown)
            throw Error(ErrorCode::Usage, "Not the name of a key", name.toStdString(), "Write them as \"Return R 3 Return\"");
        QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
        const QString text = name.size() == 1 ? name.toLower() : QString();
        for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, sequence[0].key(), sequence[0].keyboardModifiers(), text);
            QCoreApplication::sendEvent(target, &event);
        }
        QCoreApplication::processEvents();
    }
}

std::unique_ptr<ReadingRun> openRun(const std::filesystem::path& folder, bool seen)
{
    try {
        return std::make_unique<ReadingRun>(folder);
    } catch (const Error& error) {
        // Somebody who started it by a click sees no terminal.
        if (seen)
            QMessageBox::critical(nullptr, QCoreApplication::translate("sonosketch::ReadingProgram", "The study cannot be read"),
                QString::fromStdString(error.what()));
        throw;
    }
}

} // namespace

int runReadingProgram(QApplication& application, const ReadingProgram& program)
{
    const bool seen = QApplication::platformName() != QLatin1String("offscreen") && program.screenshot.isEmpty();
    ReadingWindow window(openRun(program.folder, seen));
    if (program.size.isValid())
        window.resize(program.size);
    if (program.fullScreen && program.screenshot.isEmpty())
        window.showFullScreen();
    else
        window.show();
    if (!program.reader.isEmpty())
        window.beginAs(program.reader);
    QCoreApplication::processEvents();
    press(window, program.keys);
    if (program.screenshot.isEmpty())
        return application.exec();
    QSaveFile file(program.screenshot);
    if (!file.open(QIODevice::WriteOnly) || !window.grab().save(&file, "PNG") || !file.commit())
        throw Error(
            ErrorCode::WriteFailed, "Cannot write the screenshot", program.screenshot.toStdString(), file.errorString().toStdString());
    return 0;
}

} // namespace sonosketch
