// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/layout_parts.h"

#include "core/base/error.h"
#include "core/document/json_fields.h"
#include "core/io/png_file.h"

#include <fmt/format.h>

namespace sonosketch {

namespace layout_parts {

const char* const syntheticSentence = "Synthetic ultrasound images made by a neural network. They show no real patient. Not for diagnosis.";

namespace {

std::vector<std::pair<std::string, std::string>> textsFor(const ItemView& view, const char* what)
{
    return {{"Software", "SonoSketch"}, {"Description", fmt::format("{} of the synthetic ultrasound image {}", what, view.item.id)},
        {"Disclaimer", syntheticSentence}};
}

} // namespace

std::vector<std::uint8_t> labelPng(const ItemView& view)
{
    PngContent content{view.labels, {}, textsFor(view, "Label map")};
    for (const LabelClass& entry : view.plan.palette.classes())
        content.colors.push_back({entry.red, entry.green, entry.blue});
    return encodePng(content);
}

std::vector<std::uint8_t> sketchPng(const ItemView& view)
{
    return encodePng({view.sketch, {}, textsFor(view, "Sketch")});
}

std::vector<std::uint8_t> plainLabelPng(const ItemView& view)
{
    return encodePng({view.labels, {}, textsFor(view, "Label map")});
}

std::vector<std::pair<int, std::string>> foreground(const LabelPalette& palette)
{
    std::vector<std::pair<int, std::string>> classes;
    for (const LabelClass& entry : palette.classes())
        if (entry.id != 0)
            classes.emplace_back(entry.id, entry.name);
    return classes;
}

std::string quoted(const std::string& text)
{
    return json_fields::dump(text, -1);
}

} // namespace layout_parts

namespace {

struct Entry {
    const char* name;
    std::unique_ptr<SetLayout> (*make)();
};
constexpr Entry entries[] = {{"png", makePngLayout}, {"coco", makeCocoLayout}, {"yolo", makeYoloLayout}, {"nnunet", makeNnunetLayout},
    {"nifti", makeNiftiLayout}, {"webdataset", makeWebdatasetLayout}, {"hdf5", makeHdf5Layout}};

} // namespace

std::vector<std::string> layoutNames()
{
    std::vector<std::string> names;
    for (const Entry& entry : entries)
        names.emplace_back(entry.name);
    return names;
}

std::unique_ptr<SetLayout> makeLayout(const std::string& name)
{
    for (const Entry& entry : entries)
        if (name == entry.name)
            return entry.make();
    throw Error(ErrorCode::InvalidArgument, fmt::format("There is no layout \"{}\"", name), "image set");
}

} // namespace sonosketch
