// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/open_raster.h"

#include "core/base/error.h"
#include "core/base/nesting.h"
#include "core/document/json_fields.h"
#include "core/imaging/image_header.h"
#include "core/io/case_fields.h"
#include "core/io/zip_archive.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string_view>

namespace sonosketch {

namespace {

constexpr int maxLayers = 256, maxDepth = 32, maxSide = 8192;
constexpr std::int64_t maxPixels = 64LL << 20; ///< of all layers together
constexpr std::size_t maxXmlBytes = 1u << 20;

/// A layer of the file: where it lies, and which entry holds it.
struct Layer {
    std::string name, source;
    cv::Point offset;
};

[[noreturn]] void refuse(const std::string& problem, const std::string& where)
{
    throw Error(ErrorCode::Corrupt, problem, where, "Export it again from the program that made it");
}

/// A name from the file, for a message.
std::string shown(std::string text)
{
    for (char& letter : text)
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f)
            letter = ' ';
    if (text.size() > 60) {
        std::size_t end = 60;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u)
            --end;
        text = text.substr(0, end) + "...";
    }
    return text;
}

bool sameName(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](char x, char y) { return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y)); });
}

/// A whole number, as an offset or a size; programs write "12", "-3" and also "12.0".
int numberOf(const pugi::xml_node& node, const char* key, int fallback, const std::string& where)
{
    const pugi::xml_attribute attribute = node.attribute(key);
    if (!attribute)
        return fallback;
    // Not the library's own conversion: that takes "12 apples", and the language of the system decides what a decimal point is.
    const std::string_view text = attribute.value();
    double number = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || rest != text.data() + text.size() || !(number >= -100'000 && number <= 100'000))
        refuse(fmt::format("\"{}\" is no usable number for {}", shown(attribute.value()), key), where);
    return static_cast<int>(std::lround(number));
}

void checkSource(const std::string& source, const std::string& where)
{
    // Entries are looked up and never unpacked, yet a path that leaves the archive is no accident.
    const bool leaves = source.empty() || source.front() == '/' || source.find('\\') != std::string::npos
        || source.find(':') != std::string::npos || source == ".." || source.starts_with("../") || source.ends_with("/..")
        || source.find("/../") != std::string::npos;
    if (leaves)
        refuse(fmt::format("A layer names the file \"{}\"", shown(source)), where);
}

void collect(const pugi::xml_node& stack, cv::Point offset, int depth, std::vector<Layer>& layers, const std::string& where)
{
    if (depth > maxDepth)
        refuse("The layer groups are nested too deeply", where);
    for (const pugi::xml_node& node : stack.children()) {
        const std::string_view kind = node.name();
        if (kind != "layer" && kind != "stack")
            continue;
        const cv::Point place = offset + cv::Point(numberOf(node, "x", 0, where), numberOf(node, "y", 0, where));
        if (std::abs(place.x) > 100'000 || std::abs(place.y) > 100'000)
            refuse("A layer lies far away from the canvas", where);
        if (kind == "stack") {
            collect(node, place, depth + 1, layers, where);
            continue;
        }
        if (layers.size() >= static_cast<std::size_t>(maxLayers))
            throw Error(ErrorCode::TooLarge, fmt::format("The file has more than {} layers", maxLayers), where);
        Layer layer{node.attribute("name").as_string(), node.attribute("src").as_string(), place};
        checkSource(layer.source, where);
        layers.push_back(std::move(layer));
    }
}

/// The layers from the top to the bottom.
std::vector<Layer> readStack(const std::vector<std::uint8_t>& xml, const std::string& where)
{
    const std::string_view text(reinterpret_cast<const char*>(xml.data()), xml.size());
    // The library expands no entities of the file's own; a file that brings some is refused all the same.
    if (xml.size() > maxXmlBytes || text.find("<!DOCTYPE") != std::string_view::npos || text.find("<!ENTITY") != std::string_view::npos)
        refuse("The layer list is too large, or declares a document type", where);
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer(xml.data(), xml.size());
    if (!result)
        refuse(fmt::format("The layer list is no sound XML ({} at byte {})", result.description(), result.offset), where);
    const pugi::xml_node image = document.child("image");
    if (!image || !image.child("stack"))
        refuse("The layer list lacks the image or its stack", where);
    const int width = numberOf(image, "w", 0, where), height = numberOf(image, "h", 0, where);
    if (width != canvasSize || height != canvasSize)
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("The picture is {}x{} pixels, the canvas {}x{}", width, height, canvasSize, canvasSize), where,
            "Keep the picture's size while painting, or crop it back");
    std::vector<Layer> layers;
    collect(image.child("stack"), {}, 0, layers, where);
    return layers;
}

