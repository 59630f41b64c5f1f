// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sonosketch {

/// What a JSON text from outside may cost. A value takes some 16 to 50 bytes of memory once it is read.
struct JsonLimits {
    std::size_t maxBytes = 512u << 20;
    std::size_t maxDepth = 64;          ///< lists and objects within each other
    std::size_t maxValues = 32'000'000; ///< values and keys together
};

/// Looks at brackets, commas and colons outside of texts, before anything is built: parsers keep their depth on the heap or the stack, and what
/// they made is freed and printed by recursion. Whether the text is JSON at all is the parser's business. Throws Error(TooLarge). Any thread.
void checkJsonNesting(std::string_view text, const std::string& where, const JsonLimits& limits = {});

/// The same for a TOML recipe: at most `maxBytes` bytes, 32 brackets within each other, 32 names joined by dots ("a.b.c" is a table in a table).
/// Throws Error(TooLarge). Any thread.
void checkTomlNesting(std::string_view text, const std::string& where, std::size_t maxBytes = 256u << 10);

} // namespace sonosketch
