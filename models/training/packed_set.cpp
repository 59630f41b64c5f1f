// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/packed_set.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/imaging/canvas_size.h"
#include "core/imaging/plane_codec.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <numeric>
#include <span>

namespace sonosketch::training {

namespace {

namespace jf = json_fields;
using Bytes = std::vector<std::uint8_t>;
using Lengths = std::array<std::uint64_t, 4>; ///< of an example's planes: image, labels, edges, field of view

constexpr std::string_view magic = "SONOPACK";
constexpr const char* packedFormat = "sonosketch-packed-set";
constexpr int packedVersion = 1;
constexpr std::size_t maxHeader = 64u << 20, maxExamples = 100'000, prefix = 16;
constexpr std::size_t area = std::size_t{canvasSize} * canvasSize;

std::uint8_t* exampleOf(const torch::Tensor& planes, std::size_t index)
{
    return planes.data_ptr<std::uint8_t>() + index * area;
}

std::array<Bytes, 4> encodeExample(const SplitPlanes& split, std::size_t index, int tolerance)
{
    const std::span<const std::uint8_t> image(exampleOf(split.image, index), area), marks(exampleOf(split.marks, index), area);
    const auto plane = [&](std::uint8_t mask) {
        Bytes values(area);
        std::transform(marks.begin(), marks.end(), values.begin(), [mask](std::uint8_t mark) {
            return mask == labelMask ? static_cast<std::uint8_t>(mark & mask) : static_cast<std::uint8_t>((mark & mask) != 0 ? 1 : 0);
        });
        return encodeMaskPlane(values, canvasSize, canvasSize);
    };
    return {encodeGreyPlane(image, canvasSize, canvasSize, tolerance), plane(labelMask), plane(edgeMark), plane(viewMark)};
}

void decodeExample(std::span<const std::uint8_t> data, const Lengths& lengths, int tolerance, std::uint8_t* image, std::uint8_t* marks)
{
    std::array<Bytes, 4> planes;
    for (std::size_t i = 0; i < planes.size(); ++i) {
        const auto part = data.first(lengths[i]);
        data = data.subspan(lengths[i]);
        planes[i] = i == 0 ? decodeGreyPlane(part, canvasSize, canvasSize, tolerance) : decodeMaskPlane(part, canvasSize, canvasSize);
    }
    std::copy(planes[0].begin(), planes[0].end(), image);
    for (std::size_t i = 0; i < area; ++i)
        marks[i] =
            static_cast<std::uint8_t>((planes[1][i] & labelMask) | (planes[2][i] != 0 ? edgeMark : 0) | (planes[3][i] != 0 ? viewMark : 0));
}

struct Encoded {
    nlohmann::json items = nlohmann::json::array();
    Bytes bytes;
};

Encoded encodeSplit(const SplitPlanes& split, int tolerance, const std::string& name, const ProgressFunction& progress)
{
    std::vector<std::array<Bytes, 4>> examples(split.size());
    std::atomic<std::size_t> done{0};
    at::parallel_for(0, static_cast<std::int64_t>(split.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            examples[static_cast<std::size_t>(i)] = encodeExample(split, static_cast<std::size_t>(i), tolerance);
            const std::size_t now = ++done;
            if (progress && begin == 0)
                progress(now, split.size(), "packing " + name);
        }
    });
    Encoded result;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        nlohmann::json lengths = nlohmann::json::array();
        for (const auto& plane : examples[i]) {
            lengths.push_back(plane.size());
            result.bytes.insert(result.bytes.end(), plane.begin(), plane.end());
        }
        result.items.push_back({{"id", split.ids[i]}, {"lengths", lengths}});
    }
    return result;
}