/// CV_8UC4 (blue first) of canvas size with the layer at its place; clear where it does not reach.
cv::Mat readLayer(ZipReader& archive, const Layer& layer, std::int64_t& pixelsLeft, const std::string& file)
{
    const std::string where = file + ", layer \"" + shown(layer.name) + "\"";
    const std::vector<std::uint8_t> bytes = archive.read(layer.source);
    const ImageInfo info = parseImageHeader(bytes, where);
    pixelsLeft -= std::int64_t{info.width} * info.height;
    if (info.format != "png")
        throw Error(ErrorCode::Unsupported, "A layer is stored as " + info.format, where, "Layers of OpenRaster files are PNG pictures");
    if (info.width > maxSide || info.height > maxSide || pixelsLeft < 0)
        throw Error(
            ErrorCode::TooLarge, fmt::format("A layer is {}x{} pixels", info.width, info.height), where, "Crop the layers to the canvas");
    cv::Mat pixels;
    if (endsWhole(bytes, info.format)) {
        try {
            pixels = cv::imdecode(withoutExtras(bytes, where), cv::IMREAD_UNCHANGED);
        } catch (const cv::Exception&) {
            pixels.release(); // told below
        }
    }
    if (pixels.empty())
        throw Error(ErrorCode::Unreadable, "A layer's picture is damaged", where);
    if (pixels.depth() == CV_16U)
        pixels.convertTo(pixels, CV_8U, 1.0 / 257);
    if (pixels.depth() != CV_8U)
        throw Error(ErrorCode::Unsupported, "A layer has an unusual pixel type", where);
    switch (pixels.channels()) {
    case 1:
        cv::cvtColor(pixels, pixels, cv::COLOR_GRAY2BGRA);
        break;
    case 2: { // grey with alpha
        cv::Mat both[2];
        cv::split(pixels, both);
        cv::merge(std::vector<cv::Mat>{both[0], both[0], both[0], both[1]}, pixels);
        break;
    }
    case 3:
        cv::cvtColor(pixels, pixels, cv::COLOR_BGR2BGRA);
        break;
    default:
        break;
    }
    cv::Mat canvas(canvasSize, canvasSize, CV_8UC4, cv::Scalar::all(0));
    const cv::Rect place = cv::Rect(layer.offset, pixels.size()) & cv::Rect(0, 0, canvasSize, canvasSize);
    if (!place.empty())
        pixels(place - layer.offset).copyTo(canvas(place));
    return canvas;
}

cv::Mat covered(const cv::Mat& layer)
{
    cv::Mat alpha;
    cv::extractChannel(layer, alpha, 3);
    return alpha > 127;
}

cv::Mat greyOnBlack(const cv::Mat& layer)
{
    cv::Mat grey(layer.size(), CV_8UC1);
    for (int y = 0; y < layer.rows; ++y)
        for (int x = 0; x < layer.cols; ++x) {
            const auto& pixel = layer.at<cv::Vec4b>(y, x);
            // BT.601 in whole numbers; exact where the colours are equal.
            const int luma = (114 * pixel[0] + 587 * pixel[1] + 299 * pixel[2] + 500) / 1000;
            grey.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>((luma * pixel[3] + 127) / 255);
        }
    return grey;
}

void requireKind(ZipReader& archive, const std::string& where)
{
    std::string kind;
    if (archive.contains("mimetype")) {
        const std::vector<std::uint8_t> bytes = archive.read("mimetype");
        kind.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(bytes.size(), 64)));
        kind.erase(kind.find_last_not_of(" \r\n") + 1);
    }
    if (kind != "image/openraster")
        throw Error(ErrorCode::Unsupported, "This archive is no OpenRaster picture", where);
}

} // namespace

