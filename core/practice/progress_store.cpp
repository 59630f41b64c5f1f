// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/progress_store.h"

#include "core/base/error.h"
#include "core/imaging/canvas_size.h"
#include "core/io/png_file.h"
#include "core/sqlite/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sonosketch::practice {

namespace fs = std::filesystem;
using sqlite::Database;
using sqlite::Statement;
using sqlite::Transaction;

namespace {

constexpr std::int64_t applicationId = 0x536E5072; // "SnPr"
constexpr std::int64_t formatVersion = 1;
constexpr std::size_t maxText = 400, maxStrokeText = 7 << 20, maxPicture = 4 << 20;
constexpr std::int64_t farTime = INT64_MAX / 4;
// A row holds strokes and two pictures. The window waits while another one writes.
constexpr sqlite::Profile profile{
    .name = "practice log", .ifDamaged = "It was left as it is; put it aside to begin a new one", .maxRowBytes = 8 << 20, .busyMs = 5'000};

constexpr const char* schema = R"sql(
CREATE TABLE sessions(id INTEGER PRIMARY KEY, started_ms INTEGER NOT NULL) STRICT;
CREATE TABLE answers(id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions(id), wall_ms INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL, kind INTEGER NOT NULL, source TEXT NOT NULL, model TEXT NOT NULL, true_class TEXT NOT NULL,
    given_class TEXT NOT NULL, level REAL NOT NULL, seed INTEGER NOT NULL, correct INTEGER NOT NULL, dice REAL, boundary REAL, distance REAL,
    length REAL, true_length REAL, across REAL, true_across REAL, mm_per_pixel REAL, strokes TEXT NOT NULL, picture BLOB, truth BLOB) STRICT;
PRAGMA application_id = 1399738482;
PRAGMA user_version = 1;
)sql";
static_assert(applicationId == 1399738482);

#define SONOSKETCH_ANSWER_COLUMNS                                                                                                          \
    "id, session, wall_ms, duration_ms, kind, source, model, true_class, given_class, level, seed, correct, dice, boundary, distance, "    \
    "length, true_length, across, true_across, mm_per_pixel"
constexpr const char* selectAnswers = "SELECT " SONOSKETCH_ANSWER_COLUMNS ", '' FROM answers ORDER BY id";
constexpr const char* selectStrokes = "SELECT " SONOSKETCH_ANSWER_COLUMNS ", strokes FROM answers ORDER BY id";
constexpr const char* selectOne = "SELECT " SONOSKETCH_ANSWER_COLUMNS ", strokes FROM answers WHERE id = ?1";
#undef SONOSKETCH_ANSWER_COLUMNS

Answer rowOf(const Statement& row, const std::string& where)
{
    Answer answer;
    answer.id = row.integer(0, 1, INT64_MAX);
    answer.session = row.integer(1, 1, INT64_MAX);
    answer.wallMs = row.integer(2, -farTime, farTime);
    answer.durationMs = row.integer(3, 0, farTime);
    answer.kind = static_cast<Kind>(row.integer(4, 0, static_cast<std::int64_t>(allKinds.size()) - 1));
    answer.source = row.text(5, maxText);
    answer.model = row.text(6, maxText);
    answer.trueClass = row.text(7, maxText);
    answer.givenClass = row.text(8, maxText);
    answer.level = std::clamp(row.number(9).value_or(0), 0.0, 1.0);
    answer.seed = row.integer(10, INT64_MIN, INT64_MAX);
    answer.right = row.integer(11, 0, 1) != 0;
    int column = 12;
    for (auto* value : {&answer.dice, &answer.boundary, &answer.distance, &answer.length, &answer.trueLength, &answer.across,
             &answer.trueAcross, &answer.mmPerPixel})
        *value = row.number(column++);
    if (const std::string strokes = row.text(column, maxStrokeText); !strokes.empty())
        answer.strokes = strokesFromJson(strokes, fmt::format("{}, answer {}", where, answer.id));
    return answer;
}

void requireFinite(const Answer& answer)
{
    for (const auto& value : {std::optional(answer.level), answer.dice, answer.boundary, answer.distance, answer.length, answer.trueLength,
             answer.across, answer.trueAcross, answer.mmPerPixel})
        if (value && !std::isfinite(*value))
            throw Error(ErrorCode::InvalidArgument, "A score is not finite", "practice log");
}

std::string shortened(const std::string& text)
{
    std::size_t end = std::min(text.size(), maxText);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end; // at a character, not inside one
    return text.substr(0, end);
}

std::vector<std::uint8_t> pngOf(const cv::Mat& picture)
{
    return picture.empty() ? std::vector<std::uint8_t>() : encodePng({picture, {}, {}});
}

} // namespace

double Answer::score() const
{
    if (dice)
        return *dice;
    if (length && trueLength && across && trueAcross && *trueLength > 0 && *trueAcross > 0) {
        const double off = std::abs(*length - *trueLength) / *trueLength + std::abs(*across - *trueAcross) / *trueAcross;
        return std::max(0.0, 1 - off / 2);
    }
    return right ? 1 : 0;
}

ProgressStore::ProgressStore(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}
ProgressStore::ProgressStore(ProgressStore&&) noexcept = default;
ProgressStore& ProgressStore::operator=(ProgressStore&&) noexcept = default;
ProgressStore::~ProgressStore() = default;

