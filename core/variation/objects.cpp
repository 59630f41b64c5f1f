// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/variation/objects.h"

#include "core/edit/morphology.h"
#include "core/edit/shapes.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace sonosketch::variation {

using nlohmann::json;

namespace {

constexpr int leastCluster = 12;

std::uint64_t place(const Cluster& cluster)
{
    return static_cast<std::uint64_t>(cluster.first.y) * canvasSize + static_cast<std::uint64_t>(cluster.first.x);
}

/// A closed outline about the origin whose radius leaves an ellipse's by a few waves.
std::vector<cv::Point2d> outline(Draws& draws, const VariationRecipe& recipe, double area)
{
    const double aspect = draws.between(recipe.add.aspect.low, recipe.add.aspect.high);
    const double irregularity = draws.between(recipe.add.irregularity.low, recipe.add.irregularity.high);
    const double turn = draws.between(0, CV_PI);
    const double a = std::sqrt(area / (CV_PI * aspect)), b = a * aspect;
    struct Wave {
        int count;
        double height, phase;
    };
    std::vector<Wave> waves;
    for (int count = 2; count <= 5; ++count)
        waves.push_back({count, irregularity / count * draws.uniform() * 2, draws.between(0, 2 * CV_PI)});
    std::vector<cv::Point2d> points;
    for (int i = 0; i < 180; ++i) {
        const double angle = i * CV_PI / 90;
        double radius = 1;
        for (const Wave& wave : waves)
            radius += wave.height * std::cos(wave.count * angle + wave.phase);
        const double x = a * radius * std::cos(angle), y = b * radius * std::sin(angle);
        points.emplace_back(x * std::cos(turn) - y * std::sin(turn), x * std::sin(turn) + y * std::cos(turn));
    }
    return points;
}

cv::Mat drawn(const std::vector<cv::Point2d>& points, cv::Point2d at, double scale)
{
    std::vector<cv::Point2d> corners;
    corners.reserve(points.size());
    for (const cv::Point2d& point : points)
        corners.push_back(at + point * scale);
    return polygonMask(corners);
}

} // namespace

std::vector<Cluster> clustersOf(const cv::Mat& labels)
{
    cv::Mat parts;
    const int count = cv::connectedComponents(labels != 0, parts, 8, CV_32S);
    std::vector<Cluster> clusters;
    for (int part = 1; part < count; ++part) {
        Cluster cluster;
        cluster.mask = parts == part;
        cluster.area = cv::countNonZero(cluster.mask);
        if (cluster.area < leastCluster)
            continue;
        std::vector<bool> seen(256, false);
        cluster.first = {-1, -1};
        for (int y = 0; y < labels.rows; ++y)
            for (int x = 0; x < labels.cols; ++x)
                if (cluster.mask.at<std::uint8_t>(y, x) != 0) {
                    if (cluster.first.x < 0)
                        cluster.first = {x, y};
                    seen[labels.at<std::uint8_t>(y, x)] = true;
                }
        for (int id = 1; id < 256; ++id)
            if (seen[static_cast<std::size_t>(id)])
                cluster.classes.push_back(id);
        clusters.push_back(std::move(cluster));
    }
    std::sort(clusters.begin(), clusters.end(), [](const Cluster& a, const Cluster& b) { return place(a) < place(b); });
    return clusters;
}

bool isChosen(const Cluster& cluster, const VariationRecipe& recipe, const LabelPalette& palette)
{
    if (recipe.objects.classes.empty())
        return true;
    return std::any_of(recipe.objects.classes.begin(), recipe.objects.classes.end(), [&](const std::string& name) {
        const LabelClass* wanted = palette.find(name);
        return wanted && std::find(cluster.classes.begin(), cluster.classes.end(), wanted->id) != cluster.classes.end();
    });
}

void removeObjects(Case& value, const VariationRecipe& recipe, const Draws& draws, json& log)
{
    if (recipe.remove.probability <= 0)
        return;
    const double view = std::max(1, cv::countNonZero(value.fieldOfView));
    for (const Cluster& cluster : clustersOf(value.labels)) {
        Draws own = draws.stream("remove", place(cluster));
        if (!isChosen(cluster, recipe, value.palette) || !own.coin(recipe.remove.probability)
            || cluster.area > recipe.remove.largest * view)
            continue;
        value.labels.setTo(0, cluster.mask);
        value.sketch.setTo(SketchErased, growMask(fillHoles(cluster.mask), 6) & (value.labels == 0));
        log["removed"].push_back({{"at", {cluster.first.x, cluster.first.y}}, {"classes", cluster.classes}, {"area", cluster.area}});
    }
}

