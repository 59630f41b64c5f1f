// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

class QSettings;

namespace sonosketch {

/// What a person chose once, in a file of the state folder (state_folder.h): tests and screenshots, which set SONOSKETCH_STATE_DIR, neither see
/// nor change anybody's own. Whatever is read from it is untrusted: check ranges, ignore what is unknown.
std::unique_ptr<QSettings> openSettings();

} // namespace sonosketch
