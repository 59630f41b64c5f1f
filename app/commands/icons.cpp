// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

// Resources in a static library are registered by hand, outside of any namespace.
static void registerIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace sonosketch {

namespace {

/// Draws when it is asked to, in the colours of the palette at that moment: a change of theme needs no new icons, and every display gets
/// its own resolution.
class SvgIconEngine : public QIconEngine {
public:
    SvgIconEngine(QString name, QByteArray svg)
        : m_name(std::move(name))
        , m_svg(std::move(svg))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        // Toolbars hand over a painter that already counts in device-independent pixels.
        const double scale = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        QPixmap drawn = pixmap((QSizeF(rect.size()) * scale).toSize(), mode, state);
        drawn.setDevicePixelRatio(scale);
        painter->drawPixmap(rect.topLeft(), drawn);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor ink = color(mode, state);
        const QString key = QStringLiteral("sonosketch/%1/%2x%3/%4").arg(m_name).arg(size.width()).arg(size.height()).arg(ink.name());
        QPixmap result;
        if (QPixmapCache::find(key, &result))
            return result;
        QByteArray svg = m_svg;
        svg.replace("#c8ccd2", ink.name().toLatin1());
        QSvgRenderer renderer(svg);
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        renderer.render(&painter);
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        Q_UNUSED(scale) // `size` is in the display's own pixels already
        return pixmap(size, mode, state);
    }

    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
    QString iconName() override { return m_name; }
    QString key() const override { return QStringLiteral("sonosketch-svg"); }
    QIconEngine* clone() const override { return new SvgIconEngine(*this); }

private:
    static QColor color(QIcon::Mode mode, QIcon::State state)
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        return palette.color(mode == QIcon::Active || state == QIcon::On ? QPalette::BrightText : QPalette::ButtonText);
    }

    QString m_name;
    QByteArray m_svg; ///< its one colour is #c8ccd2
};

} // namespace

QIcon icon(const char* name)
{
    registerIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new SvgIconEngine(QString::fromLatin1(name), file.readAll()));
}

} // namespace sonosketch
