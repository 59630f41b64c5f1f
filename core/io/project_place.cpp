// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_place.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/project_sqlite.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void failPlace(const fs::path& path, const std::string& reason)
{
    throw Error(ErrorCode::WriteFailed, fmt::format("The project cannot be saved ({})", reason), path.string(),
        "Check the folder, its permissions and the free space");
}

void syncPath(const fs::path& path, int flags)
{
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int reason = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    // Some file systems cannot sync a folder; their renames are as durable as they get.
    if (!synced && !((flags & O_DIRECTORY) && (reason == EINVAL || reason == EACCES)))
        failPlace(path, std::strerror(reason));
}

} // namespace

PlacedFile::PlacedFile(const fs::path& target, bool replace)
{
    std::error_code problem;
    m_target = fs::weakly_canonical(fs::absolute(target), problem);
    if (problem || !m_target.has_filename())
        failPlace(target, problem ? problem.message() : "no file name");
    if (!fs::is_directory(m_target.parent_path(), problem))
        failPlace(m_target, "the folder does not exist");
    m_temporary = m_target.parent_path() / fmt::format(".{}.{}.part", m_target.filename().string(), ::getpid());
    if (fs::exists(m_target, problem)) {
        if (!replace)
            throw Error(ErrorCode::WriteFailed, "There is a file of that name already", m_target.string(), "Choose another name");
        m_replaced = std::make_unique<ProjectLock>(m_target, ProjectLock::Kind::Exclusive);
    }
    fs::remove(m_temporary, problem);
}

PlacedFile::~PlacedFile()
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        fs::remove(fs::path(m_temporary.string() + suffix), ignored);
}

void PlacedFile::write(const Bytes& bytes)
{
    writeFileAtomically(m_temporary, bytes);
}

void PlacedFile::clearLog()
{
    std::error_code problem;
    const fs::path log = writeAheadLog(m_target);
    if (!fs::exists(log, problem))
        return;
    if (m_replaced && fs::file_size(log, problem) > 0) {
        try {
            SqlConnection old = SqlConnection::openFile(m_target, false);
            old.number("PRAGMA user_version");
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (const Error&) {
            // No project that SQLite could read: its log is kept aside like one without a file.
        }
    }
    if (fs::exists(log, problem)) {
        fs::rename(log, fs::path(log.string() + ".old"), problem);
        if (problem)
            failPlace(log, problem.message());
    }
}

std::unique_ptr<ProjectLock> PlacedFile::finish()
{
    syncPath(m_temporary, O_RDONLY);
    clearLog();
    auto lock = std::make_unique<ProjectLock>(m_temporary, ProjectLock::Kind::Exclusive);
    if (!m_replaced) {
        // Unlike rename, link fails if somebody else has just made a file of that name.
        if (::link(m_temporary.c_str(), m_target.c_str()) == 0)
            ::unlink(m_temporary.c_str());
        else if (errno == EEXIST)
            failPlace(m_target, "somebody else has just made a file of that name");
        else if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
            failPlace(m_target, std::strerror(errno));
    } else if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        failPlace(m_target, std::strerror(errno));
    }
    syncPath(m_target.parent_path(), O_RDONLY | O_DIRECTORY);
    return lock;
}

} // namespace sonosketch
