// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

// Resources in a static library are registered by hand, outside of any namespace.
static void registerIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace sonosketch {

namespace {
QPixmap draw(QByteArray svg, const char* color, int size)
{
    // The drawings name one colour; the theme decides which.
    svg.replace("#c8ccd2", color);
    QSvgRenderer renderer(svg);
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}
} // namespace

QIcon icon(const char* name)
{
    registerIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    QIcon result;
    for (const int size : {20, 24, 40, 48}) {
        result.addPixmap(draw(svg, "#c8ccd2", size), QIcon::Normal, QIcon::Off);
        result.addPixmap(draw(svg, "#eef1f5", size), QIcon::Active, QIcon::Off);
        result.addPixmap(draw(svg, "#eef1f5", size), QIcon::Normal, QIcon::On);
        result.addPixmap(draw(svg, "#eef1f5", size), QIcon::Active, QIcon::On);
        result.addPixmap(draw(svg, "#5b6067", size), QIcon::Disabled, QIcon::Off);
        result.addPixmap(draw(svg, "#5b6067", size), QIcon::Disabled, QIcon::On);
    }
    return result;
}

} // namespace sonosketch
