// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/text.h"

#include <QCoreApplication>
#include <QFile>

#include <cmath>

namespace sonosketch {

std::filesystem::path toPath(const QString& text)
{
    return {QFile::encodeName(text).toStdString()};
}

QString toText(const std::filesystem::path& path)
{
    return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

QString classText(const std::string& name)
{
    return QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString positionText(QPointF canvasPosition, std::optional<double> mmPerPixel)
{
    QString text = QCoreApplication::translate("Text", "x %1  y %2 px")
                       .arg(static_cast<int>(std::floor(canvasPosition.x())))
                       .arg(static_cast<int>(std::floor(canvasPosition.y())));
    if (mmPerPixel)
        text += QCoreApplication::translate("Text", "  \u00b7  %1, %2 mm")
                    .arg(canvasPosition.x() * *mmPerPixel, 0, 'f', 1)
                    .arg(canvasPosition.y() * *mmPerPixel, 0, 'f', 1);
    return text;
}

QString ageText(qint64 milliseconds)
{
    if (milliseconds < 10'000)
        return QCoreApplication::translate("Text", "%1 s").arg(static_cast<double>(milliseconds) / 1000.0, 0, 'f', 1);
    if (milliseconds < 120'000)
        return QCoreApplication::translate("Text", "%1 s").arg(milliseconds / 1000);
    return QCoreApplication::translate("Text", "%1 min").arg(milliseconds / 60'000);
}

} // namespace sonosketch
