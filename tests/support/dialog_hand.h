// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QTest>
#include <QTimer>

#include <memory>

namespace sonosketch::test {

/// Types `path` into the file dialog that opens while `work` runs, and accepts it; an empty path cancels. False if none opened.
template <class Work>
bool answerFileDialog(const QString& path, Work work)
{
    // A desktop's own dialog could not be reached.
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    bool answered = false;
    QTimer look;
    look.setInterval(20);
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        for (QWidget* top : QApplication::topLevelWidgets()) {
            auto* dialog = qobject_cast<QFileDialog*>(top);
            if (!dialog || !dialog->isVisible())
                continue;
            look.stop();
            answered = true;
            if (path.isEmpty()) {
                dialog->reject();
                return;
            }
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
            QMetaObject::invokeMethod(dialog, "accept");
            if (dialog->isVisible()) { // it did not take the path: no test should wait for ever
                answered = false;
                dialog->reject();
            }
        }
    });
    look.start();
    work();
    return answered;
}

} // namespace sonosketch::test
