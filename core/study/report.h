// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/analysis.h"

namespace sonosketch::study {

/// Figure 6 (b) of the paper of PGSgan: how often three doctors, on average, recognised pictures in blinded trials.
struct PaperAccuracy {
    const char* method;
    double accuracy;
};
inline constexpr std::array paperAccuracies{PaperAccuracy{"cGAN", 0.64}, PaperAccuracy{"Sgan", 0.55}, PaperAccuracy{"PGSgan", 0.43}};
inline constexpr const char* paperAccuracySource =
    "Liang et al. 2020, Synthesis and Edition of Ultrasound Images via Sketch Guided Progressive Growing GANs, ISBI 2020, section 3 and "
    "Fig. 6 (b) "
    "(doi:10.1109/isbi45749.2020.9098384): mean accuracy of three doctors, on the paper's own data";

/// A self-contained page: no script, no other file, plots as SVG.
std::string studyHtml(const StudyAnalysis& analysis);
/// One line an answer, changed ones included. "trial" counts from 1. `answersFromCsv` reads it again.
std::string answersCsv(const StudyAnalysis& analysis);
/// One line a figure: reader, simulated, measure, of (a set, another reader, or empty), value, low, high, n, p, exact_low, exact_high. low and high are
/// the 95% interval, of shares Wilson's, of median_ms the quartiles; exact_low and exact_high are the exact interval, of shares alone. Cells of what is
/// not available are empty.
std::string summaryCsv(const StudyAnalysis& analysis);
/// The same as JSON, for scripts. What is not available is null.
std::string studyJson(const StudyAnalysis& analysis);
/// Writes report.html, answers.csv and summary.csv into `folder`, which is made. Earlier ones are replaced. Throws Error(WriteFailed).
void writeReport(const StudyAnalysis& analysis, const std::filesystem::path& folder);

} // namespace sonosketch::study
