// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/theme.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>

// Resources in a static library are registered by hand, outside of any namespace.
static void registerTheme()
{
    Q_INIT_RESOURCE(theme);
}

namespace sonosketch {

void applyTheme(QApplication& application)
{
    registerTheme();
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QPalette palette;
    const QColor text(204, 208, 214);
    const QColor dim(112, 117, 124);
    palette.setColor(QPalette::Window, QColor(37, 39, 42));
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, QColor(28, 30, 32));
    palette.setColor(QPalette::AlternateBase, QColor(33, 35, 38));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, QColor(49, 52, 56));
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, QColor(238, 241, 245));
    palette.setColor(QPalette::Light, QColor(66, 70, 75));
    palette.setColor(QPalette::Midlight, QColor(47, 64, 82));
    palette.setColor(QPalette::Mid, QColor(44, 47, 50));
    palette.setColor(QPalette::Dark, QColor(24, 25, 27));
    palette.setColor(QPalette::Shadow, QColor(12, 13, 14));
    palette.setColor(QPalette::Highlight, QColor(58, 106, 150));
    palette.setColor(QPalette::HighlightedText, QColor(238, 241, 245));
    palette.setColor(QPalette::ToolTipBase, QColor(50, 53, 57));
    palette.setColor(QPalette::ToolTipText, QColor(214, 218, 223));
    palette.setColor(QPalette::PlaceholderText, dim);
    palette.setColor(QPalette::Link, QColor(96, 165, 222));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(98, 103, 110));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(60, 64, 69));
    application.setPalette(palette);

    QFont font = application.font();
    font.setPixelSize(13);
    application.setFont(font);

    QFile sheet(QStringLiteral(":/theme/dark.qss"));
    if (sheet.open(QIODevice::ReadOnly))
        application.setStyleSheet(QString::fromUtf8(sheet.readAll()));
}

} // namespace sonosketch