void relabelObjects(Case& value, const VariationRecipe& recipe, const Draws& draws, json& log)
{
    if (recipe.relabel.probability <= 0 || (!recipe.relabel.palette.empty() && recipe.relabel.palette != value.palette.name()))
        return;
    for (const Cluster& cluster : clustersOf(value.labels)) {
        Draws own = draws.stream("relabel", place(cluster));
        if (!isChosen(cluster, recipe, value.palette) || !own.coin(recipe.relabel.probability))
            continue;
        std::vector<int> taken = cluster.classes;
        for (const int from : cluster.classes)
            for (const auto& group : recipe.relabel.groups) {
                std::vector<int> others;
                bool inGroup = false;
                for (const std::string& name : group) {
                    const int id = value.palette.find(name)->id;
                    inGroup |= id == from;
                    // One class twice within an object would melt two structures into one.
                    if (std::find(taken.begin(), taken.end(), id) == taken.end())
                        others.push_back(id);
                }
                if (!inGroup || others.empty())
                    continue;
                const int to = others[own.below(others.size())];
                taken.push_back(to);
                value.labels.setTo(to, cluster.mask & (value.labels == from));
                log["relabelled"].push_back({{"at", {cluster.first.x, cluster.first.y}}, {"from", from}, {"to", to}});
                break;
            }
    }
}

void addObjects(Case& value, const VariationRecipe& recipe, const Draws& draws, json& log)
{
    Draws own = draws.stream("add");
    if (!own.coin(recipe.add.probability))
        return;
    std::vector<int> classes;
    for (const std::string& name : recipe.add.classes)
        classes.push_back(value.palette.find(name)->id);
    if (classes.empty())
        for (int id = 1; id < value.palette.size(); ++id)
            if (cv::countNonZero(value.labels == id) != 0)
                classes.push_back(id);
    if (classes.empty())
        for (int id = 1; id < value.palette.size(); ++id)
            classes.push_back(id);
    if (classes.empty())
        return;
    const int count = 1 + static_cast<int>(own.below(static_cast<std::size_t>(recipe.add.most)));
    const double view = cv::countNonZero(value.fieldOfView);
    // Beyond the canvas there is nothing: the margin counts at its edge too, which shrinkMask alone does not peel.
    cv::Mat framed = value.fieldOfView.clone();
    cv::rectangle(framed, {0, 0}, {canvasSize - 1, canvasSize - 1}, cv::Scalar(0));
    const cv::Mat within = shrinkMask(framed, recipe.bounds.margin);
    for (int i = 0; i < count; ++i) {
        Draws each = draws.stream("add-object", static_cast<std::uint64_t>(i));
        const int id = classes[each.below(classes.size())];
        const double area =
            std::clamp(each.between(recipe.add.area.low, recipe.add.area.high), recipe.bounds.area.low, recipe.bounds.area.high);
        const auto points = outline(each, recipe, area * view);
        cv::Mat free = within.clone();
        if (!recipe.bounds.overlap)
            free.setTo(0, growMask(value.labels != 0, recipe.add.gap));
        std::vector<cv::Point> places;
        cv::findNonZero(free, places);
        double scale = 1;
        for (int attempt = 0; attempt < 40 && !places.empty(); ++attempt) {
            const cv::Point at = places[each.below(places.size())];
            const cv::Mat mask = drawn(points, cv::Point2d(at.x + 0.5, at.y + 0.5), scale);
            const int pixels = cv::countNonZero(mask);
            if (pixels >= leastCluster && pixels >= recipe.bounds.area.low * view && cv::countNonZero(mask & (free == 0)) == 0) {
                value.labels.setTo(id, mask);
                value.sketch.setTo(SketchNone, mask);
                log["added"].push_back({{"at", {at.x, at.y}}, {"class", id}, {"area", pixels}});
                break;
            }
            if (attempt % 8 == 7)
                scale *= 0.85; // no room at that size
        }
    }
}

} // namespace sonosketch::variation
