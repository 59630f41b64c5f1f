// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/safetensors.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/safetensors_header.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <set>

namespace sonosketch::checkpoint {

namespace {

using Json = nlohmann::json;

struct TypeName {
    const char* name;
    torch::ScalarType type;
};
constexpr TypeName typeNames[] = {{"F32", torch::kFloat32}, {"F16", torch::kFloat16}, {"BF16", torch::kBFloat16}, {"I64", torch::kInt64}};

const char* nameOf(torch::ScalarType type)
{
    for (const auto& entry : typeNames) {
        if (entry.type == type)
            return entry.name;
    }
    throw Error(ErrorCode::InvalidArgument, std::string("safetensors: cannot store values of type ") + torch::toString(type));
}

std::string shapeText(torch::IntArrayRef shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

torch::Tensor readTensor(const std::string& where, const TensorEntry& entry, std::span<const std::uint8_t> bytes)
{
    const auto* known =
        std::find_if(std::begin(typeNames), std::end(typeNames), [&](const TypeName& candidate) { return entry.dtype == candidate.name; });
    auto tensor = torch::empty(entry.shape, torch::TensorOptions().dtype(known->type));
    std::memcpy(tensor.data_ptr(), bytes.data() + entry.begin, entry.bytes);
    if (tensor.is_floating_point() && !torch::isfinite(tensor).all().item<bool>())
        throw Error(ErrorCode::Corrupt, "damaged weights file, tensor " + entry.name + " holds values that are not finite", where,
            "Fetch or export it again");
    return tensor;
}

} // namespace

void writeSafetensors(const std::filesystem::path& path, const TensorFile& content)
{
    Json header = Json::object();
    if (!content.metadata.empty())
        header["__metadata__"] = content.metadata;
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : content.tensors) {
        const std::uint64_t bytes = tensor.nbytes();
        header[name] = {
            {"dtype", nameOf(tensor.scalar_type())}, {"shape", tensor.sizes().vec()}, {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' '); // values start at a multiple of 8
    std::vector<std::uint8_t> bytes(8);
    const std::uint64_t length = text.size();
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<std::uint8_t>(length >> (8 * i));
    bytes.reserve(8 + text.size() + offset);
    bytes.insert(bytes.end(), text.begin(), text.end());
    // Tensors are laid out in the JSON object's own order: both are sorted by name.
    for (const auto& [name, tensor] : content.tensors) {
        const auto plain = tensor.detach().to(torch::kCPU).contiguous();
        const auto* first = static_cast<const std::uint8_t*>(plain.data_ptr());
        bytes.insert(bytes.end(), first, first + plain.nbytes());
    }
    writeFileAtomically(path, bytes);
}

TensorFile readSafetensors(const std::filesystem::path& path, std::uintmax_t maxBytes)
{
    const auto bytes = readFile(path, maxBytes);
    auto header = parseSafetensorsHeader(bytes, path.string());
    TensorFile content;
    content.metadata = std::move(header.metadata);
    for (const auto& entry : header.tensors)
        content.tensors[entry.name] = readTensor(path.string(), entry, bytes);
    return content;
}

void collect(const torch::nn::Module& module, const std::string& prefix, TensorFile& into)
{
    for (const auto& item : module.named_parameters())
        into.tensors[prefix + item.key()] = item.value().detach().to(torch::kCPU).contiguous();
    for (const auto& item : module.named_buffers())
        into.tensors[prefix + item.key()] = item.value().detach().to(torch::kCPU).contiguous();
}

void restore(torch::nn::Module& module, const std::string& prefix, const TensorFile& from, const std::string& where)
{
    torch::NoGradGuard guard;
    std::set<std::string> used;
    const auto copy = [&](const std::string& key, torch::Tensor target) {
        const std::string name = prefix + key;
        const auto found = from.tensors.find(name);
        if (found == from.tensors.end())
            throw Error(ErrorCode::Corrupt, "weights lack the tensor " + name + " of shape " + shapeText(target.sizes()), where,
                "The file belongs to another network");
        if (found->second.sizes() != target.sizes())
            throw Error(ErrorCode::Corrupt,
                "tensor " + name + " should have shape " + shapeText(target.sizes()) + " but has " + shapeText(found->second.sizes()),
                where, "The file belongs to another network");
        target.copy_(found->second);
        used.insert(name);
    };
    for (auto& item : module.named_parameters())
        copy(item.key(), item.value());
    for (auto& item : module.named_buffers())
        copy(item.key(), item.value());
    for (const auto& [name, tensor] : from.tensors) {
        if (name.starts_with(prefix) && !used.contains(name))
            throw Error(ErrorCode::Corrupt, "weights hold a tensor that the network does not have: " + name, where,
                "The file belongs to another network");
    }
}

} // namespace sonosketch::checkpoint
