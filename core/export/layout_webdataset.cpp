// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/document/json_fields.h"
#include "core/export/layout_parts.h"
#include "core/export/set_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace sonosketch {

namespace {

/// SPLIT-000000.tar, SPLIT-000001.tar, ...: for each item ID.png, ID.mask.png, ID.sketch.png and ID.json, in the plan's order. The tar files are the
/// ustar format of POSIX.1-1988 without owners and times: 512 bytes a member, so a library would be a dependency for nothing.
class WebdatasetLayout : public SetLayout {
public:
    std::string name() const override { return "webdataset"; }
    ItemPart item(const ItemView& view) const override
    {
        ItemPart part;
        const auto member = [&](const char* suffix, const std::vector<std::uint8_t>& bytes) {
            addMember(part.payload, view.item.id + suffix, bytes);
        };
        member(".png", view.picturePng);
        member(".mask.png", layout_parts::labelPng(view));
        member(".sketch.png", layout_parts::sketchPng(view));
        nlohmann::json about{{"id", view.item.id}, {"split", view.item.split}, {"synthetic", true}, {"classes", nlohmann::json::object()}};
        for (const LabelRegion& region : view.regions) {
            nlohmann::json& area = about["classes"][view.plan.palette.classes().at(region.label).name];
            area = (area.is_null() ? 0 : area.get<int>()) + region.area;
        }
        const std::string text = json_fields::dump(about, -1) + "\n";
        member(".json", {text.begin(), text.end()});
        return part;
    }
    void finish(SetReader& set) const override
    {
        const std::size_t most = set.plan().tarItems;
        for (const std::string& split : set.splits()) {
            std::vector<std::size_t> items;
            for (std::size_t i = 0; i < set.size(); ++i)
                if (set.item(i).split == split)
                    items.push_back(i);
            for (std::size_t first = 0, number = 0; first < items.size(); first += most, ++number)
                set.write(fmt::format("{}-{:06}.tar", split, number), [&](std::ostream& out) {
                    for (std::size_t i = first; i < std::min(first + most, items.size()) && out; ++i) {
                        const auto bytes = set.payload(items[i]);
                        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
                    }
                    out << std::string(1024, '\0'); // the end of an archive
                });
        }
    }

private:
    static void addMember(std::vector<std::uint8_t>& tar, const std::string& name, const std::vector<std::uint8_t>& bytes)
    {
        char header[512] = {};
        const auto field = [&](std::size_t at, const std::string& text) { std::copy(text.begin(), text.end(), header + at); };
        if (name.size() > 99)
            throw Error(ErrorCode::InvalidArgument, "A name is too long for a tar file", name);
        field(0, name);
        field(100, "0000644");
        field(108, "0000000");
        field(116, "0000000");
        field(124, fmt::format("{:011o}", bytes.size()));
        field(136, "00000000000");
        field(148, "        "); // counts as blanks in its own sum
        field(156, "0");
        field(257,
            std::string("ustar\0"
                        "00",
                8));
        unsigned sum = 0;
        for (const char byte : header)
            sum += static_cast<unsigned char>(byte);
        field(148, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
        tar.insert(tar.end(), header, header + sizeof header);
        tar.insert(tar.end(), bytes.begin(), bytes.end());
        tar.resize((tar.size() + 511) / 512 * 512, 0);
    }
};

} // namespace

std::unique_ptr<SetLayout> makeWebdatasetLayout()
{
    return std::make_unique<WebdatasetLayout>();
}

} // namespace sonosketch
