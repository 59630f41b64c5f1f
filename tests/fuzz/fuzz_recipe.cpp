// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/perception_training/recipe.h"
#include "models/training/recipe.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text = fuzz::textOf({data, size});
    fuzz::read([&] { training::Recipe::fromToml(text, "fuzz"); });
    fuzz::read([&] { perception::Recipe::fromToml(text, "fuzz"); });
    return 0;
}
