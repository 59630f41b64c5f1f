// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/edit_plan.h"

#include "core/document/document.h"
#include "core/edit/transaction.h"
#include "models/evaluation/statistics.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace sonosketch::evaluation {

namespace {

constexpr int smallestLesion = 600;
constexpr double largestShare = 0.6;
constexpr int outlineReach = 6; ///< an annotated border and the edge it follows lie this close
constexpr int tries = 600;

class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : m_random(seed)
    {
    }
    double between(double low, double high) { return low + uniform(m_random()) * (high - low); }
    std::size_t index(std::size_t count) { return static_cast<std::size_t>(uniform(m_random()) * static_cast<double>(count)); }

private:
    std::mt19937_64 m_random;
};

cv::Mat disc(int reach)
{
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1});
}
cv::Mat grown(const cv::Mat& mask, int reach)
{
    cv::Mat result;
    cv::dilate(mask, result, disc(reach));
    return result;
}
/// The canvas border counts as outside.
cv::Mat shrunk(const cv::Mat& mask, int reach)
{
    cv::Mat result;
    cv::erode(mask, result, disc(reach), {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    return result;
}
bool within(const cv::Mat& mask, const cv::Mat& room)
{
    return cv::countNonZero(mask & ~room) == 0;
}
cv::Mat shifted(const cv::Mat& mask, cv::Point by)
{
    cv::Mat result = cv::Mat::zeros(mask.size(), CV_8UC1);
    const cv::Rect canvas({}, mask.size());
    const cv::Rect to = (canvas + by) & canvas;
    mask(to - by).copyTo(result(to));
    return result;
}

/// Runs the strokes of `edit` on a document of `value` and returns what it holds then.
template <class Edit>
Case edited(const Case& value, const char* name, Edit edit)
{
    Document document(value);
    Transaction transaction(document, name);
    edit(transaction);
    transaction.commit();
    return document.value().clone();
}

void emptyOut(Transaction& transaction, const cv::Mat& mask)
{
    transaction.fill(Plane::Labels, mask, 0);
    transaction.fill(Plane::Sketch, grown(mask, outlineReach), SketchErased);
}

std::optional<EditPlan> planAdd(const Case& value, const std::vector<int>& labels, Dice& dice)
{
    if (labels.empty())
        return std::nullopt;
    const cv::Mat room = shrunk(value.fieldOfView, 10) & ~grown(value.labels != 0, 12);
    const int label = labels[dice.index(labels.size())];
    for (int i = 0; i < tries; ++i) {
        // Large ones first; where there is little room, smaller ones are tried too.
        const double size = 64 - 40.0 * i / tries;
        const cv::Size axes(static_cast<int>(dice.between(0.8, 1) * size), static_cast<int>(dice.between(0.6, 0.9) * size));
        const cv::Point centre(static_cast<int>(dice.between(0, value.labels.cols)), static_cast<int>(dice.between(0, value.labels.rows)));
        cv::Mat mask = cv::Mat::zeros(value.labels.size(), CV_8UC1);
        cv::ellipse(mask, centre, axes, dice.between(0, 180), 0, 360, cv::Scalar(255), cv::FILLED);
        // A piece cut off by the canvas would fit as well, but is no ellipse.
        const cv::Rect canvas(axes.width, axes.width, mask.cols - 2 * axes.width, mask.rows - 2 * axes.width);
        if (!canvas.contains(centre) || !within(mask, room))
            continue;
        EditPlan plan;
        plan.before = value.clone();
        plan.after = edited(value, "Add", [&](Transaction& t) { t.fill(Plane::Labels, mask, static_cast<std::uint8_t>(label)); });
        plan.region = mask;
        plan.filled = mask;
        plan.newLabel = label;
        return plan;
    }
    return std::nullopt;
}

std::optional<EditPlan> planMove(const Case& value, const cv::Mat& edges, const Lesion& lesion, Dice& dice)
{
    const cv::Mat others = (value.labels != 0) & ~lesion.mask;
    const cv::Mat room = shrunk(value.fieldOfView, 4) & ~grown(others, 4);
    // Edges close to the border are those of the outline, which the new place draws for itself.
    const cv::Mat inner = edges & shrunk(lesion.mask, 4);
    const int area = cv::countNonZero(lesion.mask);
    for (int i = 0; i < tries; ++i) {
        const double far = std::sqrt(static_cast<double>(area)) * (1.2 - 1.0 * i / tries) * dice.between(0.8, 1);
        const double angle = dice.between(0, 2 * std::numbers::pi);
        const cv::Point by(static_cast<int>(std::lround(far * std::cos(angle))), static_cast<int>(std::lround(far * std::sin(angle))));
        const cv::Mat target = shifted(lesion.mask, by);
        if (std::hypot(by.x, by.y) < 12 || cv::countNonZero(target) != area || !within(target, room))
            continue;
        EditPlan plan;
        plan.before = edited(value, "Edges inside", [&](Transaction& t) { t.fill(Plane::Sketch, inner, SketchPen); });
        plan.after = edited(plan.before, "Move", [&](Transaction& t) {
            emptyOut(t, lesion.mask);
            t.fill(Plane::Labels, target, static_cast<std::uint8_t>(lesion.label));
            t.fill(Plane::Sketch, target, SketchNone);
            t.fill(Plane::Sketch, shifted(inner, by), SketchPen);
        });
        plan.region = lesion.mask | target;
        plan.emptied = lesion.mask & ~target;
        plan.filled = target & ~lesion.mask;
        plan.oldLabel = plan.newLabel = lesion.label;
        return plan;
    }
    return std::nullopt;
}

std::optional<EditPlan> planSeptum(const Case& value, const Lesion& lesion, Dice& dice)
{
    cv::Mat depth;
    cv::distanceTransform(lesion.mask, depth, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    cv::Point centre;
    cv::minMaxLoc(depth, nullptr, nullptr, nullptr, &centre);
    const double angle = dice.between(0, std::numbers::pi);
    const cv::Point reach(static_cast<int>(std::lround(1000 * std::cos(angle))), static_cast<int>(std::lround(1000 * std::sin(angle))));
    cv::Mat line = cv::Mat::zeros(lesion.mask.size(), CV_8UC1);
    cv::line(line, centre - reach, centre + reach, cv::Scalar(255), 2);
    line &= shrunk(lesion.mask, 3);
    // Only the piece through the centre: a lesion with a bay would get two.
    cv::Mat pieces;
    cv::connectedComponents(line, pieces, 8, CV_32S);
    const int piece = pieces.at<int>(centre);
    if (piece == 0)
        return std::nullopt;
    line = pieces == piece;
    if (cv::countNonZero(line) < 30)
        return std::nullopt;
    EditPlan plan;
    plan.before = value.clone();
    plan.after = edited(value, "Septum", [&](Transaction& t) { t.fill(Plane::Sketch, line, SketchPen); });
    plan.region = line;
    plan.oldLabel = plan.newLabel = lesion.label;
    return plan;
}

std::optional<EditPlan> planRelabel(const Case& value, const Lesion& lesion, const std::vector<int>& labels, Dice& dice)
{
    std::vector<int> others;
    std::copy_if(labels.begin(), labels.end(), std::back_inserter(others), [&lesion](int label) { return label != lesion.label; });
    if (others.empty())
        return std::nullopt;
    EditPlan plan;
    plan.oldLabel = lesion.label;
    plan.newLabel = others[dice.index(others.size())];
    plan.before = value.clone();
    plan.after =
        edited(value, "Relabel", [&](Transaction& t) { t.fill(Plane::Labels, lesion.mask, static_cast<std::uint8_t>(plan.newLabel)); });
    plan.region = lesion.mask;
    plan.filled = lesion.mask;
    return plan;
}

EditPlan planDelete(const Case& value, const Lesion& lesion)
{
    EditPlan plan;
    plan.before = value.clone();
    plan.after = edited(value, "Delete", [&](Transaction& t) { emptyOut(t, lesion.mask); });
    plan.region = lesion.mask;
    plan.emptied = lesion.mask;
    plan.oldLabel = lesion.label;
    return plan;
}

} // namespace

const char* editName(EditKind kind)
{
    switch (kind) {
    case EditKind::Delete:
        return "delete";
    case EditKind::Add:
        return "add";
    case EditKind::Move:
        return "move";
    case EditKind::Relabel:
        return "relabel";
    case EditKind::Septum:
        return "septum";
    }
    return "";
}

std::optional<Lesion> findLesion(const Case& value)
{
    Lesion best;
    int bestArea = 0;
    for (const auto& entry : value.palette.classes()) {
        const cv::Mat ofLabel = value.labels == entry.id;
        if (entry.id == 0 || cv::countNonZero(ofLabel) <= bestArea)
            continue;
        cv::Mat pieces, figures, centres;
        const int count = cv::connectedComponentsWithStats(ofLabel, pieces, figures, centres, 8, CV_32S);
        for (int piece = 1; piece < count; ++piece) {
            if (const int area = figures.at<int>(piece, cv::CC_STAT_AREA); area > bestArea) {
                bestArea = area;
                best.label = entry.id;
                best.mask = pieces == piece;
            }
        }
    }
    const int view = cv::countNonZero(value.fieldOfView);
    if (bestArea < smallestLesion || bestArea > largestShare * view || cv::countNonZero(best.mask & value.fieldOfView) < bestArea / 2)
        return std::nullopt;
    return best;
}

std::optional<EditPlan> planEdit(
    EditKind kind, const Case& value, const cv::Mat& edges, const Lesion& lesion, const std::vector<int>& labels, std::uint64_t seed)
{
    Dice dice(seed);
    std::optional<EditPlan> plan;
    switch (kind) {
    case EditKind::Delete:
        plan = planDelete(value, lesion);
        break;
    case EditKind::Add:
        plan = planAdd(value, labels, dice);
        break;
    case EditKind::Move:
        plan = planMove(value, edges, lesion, dice);
        break;
    case EditKind::Relabel:
        plan = planRelabel(value, lesion, labels, dice);
        break;
    case EditKind::Septum:
        plan = planSeptum(value, lesion, dice);
        break;
    }
    if (plan) {
        plan->kind = kind;
        plan->region = grown(plan->region, editMargin);
    }
    return plan;
}

} // namespace sonosketch::evaluation
