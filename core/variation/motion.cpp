// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/morphology.h"
#include "core/edit/objects.h"
#include "core/edit/sketch_lines.h"
#include "core/variation/objects.h"
#include "core/variation/warp.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch::variation {

using nlohmann::json;

namespace {

constexpr double foldingLimit = 0.2; ///< tissue is never pressed to less than this part of its area
constexpr int attempts = 8;

/// What was drawn for one object.
struct Change {
    double shift = 0, direction = 0, rotation = 0, stretch = 1, scale = 1, strength = 0;
    std::uint64_t place = 0;
    bool any() const { return shift != 0 || rotation != 0 || stretch != 1 || scale != 1 || strength != 0; }
};

Change drawChange(const VariationRecipe& recipe, const Draws& draws, std::uint64_t place)
{
    Change change;
    change.place = place;
    const auto in = [](Draws& own, const DrawRange& range) { return own.between(range.low, range.high); };
    if (Draws own = draws.stream("affine", place); own.coin(recipe.affine.probability)) {
        change.shift = in(own, recipe.affine.shift) * canvasSize;
        change.direction = own.between(0, 360);
        change.rotation = in(own, recipe.affine.rotation);
        change.stretch = in(own, recipe.affine.stretch);
    }
    if (Draws own = draws.stream("resize", place); own.coin(recipe.resize.probability))
        change.scale = in(own, recipe.resize.scale);
    if (Draws own = draws.stream("elastic", place); own.coin(recipe.elastic.probability))
        change.strength = in(own, recipe.elastic.strength);
    return change;
}

/// A part of a change, for when the whole is too much.
ObjectMotion motionOf(const Cluster& cluster, const Change& change, double part, const VariationRecipe& recipe, const Draws& draws)
{
    Placement placement;
    const cv::Rect box = cv::boundingRect(cluster.mask);
    placement.pivot = {box.x + box.width / 2.0, box.y + box.height / 2.0};
    const double angle = change.direction * CV_PI / 180;
    placement.move = {part * change.shift * std::cos(angle), part * change.shift * std::sin(angle)};
    placement.rotation = part * change.rotation;
    const double scale = std::pow(change.scale, part), stretch = std::pow(change.stretch, part / 2);
    placement.scale = {scale * stretch, scale / stretch};
    ObjectMotion motion;
    motion.mask = cluster.mask;
    motion.map = affine(placement);
    if (change.strength > 0)
        motion.elastic = elasticField(draws.stream("elastic-field", change.place), part * change.strength, recipe.elastic.cell);
    return motion;
}

bool isWithinBounds(const Cluster& cluster, const cv::Mat& field, const cv::Mat& fieldOfView, const VariationRecipe& recipe)
{
    const double view = std::max(1, cv::countNonZero(fieldOfView));
    const cv::Mat moved = warped(cluster.mask, field, false);
    const double before = cluster.area / view, after = cv::countNonZero(moved) / view;
    // What was beyond the bounds already may stay there, not go further.
    if (after < std::min(recipe.bounds.area.low, before) || after > std::max(recipe.bounds.area.high, before))
        return false;
    const int outsideBefore = cv::countNonZero(cluster.mask & (fieldOfView == 0)), outside = cv::countNonZero(moved & (fieldOfView == 0));
    return outside <= outsideBefore + cluster.area / 200;
}

} // namespace

void warpPlanes(Case& value, const cv::Mat& field, const cv::Mat& pictureField)
{
    value.labels = warped(value.labels, field, false);
    if (!value.source.empty())
        value.source = warped(value.source, pictureField, true);
    if (cv::countNonZero(value.sketch) == 0)
        return;
    // Thin strokes would break where the field stretches them: the gaps are closed along a thickened copy.
    cv::Mat sketch = warped(value.sketch, field, false), thick;
    cv::dilate(value.sketch == SketchPen, thick, cv::Mat::ones(3, 3, CV_8UC1));
    if (cv::countNonZero(thick) != 0)
        sketch.setTo(SketchPen, thinned(warped(thick, field, false)));
    value.sketch = sketch;
}

void warpObjects(Case& value, const VariationRecipe& recipe, const Draws& draws, json& log)
{
    std::vector<Cluster> clusters;
    std::vector<Change> changes;
    for (Cluster& cluster : clustersOf(value.labels)) {
        const auto place = static_cast<std::uint64_t>(cluster.first.y) * canvasSize + static_cast<std::uint64_t>(cluster.first.x);
        const Change change = isChosen(cluster, recipe, value.palette) ? drawChange(recipe, draws, place) : Change{};
        clusters.push_back(std::move(cluster));
        changes.push_back(change);
    }
    cv::Mat field = cv::Mat::zeros(canvasSize, canvasSize, CV_32FC2);
    double part = 0;
    if (std::any_of(changes.begin(), changes.end(), [](const Change& change) { return change.any(); }))
        for (int attempt = 0; attempt < attempts; ++attempt) {
            const double tried = std::pow(0.75, attempt);
            std::vector<ObjectMotion> motions;
            for (std::size_t i = 0; i < clusters.size(); ++i)
                if (changes[i].any())
                    motions.push_back(motionOf(clusters[i], changes[i], tried, recipe, draws));
            const cv::Mat candidate = motionField(motions, value.fieldOfView);
            if (leastStretch(candidate) < foldingLimit)
                continue;
            if (!std::all_of(clusters.begin(), clusters.end(),
                    [&](const Cluster& cluster) { return isWithinBounds(cluster, candidate, value.fieldOfView, recipe); }))
                continue;
            field = candidate;
            part = tried;
            break;
        }
    Draws own = draws.stream("jitter");
    const double jitter = own.between(recipe.sketch.jitter.low, recipe.sketch.jitter.high);
    cv::Mat pictureField;
    if (jitter > 0) {
        constexpr double cell = 40; // finer than the objects, coarser than speckle
        cv::add(field, elasticField(draws.stream("jitter-field"), jitter, cell), pictureField);
        log["sketch_jitter"] = jitter;
    } else {
        pictureField = field;
    }
    if (part == 0 && jitter <= 0)
        return;
    warpPlanes(value, field, pictureField);
    for (std::size_t i = 0; part > 0 && i < changes.size(); ++i)
        if (const Change& change = changes[i]; change.any())
            log["moved"].push_back({{"at", {clusters[i].first.x, clusters[i].first.y}}, {"classes", clusters[i].classes},
                {"shift", change.shift}, {"direction", change.direction}, {"rotation", change.rotation}, {"stretch", change.stretch},
                {"scale", change.scale}, {"elastic", change.strength}, {"part", part}});
}

} // namespace sonosketch::variation
