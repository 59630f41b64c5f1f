// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/variation/recipe.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

/// What an export does to its cases: TOML as people write it, JSON as manifests keep it.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text = fuzz::textOf({data, size});
    fuzz::read([&] {
        const VariationRecipe recipe = VariationRecipe::fromToml(text, "fuzz");
        fuzz::require(VariationRecipe::fromJson(recipe.toJson(), "fuzz").toJson() == recipe.toJson(), "a recipe is written as it was read");
    });
    fuzz::read([&] { VariationRecipe::fromJson(text, "fuzz"); });
    return 0;
}
