// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/model_card.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::read([&] {
        const auto card = checkpoint::ModelCard::fromJson(fuzz::textOf({data, size}), "fuzz");
        fuzz::require(
            card.weights.find('/') == std::string::npos && card.weights != ".." && card.weights != ".", "weights lie beside their card");
        checkpoint::ModelCard::fromJson(card.toJson(), "fuzz");
    });
    return 0;
}
