// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "core/dataset/indexed_png.h"
#include "core/io/case_io.h"
#include "tests/support/drawing_generator.h"

#include <filesystem>
#include <string>

namespace sonosketch::test {

/// The drawn case under another name.
inline Case namedCase(const std::string& title, std::optional<double> mmPerPixel = 0.2)
{
    Case value = drawnCase();
    value.provenance.title = title;
    value.mmPerPixel = mmPerPixel;
    return value;
}

/// Nothing is labelled but a speck.
inline Case caseWithoutLesion(const std::string& title)
{
    Case value = namedCase(title);
    value.labels.setTo(0);
    value.labels(cv::Rect(250, 250, 14, 14)).setTo(3); // 196 pixels
    return value;
}

/// A damaged case folder: it has no labels.
inline void writeDamagedCase(const std::filesystem::path& folder)
{
    saveCase(namedCase("Damaged"), folder);
    std::filesystem::remove(folder / "labels.png");
}

/// An imported data set, as `dataset import` writes it: of each case one picture "set-NUMBER".
inline void writeDataset(const std::filesystem::path& folder, const std::vector<Case>& cases)
{
    DatasetManifest manifest;
    manifest.name = "set";
    manifest.palette = LabelPalette::bundled("mmotu");
    manifest.license = "CC0-1.0";
    manifest.attribution = "Drawn for tests";
    for (const char* part : {"images", "labels", "sketches", "fov"})
        std::filesystem::create_directories(folder / part);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string id = "set-" + std::to_string(i);
        DatasetItem item{id, "train", "images/" + id + ".png", "labels/" + id + ".png", "sketches/" + id + ".png", "fov/" + id + ".png",
            cases[i].mmPerPixel, {}, {}, {}, {}, id + ".jpg", {}};
        const auto put = [&](const std::string& file, const std::vector<std::uint8_t>& bytes, std::string& hash) {
            writeFileAtomically(folder / file, bytes);
            hash = sha256(bytes);
        };
        put(item.image, encodeGrayPng(cases[i].source), item.imageSha256);
        put(item.labels, encodeIndexedPng(cases[i].labels, manifest.palette), item.labelsSha256);
        put(item.sketch, encodeGrayPng(cv::Mat::zeros(cases[i].labels.size(), CV_8UC1)), item.sketchSha256);
        put(item.fieldOfView, encodeGrayPng(cases[i].fieldOfView), item.fieldOfViewSha256);
        manifest.items.push_back(std::move(item));
    }
    manifest.save(folder);
}

} // namespace sonosketch::test
