// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/task.h"

#include "core/base/error.h"
#include "core/edit/morphology.h"
#include "core/edit/objects.h"
#include "core/edit/shapes.h"
#include "core/edit/transaction.h"
#include "core/practice/practice_random.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace sonosketch::practice {

namespace {

constexpr double largestLesion = 180; ///< diameter in pixels of a disc of equal area, at Challenge::size 1
constexpr int tries = 40;
constexpr double wallReach = 5; ///< edges so close to a lesion belong to its wall

[[noreturn]] void refuse(const std::string& problem, const Case& from)
{
    throw Error(
        ErrorCode::InvalidArgument, problem, fmt::format("case \"{}\"", from.provenance.title), "Choose a case with a painted lesion");
}

cv::Mat lesionsOf(const Case& value)
{
    return (value.labels != 0) & (value.fieldOfView != 0);
}

cv::Mat onCanvas(const LabelObject& object)
{
    cv::Mat plane = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
    if (!object.empty())
        object.mask.copyTo(plane(object.area));
    return plane;
}

LabelObject anyObject(const Case& value, Random& random)
{
    std::vector<cv::Point> pixels;
    cv::findNonZero(lesionsOf(value), pixels);
    if (pixels.size() < minLesionPixels)
        refuse("This case has no lesion to practise on", value);
    for (int i = 0; i < tries; ++i) {
        const cv::Point at = pixels[random.below(pixels.size())];
        auto object = objectAt(value, {at.x + 0.5, at.y + 0.5});
        if (object && cv::countNonZero(object->mask) >= minLesionPixels)
            return std::move(*object);
    }
    refuse("The lesions of this case are too small to practise on", value);
}

double diameterOf(const cv::Mat& mask)
{
    return 2 * std::sqrt(cv::countNonZero(mask) / CV_PI);
}

std::string anotherClass(const LabelPalette& palette, const std::string& than, Random& random)
{
    std::vector<std::string> others;
    for (const LabelClass& each : palette.classes())
        if (each.id != 0 && each.name != than)
            others.push_back(each.name);
    return others.empty() ? than : others[random.below(others.size())];
}

/// Where an object may lie: in the field of view and beside everything that is labelled.
class Room {
public:
    explicit Room(const Case& value)
        : m_outside(value.fieldOfView == 0)
        , m_taken(growMask(value.labels, wallReach))
    {
    }
    bool fits(const LabelObject& placed, int wholePixels) const
    {
        if (placed.empty())
            return false;
        const int pixels = cv::countNonZero(placed.mask);
        return pixels >= wholePixels * 0.97 && cv::countNonZero(placed.mask & m_outside(placed.area)) <= pixels * 0.02
            && cv::countNonZero(placed.mask & m_taken(placed.area)) == 0;
    }

private:
    cv::Mat m_outside, m_taken;
};

/// The object scaled, turned and put somewhere where it fits; nothing if chance finds no place.
std::optional<LabelObject> somewhere(const LabelObject& object, double scale, const Case& value, Random& random)
{
    std::vector<cv::Point> inView;
    cv::findNonZero(value.fieldOfView, inView);
    if (inView.empty())
        return std::nullopt;
    Placement placement;
    placement.pivot = middle(object);
    placement.scale = {scale, scale};
    const int whole = static_cast<int>(cv::countNonZero(object.mask) * scale * scale);
    const Room room(value);
    for (int i = 0; i < tries; ++i) {
        const cv::Point to = inView[random.below(inView.size())];
        placement.move = cv::Point2d(to) - placement.pivot;
        placement.rotation = random.between(-30, 30);
        LabelObject placed = transformed(object, affine(placement));
        if (room.fits(placed, whole))
            return placed;
    }
    return std::nullopt;
}

/// Takes away what the scan's edges say of a lesion that is not there any more, or would draw into one that is there now.
void eraseEdges(Transaction& edit, const cv::Mat& around)
{
    edit.fill(Plane::Sketch, growMask(around, wallReach), SketchErased);
}

template <class Work>
void change(Document& document, Work work)
{
    Transaction edit(document, "Practice");
    work(edit);
    edit.commit();
}

/// A case with one lesion, of the level's size, somewhere: what both kinds of synthesised task begin with.
LabelObject oneLesion(Document& document, const Challenge& challenge, const std::string& className, Random& random)
{
    LabelObject object = anyObject(document.value(), random);
    const cv::Mat old = document.value().labels != 0;
    change(document, [&](Transaction& edit) {
        edit.fill(Plane::Labels, old, 0);
        eraseEdges(edit, old);
    });
    object.className = className.empty() ? object.className : className;
    object.marks = cv::Mat::zeros(object.marks.size(), CV_8UC1);
    const double scale = std::clamp(largestLesion * challenge.size * random.between(0.9, 1.1) / diameterOf(object.mask), 1.0 / 16, 1.4);
    auto placed = somewhere(object, scale, document.value(), random);
    for (double smaller = scale; !placed && smaller > 1.0 / 16; smaller *= 0.8)
        placed = somewhere(object, smaller, document.value(), random);
    if (!placed)
        placed = object; // where it was: it fitted there
    change(document, [&](Transaction& edit) {
        pasteObject(edit, *placed);
        eraseEdges(edit, edit.value().labels != 0);
    });
    return *placed;
}

/// Lines that mean nothing, beside the lesions.
void distract(Document& document, const Challenge& challenge, Random& random)
{
    const auto lines = static_cast<int>(std::lround(4 * challenge.clutter));
    std::vector<cv::Point> inView;
    cv::findNonZero(document.value().fieldOfView, inView);
    const cv::Mat away = (growMask(document.value().labels, 2 * wallReach) == 0) & (document.value().fieldOfView != 0);
    change(document, [&](Transaction& edit) {
        for (int i = 0; i < lines && !inView.empty(); ++i) {
            cv::Point2d at = inView[random.below(inView.size())];
            double direction = random.between(0, CV_PI);
            std::vector<cv::Point2d> points;
            for (int corner = 0; corner < 5; ++corner) {
                points.push_back(at);
                at += random.between(10, 22) * cv::Point2d(std::cos(direction), std::sin(direction));
                direction += random.between(-0.5, 0.5);
            }
            edit.fill(Plane::Sketch, curveMask(points, 1.5) & away, SketchPen);
        }
    });
}

void mirrorSource(Case& value)
{
    for (cv::Mat* plane : {&value.source, &value.labels, &value.sketch, &value.fieldOfView})
        cv::flip(*plane, *plane, 1);
}

/// `document` holds one lesion: makes one change to it.
void alter(Document& document, SpotTask& task, const LabelObject& lesion, Random& random)
{
    const Challenge& challenge = task.challenge;
    const cv::Mat old = onCanvas(lesion);
    Placement placement;
    placement.pivot = middle(lesion);
    std::optional<LabelObject> changed;
    if (task.change == Change::Added) {
        LabelObject other = lesion;
        other.className = anotherClass(document.value().palette, "", random);
        changed = somewhere(other, std::max(0.15, random.between(0.45, 0.55) * challenge.size), document.value(), random);
    } else if (task.change == Change::Grown) {
        const double factor = 1 + 0.7 * challenge.size * challenge.size;
        placement.scale = {factor, factor};
        changed = transformed(lesion, affine(placement));
    } else if (task.change == Change::Moved) {
        Document without(document.value());
        change(without, [&](Transaction& edit) { edit.fill(Plane::Labels, old, 0); });
        const Room room(without.value());
        const double distance = std::max(12.0, 80 * challenge.size * challenge.size);
        for (int i = 0; i < tries && !changed; ++i) {
            const double direction = random.between(0, 2 * CV_PI);
            placement.move = distance * cv::Point2d(std::cos(direction), std::sin(direction));
            LabelObject placed = transformed(lesion, affine(placement));
            if (room.fits(placed, cv::countNonZero(old)))
                changed = std::move(placed);
        }
    }
    if (!changed) { // no room for another change
        task.change = Change::Relabelled;
        changed = lesion;
        changed->className = anotherClass(document.value().palette, lesion.className, random);
    }
    change(document, [&](Transaction& edit) {
        if (task.change != Change::Added)
            edit.fill(Plane::Labels, old, 0);
        pasteObject(edit, *changed);
        if (cv::countNonZero(onCanvas(*changed) & (edit.value().fieldOfView == 0)) > 0)
            edit.fill(Plane::Labels, edit.value().fieldOfView == 0, 0); // growing may reach beyond the view
    });
    task.isThere = onCanvas(*changed) & (document.value().fieldOfView != 0);
    task.wasThere = task.change == Change::Added ? cv::Mat::zeros(old.size(), CV_8UC1) : old;
    task.changed = task.wasThere | task.isThere;
    task.className = changed->className;
}

} // namespace

