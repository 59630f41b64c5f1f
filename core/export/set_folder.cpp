// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/set_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace sonosketch {

namespace fs = std::filesystem;
namespace jf = json_fields;
using nlohmann::json;

namespace {

constexpr std::size_t maxFilesOfItem = 256;
constexpr std::size_t maxLineBytes = 64u << 20;

[[noreturn]] void failWrite(const fs::path& path, int reason)
{
    throw Error(ErrorCode::WriteFailed, fmt::format("The image set cannot be written ({})", std::strerror(reason)), path.string(),
        "Check the folder, its permissions and the free space; --resume goes on");
}

/// Without waiting for the disk: see the class.
void writeQuickly(const fs::path& path, const std::vector<std::uint8_t>& bytes)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        failWrite(path, errno);
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(file, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            const int reason = errno;
            ::close(file);
            failWrite(path, reason);
        }
        done += static_cast<std::size_t>(count);
    }
    if (::close(file) != 0)
        failWrite(path, errno);
}

void makeFolders(const fs::path& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        failWrite(folder, problem.value());
}

/// What makes two plans different, in words.
std::string differences(const std::string& a, const std::string& b)
{
    const json one = json::parse(a), other = json::parse(b);
    std::vector<std::string> names;
    for (const auto& [key, value] : one.items())
        if (!other.contains(key) || other.at(key) != value)
            names.push_back(key);
    return fmt::format("{}", fmt::join(names, ", "));
}

json shardJson(const SetShard& shard)
{
    return {{"index", shard.index}, {"count", shard.count}};
}

SetShard readShard(const fs::path& path)
{
    const json root = jf::parseObject(readTextFile(path, 4096), path.string());
    SetShard shard;
    shard.count = static_cast<std::size_t>(jf::integerAt(root, "count", "", path.string(), 1, 1'000'000));
    shard.index = static_cast<std::size_t>(jf::integerAt(root, "index", "", path.string(), 0, static_cast<std::int64_t>(shard.count) - 1));
    return shard;
}

} // namespace

JournalLine parseJournalLine(const std::string& line, const std::string& where)
{
    const json root = jf::parseObject(line, where);
    JournalLine result;
    result.index = static_cast<std::size_t>(jf::integerAt(root, "index", "", where, 0, static_cast<std::int64_t>(SetPlan::maxItems)));
    for (const json& file : jf::arrayAt(root, "files", "", where, maxFilesOfItem)) {
        JournalFile entry;
        entry.path = jf::textAt(file, "path", "/files", where, 1024);
        entry.sha256 = jf::textAt(file, "sha256", "/files", where, 64);
        entry.bytes = static_cast<std::uintmax_t>(jf::integerAt(file, "bytes", "/files", where, 0, std::int64_t{1} << 40));
        const fs::path path(entry.path);
        // Items lie in folders of the set, or wait in the folder of work by layout; its own files are nobody's item.
        const auto first = std::next(path.begin(), path.empty() ? 0 : 1);
        bool leaves = path.empty() || path.is_absolute() || entry.path.find('\\') != std::string::npos || first == path.end()
            || (*path.begin() == SetFolder::workName && std::next(first) == path.end());
        for (const fs::path& part : path)
            leaves |= part == ".." || part == ".";
        if (leaves)
            jf::fail("A path must stay inside the set", "/files", where, &file);
        result.files.push_back(std::move(entry));
    }
    return result;
}

