// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/open_raster.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/io/case_fields.h"
#include "core/io/zip_archive.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <pugixml.hpp>

#include <sstream>

namespace sonosketch {

namespace {

/// A layer to be: one colour where `mask` is set, or a picture of its own.
struct Layer {
    std::string name;
    cv::Mat pixels; ///< CV_8UC4, blue first
    double opacity = 1.0;
    bool locked = false;
};

std::vector<std::uint8_t> encode(const cv::Mat& pixels)
{
    std::vector<std::uint8_t> bytes;
    if (!cv::imencode(".png", pixels, bytes))
        throw Error(ErrorCode::WriteFailed, "A layer could not be encoded");
    return bytes;
}

cv::Mat colored(const cv::Mat& mask, const cv::Scalar& bgr)
{
    cv::Mat layer(mask.size(), CV_8UC4, cv::Scalar::all(0));
    layer.setTo(cv::Scalar(bgr[0], bgr[1], bgr[2], 255), mask);
    return layer;
}

/// From the top, as stack.xml has them.
std::vector<Layer> layersOf(const Case& value)
{
    std::vector<Layer> layers;
    layers.push_back({open_raster::sketchLayer, colored(value.sketch == SketchPen, {255, 255, 255}), 1.0, false});
    layers.push_back({open_raster::erasedLayer, colored(value.sketch == SketchErased, {60, 60, 230}), 0.6, false});
    for (auto entry = value.palette.classes().rbegin(); entry != value.palette.classes().rend(); ++entry)
        if (entry->id != 0)
            layers.push_back(
                {entry->name, colored(value.labels == entry->id, cv::Scalar(entry->blue, entry->green, entry->red)), 0.5, false});
    layers.push_back({open_raster::outsideLayer, colored(value.fieldOfView == 0, {40, 30, 20}), 0.5, false});
    if (!value.source.empty()) {
        cv::Mat source;
        cv::cvtColor(value.source, source, cv::COLOR_GRAY2BGRA);
        layers.push_back({open_raster::sourceLayer, source, 1.0, true});
    }
    return layers;
}

cv::Mat merge(const std::vector<Layer>& layers)
{
    cv::Mat merged(canvasSize, canvasSize, CV_8UC3, cv::Scalar::all(0));
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
        for (int y = 0; y < canvasSize; ++y) {
            const auto* from = layer->pixels.ptr<cv::Vec4b>(y);
            auto* to = merged.ptr<cv::Vec3b>(y);
            for (int x = 0; x < canvasSize; ++x) {
                const double alpha = from[x][3] / 255.0 * layer->opacity;
                for (int c = 0; c < 3; ++c)
                    to[x][c] = cv::saturate_cast<std::uint8_t>(alpha * from[x][c] + (1.0 - alpha) * to[x][c]);
            }
        }
    return merged;
}

std::vector<std::uint8_t> bytesOf(const std::string& text)
{
    return {text.begin(), text.end()};
}

} // namespace

void writeOpenRaster(const Case& value, const std::filesystem::path& path, const std::optional<OpenRasterRecord>& record)
{
    validate(value);
    const std::vector<Layer> layers = layersOf(value);
    std::vector<ZipEntry> entries{{"mimetype", bytesOf("image/openraster"), false}};

    pugi::xml_document document;
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    auto image = document.append_child("image");
    image.append_attribute("version") = "0.0.5";
    image.append_attribute("w") = canvasSize;
    image.append_attribute("h") = canvasSize;
    auto stack = image.append_child("stack");
    for (std::size_t index = 0; index < layers.size(); ++index) {
        const std::string source = fmt::format("data/layer{:02}.png", index);
        auto layer = stack.append_child("layer");
        layer.append_attribute("name") = layers[index].name.c_str();
        layer.append_attribute("src") = source.c_str();
        layer.append_attribute("x") = 0;
        layer.append_attribute("y") = 0;
        layer.append_attribute("opacity") = fmt::format("{:.2f}", layers[index].opacity).c_str();
        layer.append_attribute("visibility") = "visible";
        layer.append_attribute("composite-op") = "svg:src-over";
        if (layers[index].locked)
            layer.append_attribute("edit-locked") = "true";
        entries.push_back({source, encode(layers[index].pixels), false});
    }
    std::ostringstream xml;
    document.save(xml, " ");
    entries.insert(entries.begin() + 1, {"stack.xml", bytesOf(xml.str()), true});

    auto fields = caseFields(value);
    fields["format"] = "sonosketch-openraster";
    fields["version"] = 1;
    entries.push_back({"sonosketch.json", bytesOf(json_fields::dump(fields)), true});

    if (record) {
        // What a PNG of the picture says of itself, and what its pixels were.
        const nlohmann::json statement = nlohmann::json::parse(syntheticTexts(record->record, false).back().second);
        nlohmann::json all{{"format", "sonosketch-openraster-record"}, {"version", 1}, {"picture", statement}};
        if (!record->pixelsSha256.empty())
            all["pixelsSha256"] = record->pixelsSha256;
        entries.push_back({open_raster::recordEntry, bytesOf(json_fields::dump(all)), true});
    }

    const cv::Mat merged = merge(layers);
    entries.push_back({"mergedimage.png", encode(merged), false});
    cv::Mat thumbnail;
    cv::resize(merged, thumbnail, {256, 256}, 0, 0, cv::INTER_AREA);
    entries.push_back({"Thumbnails/thumbnail.png", encode(thumbnail), false});
    writeFileAtomically(path, makeZip(entries));
}

} // namespace sonosketch
