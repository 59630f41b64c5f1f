// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/export/hdf5_disk.h"
#include "core/export/layout_parts.h"
#include "core/export/set_reader.h"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <mutex>
#include <system_error>
#include <utility>

namespace sonosketch {

namespace {

constexpr std::array names{"images", "masks", "sketches"};

/// The library is not built for threads; one set is finished at a time.
std::mutex& libraryMutex()
{
    static std::mutex mutex;
    return mutex;
}

[[noreturn]] void fail(const std::string& where)
{
    throw Error(ErrorCode::WriteFailed, "The HDF5 file cannot be written", where,
        "Check the folder, its permissions and the free space; --resume goes on");
}

/// The library is not told of a full disk, so it is asked for: after each call that may have written.
void require(const Hdf5Disk& disk, const std::string& where)
{
    if (disk.error() != 0)
        throw Error(ErrorCode::WriteFailed,
            fmt::format("The HDF5 file cannot be written: {}", std::generic_category().message(disk.error())), where,
            "Check the folder, its permissions and the free space; --resume goes on");
}

/// An HDF5 handle that closes itself; a failed call is an Error.
class Handle {
public:
    Handle(hid_t id, herr_t (*closer)(hid_t), const std::string& where)
        : m_id(id)
        , m_close(closer)
    {
        if (id < 0)
            fail(where);
    }
    ~Handle()
    {
        if (m_id >= 0)
            m_close(m_id);
    }
    Handle(Handle&& other) noexcept
        : m_id(std::exchange(other.m_id, -1))
        , m_close(other.m_close)
    {
    }
    Handle& operator=(Handle&&) = delete;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    operator hid_t() const { return m_id; }
    herr_t close() { return m_close(std::exchange(m_id, -1)); }

private:
    hid_t m_id;
    herr_t (*m_close)(hid_t);
};

void require(herr_t outcome, const std::string& where)
{
    if (outcome < 0)
        fail(where);
}

/// No errors on standard error; ours name the file.
class QuietLibrary {
public:
    QuietLibrary()
    {
        H5Eget_auto2(H5E_DEFAULT, &m_function, &m_data);
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    }
    ~QuietLibrary() { H5Eset_auto2(H5E_DEFAULT, m_function, m_data); }
    QuietLibrary(const QuietLibrary&) = delete;
    QuietLibrary& operator=(const QuietLibrary&) = delete;

private:
    H5E_auto2_t m_function = nullptr;
    void* m_data = nullptr;
};

Handle textType(std::size_t size, const std::string& where)
{
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, where);
    require(H5Tset_size(type, std::max<std::size_t>(1, size)), where);
    require(H5Tset_strpad(type, H5T_STR_NULLPAD), where);
    return type;
}

void setText(hid_t object, const char* key, const std::string& text, const std::string& where)
{
    const Handle type = textType(text.size(), where), space(H5Screate(H5S_SCALAR), H5Sclose, where);
    const Handle attribute(H5Acreate2(object, key, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, where);
    require(H5Awrite(attribute, type, text.empty() ? "" : text.c_str()), where);
}

/// One chunk as the deflate filter of HDF5 has it.
std::vector<std::uint8_t> packed(const cv::Mat& plane)
{
    const cv::Mat pixels = plane.isContinuous() ? plane : plane.clone();
    uLongf size = compressBound(static_cast<uLong>(pixels.total()));
    std::vector<std::uint8_t> bytes(size);
    if (compress2(bytes.data(), &size, pixels.data, static_cast<uLong>(pixels.total()), 4) != Z_OK)
        throw Error(ErrorCode::WriteFailed, "zlib cannot pack a plane", "hdf5");
    bytes.resize(size);
    return bytes;
}

/// SPLIT.h5: "images", "masks" (palette ids) and "sketches" (0/255), uint8 [item, row, column], one chunk an item, and "ids". Chunks are packed by the
/// workers and written as they are, without a second pass, and nothing in the file tells the time.
class Hdf5Layout : public SetLayout {
public:
    std::string name() const override { return "hdf5"; }
    ItemPart item(const ItemView& view) const override
    {
        ItemPart part;
        const auto add = [&](std::uint32_t value) {
            for (int i = 0; i < 4; ++i)
                part.payload.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
        };
        add(static_cast<std::uint32_t>(view.image.rows));
        add(static_cast<std::uint32_t>(view.image.cols));
        for (const cv::Mat* plane : {&view.image, &view.labels, &view.sketch}) {
            const auto bytes = packed(*plane);
            add(static_cast<std::uint32_t>(bytes.size()));
            part.payload.insert(part.payload.end(), bytes.begin(), bytes.end());
        }
        return part;
    }
    void finish(SetReader& set) const override
    {
        const std::lock_guard lock(libraryMutex());
        const QuietLibrary quiet;
        for (const std::string& split : set.splits())
            set.writeFile(split + ".h5", [&](const std::filesystem::path& path) { write(set, split, path.string()); });
    }

private:
    static std::uint32_t number(const std::vector<std::uint8_t>& bytes, std::size_t at)
    {
        if (at + 4 > bytes.size())
            throw Error(ErrorCode::Corrupt, "A part of the image set is cut off", "hdf5");
        return static_cast<std::uint32_t>(bytes[at]) | static_cast<std::uint32_t>(bytes[at + 1]) << 8
            | static_cast<std::uint32_t>(bytes[at + 2]) << 16 | static_cast<std::uint32_t>(bytes[at + 3]) << 24;
    }

    static void write(const SetReader& set, const std::string& split, const std::string& path)
    {
        std::vector<std::size_t> items;
        std::size_t longest = 1;
        for (std::size_t i = 0; i < set.size(); ++i)
            if (const PlannedItem item = set.item(i); item.split == split) {
                items.push_back(i);
                longest = std::max(longest, item.id.size());
            }
        const auto head = set.payload(items.front());
        const hsize_t shape[3] = {items.size(), number(head, 0), number(head, 4)}, chunk[3] = {1, shape[1], shape[2]};
        Hdf5Disk disk;
        const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, path);
        require(disk.use(access), path);
        Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose, path);
        const Handle settings(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, path);
        require(H5Pset_obj_track_times(settings, false), path);
        {
            const Handle chunked(H5Pcopy(settings), H5Pclose, path), space(H5Screate_simple(3, shape, nullptr), H5Sclose, path);
            require(H5Pset_chunk(chunked, 3, chunk), path);
            require(H5Pset_deflate(chunked, 4), path);
            std::vector<Handle> sets;
            sets.reserve(std::size(names));
            for (const char* name : names)
                sets.emplace_back(H5Dcreate2(file, name, H5T_STD_U8LE, space, H5P_DEFAULT, chunked, H5P_DEFAULT), H5Dclose, path);
            for (std::size_t row = 0; row < items.size(); ++row) {
                const auto payload = set.payload(items[row]);
                std::size_t at = 8;
                if (number(payload, 0) != shape[1] || number(payload, 4) != shape[2])
                    throw Error(ErrorCode::SizeMismatch, "The images of the set differ in size", path);
                for (const Handle& target : sets) {
                    const std::size_t size = number(payload, at);
                    at += 4;
                    if (size > payload.size() - at)
                        throw Error(ErrorCode::Corrupt, "A part of the image set is cut off", path);
                    const hsize_t offset[3] = {row, 0, 0};
                    require(H5Dwrite_chunk(target, H5P_DEFAULT, 0, offset, size, payload.data() + at), path);
                    require(disk, path);
                    at += size;
                }
            }
        }
        {
            std::string ids;
            for (const std::size_t index : items) {
                std::string id = set.item(index).id;
                id.resize(longest, '\0');
                ids += id;
            }
            const hsize_t count = items.size();
            const Handle type = textType(longest, path), space(H5Screate_simple(1, &count, nullptr), H5Sclose, path);
            const Handle target(H5Dcreate2(file, "ids", type, space, H5P_DEFAULT, settings, H5P_DEFAULT), H5Dclose, path);
            require(H5Dwrite(target, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, ids.data()), path);
        }
        std::string classes = "Background";
        for (const auto& [id, className] : layout_parts::foreground(set.plan().palette))
            classes += "," + className;
        setText(file, "synthetic", "YES", path);
        setText(file, "disclaimer", layout_parts::syntheticSentence, path);
        setText(file, "classes", classes, path);
        setText(file, "model", fmt::format("{} {}", set.plan().model, set.plan().modelHash), path);
        require(H5Fflush(file, H5F_SCOPE_GLOBAL), path);
        require(file.close(), path);
        require(disk, path);
    }
};

} // namespace

std::unique_ptr<SetLayout> makeHdf5Layout()
{
    return std::make_unique<Hdf5Layout>();
}

} // namespace sonosketch
