// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/dataset/dataset.h"
#include "core/document/case.h"

#include <filesystem>

namespace sonosketch {

/// An item of an imported data set as a case: its scan, labels, field of view and spacing; the sketch comes from the scan. Throws like loadSample. Any thread.
Case caseOfItem(const DatasetManifest& manifest, const DatasetItem& item, const std::filesystem::path& folder);

} // namespace sonosketch
