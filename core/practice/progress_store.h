// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/practice/answer_sheet.h"
#include "core/practice/difficulty.h"
#include "core/practice/kind.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch::sqlite {
class Database;
}

namespace sonosketch::practice {

/// One answer with its score. Lengths are in pixels of the canvas; in millimetres where mmPerPixel is known.
struct Answer {
    std::int64_t id = 0;      ///< given by the store
    std::int64_t session = 0; ///< of the store's beginSession()
    std::int64_t wallMs = 0;  ///< when it was given, milliseconds since 1970, UTC
    std::int64_t durationMs = 0;
    Kind kind = Kind::Paint;
    std::string source;     ///< title of the case or the lesson
    std::string model;      ///< name of the generator; empty for a real picture
    std::string trueClass;  ///< of the lesion; of a lesson the right choice
    std::string givenClass; ///< what the trainee said; empty where that is not asked
    double level = 0;       ///< of difficulty, 0 .. 1
    std::int64_t seed = 0;
    bool right = false;
    std::optional<double> dice, boundary;     ///< painting
    std::optional<double> distance;           ///< spotting: pixels from the changed object
    std::optional<double> length, trueLength; ///< measuring: longest diameter
    std::optional<double> across, trueAcross; ///< and the one across it
    std::optional<double> mmPerPixel;
    std::vector<Stroke> strokes; ///< what was done, in order

    /// 0 .. 1, for plots: Dice; 1 or 0 for spotting and lessons; 1 - mean relative error, not below 0, for measuring.
    double score() const;
};

/// What a replay shows beneath the strokes, and what it ends with; kept of the newest keptPictures answers.
struct AnswerPictures {
    cv::Mat picture; ///< CV_8UC1 of canvas size, as the trainee saw it; empty if it is not kept any more
    cv::Mat truth;   ///< CV_8UC1, 255 = lesion, whose outline is drawn at the end of a replay; empty where there is none
};
inline constexpr int keptPictures = 200;

/// Everything a person practised, in one file of the state folder: SQLite, write-ahead log, synchronous = FULL, one transaction an answer. When
/// record() returns, a power cut keeps the answer. Local, without account or name. One thread; several programs may have it open.
///
/// application_id "SnPr", user_version 1; tables (STRICT):
///   sessions(id, started_ms)
///   answers(id, session, wall_ms, duration_ms, kind 0..3, source, model, true_class, given_class, level, seed, correct 0/1, dice, boundary,
///     distance, length, true_length, across, true_across, mm_per_pixel, strokes JSON (answer_sheet.h), picture PNG, truth PNG)
class ProgressStore {
public:
    /// Makes file and folders if there are none. Throws Error: Corrupt, VersionMismatch (of a newer program), Unsupported (another file),
    /// WriteFailed. A file that cannot be used is left as it is.
    static ProgressStore open(const std::filesystem::path& file);
    /// Without making anything; nothing if there is no file. Throws like open().
    static std::optional<ProgressStore> openExisting(const std::filesystem::path& file);
    static std::filesystem::path fileIn(const std::filesystem::path& stateFolder) { return stateFolder / "practice.sqlite"; }
    /// Renames a file that cannot be used, and its log, to a name that is free ("practice-aside-1.sqlite"), and returns it.
    /// Throws Error(WriteFailed).
    static std::filesystem::path putAside(const std::filesystem::path& file);

    ProgressStore(ProgressStore&&) noexcept;
    ProgressStore& operator=(ProgressStore&&) noexcept;
    ~ProgressStore();

    std::int64_t beginSession(std::int64_t wallMs);
    /// Returns the answer's id. Throws Error(WriteFailed): nothing is written then, and the answer may be given again;
    /// Error(InvalidArgument) for numbers that are not finite.
    std::int64_t record(const Answer& answer, const AnswerPictures& pictures);
    /// All, oldest first. Strokes only on request: they are large.
    std::vector<Answer> answers(bool withStrokes = false) const;
    /// Throws Error(NotFound).
    Answer answer(std::int64_t id) const;
    AnswerPictures pictures(std::int64_t id) const;
    /// Where a kind's difficulty stands: the staircase after all its answers.
    Staircase staircase(Kind kind) const;

private:
    explicit ProgressStore(std::unique_ptr<sqlite::Database> database);
    std::unique_ptr<sqlite::Database> m_database;
};

/// One line an answer under a head line, RFC 4180, lines end with "\r\n"; times in ISO 8601 (UTC); lengths in pixels and, where known, millimetres.
std::string progressCsv(const std::vector<Answer>& answers);

} // namespace sonosketch::practice
