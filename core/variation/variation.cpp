// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/variation/variation.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/variation/objects.h"
#include "core/variation/warp.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch {

using nlohmann::json;

namespace {

constexpr int fewestLinePixels = 6;

void addBytes(std::vector<std::uint8_t>& bytes, const cv::Mat& plane)
{
    bytes.push_back(plane.empty() ? 0 : 1);
    for (int y = 0; y < plane.rows; ++y)
        bytes.insert(bytes.end(), plane.ptr<std::uint8_t>(y), plane.ptr<std::uint8_t>(y) + plane.cols);
}

/// A part of the canvas over the whole, and left for right: pictures are interpolated, labels are not.
void cropAndMirror(Case& value, const VariationRecipe& recipe, const Draws& draws, json& log)
{
    double zoom = 1;
    cv::Point2d corner(0, 0);
    if (Draws own = draws.stream("crop"); own.coin(recipe.crop.probability)) {
        zoom = own.between(recipe.crop.zoom.low, recipe.crop.zoom.high);
        corner = cv::Point2d(own.uniform(), own.uniform()) * (canvasSize - canvasSize / zoom);
    }
    const bool mirrored = draws.stream("mirror").coin(recipe.mirror.probability);
    if (zoom > 1) {
        cv::Mat field(canvasSize, canvasSize, CV_32FC2);
        for (int y = 0; y < canvasSize; ++y)
            for (int x = 0; x < canvasSize; ++x)
                field.at<cv::Vec2f>(y, x) = {
                    static_cast<float>(corner.x + (x + 0.5) / zoom - 0.5 - x), static_cast<float>(corner.y + (y + 0.5) / zoom - 0.5 - y)};
        variation::warpPlanes(value, field, field);
        value.fieldOfView = warped(value.fieldOfView, field, false);
        if (value.mmPerPixel)
            *value.mmPerPixel /= zoom;
        log["crop"] = {{"zoom", zoom}, {"x", corner.x}, {"y", corner.y}};
    }
    if (mirrored) {
        for (const Plane which : allPlanes) {
            cv::Mat flipped;
            cv::flip(value.plane(which), flipped, 1);
            value.plane(which) = flipped;
        }
        if (!value.source.empty()) {
            // Unlike the editor's mirror, which keeps the real scan as it is: here the scan is material, and what comes of it is synthetic.
            cv::Mat flipped;
            cv::flip(value.source, flipped, 1);
            value.source = flipped;
        }
    }
    log["mirrored"] = mirrored;
}

void drawCanny(Case& value, const VariationRecipe& recipe, const Draws& draws, json& log)
{
    if (!recipe.canny.own) {
        Draws drawn = draws.stream("canny");
        const auto rounded = [](double number) { return std::round(number * 1000) / 1000; }; // what people read is what was used
        value.canny.low = rounded(drawn.between(recipe.canny.low.low, recipe.canny.low.high));
        value.canny.high = rounded(drawn.between(recipe.canny.high.low, recipe.canny.high.high));
        value.canny.sigma = rounded(drawn.between(recipe.canny.sigma.low, recipe.canny.sigma.high));
    }
    log["canny"] = {{"low", value.canny.low}, {"high", value.canny.high}, {"sigma", value.canny.sigma}, {"aperture", value.canny.aperture}};
}

/// Leaves out whole lines of the automatic sketch, as a hand does that draws less than an edge detector.
void dropLines(Case& value, const VariationRecipe& recipe, const Draws& draws, json& log)
{
    Draws own = draws.stream("drop");
    const double part = own.between(recipe.sketch.drop.low, recipe.sketch.drop.high);
    if (part <= 0)
        return;
    const cv::Mat edges = automaticEdges(value);
    cv::Mat parts, statistics, centres;
    const int count = cv::connectedComponentsWithStats(edges, parts, statistics, centres, 8, CV_32S);
    std::vector<int> dropped(static_cast<std::size_t>(count), -1); // -1: not met yet
    int lines = 0;
    for (int y = 0; y < parts.rows; ++y)
        for (int x = 0; x < parts.cols; ++x) {
            const auto part_ = static_cast<std::size_t>(parts.at<int>(y, x));
            if (part_ == 0)
                continue;
            if (dropped[part_] < 0) {
                // Drawn by where the line begins, whatever number it was given.
                const auto place = static_cast<std::uint64_t>(y) * canvasSize + static_cast<std::uint64_t>(x);
                dropped[part_] = draws.stream("drop-line", place).coin(part)
                    || statistics.at<int>(static_cast<int>(part_), cv::CC_STAT_AREA) < fewestLinePixels;
                lines += dropped[part_];
            }
            if (dropped[part_] != 0 && value.sketch.at<std::uint8_t>(y, x) == SketchNone)
                value.sketch.at<std::uint8_t>(y, x) = SketchErased;
        }
    log["sketch_drop"] = {{"part", part}, {"lines", lines}};
}

} // namespace

std::string caseIdentity(const Case& value)
{
    validate(value);
    std::vector<std::uint8_t> bytes;
    addBytes(bytes, value.source);
    for (const Plane which : allPlanes)
        addBytes(bytes, value.plane(which));
    const json settings{{"palette", json::parse(value.palette.toJson())},
        {"canny", {value.canny.low, value.canny.high, value.canny.sigma, value.canny.aperture}}, {"autoSketch", value.autoSketch},
        {"mmPerPixel", value.mmPerPixel ? json(*value.mmPerPixel) : json()}};
    const std::string text = json_fields::dump(settings, -1);
    bytes.insert(bytes.end(), text.begin(), text.end());
    return sha256(bytes);
}

void checkClasses(const VariationRecipe& recipe, const LabelPalette& palette)
{
    const auto require = [&](const std::string& name) {
        const LabelClass* found = palette.find(name);
        if (!found || found->id == 0)
            throw Error(ErrorCode::InvalidArgument,
                fmt::format("The recipe names the class \"{}\", which the palette \"{}\" lacks", name, palette.name()),
                fmt::format("recipe \"{}\"", recipe.name), "Change the name, or use cases of another palette");
    };
    for (const auto* names : {&recipe.objects.classes, &recipe.add.classes})
        for (const std::string& name : *names)
            require(name);
    if (recipe.relabel.palette.empty() || recipe.relabel.palette == palette.name())
        for (const auto& group : recipe.relabel.groups)
            for (const std::string& name : group)
                require(name);
}

Variation varied(const Case& value, const std::string& identity, const VariationRecipe& recipe, std::uint64_t seed, std::uint64_t number)
{
    validate(value);
    checkClasses(recipe, value.palette);
    Variation result{value.clone(), {}};
    Case& now = result.value;
    now.measurements.clear();
    json log = json::object();
    if (recipe.keepOriginal && number == 0) {
        log["original"] = true;
        result.parameters = json_fields::dump(log, -1);
        return result;
    }
    const Draws draws(seed, identity, number);
    now.crop = {}; // the planes are not the source's pixels any more
    now.frame = {};
    variation::removeObjects(now, recipe, draws, log);
    variation::relabelObjects(now, recipe, draws, log);
    variation::warpObjects(now, recipe, draws, log);
    variation::addObjects(now, recipe, draws, log);
    cropAndMirror(now, recipe, draws, log);
    if (now.autoSketch && !now.source.empty()) {
        drawCanny(now, recipe, draws, log);
        dropLines(now, recipe, draws, log);
    }
    validate(now);
    result.parameters = json_fields::dump(log, -1);
    return result;
}

} // namespace sonosketch
