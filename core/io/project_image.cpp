// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_image.h"

#include "core/io/project_contents.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <set>
#include <span>
#include <sys/stat.h>
#include <unistd.h>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

/// Beyond any project and beyond SQLite's own lock bytes at 2^30.
constexpr off_t lockByte = off_t{1} << 60;

std::mutex openMutex;
/// Device and inode of the projects that this process has open for writing.
std::set<std::pair<std::uint64_t, std::uint64_t>>& openForWriting()
{
    static std::set<std::pair<std::uint64_t, std::uint64_t>> all;
    return all;
}

[[noreturn]] void failOpen(const fs::path& path, int reason, bool writing)
{
    if (reason == ENOENT || reason == ENOTDIR)
        throw Error(ErrorCode::NotFound, "There is no such project", path.string());
    const std::string why = std::strerror(reason);
    if (writing && (reason == EACCES || reason == EROFS || reason == EPERM))
        throw Error(ErrorCode::WriteFailed, fmt::format("The project cannot be written ({})", why), path.string());
    throw Error(ErrorCode::Unreadable, fmt::format("The project cannot be opened ({})", why), path.string(), "Check its permissions");
}

void requireFile(const struct stat& status, const fs::path& path)
{
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorCode::Unreadable, "This is a folder or a device, not a project file", path.string());
}

Bytes readAll(int descriptor, const fs::path& path)
{
    struct stat status { };
    if (::fstat(descriptor, &status) != 0)
        failOpen(path, errno, false);
    requireFile(status, path);
    const auto size = static_cast<std::uintmax_t>(status.st_size);
    if (size > maxProjectBytes)
        throw Error(
            ErrorCode::TooLarge, fmt::format("{} bytes are over the limit of {} for a project", size, maxProjectBytes), path.string());
    Bytes bytes(size);
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pread(descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw Error(ErrorCode::Unreadable, fmt::format("Reading stopped ({})", std::strerror(errno)), path.string());
        if (count == 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
}

std::uint32_t bigEndian(const std::uint8_t* at)
{
    return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | at[3];
}

/// SQLite's write-ahead log (https://www.sqlite.org/fileformat2.html, section 4): a header of 32 bytes, then frames of 24 bytes and a page. A frame
/// counts if its salts are the header's and the running checksum over all before it fits; commits end with a frame that names the new size.
class LogReader {
public:
    explicit LogReader(const Bytes& log)
        : m_log(log)
    {
    }

    /// False if the header does not hold.
    bool begin()
    {
        if (m_log.size() < headerBytes)
            return false;
        const std::uint32_t magic = bigEndian(m_log.data());
        m_bigEndian = magic == 0x377f0683u;
        m_pageBytes = bigEndian(m_log.data() + 8);
        const bool shaped = (m_bigEndian || magic == 0x377f0682u) && bigEndian(m_log.data() + 4) == 3007000u && m_pageBytes >= 512
            && m_pageBytes <= 65536 && (m_pageBytes & (m_pageBytes - 1)) == 0;
        if (!shaped)
            return false;
        add(std::span(m_log).first(24));
        return m_sum[0] == bigEndian(m_log.data() + 24) && m_sum[1] == bigEndian(m_log.data() + 28);
    }

    std::size_t frames() const { return m_pageBytes == 0 ? 0 : (m_log.size() - headerBytes) / frameBytes(); }
    std::uint32_t pageBytes() const { return m_pageBytes; }
    std::uint32_t page(std::size_t frame) const { return bigEndian(start(frame)); }
    /// Pages of the database after this frame's commit; 0: the commit goes on.
    std::uint32_t commitSize(std::size_t frame) const { return bigEndian(start(frame) + 4); }
    std::span<const std::uint8_t> pixels(std::size_t frame) const { return {start(frame) + 24, m_pageBytes}; }
    bool hasSalts(std::size_t frame) const { return std::equal(start(frame) + 8, start(frame) + 16, m_log.begin() + 16); }
    /// To be asked of each frame in turn.
    bool holds(std::size_t frame)
    {
        if (!hasSalts(frame) || page(frame) == 0)
            return false;
        add({start(frame), 8});
        add(pixels(frame));
        return m_sum[0] == bigEndian(start(frame) + 16) && m_sum[1] == bigEndian(start(frame) + 20);
    }

private:
    static constexpr std::size_t headerBytes = 32;
    std::size_t frameBytes() const { return 24 + std::size_t{m_pageBytes}; }
    const std::uint8_t* start(std::size_t frame) const { return m_log.data() + headerBytes + frame * frameBytes(); }
    std::uint32_t word(const std::uint8_t* at) const
    {
        const std::uint32_t big = bigEndian(at);
        return m_bigEndian ? big : __builtin_bswap32(big);
    }
    void add(std::span<const std::uint8_t> bytes)
    {
        for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
            m_sum[0] += word(bytes.data() + i) + m_sum[1];
            m_sum[1] += word(bytes.data() + i + 4) + m_sum[0];
        }
    }

    const Bytes& m_log;
    bool m_bigEndian = false;
    std::uint32_t m_pageBytes = 0;
    std::uint32_t m_sum[2] = {0, 0};
};

void applyLog(const Bytes& log, ProjectImage& image)
{
    if (log.empty())
        return;
    LogReader reader(log);
    if (!reader.begin()) {
        // A header alone may be torn by a crash; the header reaches the disk before any frame follows it.
        if (log.size() > 32)
            image.logDamage = "The beginning of the write-ahead log is damaged, and what was committed last with it";
        return;
    }
    std::size_t good = 0, committed = 0;
    while (good < reader.frames() && reader.holds(good)) {
        ++good;
        if (reader.commitSize(good - 1) != 0)
            committed = good;
    }
    // SQLite stops here without a word. A commit is synced before the next one begins, so a crash leaves at most one commit frame of this
    // log's generation behind the first bad frame; two or more mean that durable commits were damaged later.
    std::size_t lost = 0;
    for (std::size_t frame = good; frame < reader.frames(); ++frame)
        if (reader.hasSalts(frame) && reader.commitSize(frame) != 0)
            ++lost;
    if (lost > 1)
        image.logDamage = fmt::format("The write-ahead log is damaged; {} commits behind the damage are lost", lost - 1);
    else if (good != committed || lost == 1)
        image.notes.emplace_back("The last commit was not written to its end and does not count");
    if (committed == 0)
        return;
    const std::size_t page = reader.pageBytes();
    const std::uint64_t size = std::uint64_t{reader.commitSize(committed - 1)} * page;
    if (size > maxProjectBytes) {
        image.logDamage = "The write-ahead log names an impossible size";
        return;
    }
    image.bytes.resize(std::max<std::size_t>(image.bytes.size(), size));
    for (std::size_t frame = 0; frame < committed; ++frame) {
        const std::uint64_t at = (std::uint64_t{reader.page(frame)} - 1) * page;
        if (at + page <= image.bytes.size())
            std::copy(reader.pixels(frame).begin(), reader.pixels(frame).end(), image.bytes.begin() + static_cast<std::ptrdiff_t>(at));
    }
    image.bytes.resize(size);
    image.logUsed = true;
}

} // namespace

