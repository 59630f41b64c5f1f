// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/item_case.h"

#include <fmt/format.h>

namespace sonosketch {

Case caseOfItem(const DatasetManifest& manifest, const DatasetItem& item, const std::filesystem::path& folder)
{
    const DatasetSample sample = loadSample(folder, item);
    Case value = Case::blank(manifest.palette);
    value.source = sample.image;
    value.labels = sample.labels;
    value.fieldOfView = sample.fieldOfView;
    value.canny = manifest.canny;
    value.mmPerPixel = item.mmPerPixel;
    value.provenance = {item.id, fmt::format("{}, {}", manifest.name, item.sourceFile), manifest.license, manifest.attribution};
    return value;
}

} // namespace sonosketch