OpenRasterContents readOpenRaster(const std::filesystem::path& path, const LabelPalette& palette, OpenRasterPalette use)
{
    const std::string where = path.string();
    ZipReader archive(path, {});
    requireKind(archive, where);
    if (!archive.contains("stack.xml"))
        refuse("The archive has no layer list", where);
    const std::vector<Layer> layers = readStack(archive.read("stack.xml"), where + ", stack.xml");

    OpenRasterContents contents;
    contents.value = Case::blank(palette);
    if (archive.contains("sonosketch.json")) {
        const std::string place = where + ", sonosketch.json";
        const std::vector<std::uint8_t> bytes = archive.read("sonosketch.json");
        const auto fields = json_fields::parseObject(std::string(bytes.begin(), bytes.end()), place);
        json_fields::checkFormat(fields, "sonosketch-openraster", 1, place);
        Case described = caseFromFields(fields, place);
        const Case blank = Case::blank(described.palette);
        for (const Plane plane : allPlanes)
            described.plane(plane) = blank.plane(plane);
        if (use == OpenRasterPalette::Given)
            described.palette = palette;
        contents.value = std::move(described);
        contents.ours = true;
    } else {
        contents.value.provenance.title = path.stem().string();
        contents.value.provenance.source = path.filename().string();
    }

    Case& value = contents.value;
    cv::Mat taken = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1); // a class layer further up has it
    cv::Mat pen = taken.clone(), erased = taken.clone(), outside = taken.clone();
    std::int64_t pixelsLeft = maxPixels;
    for (const Layer& layer : layers) {
        const LabelClass* label = value.palette.find(layer.name);
        if (label != nullptr && label->id != 0) {
            const cv::Mat here = covered(readLayer(archive, layer, pixelsLeft, where)) & ~taken;
            value.labels.setTo(label->id, here);
            taken |= here;
            contents.hasLabels = true;
        } else if (sameName(layer.name, open_raster::sketchLayer)) {
            pen |= covered(readLayer(archive, layer, pixelsLeft, where));
            contents.hasSketch = true;
        } else if (sameName(layer.name, open_raster::erasedLayer)) {
            erased |= covered(readLayer(archive, layer, pixelsLeft, where));
            contents.hasSketch = true;
        } else if (sameName(layer.name, open_raster::outsideLayer)) {
            outside |= covered(readLayer(archive, layer, pixelsLeft, where));
            contents.hasFieldOfView = true;
        } else if (sameName(layer.name, open_raster::sourceLayer) && !contents.hasSource) {
            value.source = greyOnBlack(readLayer(archive, layer, pixelsLeft, where));
            contents.hasSource = true;
        } else {
            contents.notes.push_back(fmt::format("The layer \"{}\" is none of ours and was passed over", shown(layer.name)));
        }
    }
    value.sketch.setTo(SketchErased, erased);
    value.sketch.setTo(SketchPen, pen);
    value.fieldOfView.setTo(0, outside);
    if (!contents.hasLabels && !contents.hasSketch && !contents.hasFieldOfView && !contents.hasSource)
        refuse("No layer is named like a class of the palette, the sketch, the field of view or the source", where);
    validate(value);
    return contents;
}

std::optional<OpenRasterRecord> readOpenRasterRecord(const std::filesystem::path& path)
{
    ZipReader archive(path, {});
    requireKind(archive, path.string());
    if (!archive.contains(open_raster::recordEntry))
        return std::nullopt;
    const std::vector<std::uint8_t> bytes = archive.read(open_raster::recordEntry);
    try { // what a person edits travels in the layers; a record that no parser should follow is none
        checkJsonNesting({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path.string(), {.maxBytes = 4u << 20});
    } catch (const Error&) {
        return std::nullopt;
    }
    const nlohmann::json all = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!all.is_object() || all.value("format", nlohmann::json()) != "sonosketch-openraster-record" || !all.contains("picture"))
        return std::nullopt;
    const auto statement = parseSyntheticStatement(json_fields::dump(all.at("picture"), -1));
    if (!statement)
        return std::nullopt;
    OpenRasterRecord record{statement->record, {}};
    if (const auto pixels = all.find("pixelsSha256"); pixels != all.end() && pixels->is_string())
        record.pixelsSha256 = pixels->get<std::string>();
    return record;
}

bool looksLikeOpenRaster(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    char head[4] = {};
    in.read(head, sizeof head);
    return in && std::equal(head, head + 4, "PK\x03\x04");
}

} // namespace sonosketch
