// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sonosketch {

struct LabelClass {
    std::uint8_t id = 0;                                                     ///< value in the label map; 0 is background
    std::string name;                                                        ///< unique within the palette, for example "Teratoma"
    std::uint8_t red = 0, green = 0, blue = 0;                               ///< display colour
    std::uint8_t annotationRed = 0, annotationGreen = 0, annotationBlue = 0; ///< colour in the data set's annotation files

    bool operator==(const LabelClass&) const = default;
};

/// The classes a label map may hold, in id order; ids are 0 (background), 1, 2, ... without gaps, 64 at most.
/// A plain value. Stored as JSON: {"format":"sonosketch-palette","version":1,"name":..,"classes":[{"id":0,"name":"Background","color":"#000000","annotation":"#000000"}, ...]}.
class LabelPalette {
public:
    LabelPalette() = default;
    /// Throws Error(InvalidArgument) on gaps, doubles, or a missing background.
    LabelPalette(std::string name, std::vector<LabelClass> classes);

    /// Throws Error: NotFound, Corrupt (JSON path and offending text), VersionMismatch.
    static LabelPalette fromJson(const std::string& text, const std::string& where);
    static LabelPalette load(const std::filesystem::path& path);
    /// One of the bundled palettes: "mmotu" or "fetal-head".
    static LabelPalette bundled(const std::string& name);
    std::string toJson() const;

    const std::string& name() const { return m_name; }
    const std::vector<LabelClass>& classes() const { return m_classes; }
    /// Background included.
    int size() const { return static_cast<int>(m_classes.size()); }
    bool contains(int id) const { return id >= 0 && id < size(); }
    /// nullptr if there is none. Names compare without case.
    const LabelClass* find(const std::string& name) const;

    bool operator==(const LabelPalette&) const = default;

private:
    std::string m_name;
    std::vector<LabelClass> m_classes;
};

} // namespace sonosketch
