// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/trial_log.h"

namespace sonosketch::study {

/// One line of CSV (RFC 4180): cells with a comma, quote, line end or space at an end are quoted. Ends with "\r\n".
std::string csvLine(const std::vector<std::string>& cells);
/// The rows of a CSV text, of any line ends; a byte order mark is passed over. Throws Error(Corrupt) with the line for an open quote, and for text
/// after a closing quote; Error(TooLarge) above 200,000 rows.
std::vector<std::vector<std::string>> parseCsv(const std::string& text, const std::string& where);

/// Answers written elsewhere: a head line and one line an answer. Columns, in any order:
///   trial        counts from 1
///   answer       real or synthesised; empty where the time ran out
///   confidence   1 to 5; empty without an answer
///   image, text, shown_ms, duration_ms, timed_out (0 or 1)    may be missing; image is a check only
/// Other columns (those of the report's answers.csv) are passed over. Throws Error(Corrupt) with file and row; the head is row 1.
std::vector<TrialAnswer> answersFromCsv(const std::string& text, const std::string& where, const StudyPlan& plan);

} // namespace sonosketch::study
