// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/safetensors_header.h"
#include "tests/fuzz/reader.h"

#include <vector>

using namespace sonosketch;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto check = [](fuzz::Bytes file) {
        fuzz::read([&] {
            const auto header = checkpoint::parseSafetensorsHeader(file, "fuzz");
            for (const auto& tensor : header.tensors)
                fuzz::require(tensor.begin <= file.size() && tensor.bytes <= file.size() - tensor.begin, "a tensor lies in its file");
        });
    };
    check({data, size});
    // The same as header alone with a fitting length, and 16 bytes of values: a change of length would hide the rest.
    if (size > 8) {
        std::vector<std::uint8_t> file(data, data + size);
        const std::uint64_t length = size - 8;
        for (std::size_t i = 0; i < 8; ++i)
            file[i] = static_cast<std::uint8_t>(length >> (8 * i));
        file.resize(size + 16);
        check(file);
    }
    return 0;
}
