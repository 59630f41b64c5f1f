// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/csv.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace sonosketch::study {

namespace {

constexpr std::size_t maxRows = 200'000;

[[noreturn]] void failLine(const std::string& problem, const std::string& where, std::size_t number, const char* unit = "line")
{
    throw Error(ErrorCode::Corrupt, problem, fmt::format("{}, {} {}", where, unit, number));
}

/// The cells of one row by the names of their columns.
class Row {
public:
    Row(const std::map<std::string, std::size_t>& columns, const std::vector<std::string>& cells, std::string where, std::size_t row)
        : m_columns(columns)
        , m_cells(cells)
        , m_where(std::move(where))
        , m_row(row)
    {
    }
    std::string text(const std::string& column) const
    {
        const auto found = m_columns.find(column);
        return found == m_columns.end() ? std::string() : m_cells[found->second];
    }
    std::int64_t number(const std::string& column, std::int64_t otherwise) const
    {
        const std::string cell = text(column);
        if (cell.empty())
            return otherwise;
        std::int64_t value = 0;
        if (const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
            problem != std::errc() || end != cell.data() + cell.size())
            fail(fmt::format("A whole number is expected in \"{}\", not \"{:.40}\"", column, cell));
        return value;
    }
    [[noreturn]] void fail(const std::string& problem) const { failLine(problem, m_where, m_row, "row"); }

private:
    const std::map<std::string, std::size_t>& m_columns;
    const std::vector<std::string>& m_cells;
    std::string m_where;
    std::size_t m_row;
};

TrialAnswer answerOf(const Row& row, const StudyPlan& plan)
{
    TrialAnswer answer;
    const std::int64_t trial = row.number("trial", 0);
    if (trial < 1 || trial > static_cast<std::int64_t>(plan.trials.size()))
        row.fail(fmt::format("The trials of this study go from 1 to {}", plan.trials.size()));
    answer.trial = static_cast<std::size_t>(trial - 1);
    const std::string image = row.text("image");
    answer.image = image.empty() ? plan.trials[answer.trial] : image;
    if (const std::string word = row.text("answer"); !word.empty()) {
        answer.answer = truthOf(word);
        if (!answer.answer)
            row.fail(fmt::format("An answer is \"real\" or \"synthesised\", not \"{:.40}\"", word));
    }
    answer.confidence = static_cast<int>(std::clamp<std::int64_t>(row.number("confidence", 0), -1, 100));
    answer.text = row.text("text");
    // Line ends of other systems are no control characters of the reader's.
    std::erase(answer.text, '\r');
    answer.shownMs = row.number("shown_ms", 0);
    answer.durationMs = row.number("duration_ms", 0);
    answer.timedOut = row.number("timed_out", 0) != 0;
    return answer;
}

} // namespace

std::string csvLine(const std::vector<std::string>& cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string& cell = cells[i];
        line += i > 0 ? "," : "";
        if (cell.find_first_of(",\"\r\n") == std::string::npos && (cell.empty() || (cell.front() != ' ' && cell.back() != ' '))) {
            line += cell;
            continue;
        }
        line += '"';
        for (const char c : cell)
            line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + "\r\n";
}

std::vector<std::vector<std::string>> parseCsv(const std::string& text, const std::string& where)
{
    std::vector<std::vector<std::string>> rows;
    std::size_t line = 1, at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < text.size()) {
        if (rows.size() >= maxRows)
            throw Error(ErrorCode::TooLarge, fmt::format("More than {} rows", maxRows), where);
        std::vector<std::string> cells;
        for (bool more = true; more;) {
            std::string cell;
            if (at < text.size() && text[at] == '"') {
                const std::size_t opened = line;
                for (++at;; ++at) {
                    if (at >= text.size())
                        failLine("A quoted cell has no end", where, opened);
                    if (text[at] == '"') {
                        if (at + 1 >= text.size() || text[at + 1] != '"')
                            break;
                        ++at;
                    }
                    line += text[at] == '\n' ? 1 : 0;
                    cell += text[at];
                }
                ++at;
                if (at < text.size() && text[at] != ',' && text[at] != '\r' && text[at] != '\n')
                    failLine("There is text after a closing quote", where, line);
            } else {
                const std::size_t end = std::min(text.find_first_of(",\r\n", at), text.size());
                cell = text.substr(at, end - at);
                at = end;
            }
            cells.push_back(std::move(cell));
            more = at < text.size() && text[at] == ',';
            at += more ? 1 : 0;
        }
        at += at < text.size() && text[at] == '\r' ? 1 : 0;
        at += at < text.size() && text[at] == '\n' ? 1 : 0;
        rows.push_back(std::move(cells));
        ++line;
    }
    return rows;
}

std::vector<TrialAnswer> answersFromCsv(const std::string& text, const std::string& where, const StudyPlan& plan)
{
    const auto rows = parseCsv(text, where);
    if (rows.empty())
        throw Error(ErrorCode::Corrupt, "The file is empty", where, "A head line and one line an answer are expected");
    std::map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < rows[0].size(); ++i)
        if (!columns.emplace(rows[0][i], i).second)
            failLine(fmt::format("The column \"{}\" comes twice", rows[0][i]), where, 1);
    for (const char* needed : {"trial", "answer", "confidence"})
        if (!columns.contains(needed))
            failLine(fmt::format("The column \"{}\" is missing", needed), where, 1);
    std::vector<TrialAnswer> answers;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].size() == 1 && rows[i][0].empty())
            continue;
        if (rows[i].size() != rows[0].size())
            failLine(fmt::format("The row has {} cells, the head has {}", rows[i].size(), rows[0].size()), where, i + 1, "row");
        answers.push_back(answerOf(Row(columns, rows[i], where, i + 1), plan));
    }
    return answers;
}

} // namespace sonosketch::study
