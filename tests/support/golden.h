// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QImage>

#include <cstdlib>

namespace sonosketch::test {

/// Compares a picture with tests/golden/NAME.png: the mean difference of a colour channel must stay below `tolerance` grey levels (fonts and smoothing differ
/// a little from system to system). SONOSKETCH_RENEW_GOLDEN=1 writes the files anew; look at them before you commit them.
inline bool likeGolden(const QImage& found, const QString& name, double tolerance)
{
    const QString path = QStringLiteral(SONOSKETCH_TEST_DATA "/../golden/%1.png").arg(name);
    if (qEnvironmentVariableIntValue("SONOSKETCH_RENEW_GOLDEN") == 1) {
        QDir().mkpath(QFileInfo(path).path());
        return found.convertToFormat(QImage::Format_RGB32).save(path);
    }
    const QImage expected = QImage(path).convertToFormat(QImage::Format_RGB32), image = found.convertToFormat(QImage::Format_RGB32);
    if (expected.isNull() || expected.size() != image.size()) {
        qWarning("%s: %dx%d, found %dx%d", qPrintable(path), expected.width(), expected.height(), image.width(), image.height());
        return false;
    }
    double sum = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QRgb a = image.pixel(x, y), b = expected.pixel(x, y);
            sum += std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
        }
    const double mean = sum / 3 / image.width() / image.height();
    if (mean > tolerance)
        qWarning("%s: the mean difference is %.3f", qPrintable(path), mean);
    return mean <= tolerance;
}

} // namespace sonosketch::test
