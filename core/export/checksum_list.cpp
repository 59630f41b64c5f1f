// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/checksum_list.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <queue>
#include <tuple>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t sumLength = 64, between = 2; // "SHA256  PATH"

[[noreturn]] void fail(const fs::path& path)
{
    throw Error(ErrorCode::WriteFailed, "The image set cannot be written", path.string(),
        "Check the folder, its permissions and the free space; --resume goes on");
}

void writeLine(std::ostream& out, const std::string& path, const std::string& sha256)
{
    out << sha256 << "  " << path << '\n';
}

} // namespace

ChecksumList::ChecksumList(fs::path folder, std::size_t held)
    : m_folder(std::move(folder))
    , m_most(std::max<std::size_t>(1, held))
{
}

ChecksumList::~ChecksumList()
{
    std::error_code ignored;
    for (std::size_t run = 0; run < m_lines.size(); ++run)
        fs::remove(place(run), ignored);
}

fs::path ChecksumList::place(std::size_t run) const
{
    return m_folder / fmt::format("sums-{}", run);
}

void ChecksumList::add(const std::string& path, const std::string& sha256)
{
    if (m_held.size() >= m_most)
        spill();
    m_held.emplace_back(path, sha256);
}

void ChecksumList::sortHeld()
{
    std::sort(m_held.begin(), m_held.end());
}

void ChecksumList::spill()
{
    sortHeld();
    const std::size_t run = m_lines.size();
    m_lines.push_back(m_held.size()); // first, so that half a file goes too
    std::ofstream out(place(run), std::ios::binary | std::ios::trunc);
    for (const auto& [path, sha256] : m_held)
        writeLine(out, path, sha256);
    out.close();
    if (!out)
        fail(place(run));
    m_held.clear();
    // All are read at once in the end, and a process may open some thousand files: the largest set that there can be needs 600.
    if (m_lines.size() % 128 == 0)
        m_most *= 2;
}

void ChecksumList::write(std::ostream& out)
{
    sortHeld();
    // One line of each file at a time, the least of them next; what is still held is one more such row.
    struct Row {
        std::string path, sha256;
        std::size_t from;
        bool operator>(const Row& other) const { return std::tie(path, from) > std::tie(other.path, other.from); }
    };
    std::vector<std::ifstream> files;
    std::vector<std::size_t> left = m_lines;
    for (std::size_t run = 0; run < m_lines.size(); ++run)
        files.emplace_back(place(run), std::ios::binary);
    std::priority_queue<Row, std::vector<Row>, std::greater<>> rows;
    std::size_t nextHeld = 0;
    const auto pull = [&](std::size_t from) {
        if (from == files.size()) {
            if (nextHeld < m_held.size()) {
                rows.push({m_held[nextHeld].first, m_held[nextHeld].second, from});
                ++nextHeld;
            }
            return;
        }
        if (left[from] == 0)
            return;
        std::string line;
        if (!std::getline(files[from], line) || line.size() <= sumLength + between)
            fail(place(from));
        --left[from];
        rows.push({line.substr(sumLength + between), line.substr(0, sumLength), from});
    };
    for (std::size_t from = 0; from <= files.size(); ++from)
        pull(from);
    while (!rows.empty() && out) {
        const Row row = rows.top();
        rows.pop();
        writeLine(out, row.path, row.sha256);
        pull(row.from);
    }
    m_held.clear();
    std::error_code ignored;
    for (std::size_t run = 0; run < m_lines.size(); ++run)
        fs::remove(place(run), ignored);
    m_lines.clear();
}

} // namespace sonosketch