LesionTask makeLesionTask(const Case& from, double level, std::uint64_t seed, bool real)
{
    Random random(seed);
    LesionTask task;
    task.challenge = challengeAt(level);
    task.seed = seed;
    task.real = real;
    if (real) {
        task.hidden = from.clone();
        if (from.source.empty())
            refuse("This case has no scan", from);
        if (random.chance(0.5))
            mirrorSource(task.hidden);
        task.truth = lesionsOf(task.hidden);
        if (cv::countNonZero(task.truth) < minLesionPixels)
            refuse("This case has no lesion to practise on", from);
        int most = 0;
        for (const LabelClass& each : from.palette.classes()) {
            const int pixels = each.id == 0 ? 0 : cv::countNonZero(labelMask(task.hidden.labels, each.id) & task.truth);
            if (pixels > most) {
                most = pixels;
                task.className = each.name;
            }
        }
        return task;
    }
    Document document(from);
    if (random.chance(0.5))
        change(document, [](Transaction& edit) { mirrorCase(edit); });
    const std::string className = random.chance(0.5) ? "" : anotherClass(from.palette, "", random);
    const LabelObject lesion = oneLesion(document, task.challenge, className, random);
    distract(document, task.challenge, random);
    task.hidden = document.value().clone();
    task.truth = onCanvas(lesion);
    task.className = lesion.className;
    return task;
}

