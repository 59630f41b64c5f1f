// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/settings.h"

#include "app/session/text.h"

#include <QSettings>
#include <QStandardPaths>

namespace sonosketch {

std::filesystem::path stateDirectory()
{
    const QString chosen = qEnvironmentVariable("SONOSKETCH_STATE_DIR");
    return toPath(chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) : chosen);
}

std::unique_ptr<QSettings> openSettings()
{
    return std::make_unique<QSettings>(toText(stateDirectory() / "settings.ini"), QSettings::IniFormat);
}

} // namespace sonosketch
