// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>

// Apart from files.cpp so that the trainer can be built where OpenSSL is missing (packaging/gpu has its own).
namespace sonosketch {

namespace {

using Digest = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

std::string finish(EVP_MD_CTX* context)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(context, digest.data(), &length);
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < length; ++i) {
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 15];
    }
    return hex;
}

Digest newDigest()
{
    Digest context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    return context;
}

} // namespace

std::string sha256(std::span<const std::uint8_t> bytes)
{
    const Digest context = newDigest();
    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
    return finish(context.get());
}

std::string sha256File(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::NotFound, "cannot open file", path.string());
    const Digest context = newDigest();
    std::array<char, 1 << 16> block{};
    while (stream) {
        stream.read(block.data(), block.size());
        EVP_DigestUpdate(context.get(), block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad())
        throw Error(ErrorCode::Unreadable, "reading stopped half-way", path.string());
    return finish(context.get());
}

} // namespace sonosketch
