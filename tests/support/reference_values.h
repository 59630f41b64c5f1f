// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace sonosketch::test {

/// tests/python/metrics_reference.json; empty, so that every comparison fails, if it cannot be read.
inline QJsonObject referenceValues(const QString& file)
{
    QFile stored(file);
    if (!stored.open(QIODevice::ReadOnly))
        qWarning("%s cannot be read; tests/python/metrics_reference.py makes it", qPrintable(file));
    return QJsonDocument::fromJson(stored.readAll()).object();
}

/// Equal within `tolerance`, absolute or relative, whichever is larger.
inline bool closeTo(double found, const QJsonValue& expected, double tolerance)
{
    if (expected.isDouble() && std::abs(found - expected.toDouble()) <= tolerance * std::max(1.0, std::abs(expected.toDouble())))
        return true;
    qWarning("found %.15g, the reference is %.15g", found, expected.toDouble(std::nan("")));
    return false;
}

} // namespace sonosketch::test
