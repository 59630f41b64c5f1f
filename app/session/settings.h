// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

class QSettings;

namespace sonosketch {

/// Where the program keeps what belongs to a person and to no case: settings, unsaved projects. The environment variable SONOSKETCH_STATE_DIR
/// names it, so that tests and screenshots neither see nor change anybody's own; else the desktop's place for application data.
/// It may not exist yet.
std::filesystem::path stateDirectory();

/// The settings file within it. Whatever is read from it is untrusted: check ranges, ignore what is unknown.
std::unique_ptr<QSettings> openSettings();

} // namespace sonosketch