SetFolder::SetFolder(const fs::path& folder, const SetPlan& plan, const SetShard& shard, Existing existing)
    : m_path(folder)
    , m_work(folder / workName)
    , m_plan(plan)
    , m_shard(shard)
    , m_at(plan.count, -1)
{
    plan.check();
    if (shard.count < 1 || shard.index >= shard.count)
        throw Error(ErrorCode::InvalidArgument, "There is no such shard", fmt::format("{}/{}", shard.index + 1, shard.count));
    std::error_code problem;
    const bool hasWork = fs::exists(m_work / "plan.json", problem), hasCard = fs::exists(m_path / cardName, problem);
    const bool hasFiles = fs::exists(m_path, problem) && (!fs::is_directory(m_path, problem) || !fs::is_empty(m_path, problem));
    if (hasFiles && existing == Existing::Refuse)
        throw Error(ErrorCode::WriteFailed, "There is something of that name already", m_path.string(),
            hasWork ? "Go on with --resume, or name a new folder" : "Name a new folder");
    // What killed the program while it began, before the plan was there, has left this folder and nothing else.
    const bool onlyWork = hasFiles && fs::is_directory(m_path, problem) && fs::exists(m_work, problem)
        && std::distance(fs::directory_iterator(m_path), fs::directory_iterator()) == 1;
    if (hasFiles && !hasWork && hasCard) {
        const json card = jf::parseObject(readTextFile(m_path / cardName), (m_path / cardName).string());
        if (jf::textAt(card, "plan_sha256", "", (m_path / cardName).string()) != plan.hash())
            throw Error(ErrorCode::InvalidArgument, "Another image set is complete there", m_path.string(), "Name a new folder");
        fs::remove_all(m_work, problem); // what is left of it when the program was killed at the very end
        m_complete = true;
        m_done = plan.count;
        return;
    }
    if (hasFiles && !hasWork && !onlyWork)
        throw Error(ErrorCode::WriteFailed, "There is something else of that name", m_path.string(), "Name a new folder");
    makeFolders(m_work);
    m_lock = ::open((m_work / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_lock < 0)
        failWrite(m_work, errno);
    // File systems of some clusters know no locks; there nobody can tell, and the set is written all the same.
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(m_lock);
        m_lock = -1;
        throw Error(
            ErrorCode::WriteFailed, "Another program is writing this image set", m_path.string(), "Give each run a folder of its own");
    }
    try {
        hasWork ? resume() : begin();
    } catch (...) {
        ::close(m_lock);
        if (m_journal >= 0)
            ::close(m_journal);
        throw;
    }
}

SetFolder::~SetFolder()
{
    if (m_journal >= 0)
        ::close(m_journal);
    if (m_lock >= 0)
        ::close(m_lock);
}

void SetFolder::begin()
{
    SetPlan::fromJson(m_plan.toJson(), "image set"); // before hours of work: what is written here must be readable to go on and to merge
    std::error_code ignored;
    fs::remove(m_work / "journal.jsonl", ignored);
    makeFolders(m_work / "tmp");
    writeFileAtomically(m_work / "shard.json", jf::dump(shardJson(m_shard), -1) + "\n");
    m_journal = ::open((m_work / "journal.jsonl").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_journal < 0)
        failWrite(m_work / "journal.jsonl", errno);
    // Last: a folder with a plan is one that may be resumed.
    writeFileAtomically(m_work / "plan.json", m_plan.toJson() + "\n");
}

void SetFolder::resume()
{
    const SetFolderState state = readSetFolder(m_path);
    if (state.planHash != m_plan.hash())
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("The image set there was begun otherwise; different: {}", differences(state.plan.toJson(), m_plan.toJson())),
            m_path.string(), "Resume with the settings it was begun with, or name a new folder");
    if (!(state.shard == m_shard))
        throw Error(ErrorCode::InvalidArgument, fmt::format("There is shard {}/{} already", state.shard.index + 1, state.shard.count),
            m_path.string(), "Give each shard a folder of its own");
    std::error_code ignored;
    fs::remove_all(m_work / "tmp", ignored); // files that were being written
    makeFolders(m_work / "tmp");
    m_journal = ::open((m_work / "journal.jsonl").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_journal < 0)
        failWrite(m_work / "journal.jsonl", errno);
    readJournal();
}

void SetFolder::readJournal()
{
    // Lines that do not hold are left out, and the journal is written anew without them: a torn last line, items whose files are not what they were.
    const fs::path path = m_work / "journal.jsonl", fresh = m_work / "journal.new";
    std::int64_t end = 0;
    {
        std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
        readSetJournal(m_path, [&](const std::string& line) {
            if (!isIntact(line))
                return;
            const std::size_t index = parseJournalLine(line, path.string()).index;
            if (index >= m_plan.count || !m_shard.contains(index) || m_at[index] >= 0)
                return;
            m_at[index] = end;
            out << line << '\n';
            end += static_cast<std::int64_t>(line.size()) + 1;
            ++m_done;
        });
        out.flush();
        if (!out)
            failWrite(fresh, errno);
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0)
        failWrite(path, errno);
    ::close(m_journal);
    m_journal = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (m_journal < 0)
        failWrite(path, errno);
    m_end = end;
}

bool SetFolder::isIntact(const std::string& line) const
{
    try {
        for (const JournalFile& file : parseJournalLine(line, "journal").files)
            if (fs::file_size(m_path / file.path) != file.bytes || sha256File(m_path / file.path) != file.sha256)
                return false;
        return true;
    } catch (const std::exception&) {
        return false; // whatever is wrong with it, it is made anew
    }
}

