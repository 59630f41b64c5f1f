// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/inference/generator.h"
#include "models/evaluation/edit_plan.h"
#include "models/metrics/segmenter.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch::evaluation {

struct EditSettings {
    std::filesystem::path data;
    std::string split = "test";
    std::size_t count = 8;  ///< cases with a lesion that can be edited
    std::uint64_t seed = 1; ///< chooses the cases and the edits
    std::function<void(const std::string&)> progress;
};

/// What one edit did to one picture. Grey levels: 0..255.
struct EditOutcome {
    EditKind kind{};
    std::string id;
    bool done = false;      ///< false: there was no room for this edit in this case
    double inside = 0;      ///< mean absolute change within the region
    double outside = 0;     ///< the same in the rest of the field of view
    double ratio = 0;       ///< inside / outside; an outside below a twentieth of a grey level counts as that
    double shareInside = 0; ///< of all change in view, what lies in the region; 0..1
    int regionPixels = 0;
    /// Share of the emptied and of the filled area in which the segmenter sees the object (for Relabel: the new class), before and after.
    std::optional<double> emptiedBefore, emptiedAfter, filledBefore, filledAfter;
    std::optional<bool> agrees; ///< whether the segmenter sees the edit; nothing if there is none to see or it did not see the state before
    cv::Mat conditionBefore, conditionAfter; ///< CV_8UC3, the region outlined
    cv::Mat before, after;                   ///< CV_8UC1, synthesised; nothing drawn on them
};

struct EditsResult {
    std::string dataset, attribution, license, manifestSha256, split;
    std::string model, modelHash, device, precision, segmenter;
    std::uint64_t seed = 0;
    std::vector<std::string> ids;
    std::vector<EditOutcome> outcomes; ///< case by case, in the order of allEdits
};

/// Mean figures of one kind of edit.
struct EditSummary {
    std::size_t done = 0, skipped = 0, judged = 0, agreed = 0;
    double inside = 0, outside = 0, ratio = 0, shareInside = 0; ///< means; ratio: the median
};
EditSummary summarise(const EditsResult& result, EditKind kind);

/// Edits real cases and looks at what changes. `segmenter` may be null. All inputs are checked first. One thread.
/// Throws Error: NotFound (split, no editable case), VersionMismatch (classes), Cancelled, Device, and what reading the data set throws.
EditsResult runEdits(const EditSettings& settings, Generator& generator, const std::string& modelName, metrics::Segmenter* segmenter,
    const CancelToken& cancel);

/// Before | after | difference beside the outlined conditions, CV_8UC3; the synthesised ones are marked.
cv::Mat drawEdit(const EditOutcome& outcome);
std::string editsJson(const EditsResult& result);
/// The summary as a plain text table, for a terminal.
std::string summaryText(const EditsResult& result);
/// Self-contained page: no script, no reference to another file.
std::string editsHtml(const EditsResult& result);
/// Writes edits.json, edits.html and pairs/ID-EDIT.png. Throws Error(WriteFailed).
void writeEdits(const EditsResult& result, const std::filesystem::path& folder);

} // namespace sonosketch::evaluation
