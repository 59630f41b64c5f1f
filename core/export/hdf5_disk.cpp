// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/hdf5_disk.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace sonosketch {

namespace {

/// What a file is told when it is opened.
struct Info {
    int* error = nullptr;
};

/// An open file. The library fills the first member and knows the object by its address.
struct File {
    H5FD_t library{};
    int descriptor = -1;
    haddr_t allocated = 0, end = 0;
    int* error = nullptr;
    std::vector<std::pair<haddr_t, std::vector<std::uint8_t>>> unwritten; ///< in the order it was to be written

    void note() const
    {
        if (*error == 0)
            *error = errno == 0 ? EIO : errno;
    }
};

File& fileOf(H5FD_t* file)
{
    return *reinterpret_cast<File*>(file);
}

const File& fileOf(const H5FD_t* file)
{
    return *reinterpret_cast<const File*>(file);
}

H5FD_t* openFile(const char* name, unsigned flags, hid_t properties, haddr_t)
{
    const auto* info = static_cast<const Info*>(H5Pget_driver_info(properties));
    if (!info)
        return nullptr;
    int mode = O_CLOEXEC | ((flags & H5F_ACC_RDWR) != 0 ? O_RDWR : O_RDONLY);
    mode |= ((flags & H5F_ACC_CREAT) != 0 ? O_CREAT : 0) | ((flags & H5F_ACC_TRUNC) != 0 ? O_TRUNC : 0)
        | ((flags & H5F_ACC_EXCL) != 0 ? O_EXCL : 0);
    auto* file = new File;
    file->error = info->error;
    file->descriptor = ::open(name, mode, 0666);
    const off_t end = file->descriptor < 0 ? -1 : ::lseek(file->descriptor, 0, SEEK_END);
    if (end < 0) {
        file->note();
        if (file->descriptor >= 0)
            ::close(file->descriptor);
        delete file;
        return nullptr;
    }
    file->end = static_cast<haddr_t>(end);
    return &file->library;
}

herr_t closeFile(H5FD_t* given)
{
    File& file = fileOf(given);
    if (::close(file.descriptor) != 0)
        file.note();
    delete &file;
    return 0;
}

/// As the library's own driver says, so that files are laid out alike.
herr_t query(const H5FD_t*, unsigned long* flags)
{
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA
        | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

haddr_t allocated(const H5FD_t* file, H5FD_mem_t)
{
    return fileOf(file).allocated;
}

herr_t allocate(H5FD_t* file, H5FD_mem_t, haddr_t end)
{
    fileOf(file).allocated = end;
    return 0;
}

haddr_t endOf(const H5FD_t* file, H5FD_mem_t)
{
    return fileOf(file).end;
}

herr_t readBytes(H5FD_t* given, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, void* into)
{
    const File& file = fileOf(given);
    auto* bytes = static_cast<std::uint8_t*>(into);
    std::size_t done = 0;
    while (done < size) {
        const ssize_t count = ::pread(file.descriptor, bytes + done, size - done, static_cast<off_t>(at + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    std::fill(bytes + done, bytes + size, std::uint8_t{0}); // beyond the end, as with the library's own driver
    for (const auto& [place, kept] : file.unwritten) {
        const haddr_t from = std::max(at, place), to = std::min(at + size, place + kept.size());
        if (from < to)
            std::copy_n(kept.begin() + static_cast<std::ptrdiff_t>(from - place), to - from, bytes + (from - at));
    }
    return 0;
}

herr_t writeBytes(H5FD_t* given, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, const void* from)
{
    File& file = fileOf(given);
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    std::size_t done = 0;
    while (done < size && *file.error == 0) {
        errno = 0;
        const ssize_t count = ::pwrite(file.descriptor, bytes + done, size - done, static_cast<off_t>(at + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            file.note();
        else
            done += static_cast<std::size_t>(count);
    }
    if (done < size)
        file.unwritten.emplace_back(at + done, std::vector<std::uint8_t>(bytes + done, bytes + size));
    file.end = std::max(file.end, at + size);
    return 0;
}

herr_t truncateFile(H5FD_t* given, hid_t, hbool_t)
{
    File& file = fileOf(given);
    if (file.allocated == file.end)
        return 0;
    if (*file.error == 0 && ::ftruncate(file.descriptor, static_cast<off_t>(file.allocated)) != 0)
        file.note();
    file.end = file.allocated;
    return 0;
}

hid_t driver()
{
    static const hid_t id = [] {
        constexpr H5FD_mem_t single[] = H5FD_FLMAP_SINGLE;
        static H5FD_class_t functions{};
#ifdef H5FD_CLASS_VERSION // from HDF5 1.14 on; numbers from 512 on are for drivers of no registered name
        functions.version = H5FD_CLASS_VERSION;
        functions.value = static_cast<H5FD_class_value_t>(512);
#endif
        functions.name = "sonosketch";
        functions.maxaddr = static_cast<haddr_t>(std::numeric_limits<off_t>::max());
        functions.fc_degree = H5F_CLOSE_WEAK;
        functions.fapl_size = sizeof(Info);
        functions.open = openFile;
        functions.close = closeFile;
        functions.query = query;
        functions.get_eoa = allocated;
        functions.set_eoa = allocate;
        functions.get_eof = endOf;
        functions.read = readBytes;
        functions.write = writeBytes;
        functions.truncate = truncateFile;
        std::copy(std::begin(single), std::end(single), std::begin(functions.fl_map));
        return H5FDregister(&functions);
    }();
    return id;
}

} // namespace

herr_t Hdf5Disk::use(hid_t properties)
{
    const Info info{&m_error};
    return driver() < 0 ? -1 : H5Pset_driver(properties, driver(), &info);
}

} // namespace sonosketch
