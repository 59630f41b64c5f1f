// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QString>

#include <cstdlib>

namespace sonosketch::test {

/// Compares a picture with tests/golden/NAME.png; empty if they agree, else what differs, and the picture is left in the working folder. Up to one
/// pixel in 5000 may differ by more than 12 levels: other versions of Qt and OpenCV round otherwise. With SONOSKETCH_RENEW_GOLDEN=1 the
/// golden picture is written instead: look at it before it is committed.
inline QString compareGolden(const QImage& picture, const QString& name)
{
    const QString path = QStringLiteral(SONOSKETCH_GOLDEN "/%1.png").arg(name);
    const QImage found = picture.convertToFormat(QImage::Format_RGB888);
    if (qEnvironmentVariableIntValue("SONOSKETCH_RENEW_GOLDEN") == 1) {
        QDir().mkpath(QStringLiteral(SONOSKETCH_GOLDEN));
        return found.save(path) ? QString() : QStringLiteral("cannot write %1").arg(path);
    }
    QImage wanted(path);
    if (wanted.isNull())
        return QStringLiteral("%1 is missing").arg(path);
    wanted = wanted.convertToFormat(QImage::Format_RGB888);
    if (wanted.size() != found.size())
        return QStringLiteral("another size than %1").arg(path);
    int differing = 0;
    for (int y = 0; y < found.height(); ++y)
        for (int x = 0; x < found.width(); ++x) {
            const uchar *a = found.constScanLine(y) + 3 * x, *b = wanted.constScanLine(y) + 3 * x;
            for (int channel = 0; channel < 3; ++channel)
                if (std::abs(a[channel] - b[channel]) > 12) {
                    ++differing;
                    break;
                }
        }
    if (differing * 5000 <= found.width() * found.height())
        return {};
    const QString left = name + QStringLiteral(".found.png");
    found.save(left);
    return QStringLiteral("%1 pixels differ from %2; the picture is in %3").arg(differing).arg(path, QDir::current().filePath(left));
}

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