ProjectLocked::ProjectLocked(const std::string& where)
    : Error(ErrorCode::Unreadable, "The project is open in another window or program", where,
        "Close it there, or save it there under another name and open that")
{
}

fs::path writeAheadLog(const fs::path& project)
{
    fs::path log = project;
    log += "-wal";
    return log;
}

ProjectLock::ProjectLock(const fs::path& path, Kind kind)
{
    const std::lock_guard guard(openMutex);
    struct stat status { };
    if (::stat(path.c_str(), &status) != 0)
        failOpen(path, errno, false);
    requireFile(status, path);
    if (openForWriting().contains({status.st_dev, status.st_ino}))
        throw ProjectLocked(path.string());
    const bool writing = kind == Kind::Exclusive;
    m_descriptor = ::open(path.c_str(), (writing ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK);
    if (m_descriptor < 0)
        failOpen(path, errno, writing);
    struct flock lock { };
    lock.l_type = writing ? F_WRLCK : F_RDLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = lockByte;
    lock.l_len = 1;
    const bool held = ::fcntl(m_descriptor, F_OFD_SETLK, &lock) != 0 && (errno == EAGAIN || errno == EACCES);
    // Some network file systems have no such locks (another errno): then SQLite's own, which every file system must have for it, remain.
    if (held || ::fstat(m_descriptor, &status) != 0) {
        ::close(m_descriptor);
        throw ProjectLocked(path.string());
    }
    m_identity = {status.st_dev, status.st_ino};
    m_listed = writing && openForWriting().insert(m_identity).second;
}

ProjectLock::~ProjectLock()
{
    const std::lock_guard guard(openMutex);
    ::close(m_descriptor);
    if (m_listed)
        openForWriting().erase(m_identity);
}

ProjectImage readProjectImage(const ProjectLock& lock, const fs::path& path, bool withLog)
{
    ProjectImage image;
    image.bytes = readAll(lock.descriptor(), path);
    image.fileBytes = image.bytes.size();
    constexpr std::string_view magic("SQLite format 3\0", 16);
    if (image.bytes.size() < 512 || std::memcmp(image.bytes.data(), magic.data(), magic.size()) != 0)
        throw Error(ErrorCode::Unsupported, "This is no SonoSketch project, or its beginning is damaged", path.string());
    const fs::path logPath = writeAheadLog(path);
    const int log = ::open(logPath.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (log < 0) {
        if (errno != ENOENT)
            failOpen(logPath, errno, false);
        return image;
    }
    Bytes bytes;
    try {
        bytes = readAll(log, logPath);
    } catch (...) {
        ::close(log);
        throw;
    }
    ::close(log);
    image.fileBytes += bytes.size();
    if (withLog)
        applyLog(bytes, image);
    return image;
}

std::uint32_t headerNumber(const Bytes& image, std::size_t offset)
{
    return bigEndian(image.data() + offset);
}

} // namespace sonosketch
