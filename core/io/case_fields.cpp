// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/case_fields.h"

#include "core/document/json_fields.h"

#include <fmt/format.h>

namespace sonosketch {

using nlohmann::json;

namespace {

CanvasCrop readCrop(const json& root, const std::string& where)
{
    // Wide enough for any frame and any crop on the canvas, narrow enough that sums of them never overflow.
    constexpr std::int64_t far = 1 << 20;
    const json& object = json_fields::objectAt(root, "crop", "", where);
    const auto rect = json_fields::integersAt(object, "source", "/crop", where, 4, -far, far);
    const auto offset = json_fields::integersAt(object, "offset", "/crop", where, 2, -far, far);
    CanvasCrop crop;
    crop.source = {static_cast<int>(rect[0]), static_cast<int>(rect[1]), static_cast<int>(rect[2]), static_cast<int>(rect[3])};
    crop.offset = {static_cast<int>(offset[0]), static_cast<int>(offset[1])};
    crop.scale = json_fields::numberAt(object, "scale", "/crop", where);
    if (!(crop.scale >= 1e-6 && crop.scale <= 1e6) || crop.source.width < 0 || crop.source.height < 0)
        json_fields::fail("A crop has a scale of 1e-6..1e6 and no negative size", "/crop", where, &object);
    return crop;
}

CannySettings readCanny(const json& root, const std::string& where)
{
    const json& object = json_fields::objectAt(root, "canny", "", where);
    CannySettings canny;
    canny.low = json_fields::numberAt(object, "low", "/canny", where);
    canny.high = json_fields::numberAt(object, "high", "/canny", where);
    canny.sigma = json_fields::numberAt(object, "sigma", "/canny", where);
    canny.aperture = static_cast<int>(json_fields::integerAt(object, "aperture", "/canny", where, 0, 99));
    return canny;
}

json measurementFields(const Measurement& measurement)
{
    const bool ellipse = measurement.kind == Measurement::Kind::Ellipse;
    json object{{"kind", ellipse ? "ellipse" : "caliper"},
        {"picture", measurement.picture == Measurement::Picture::Condition ? "condition" : "synthesised"},
        {"from", {measurement.from.x, measurement.from.y}}, {"to", {measurement.to.x, measurement.to.y}}};
    if (ellipse)
        object["across"] = measurement.across;
    if (!measurement.name.empty())
        object["name"] = measurement.name;
    return object;
}

/// One of two words.
bool isSecond(const json& object, const char* key, const char* first, const char* second, const std::string& path, const std::string& where)
{
    const std::string word = json_fields::textAt(object, key, path, where, 40);
    if (word != first && word != second)
        json_fields::fail(
            fmt::format("\"{}\" or \"{}\" is expected", first, second), fmt::format("{}/{}", path, key), where, &object.at(key));
    return word == second;
}

cv::Point2d readPoint(const json& object, const char* key, const std::string& path, const std::string& where)
{
    const json& pair = json_fields::arrayAt(object, key, path, where, 2);
    if (pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number())
        json_fields::fail("Two numbers are expected", fmt::format("{}/{}", path, key), where, &pair);
    return {pair[0].get<double>(), pair[1].get<double>()};
}

std::vector<Measurement> readMeasurements(const json& root, const std::string& where)
{
    std::vector<Measurement> measurements;
    if (!root.contains("measurements"))
        return measurements;
    const json& list = json_fields::arrayAt(root, "measurements", "", where, maxMeasurements);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string path = fmt::format("/measurements/{}", i);
        const json& object = list[i];
        Measurement measurement;
        const bool ellipse = isSecond(object, "kind", "caliper", "ellipse", path, where);
        measurement.kind = ellipse ? Measurement::Kind::Ellipse : Measurement::Kind::Caliper;
        measurement.picture = isSecond(object, "picture", "condition", "synthesised", path, where) ? Measurement::Picture::Synthesised
                                                                                                   : Measurement::Picture::Condition;
        measurement.from = readPoint(object, "from", path, where);
        measurement.to = readPoint(object, "to", path, where);
        if (ellipse)
            measurement.across = json_fields::numberAt(object, "across", path, where);
        if (object.contains("name"))
            measurement.name = json_fields::textAt(object, "name", path, where, maxMeasurementNameBytes);
        try {
            validate(measurement);
        } catch (const Error& error) {
            json_fields::fail(error.problem(), path, where, &object);
        }
        measurements.push_back(std::move(measurement));
    }
    return measurements;
}

/// Text as loadCase accepts it: one line of bounded length, whatever a file was called.
std::string line(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    return text.substr(0, 1000);
}

} // namespace

json caseFields(const Case& value)
{
    const cv::Rect& rect = value.crop.source;
    json root{{"palette", json::parse(value.palette.toJson())}, {"frame", {value.frame.width, value.frame.height}},
        {"crop",
            {{"source", {rect.x, rect.y, rect.width, rect.height}}, {"scale", value.crop.scale},
                {"offset", {value.crop.offset.x, value.crop.offset.y}}}},
        {"mmPerPixel", value.mmPerPixel ? json(*value.mmPerPixel) : json()},
        {"canny", {{"low", value.canny.low}, {"high", value.canny.high}, {"sigma", value.canny.sigma}, {"aperture", value.canny.aperture}}},
        {"autoSketch", value.autoSketch},
        {"provenance",
            {{"title", line(value.provenance.title)}, {"source", line(value.provenance.source)},
                {"license", line(value.provenance.license)}, {"attribution", line(value.provenance.attribution)}}}};
    if (!value.measurements.empty()) {
        json& list = root["measurements"] = json::array();
        for (const Measurement& measurement : value.measurements)
            list.push_back(measurementFields(measurement));
    }
    return root;
}

Case caseFromFields(const json& root, const std::string& where)
{
    Case value;
    value.palette = LabelPalette::fromJson(json_fields::dump(json_fields::objectAt(root, "palette", "", where), -1), where + ", /palette");
    const auto frame = json_fields::integersAt(root, "frame", "", where, 2, 0, 1 << 20);
    value.frame = {static_cast<int>(frame[0]), static_cast<int>(frame[1])};
    value.crop = readCrop(root, where);
    if (!json_fields::member(root, "mmPerPixel", "", where).is_null())
        value.mmPerPixel = json_fields::numberAt(root, "mmPerPixel", "", where);
    value.canny = readCanny(root, where);
    value.autoSketch = json_fields::boolAt(root, "autoSketch", "", where);
    const json& provenance = json_fields::objectAt(root, "provenance", "", where);
    value.provenance.title = json_fields::textAt(provenance, "title", "/provenance", where);
    value.provenance.source = json_fields::textAt(provenance, "source", "/provenance", where);
    value.provenance.license = json_fields::textAt(provenance, "license", "/provenance", where);
    value.provenance.attribution = json_fields::textAt(provenance, "attribution", "/provenance", where);
    value.measurements = readMeasurements(root, where);
    return value;
}

} // namespace sonosketch
