// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/layout.h"

namespace sonosketch::layout_parts {

/// Pieces that several layouts share; internal to core/export.

/// A label map as an indexed PNG in the palette's colours, and a sketch as a grey one; both say what they belong to.
std::vector<std::uint8_t> labelPng(const ItemView& view);
std::vector<std::uint8_t> sketchPng(const ItemView& view);
/// A label map as a grey PNG of ids, for readers that would turn a palette into colours.
std::vector<std::uint8_t> plainLabelPng(const ItemView& view);
/// Id and name of each class but the background.
std::vector<std::pair<int, std::string>> foreground(const LabelPalette& palette);
/// In double quotes, for YAML and JSON alike.
std::string quoted(const std::string& text);

/// "Synthetic ... Not for diagnosis." in one line.
extern const char* const syntheticSentence;

} // namespace sonosketch::layout_parts
