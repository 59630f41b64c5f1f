// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <string>

namespace sonosketch::checkpoint {

/// Named tensors and free text, as one safetensors file holds them: an 8-byte little-endian header length, a JSON header with dtype, shape and
/// offsets of each tensor, then the raw values. Data only; nothing in such a file is ever executed.
struct TensorFile {
    std::map<std::string, torch::Tensor> tensors; ///< contiguous, on the CPU; F32, F16, BF16 or I64
    std::map<std::string, std::string> metadata;  ///< the header's "__metadata__"
};

/// Writes atomically; same content, same bytes. Throws Error(WriteFailed).
void writeSafetensors(const std::filesystem::path& path, const TensorFile& content);

/// Reads and checks: header size, JSON, dtypes, shapes against byte counts, offsets in bounds, in order and without gaps, finite values.
/// Throws Error: NotFound, TooLarge, Corrupt naming the tensor.
TensorFile readSafetensors(const std::filesystem::path& path, std::uintmax_t maxBytes = 4ull << 30);

/// Every parameter and buffer of a module by its dotted name, with `prefix` in front.
void collect(const torch::nn::Module& module, const std::string& prefix, TensorFile& into);
/// Copies the tensors named `prefix`... into the module. Throws Error(Corrupt) with tensor name, expected and found shape if a name is missing, left over or has another shape.
void restore(torch::nn::Module& module, const std::string& prefix, const TensorFile& from, const std::string& where);

} // namespace sonosketch::checkpoint
