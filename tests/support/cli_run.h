// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace sonosketch::test {

/// What a run of sonosketch-cli gave. `code` stays -1 if it did not end by itself.
struct Answer {
    int code = -1;
    QByteArray out, error;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// Runs the real program as a shell does.
inline Answer runCli(const QStringList& arguments, int timeoutMs = 300'000)
{
    QProcess process;
    process.start(QStringLiteral(SONOSKETCH_BIN_DIR "/sonosketch-cli"), arguments);
    Answer answer;
    if (process.waitForFinished(timeoutMs) && process.exitStatus() == QProcess::NormalExit)
        answer.code = process.exitCode();
    answer.out = process.readAllStandardOutput();
    answer.error = process.readAllStandardError();
    return answer;
}

} // namespace sonosketch::test
