// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/theme.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QHash>
#include <QPalette>
#include <QRegularExpression>
#include <QStyleFactory>

// Resources in a static library are registered by hand, outside of any namespace.
static void registerTheme()
{
    Q_INIT_RESOURCE(theme);
}

namespace sonosketch {

namespace {

using Colors = QHash<QString, QColor>;

/// The colours that theme.qss names with "@".
const Colors& colorsOf(bool dark)
{
    static const Colors darkColors{{"edge", "#17181a"}, {"bar", "#1f2123"}, {"window", "#25272a"}, {"raised", "#2b2e31"},
        {"hover", "#34383c"}, {"line", "#34373b"}, {"border", "#3c4045"}, {"frame", "#44484d"}, {"accent", "#3a6a96"},
        {"accentLine", "#4a7ba8"}, {"accentText", "#8fc1ea"}, {"onAccent", "#eef1f5"}, {"selected", "#2f4052"}, {"field", "#1c1e20"},
        {"text", "#ccd0d6"}, {"title", "#d4d8dd"}, {"bright", "#eef1f5"}, {"soft", "#a8aeb6"}, {"dim", "#8a9098"}, {"faint", "#62676e"},
        {"busyBack", "#2d4258"}, {"busyText", "#a9cdec"}, {"warnBack", "#4d3d22"}, {"warnText", "#ecc58a"}, {"warn", "#e3b15f"},
        {"handle", "#b4bac2"}, {"handleHover", "#dde1e6"}, {"handleOff", "#55595f"}, {"tip", "#32353a"}};
    static const Colors lightColors{{"edge", "#c3c7cc"}, {"bar", "#e3e5e8"}, {"window", "#eff0f2"}, {"raised", "#f8f9fa"},
        {"hover", "#dcdfe3"}, {"line", "#d5d8dc"}, {"border", "#c2c6cb"}, {"frame", "#b2b7bd"}, {"accent", "#2b6ca8"},
        {"accentLine", "#3f80bb"}, {"accentText", "#1e5c96"}, {"onAccent", "#ffffff"}, {"selected", "#cfe1f1"}, {"field", "#ffffff"},
        {"text", "#23262a"}, {"title", "#1b1e21"}, {"bright", "#0d3a63"}, {"soft", "#4a4f55"}, {"dim", "#62676e"}, {"faint", "#9ba0a6"},
        {"busyBack", "#cfe1f1"}, {"busyText", "#174f84"}, {"warnBack", "#f6e3bd"}, {"warnText", "#6e4a05"}, {"warn", "#855a06"},
        {"handle", "#6b7178"}, {"handleHover", "#3f454b"}, {"handleOff", "#b5b9be"}, {"tip", "#fbfbfc"}};
    return dark ? darkColors : lightColors;
}

QPalette paletteOf(const Colors& colors)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const char* name) { palette.setColor(role, colors.value(QString::fromLatin1(name))); };
    set(QPalette::Window, "window");
    set(QPalette::WindowText, "text");
    set(QPalette::Base, "field");
    set(QPalette::AlternateBase, "raised");
    set(QPalette::Text, "text");
    set(QPalette::Button, "hover");
    set(QPalette::ButtonText, "text");
    set(QPalette::BrightText, "bright");
    set(QPalette::Light, "frame");
    set(QPalette::Midlight, "selected");
    set(QPalette::Mid, "border");
    set(QPalette::Dark, "edge");
    set(QPalette::Shadow, "edge");
    set(QPalette::Highlight, "accent");
    set(QPalette::HighlightedText, "onAccent");
    set(QPalette::ToolTipBase, "tip");
    set(QPalette::ToolTipText, "title");
    set(QPalette::PlaceholderText, "dim");
    set(QPalette::Link, "accentText");
    set(QPalette::LinkVisited, "accentText");
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.value(QStringLiteral("faint")));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colors.value(QStringLiteral("border")));
    return palette;
}

/// theme.qss with every @name replaced by its colour.
QString styleSheetOf(const Colors& colors)
{
    QFile file(QStringLiteral(":/theme/theme.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString sheet = QString::fromUtf8(file.readAll());
    static const QRegularExpression name(QStringLiteral("@([A-Za-z]+)\\b"));
    QString result;
    qsizetype from = 0;
    for (auto match = name.globalMatch(sheet); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        result += QStringView(sheet).mid(from, found.capturedStart() - from);
        const QColor color = colors.value(found.captured(1));
        result += color.isValid() ? color.name() : found.captured();
        from = found.capturedEnd();
    }
    result += QStringView(sheet).mid(from);
    return result;
}

} // namespace

void applyTheme(QApplication& application, Theme theme)
{
    registerTheme();
    // What the desktop gave, before any theme of ours.
    static const bool desktopIsDark = application.palette().color(QPalette::Window).lightness() < 128;
    const Colors& colors = colorsOf(theme == Theme::Dark || (theme == Theme::System && desktopIsDark));
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(paletteOf(colors));
    QFont font = application.font();
    font.setPixelSize(13);
    application.setFont(font);
    application.setStyleSheet(styleSheetOf(colors));
}

QString themeName(Theme theme)
{
    switch (theme) {
    case Theme::Dark:
        return QStringLiteral("dark");
    case Theme::Light:
        return QStringLiteral("light");
    case Theme::System:
        break;
    }
    return QStringLiteral("system");
}

Theme themeFromName(const QString& name)
{
    for (const Theme theme : {Theme::Dark, Theme::Light})
        if (name == themeName(theme))
            return theme;
    return Theme::System;
}

} // namespace sonosketch
