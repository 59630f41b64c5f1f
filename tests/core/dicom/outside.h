// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <filesystem>

namespace sonosketch::test {

/// What a program of others said about a file.
struct Outside {
    int code = -1; ///< -1: it could not be started (is the package installed?) or did not end
    QString out;   ///< standard output and error
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

inline Outside runOutside(const QString& program, const QStringList& arguments)
{
    QProcess process;
    // A sanitizer's library must not slip into programs that were not built with it.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("LD_PRELOAD"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    Outside result;
    if (process.waitForStarted() && process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit)
        result.code = process.exitCode();
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    if (process.error() == QProcess::FailedToStart)
        result.out = QStringLiteral("%1 is not installed (packaging/dependencies.sh test)").arg(program);
    return result;
}

/// tests/core/dicom/dicom_tool.py, which knows pydicom alone.
inline Outside dicomTool(QStringList arguments)
{
    arguments.prepend(QStringLiteral(SONOSKETCH_TEST_DATA "/dicom_tool.py"));
    return runOutside(QStringLiteral("/usr/bin/python3"), arguments);
}

inline QString textOf(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace sonosketch::test