SpotTask makeSpotTask(const Case& from, double level, std::uint64_t seed)
{
    Random random(seed);
    SpotTask task;
    task.challenge = challengeAt(level);
    task.seed = seed;
    Document document(from);
    if (random.chance(0.5))
        change(document, [](Transaction& edit) { mirrorCase(edit); });
    // The lesion itself stays large at every level: what grows smaller is the change.
    const LabelObject lesion = oneLesion(document, {1, random.between(0.6, 0.9), 0}, "", random);
    distract(document, task.challenge, random);
    constexpr std::array changes{Change::Added, Change::Grown, Change::Moved, Change::Relabelled};
    task.change = changes.at(random.below(changes.size()));
    // Both pictures show the same edges, so that nothing but the change tells.
    Document altered(document.value());
    alter(altered, task, lesion, random);
    const cv::Mat wall = growMask(task.changed, wallReach);
    for (Document* each : {&document, &altered})
        change(*each, [&](Transaction& edit) { edit.fill(Plane::Sketch, wall, SketchErased); });
    task.before = document.value().clone();
    task.after = altered.value().clone();
    return task;
}

double visibleChange(const cv::Mat& before, const cv::Mat& after, const cv::Mat& changed)
{
    if (before.empty() || before.type() != CV_8UC1 || after.type() != CV_8UC1 || changed.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "Pictures of 8-bit greys are expected", "practice");
    if (before.size() != after.size() || before.size() != changed.size())
        throw Error(ErrorCode::SizeMismatch, "The pictures differ in size", "practice");
    cv::Mat apart;
    cv::absdiff(before, after, apart);
    return cv::mean(apart, changed != 0)[0] - cv::mean(apart, changed == 0)[0];
}

} // namespace sonosketch::practice