ProgressStore ProgressStore::open(const fs::path& file)
{
    std::error_code error;
    if (!fs::exists(file, error)) {
        fs::create_directories(file.parent_path(), error);
        Database(file, Database::Mode::Create, profile).execute("PRAGMA journal_mode = WAL");
    }
    auto database = std::make_unique<Database>(file, Database::Mode::Create, profile);
    const bool isNew = database->number("SELECT count(*) FROM sqlite_schema") == 0 && database->number("PRAGMA application_id") == 0;
    if (isNew) {
        Transaction transaction(*database);
        // Another window may have been faster.
        if (database->number("SELECT count(*) FROM sqlite_schema") == 0)
            database->execute(schema);
        transaction.commit();
    }
    if (database->number("PRAGMA application_id") != applicationId)
        throw Error(ErrorCode::Unsupported, "This file is no practice log", file.string(), "Put it aside to begin a new one");
    if (const auto version = database->number("PRAGMA user_version"); version != formatVersion)
        throw Error(ErrorCode::VersionMismatch,
            fmt::format("The practice log has version {}, this program reads version {}", version, formatVersion), file.string(),
            "Use a newer SonoSketch, or put the log aside to begin a new one");
    database->execute("PRAGMA journal_mode = WAL");
    database->execute("PRAGMA synchronous = FULL");
    return ProgressStore(std::move(database));
}

std::optional<ProgressStore> ProgressStore::openExisting(const fs::path& file)
{
    std::error_code error;
    if (!fs::exists(file, error))
        return std::nullopt;
    return open(file);
}

fs::path ProgressStore::putAside(const fs::path& file)
{
    for (int number = 1; number < 10'000; ++number) {
        fs::path target = file.parent_path() / fmt::format("{}-aside-{}{}", file.stem().string(), number, file.extension().string());
        std::error_code error;
        if (fs::exists(target, error))
            continue;
        // The write-ahead log goes first: without it the file would lose its last answers.
        for (const char* part : {"-wal", "-shm", ""}) {
            const fs::path from = file.string() + part;
            if (fs::exists(from, error))
                fs::rename(from, target.string() + part, error);
            if (error)
                throw Error(ErrorCode::WriteFailed, fmt::format("Cannot put the practice log aside ({})", error.message()), from.string(),
                    "Check the permissions of the folder");
        }
        return target;
    }
    throw Error(ErrorCode::WriteFailed, "Too many practice logs were put aside", file.string(), "Remove some of them");
}

std::int64_t ProgressStore::beginSession(std::int64_t wallMs)
{
    Statement(*m_database, "INSERT INTO sessions(started_ms) VALUES(?1)").bind(1, wallMs).run();
    return m_database->number("SELECT last_insert_rowid()");
}

std::int64_t ProgressStore::record(const Answer& answer, const AnswerPictures& pictures)
{
    requireFinite(answer);
    const auto picture = pngOf(pictures.picture), truth = pngOf(pictures.truth);
    Transaction transaction(*m_database);
    Statement insert(*m_database,
        "INSERT INTO answers(session, wall_ms, duration_ms, kind, source, model, true_class, given_class, level, seed, correct, dice, "
        "boundary, distance, length, true_length, across, true_across, mm_per_pixel, strokes, picture, truth) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)");
    insert.bind(1, answer.session).bind(2, answer.wallMs).bind(3, std::max<std::int64_t>(0, answer.durationMs));
    insert.bind(4, static_cast<std::int64_t>(answer.kind)).bind(5, shortened(answer.source)).bind(6, shortened(answer.model));
    insert.bind(7, shortened(answer.trueClass)).bind(8, shortened(answer.givenClass)).bind(9, std::optional(answer.level));
    insert.bind(10, answer.seed).bind(11, std::int64_t{answer.right});
    int index = 12;
    for (const auto& value : {answer.dice, answer.boundary, answer.distance, answer.length, answer.trueLength, answer.across,
             answer.trueAcross, answer.mmPerPixel})
        insert.bind(index++, value);
    insert.bind(20, strokesToJson(answer.strokes)).bind(21, picture).bind(22, truth).run();
    const std::int64_t id = m_database->number("SELECT last_insert_rowid()");
    Statement(*m_database, "UPDATE answers SET picture = NULL, truth = NULL WHERE id <= ?1 AND picture IS NOT NULL")
        .bind(1, id - keptPictures)
        .run();
    transaction.commit();
    return id;
}

std::vector<Answer> ProgressStore::answers(bool withStrokes) const
{
    Statement rows(*m_database, withStrokes ? selectStrokes : selectAnswers);
    std::vector<Answer> all;
    while (rows.step())
        all.push_back(rowOf(rows, m_database->where()));
    return all;
}

Answer ProgressStore::answer(std::int64_t id) const
{
    Statement row(*m_database, selectOne);
    if (!row.bind(1, id).step())
        throw Error(ErrorCode::NotFound, fmt::format("There is no answer {}", id), m_database->where());
    return rowOf(row, m_database->where());
}

AnswerPictures ProgressStore::pictures(std::int64_t id) const
{
    Statement row(*m_database, "SELECT picture, truth FROM answers WHERE id = ?1");
    AnswerPictures pictures;
    if (!row.bind(1, id).step())
        return pictures;
    const cv::Size size(canvasSize, canvasSize);
    if (const auto bytes = row.blob(0, maxPicture); !bytes.empty())
        pictures.picture = decodeGreyPng(bytes, size, m_database->where());
    if (const auto bytes = row.blob(1, maxPicture); !bytes.empty())
        pictures.truth = decodeGreyPng(bytes, size, m_database->where());
    return pictures;
}

Staircase ProgressStore::staircase(Kind kind) const
{
    Staircase staircase;
    Statement rows(*m_database, "SELECT correct FROM answers WHERE kind = ?1 ORDER BY id");
    rows.bind(1, static_cast<std::int64_t>(kind));
    while (rows.step())
        staircase.answered(rows.integer(0, 0, 1) != 0);
    return staircase;
}

} // namespace sonosketch::practice
