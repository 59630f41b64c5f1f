// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/layout_parts.h"
#include "core/export/set_reader.h"

#include <fmt/format.h>

namespace sonosketch {

namespace {

/// SPLIT/images/ID.png, SPLIT/masks/ID.png (indexed), SPLIT/sketches/ID.png, and palette.json.
class PngLayout : public SetLayout {
public:
    std::string name() const override { return "png"; }
    ItemPart item(const ItemView& view) const override
    {
        const auto path = [&](const char* kind) { return fmt::format("{}/{}/{}.png", view.item.split, kind, view.item.id); };
        ItemPart part;
        part.files.push_back({path("images"), view.picturePng});
        part.files.push_back({path("masks"), layout_parts::labelPng(view)});
        part.files.push_back({path("sketches"), layout_parts::sketchPng(view)});
        return part;
    }
    void finish(SetReader& set) const override { set.write("palette.json", set.plan().palette.toJson()); }
};

} // namespace

std::unique_ptr<SetLayout> makePngLayout()
{
    return std::make_unique<PngLayout>();
}

} // namespace sonosketch
