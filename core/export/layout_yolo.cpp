// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/layout_parts.h"
#include "core/export/set_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace sonosketch {

namespace {

/// images/SPLIT/ID.png, labels/SPLIT/ID.txt and data.yaml. Classes count from 0, without a background; an image without objects has an empty file,
/// which is how trainers know a negative.
class YoloLayout : public SetLayout {
public:
    std::string name() const override { return "yolo"; }
    ItemPart item(const ItemView& view) const override
    {
        std::string text;
        for (const LabelRegion& region : view.regions) {
            text += fmt::format("{}", region.label - 1);
            for (const cv::Point& corner : edgePolygon(region))
                // Nine digits: whole pixels of a canvas of 512 come back exactly.
                text += fmt::format(
                    " {:.9g} {:.9g}", static_cast<double>(corner.x) / view.labels.cols, static_cast<double>(corner.y) / view.labels.rows);
            text += '\n';
        }
        ItemPart part;
        part.files.push_back({fmt::format("images/{}/{}.png", view.item.split, view.item.id), view.picturePng});
        part.files.push_back({fmt::format("labels/{}/{}.txt", view.item.split, view.item.id), {text.begin(), text.end()}});
        return part;
    }
    void finish(SetReader& set) const override
    {
        const auto splits = set.splits();
        std::string text = fmt::format("# {}\npath: .\n", layout_parts::syntheticSentence);
        const auto has = [&](const char* name) { return std::find(splits.begin(), splits.end(), name) != splits.end(); };
        for (const std::string& split : splits)
            text += fmt::format("{}: images/{}\n", split, split);
        // Trainers ask for both; a set of a single part is named for both, and says so.
        for (const char* wanted : {"train", "val"})
            if (!has(wanted))
                text +=
                    fmt::format("{}: images/{} # the set has no part \"{}\"\n", wanted, has("train") ? "train" : splits.front(), wanted);
        text += "names:\n";
        for (const auto& [id, className] : layout_parts::foreground(set.plan().palette))
            text += fmt::format("  {}: {}\n", id - 1, layout_parts::quoted(className));
        text += "synthetic: true\n";
        set.write("data.yaml", text);
    }
};

} // namespace

std::unique_ptr<SetLayout> makeYoloLayout()
{
    return std::make_unique<YoloLayout>();
}

} // namespace sonosketch
