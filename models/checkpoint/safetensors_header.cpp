// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/safetensors_header.h"

#include "core/base/error.h"
#include "core/base/nesting.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace sonosketch::checkpoint {

namespace {

using Json = nlohmann::json;
constexpr std::uint64_t maxHeaderBytes = 32u << 20;
constexpr std::uint64_t maxExtent = 1ull << 40;
constexpr std::size_t maxTensors = 100'000, maxNameBytes = 500;

[[noreturn]] void corrupt(const std::string& where, const std::string& what)
{
    throw Error(ErrorCode::Corrupt, "damaged weights file, " + what, where, "Fetch or export it again");
}

/// For a message: short, on one line.
std::string shown(const std::string& text)
{
    std::string line = text.substr(0, 80);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7F; }, '?');
    return line;
}

std::uint64_t sizeOf(const std::string& dtype)
{
    return dtype == "F32" ? 4 : dtype == "F16" || dtype == "BF16" ? 2 : dtype == "I64" ? 8 : 0;
}

/// A number as the file gives it: a library would turn -1 or 1e30 into something else.
std::uint64_t wholeNumber(const Json& value, const std::string& tensor, const std::string& where)
{
    if (!value.is_number_unsigned())
        corrupt(where, "tensor " + shown(tensor) + " has a bad header entry");
    return value.get<std::uint64_t>();
}

TensorEntry parseEntry(
    const std::string& name, const Json& entry, std::uint64_t dataBegin, std::uint64_t dataBytes, const std::string& where)
{
    TensorEntry tensor;
    tensor.name = name;
    tensor.dtype = entry.at("dtype").get<std::string>();
    std::uint64_t bytes = sizeOf(tensor.dtype);
    if (bytes == 0)
        corrupt(where, "tensor " + shown(name) + " has the unknown type " + shown(tensor.dtype));
    const Json& shape = entry.at("shape");
    const Json& offsets = entry.at("data_offsets");
    if (!shape.is_array() || shape.size() > 8 || !offsets.is_array() || offsets.size() != 2)
        corrupt(where, "tensor " + shown(name) + " has a bad header entry");
    std::uint64_t strides = 1; // what a library multiplies even where one extent is 0; it must not overflow there
    for (const Json& value : shape) {
        const std::uint64_t extent = wholeNumber(value, name, where);
        if (extent > maxExtent || strides > maxExtent / std::max<std::uint64_t>(extent, 1) || (extent > 0 && bytes > dataBytes / extent))
            corrupt(where, "tensor " + shown(name) + " is larger than the file");
        strides *= std::max<std::uint64_t>(extent, 1);
        bytes *= extent;
        tensor.shape.push_back(static_cast<std::int64_t>(extent));
    }
    const std::uint64_t begin = wholeNumber(offsets[0], name, where), end = wholeNumber(offsets[1], name, where);
    if (end < begin || end > dataBytes || end - begin != bytes)
        corrupt(where, "tensor " + shown(name) + " has offsets that do not fit its shape or the file");
    tensor.begin = dataBegin + begin;
    tensor.bytes = bytes;
    return tensor;
}

} // namespace

SafetensorsHeader parseSafetensorsHeader(std::span<const std::uint8_t> file, const std::string& where)
{
    if (file.size() < 8)
        corrupt(where, "it has only " + std::to_string(file.size()) + " bytes");
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < 8; ++i)
        length |= static_cast<std::uint64_t>(file[i]) << (8 * i);
    if (length > maxHeaderBytes || length > file.size() - 8)
        corrupt(where, "its header length is " + std::to_string(length));
    const std::uint64_t dataBegin = 8 + length, dataBytes = file.size() - dataBegin;
    const std::string_view text(reinterpret_cast<const char*>(file.data()) + 8, length);
    checkJsonNesting(text, where, {maxHeaderBytes, 8, 4'000'000});
    SafetensorsHeader header;
    try {
        const Json json = Json::parse(text);
        if (!json.is_object() || json.size() > maxTensors)
            corrupt(where, "its header is no list of tensors");
        for (const auto& [name, entry] : json.items()) {
            if (name == "__metadata__")
                header.metadata = entry.get<std::map<std::string, std::string>>();
            else if (name.empty() || name.size() > maxNameBytes)
                corrupt(where, "a tensor's name has " + std::to_string(name.size()) + " bytes");
            else
                header.tensors.push_back(parseEntry(name, entry, dataBegin, dataBytes, where));
        }
    } catch (const Json::exception& error) {
        corrupt(where, std::string("its header is not valid: ") + error.what());
    }
    std::sort(header.tensors.begin(), header.tensors.end(), [](const TensorEntry& a, const TensorEntry& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.bytes < b.bytes; // one without values lies where the next begins
    });
    std::uint64_t end = dataBegin;
    for (const TensorEntry& tensor : header.tensors) {
        if (tensor.begin != end)
            corrupt(where, "tensor " + shown(tensor.name) + " has offsets that do not fit its shape or the file");
        end += tensor.bytes;
    }
    if (end != file.size())
        corrupt(where, std::to_string(file.size() - end) + " bytes belong to no tensor");
    return header;
}

} // namespace sonosketch::checkpoint