SplitPlanes decodeSplit(
    const nlohmann::json& items, const std::string& path, int tolerance, std::span<const std::uint8_t>& data, const std::string& where)
{
    SplitPlanes split;
    std::vector<Lengths> lengths;
    std::vector<std::span<const std::uint8_t>> parts;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string at = path + "/" + std::to_string(i);
        split.ids.push_back(jf::textAt(items[i], "id", at, where, 200));
        const auto numbers = jf::integersAt(items[i], "lengths", at, where, 4, 0, static_cast<std::int64_t>(data.size()));
        Lengths& found = lengths.emplace_back();
        std::copy(numbers.begin(), numbers.end(), found.begin());
        const std::uint64_t total = std::accumulate(found.begin(), found.end(), std::uint64_t{0});
        if (total > data.size())
            jf::fail("The file ends before the example does", at, where);
        parts.push_back(data.first(total));
        data = data.subspan(total);
    }
    split.image = torch::empty({static_cast<std::int64_t>(items.size()), canvasSize, canvasSize}, torch::kUInt8);
    split.marks = torch::empty_like(split.image);
    at::parallel_for(0, static_cast<std::int64_t>(items.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i)
            decodeExample(parts[i], lengths[i], tolerance, exampleOf(split.image, i), exampleOf(split.marks, i));
    });
    return split;
}

} // namespace

void writePackedSet(const std::filesystem::path& path, const TrainingSet& set, int tolerance, const ProgressFunction& progress)
{
    checkSplit(set.train, set.palette.size() - 1, path.string());
    checkSplit(set.val, set.palette.size() - 1, path.string());
    const Encoded train = encodeSplit(set.train, tolerance, "train", progress);
    const Encoded val = encodeSplit(set.val, tolerance, "val", progress);
    Bytes data = train.bytes;
    data.insert(data.end(), val.bytes.begin(), val.bytes.end());
    const nlohmann::json header{{"format", packedFormat}, {"version", packedVersion}, {"name", set.name}, {"license", set.license},
        {"attribution", set.attribution}, {"palette", nlohmann::json::parse(set.palette.toJson())}, {"tolerance", tolerance},
        {"edge", canvasSize}, {"sha256", sha256(data)}, {"train", train.items}, {"val", val.items}};
    const std::string text = jf::dump(header, -1);
    Bytes file(magic.begin(), magic.end());
    file.reserve(prefix + text.size() + data.size());
    for (int i = 0; i < 8; ++i)
        file.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(text.size()) >> (8 * i)));
    file.insert(file.end(), text.begin(), text.end());
    file.insert(file.end(), data.begin(), data.end());
    writeFileAtomically(path, file);
}

TrainingSet readPackedSet(const std::filesystem::path& path)
{
    const std::string where = path.string();
    const Bytes file = readFile(path);
    if (file.size() < prefix || std::memcmp(file.data(), magic.data(), magic.size()) != 0)
        throw Error(ErrorCode::Corrupt, "this is no packed training set", where, "Make one with packaging/gpu/pack.sh");
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < 8; ++i)
        length |= static_cast<std::uint64_t>(file[magic.size() + i]) << (8 * i);
    if (length > maxHeader || length > file.size() - prefix)
        throw Error(ErrorCode::Corrupt, "the packed training set has a damaged header", where, "Pack the data set again");
    const std::string text(file.begin() + prefix, file.begin() + static_cast<std::ptrdiff_t>(prefix + length));
    const nlohmann::json header = jf::parseObject(text, where);
    jf::checkFormat(header, packedFormat, packedVersion, where);
    std::span<const std::uint8_t> data = std::span(file).subspan(prefix + length);
    if (jf::textAt(header, "sha256", "", where, 64) != sha256(data))
        throw Error(
            ErrorCode::Corrupt, "the packed training set is damaged: its hash is not the one in its header", where, "Carry it again");
    jf::integerAt(header, "edge", "", where, canvasSize, canvasSize);
    const auto tolerance = static_cast<int>(jf::integerAt(header, "tolerance", "", where, 0, 15));
    TrainingSet set;
    set.name = jf::textAt(header, "name", "", where, 200);
    set.license = jf::textAt(header, "license", "", where);
    set.attribution = jf::textAt(header, "attribution", "", where);
    set.palette = LabelPalette::fromJson(jf::dump(jf::objectAt(header, "palette", "", where)), where + ", at /palette");
    set.train = decodeSplit(jf::arrayAt(header, "train", "", where, maxExamples), "/train", tolerance, data, where);
    set.val = decodeSplit(jf::arrayAt(header, "val", "", where, maxExamples), "/val", tolerance, data, where);
    if (!data.empty())
        throw Error(ErrorCode::Corrupt, "bytes of the packed training set belong to no example", where, "Pack the data set again");
    checkSplit(set.train, set.palette.size() - 1, where);
    checkSplit(set.val, set.palette.size() - 1, where);
    return set;
}

} // namespace sonosketch::training
