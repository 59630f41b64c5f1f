// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/inference/generator.h"
#include "models/evaluation/copy_check.h"
#include "models/evaluation/instruments.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch::evaluation {

/// A generator under evaluation and what the report calls it.
struct Candidate {
    std::string name;
    std::unique_ptr<Generator> generator;
};
/// Loads every model, so that an unreadable one is known before hours of work. `models`: folders, or names of bundled models (models/checkpoint/find_model.h).
/// Names in the report are the folders' last parts; throws Error(Usage) if two are the same, else like loadGenerator.
std::vector<Candidate> loadCandidates(const std::vector<std::string>& models, DeviceChoice device);

struct EvaluationSettings {
    std::filesystem::path data;
    std::string split = "test";
    std::string trainingSplit = "train";              ///< what the copy check compares with
    std::size_t limit = 0;                            ///< so many examples, spread evenly over the split; 0: all
    std::uint64_t seed = 1;                           ///< of kernel distance subsets and intervals
    std::size_t shown = 8;                            ///< examples in the report's picture grid
    std::function<void(const std::string&)> progress; ///< one line, often; may be empty
};

/// Dice of one class, over the pictures whose label map holds it.
struct ClassAgreement {
    std::string name;
    double real = 0, synth = 0;
    std::size_t images = 0;
};

/// Everything measured for one model, or for the real pictures (then only what a picture has by itself).
struct ModelResult {
    std::string name, hash, device, precision;
    std::map<std::string, std::vector<double>> perImage;    ///< by Measure::key, in the order of Evaluation::ids; NaN: no value
    std::map<std::string, double> values;                   ///< by Measure::key; means over the pictures, or figures of the set
    std::map<std::string, std::array<double, 2>> intervals; ///< 95%, of the means
    std::vector<ClassAgreement> classes;
    CopyResult copies;
    cv::Mat nearestPicture, nearestTraining; ///< the closest pair of the copy check; may be empty
};

/// One row of the picture grid.
struct ShownExample {
    std::string id;
    cv::Mat condition;             ///< CV_8UC3, pseudo-colour
    std::vector<cv::Mat> pictures; ///< CV_8UC1, one a model
    cv::Mat real;
};

struct Evaluation {
    std::string dataset, license, attribution, manifestSha256, split;
    std::size_t available = 0; ///< examples in the split
    std::size_t training = 0;  ///< training pictures of the copy check
    std::uint64_t seed = 0;
    std::vector<std::string> ids;    ///< of the examples measured
    std::string features, segmenter; ///< names; empty: not measured
    int featureDimensions = 0;
    bool inception = false;
    std::vector<std::string> warnings;
    ModelResult real;
    std::vector<ModelResult> models;
    std::vector<ShownExample> shown;

    /// "FID", or "Frechet distance (NAME)" with features that are not Inception's.
    std::string frechetName() const;
};

/// Synthesises every example of the split with every model and measures it. All inputs are checked first. One thread.
/// Throws Error: NotFound (split), VersionMismatch (a model or the segmenter has other classes than the data set), Cancelled, Device, and what
/// reading the data set throws.
Evaluation evaluate(
    const EvaluationSettings& settings, const std::vector<Candidate>& candidates, Instruments& instruments, const CancelToken& cancel);

/// report.json. Numbers that could not be measured are null. Only ms_per_image differs between two runs on the same input.
std::string reportJson(const Evaluation& evaluation);
/// The rows of the report as a plain text table, for a terminal.
std::string summaryText(const Evaluation& evaluation);
/// Everything as a self-contained page: no script, no reference to another file.
std::string reportHtml(const Evaluation& evaluation);
/// A line a picture and model, a column a measure.
std::string perImageCsv(const Evaluation& evaluation);
/// Writes report.json, report.html and per_image.csv. Throws Error(WriteFailed).
void writeReports(const Evaluation& evaluation, const std::filesystem::path& folder);

} // namespace sonosketch::evaluation