void SetFolder::store(const StoredItem& item)
{
    if (item.index >= m_plan.count || !m_shard.contains(item.index) || isDone(item.index))
        throw Error(
            ErrorCode::InvalidArgument, fmt::format("Item {} does not belong here, or is there already", item.index), m_path.string());
    for (std::size_t i = 0; i < item.files.size(); ++i) {
        const ItemFile& file = item.files[i];
        const fs::path target = m_path / file.path, temporary = m_work / "tmp" / fmt::format("{}-{}", item.index, i);
        writeQuickly(temporary, file.bytes);
        if (::rename(temporary.c_str(), target.c_str()) != 0) {
            if (errno != ENOENT)
                failWrite(target, errno);
            makeFolders(target.parent_path());
            if (::rename(temporary.c_str(), target.c_str()) != 0)
                failWrite(target, errno);
        }
    }
    const std::string text = item.line + "\n";
    const std::lock_guard lock(m_mutex);
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t count = ::pwrite(m_journal, text.data() + done, text.size() - done, m_end + static_cast<std::int64_t>(done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            const int reason = errno;
            // Half a line would be skipped by the next reader; better there is none.
            [[maybe_unused]] const int shortened = ::ftruncate(m_journal, m_end);
            failWrite(m_work / "journal.jsonl", reason);
        }
        done += static_cast<std::size_t>(count);
    }
    m_at[item.index] = m_end;
    m_end += static_cast<std::int64_t>(text.size());
    ++m_done;
}

std::string SetFolder::line(std::size_t item) const
{
    std::int64_t at = -1;
    {
        const std::lock_guard lock(m_mutex);
        at = isDone(item) ? m_at[item] : -1;
    }
    if (at < 0)
        throw Error(ErrorCode::NotFound, fmt::format("Item {} is not done", item), m_path.string());
    std::string text;
    std::string block(16384, '\0');
    while (text.size() < maxLineBytes) {
        const ssize_t count = ::pread(m_journal, block.data(), block.size(), at + static_cast<std::int64_t>(text.size()));
        if (count <= 0)
            break;
        const std::string_view piece(block.data(), static_cast<std::size_t>(count));
        const auto end = piece.find('\n');
        text.append(piece.substr(0, end));
        if (end != std::string_view::npos)
            return text;
    }
    throw Error(ErrorCode::Corrupt, "The journal was changed by somebody else", (m_work / "journal.jsonl").string());
}

void SetFolder::writeWhole(const std::string& relative, const std::function<void(const fs::path&)>& writer)
{
    const fs::path target = m_path / relative, temporary = m_work / "tmp" / "whole";
    makeFolders(target.parent_path());
    std::error_code ignored;
    fs::remove(temporary, ignored);
    try {
        writer(temporary);
    } catch (...) {
        fs::remove(temporary, ignored);
        throw;
    }
    if (::rename(temporary.c_str(), target.c_str()) != 0)
        failWrite(target, errno);
    m_wholes.insert(relative);
}

std::set<std::string> SetFolder::wholeFiles() const
{
    std::set<std::string> files = m_wholes;
    files.erase("SHA256SUMS"); // there after a first try that failed
    files.erase(cardName);
    return files;
}

void SetFolder::finish()
{
    if (m_complete)
        return;
    const int folder = ::open(m_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::syncfs(folder);
        ::close(folder);
    }
    // The plan first: a folder of work that is half removed must not look like one to go on with. Nothing leaves the set's folder, which may be a
    // mount point, or lie in a folder that others own.
    if (::unlink((m_work / "plan.json").c_str()) != 0)
        failWrite(m_work / "plan.json", errno);
    std::error_code problem;
    fs::remove_all(m_work, problem);
    m_complete = true;
}

SetFolderState readSetFolder(const fs::path& folder)
{
    const fs::path work = folder / SetFolder::workName, plan = work / "plan.json";
    std::error_code problem;
    if (!fs::exists(plan, problem))
        throw Error(ErrorCode::NotFound, "This folder holds no shard of an image set", folder.string(),
            "Name folders that export --shard has written");
    SetFolderState state;
    state.plan = SetPlan::fromJson(readTextFile(plan, 512u << 20), plan.string());
    state.planHash = state.plan.hash();
    state.shard = readShard(work / "shard.json");
    return state;
}

void readSetJournal(const fs::path& folder, const std::function<void(const std::string&)>& see)
{
    const fs::path path = folder / SetFolder::workName / "journal.jsonl";
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw Error(ErrorCode::NotFound, "The journal of the image set is missing", path.string());
    std::string line;
    // A last line without its end was being written when the program was killed.
    while (std::getline(in, line) && !in.eof()) {
        if (line.size() > maxLineBytes)
            throw Error(ErrorCode::TooLarge, "A line of the journal is too long", path.string());
        see(line);
    }
}

} // namespace sonosketch
