// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QImage>
#include <QString>

#include <cstdlib>

namespace sonosketch::test {

/// What a golden picture may differ by.
struct GoldenTolerance {
    int levels = 12;            ///< a pixel counts as different when a channel is farther off than this
    double pixels = 1.0 / 5000; ///< share of the pixels that may be different: other versions of Qt and OpenCV round otherwise
    double mean = 255;          ///< mean difference over all channels, in levels; for pictures with text
};

/// Compares a picture with tests/golden/NAME.png; empty if they agree, else what differs, and the picture is left in the working folder.
/// With SONOSKETCH_RENEW_GOLDEN=1 the golden picture is written instead: look at it before it is committed.
inline QString compareGolden(const QImage& picture, const QString& name, const GoldenTolerance& tolerance = {})
{
    const QString folder = QStringLiteral(SONOSKETCH_TEST_DATA "/../golden");
    const QString path = QStringLiteral("%1/%2.png").arg(folder, name);
    const QImage found = picture.convertToFormat(QImage::Format_RGB888);
    if (qEnvironmentVariableIntValue("SONOSKETCH_RENEW_GOLDEN") == 1) {
        QDir().mkpath(folder);
        return found.save(path) ? QString() : QStringLiteral("cannot write %1").arg(path);
    }
    const QImage wanted = QImage(path).convertToFormat(QImage::Format_RGB888);
    if (wanted.isNull())
        return QStringLiteral("%1 is missing").arg(path);
    if (wanted.size() != found.size())
        return QStringLiteral("another size than %1").arg(path);
    int differing = 0;
    double sum = 0;
    for (int y = 0; y < found.height(); ++y)
        for (int x = 0; x < found.width(); ++x) {
            const uchar *a = found.constScanLine(y) + 3 * x, *b = wanted.constScanLine(y) + 3 * x;
            bool apart = false;
            for (int channel = 0; channel < 3; ++channel) {
                sum += std::abs(a[channel] - b[channel]);
                apart = apart || std::abs(a[channel] - b[channel]) > tolerance.levels;
            }
            differing += apart ? 1 : 0;
        }
    const double all = static_cast<double>(found.width()) * found.height();
    const double mean = sum / 3 / all;
    if (differing <= tolerance.pixels * all && mean <= tolerance.mean)
        return {};
    const QString left = name + QStringLiteral(".found.png");
    found.save(left);
    return QStringLiteral("%1 pixels differ from %2, %3 levels in the mean; the picture is in %4")
        .arg(differing)
        .arg(path)
        .arg(mean)
        .arg(QDir::current().filePath(left));
}

} // namespace sonosketch::test
