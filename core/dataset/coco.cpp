// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/coco.h"

#include "core/base/error.h"
#include "core/dataset/class_names.h"
#include "core/document/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

namespace sonosketch {

namespace {

namespace jf = json_fields;
using nlohmann::json;

constexpr std::int64_t maxId = 1LL << 53;

/// One line of printable text that a manifest can hold.
std::string plainLine(const json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end() || !found->is_string())
        return {};
    std::string text = found->get<std::string>().substr(0, 1000);
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    return text;
}

bool isBackground(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name == "background" || name == "_background_";
}

class Parser {
public:
    Parser(const json& root, const std::string& where, const LabelPalette* palette, const CocoLimits& limits)
        : m_root(root)
        , m_where(where)
        , m_limits(limits)
    {
        readCategories(palette);
        readImages();
        readAnnotations();
        readRights();
    }
    CocoSet take() { return std::move(m_set); }

private:
    void readCategories(const LabelPalette* palette)
    {
        std::map<std::int64_t, std::string> names;
        const json& list = jf::arrayAt(m_root, "categories", "", m_where, m_limits.maxCategories);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string path = fmt::format("/categories/{}", i);
            const auto id = jf::integerAt(list[i], "id", path, m_where, 0, maxId);
            if (!names.emplace(id, jf::textAt(list[i], "name", path, m_where, 200)).second)
                jf::fail("A category's id comes twice", path, m_where, &list[i]);
        }
        // Files of one project often list every category there is; a palette needs those that are drawn.
        if (!palette && names.size() > 63) {
            const std::set<std::int64_t> used = usedCategories();
            std::erase_if(names, [&](const auto& entry) { return !used.contains(entry.first); });
        }
        if (palette) {
            m_set.palette = *palette;
        } else {
            std::vector<std::string> classes;
            for (const auto& [id, name] : names)
                if (!isBackground(name))
                    classes.push_back(name);
            m_set.palette = paletteFromNames("coco", classes, m_where + ", at /categories");
        }
        for (const auto& [id, name] : names) {
            const LabelClass* entry = m_set.palette.find(name);
            if (isBackground(name))
                m_labels[id] = 0;
            else if (entry)
                m_labels[id] = entry->id;
            else
                m_unknown[id] = name;
        }
    }

    std::set<std::int64_t> usedCategories() const
    {
        std::set<std::int64_t> used;
        for (const json& annotation : jf::arrayAt(m_root, "annotations", "", m_where, m_limits.maxAnnotations))
            if (annotation.is_object() && annotation.contains("category_id") && annotation["category_id"].is_number_integer())
                used.insert(annotation["category_id"].get<std::int64_t>());
        return used;
    }

    void readImages()
    {
        const json& list = jf::arrayAt(m_root, "images", "", m_where, m_limits.maxImages);
        m_set.images.reserve(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string path = fmt::format("/images/{}", i);
            const auto id = jf::integerAt(list[i], "id", path, m_where, 0, maxId);
            if (!m_places.emplace(id, i).second)
                jf::fail("An image's id comes twice", path, m_where, &list[i]);
            CocoImage image;
            image.file = jf::textAt(list[i], "file_name", path, m_where, 1024);
            image.size.width = static_cast<int>(jf::integerAt(list[i], "width", path, m_where, 1, m_limits.maxSide));
            image.size.height = static_cast<int>(jf::integerAt(list[i], "height", path, m_where, 1, m_limits.maxSide));
            if (std::int64_t{image.size.width} * image.size.height > m_limits.maxPixels)
                jf::fail(fmt::format("An image has at most {} million pixels", m_limits.maxPixels >> 20), path, m_where, &list[i]);
            m_set.images.push_back(std::move(image));
        }
    }

