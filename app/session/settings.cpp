// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/settings.h"

#include "app/session/state_folder.h"
#include "app/session/text.h"

#include <QSettings>

namespace sonosketch {

std::unique_ptr<QSettings> openSettings()
{
    return std::make_unique<QSettings>(toText(StateFolder::defaultFolder() / "settings.ini"), QSettings::IniFormat);
}

} // namespace sonosketch
