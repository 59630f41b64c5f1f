// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace sonosketch::report {

/// Text for an element or a quoted attribute.
std::string escape(const std::string& text);
/// With so many digits behind the point; a dash where there is none, or it is not finite.
std::string number(std::optional<double> value, int digits);
/// At most so many characters, cut between characters of UTF-8.
std::string shortened(const std::string& text, std::size_t characters);

/// CSS colour of what has no colour of its own.
inline constexpr const char* ink = "#18212f";
/// CSS colour of the reader or model of this index; eight, then again.
const char* color(std::size_t index);

/// The start of a drawing that is read out as `title`; ends with "</svg>".
std::string openSvg(double width, double height, const std::string& title);

/// A whole page: `notice`, the line above all, and `body`, both HTML, within head and style sheet. No script, no other file.
std::string page(const std::string& title, const std::string& notice, const std::string& body);

} // namespace sonosketch::report