    void readAnnotations()
    {
        const json& list = jf::arrayAt(m_root, "annotations", "", m_where, m_limits.maxAnnotations);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string path = fmt::format("/annotations/{}", i);
            const auto place = m_places.find(jf::integerAt(list[i], "image_id", path, m_where, 0, maxId));
            if (place == m_places.end())
                jf::fail("The annotation's image is not listed", path + "/image_id", m_where, &list[i]["image_id"]);
            CocoImage& image = m_set.images[place->second];
            try {
                image.objects.push_back(object(list[i], path, image.size));
            } catch (const Error& error) {
                if (image.problem.empty())
                    image.problem = fmt::format("annotation {}: {}", i, error.problem());
            }
        }
    }

    CocoObject object(const json& annotation, const std::string& path, cv::Size size) const
    {
        CocoObject result;
        const auto category = jf::integerAt(annotation, "category_id", path, m_where, 0, maxId);
        if (const auto unknown = m_unknown.find(category); unknown != m_unknown.end())
            jf::fail(fmt::format("The palette has no class \"{}\"", unknown->second), path, m_where);
        const auto label = m_labels.find(category);
        if (label == m_labels.end())
            jf::fail("The category is not listed", path + "/category_id", m_where, &annotation["category_id"]);
        result.label = label->second;
        const json& shape = jf::member(annotation, "segmentation", path, m_where);
        if (shape.is_object())
            result.runs = runs(shape, path + "/segmentation", size);
        else
            result.polygons = polygons(shape, path + "/segmentation");
        return result;
    }

    std::vector<std::uint32_t> runs(const json& shape, const std::string& path, cv::Size size) const
    {
        const auto extent = jf::integersAt(shape, "size", path, m_where, 2, 0, 1 << 20);
        if (extent[0] != size.height || extent[1] != size.width)
            jf::fail(fmt::format("The runs are for {}x{} pixels, the image has {}x{}", extent[1], extent[0], size.width, size.height), path,
                m_where);
        const json& counts = jf::member(shape, "counts", path, m_where);
        if (counts.is_string())
            return unpackCocoRuns(counts.get_ref<const std::string&>(), m_where);
        if (!counts.is_array() || counts.size() > size.area() + std::size_t{2})
            jf::fail("A list or a text of run lengths is expected", path + "/counts", m_where, &counts);
        std::vector<std::uint32_t> result;
        result.reserve(counts.size());
        for (const json& count : counts) {
            if (!count.is_number_unsigned() || count.get<std::uint64_t>() > static_cast<std::uint64_t>(size.area()))
                jf::fail("A run length is a whole number within the image", path + "/counts", m_where, &count);
            result.push_back(count.get<std::uint32_t>());
        }
        return result;
    }

    std::vector<std::vector<float>> polygons(const json& shape, const std::string& path) const
    {
        if (!shape.is_array() || shape.empty())
            jf::fail("There is a box at best, and no outline", path, m_where);
        std::vector<std::vector<float>> result;
        for (const json& outline : shape) {
            if (!outline.is_array() || outline.size() < 6 || outline.size() % 2 != 0 || outline.size() > 2 * m_limits.maxCorners)
                jf::fail(fmt::format("An outline has 3 to {} corners of two numbers each", m_limits.maxCorners), path, m_where, &outline);
            std::vector<float> corners;
            corners.reserve(outline.size());
            for (const json& value : outline) {
                const double number = value.is_number() ? value.get<double>() : NAN;
                if (!(std::abs(number) <= 1e6))
                    jf::fail("A corner lies far away from its image", path, m_where, &value);
                corners.push_back(static_cast<float>(number));
            }
            result.push_back(std::move(corners));
        }
        return result;
    }

    void readRights()
    {
        const json none;
        const json& info = m_root.contains("info") ? m_root["info"] : none;
        m_set.attribution = plainLine(info, "description");
        if (const std::string by = plainLine(info, "contributor"); !by.empty())
            m_set.attribution += (m_set.attribution.empty() ? "" : "; ") + by;
        const json& licenses = m_root.contains("licenses") ? m_root["licenses"] : none;
        if (licenses.is_array())
            for (std::size_t i = 0; i < std::min<std::size_t>(licenses.size(), 20); ++i)
                if (const std::string name = plainLine(licenses[i], "name"); !name.empty() && m_set.license.size() < 2000)
                    m_set.license += (m_set.license.empty() ? "" : ", ") + name;
    }

    const json& m_root;
    const std::string& m_where;
    const CocoLimits& m_limits;
    CocoSet m_set;
    std::unordered_map<std::int64_t, std::size_t> m_places;
    std::map<std::int64_t, std::uint8_t> m_labels;
    std::map<std::int64_t, std::string> m_unknown;
};

} // namespace

CocoSet parseCoco(const std::string& text, const std::string& where, const LabelPalette* palette, const CocoLimits& limits)
{
    const json root = jf::parseObject(text, where, {limits.maxBytes, 16, limits.maxValues});
    return Parser(root, where, palette, limits).take();
}

} // namespace sonosketch
