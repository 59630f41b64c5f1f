// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/variation/draws.h"
#include "core/variation/objects.h"
#include "core/variation/variation.h"
#include "core/variation/warp.h"
#include "tests/core/variation/painted_case.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

using namespace sonosketch;
using test::paintedCase;
using test::same;

namespace {

template <class Work>
int codeOf(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        return static_cast<int>(error.code());
    }
    return -1;
}

/// One long lesion alone in the middle, lying flat: what a single change does to it can be measured.
Case longLesion()
{
    Case value = Case::blank(LabelPalette::bundled("mmotu"));
    cv::ellipse(value.labels, {256, 256}, {70, 35}, 0, 0, 360, cv::Scalar(3), cv::FILLED);
    return value;
}

/// Direction of the long axis in degrees, clockwise on the screen, and the standard deviations along and across it.
struct Axes {
    double angle = 0, along = 0, across = 0;
};
Axes axesOf(const cv::Mat& mask)
{
    const cv::Moments moments = cv::moments(mask, true);
    const double xx = moments.mu20 / moments.m00, yy = moments.mu02 / moments.m00, xy = moments.mu11 / moments.m00;
    const double middle = (xx + yy) / 2, half = std::hypot((xx - yy) / 2, xy);
    return {0.5 * std::atan2(2 * xy, xx - yy) * 180 / CV_PI, std::sqrt(middle + half), std::sqrt(middle - half)};
}

/// Part of two regions together that is in one of them alone.
double outlineChange(const cv::Mat& a, const cv::Mat& b)
{
    return static_cast<double>(cv::countNonZero(a ^ b)) / cv::countNonZero(a | b);
}

/// What was done to the one object; `part` of it is below 1 where the whole would have folded tissue.
nlohmann::json movedOnce(const Variation& variation)
{
    const auto moved = nlohmann::json::parse(variation.parameters).value("moved", nlohmann::json::array());
    return moved.size() == 1 ? moved.at(0) : nlohmann::json{{"part", -1}};
}

Variation vary(const Case& value, const VariationRecipe& recipe, std::uint64_t number, std::uint64_t seed = 5)
{
    return varied(value, caseIdentity(value), recipe, seed, number);
}

} // namespace

class TestVariation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsAreAFunctionOfTheirKey()
    {
        const Draws draws(7, "case", 3);
        Draws one = draws.stream("a"), again = Draws(7, "case", 3).stream("a"), other = draws.stream("b"),
              next = Draws(7, "case", 4).stream("a");
        std::set<double> seen;
        for (int i = 0; i < 200; ++i) {
            const double value = one.uniform();
            QVERIFY(value >= 0 && value < 1);
            QCOMPARE(again.uniform(), value);
            seen.insert(value);
            seen.insert(other.uniform());
            seen.insert(next.uniform());
        }
        QCOMPARE(seen.size(), std::size_t{600});
        double sum = 0;
        Draws many = draws.stream("mean");
        for (int i = 0; i < 20000; ++i)
            sum += many.between(2, 4);
        QVERIFY(std::abs(sum / 20000 - 3) < 0.02);
        QCOMPARE(draws.stream("none").below(0), std::size_t{0});
    }
    void aRecipeIsStrict()
    {
        const auto code = [](const char* text) { return codeOf([&] { VariationRecipe::fromToml(text, "test"); }); };
        QCOMPARE(code(""), -1);
        const int corrupt = static_cast<int>(ErrorCode::Corrupt);
        for (const char* text : {"colour = 1", "[affine]\nshifft = [0, 1]", "[affine]\nprobability = 1.5", "[affine]\nprobability = nan",
                 "[affine]\nprobability = \"often\"", "[affine]\nshift = [0.1, 0.05]", "[affine]\nshift = [0.1]",
                 "[canny]\nlow = [10, 60]\nhigh = [50, 70]", "[add]\nmost = 1.5", "[relabel]\nprobability = 0.5", "affine = 3", "name = 3",
                 "name = \"a\\nb\"", "[objects]\nclasses = [1]", "[[affine]]", "[", "[elastic]\ncell = 2", "[nothing]"})
            QVERIFY2(code(text) == corrupt, text);
        QCOMPARE(code(std::string(70'000, '#').c_str()), static_cast<int>(ErrorCode::TooLarge));

        const VariationRecipe recipe = VariationRecipe::bundled();
        QCOMPARE(recipe.name, std::string("default"));
        const VariationRecipe back = VariationRecipe::fromJson(recipe.toJson(), "test");
        QCOMPARE(back.toJson(), recipe.toJson());
        QCOMPARE(back.elastic.strength.high, recipe.elastic.strength.high);
    }
    void theSameThreeGiveTheSamePixels()
    {
        const Case value = paintedCase();
        const VariationRecipe recipe = VariationRecipe::bundled();
        std::vector<Variation> first;
        for (std::uint64_t number = 0; number < 4; ++number)
            first.push_back(vary(value, recipe, number));
        int different = 0;
        for (const std::uint64_t number : {3u, 1u, 0u, 2u}) {
            const Variation again = vary(value, recipe, number);
            for (const Plane which : allPlanes)
                QVERIFY(same(again.value.plane(which), first[number].value.plane(which)));
            QVERIFY(same(again.value.source, first[number].value.source));
            QCOMPARE(again.parameters, first[number].parameters);
            different += !same(again.value.labels, first[(number + 1) % 4].value.labels);
        }
        QCOMPARE(different, 4);
        QVERIFY(!same(vary(value, recipe, 1, 6).value.labels, first[1].value.labels)); // another seed
        // The identity counts, not where a case came from; and any change of it is another case.
        Case other = value.clone();
        other.labels.at<std::uint8_t>(5, 5) = 1;
        QVERIFY(caseIdentity(other) != caseIdentity(value));
        other = value.clone();
        other.provenance.title = "Another name";
        QCOMPARE(caseIdentity(other), caseIdentity(value));
    }
    void aRecipeOfNothingChangesNothing()
    {
        const Case value = paintedCase();
        VariationRecipe recipe;
        const Variation plain = vary(value, recipe, 2);
        for (const Plane which : allPlanes)
            QVERIFY(same(plain.value.plane(which), value.plane(which)));
        QVERIFY(same(plain.value.source, value.source));
        recipe = VariationRecipe::bundled();
        recipe.keepOriginal = true;
        QVERIFY(same(vary(value, recipe, 0).value.labels, value.labels));
        QVERIFY(!same(vary(value, recipe, 1).value.labels, value.labels));
    }
    void objectsStayWithinBounds()
    {
        const Case value = paintedCase();
        VariationRecipe recipe = VariationRecipe::bundled();
        recipe.crop.probability = 0;
        recipe.affine.probability = recipe.resize.probability = recipe.elastic.probability = recipe.add.probability = 1;
        recipe.affine.shift = {0.1, 0.25}; // far more than there is room for
        recipe.resize.scale = {1.5, 3};
        recipe.bounds.area = {0.001, 0.2};
        const double view = cv::countNonZero(value.fieldOfView);
        bool changed = false;
        for (std::uint64_t number = 0; number < 8; ++number) {
            const Case now = vary(value, recipe, number).value;
            QVERIFY(cv::countNonZero((now.labels != 0) & (now.fieldOfView == 0)) < 100);
            for (const auto& cluster : variation::clustersOf(now.labels))
                QVERIFY(cluster.area <= 0.2 * view && cluster.area >= 0.001 * view);
            // The daughter cyst is still inside of its mother.
            const cv::Mat daughter = now.labels == 6;
            cv::Mat around;
            cv::dilate(daughter, around, cv::Mat::ones(3, 3, CV_8UC1));
            if (cv::countNonZero(daughter) > 100 && cv::countNonZero(now.labels == 6) < 4000)
                changed |= cv::countNonZero(now.labels == 2) != cv::countNonZero(value.labels == 2);
        }
        QVERIFY(changed);
    }
    void turningTurnsTheAxis()
    {
        const Case value = longLesion();
        const double area = cv::countNonZero(value.labels);
        const Axes before = axesOf(value.labels == 3);
        for (const double degrees : {-20.0, 10.0, 30.0}) {
            VariationRecipe recipe;
            recipe.affine.probability = 1;
            recipe.affine.rotation = {degrees, degrees};
            const Variation result = vary(value, recipe, 0);
            QCOMPARE(movedOnce(result).value("rotation", 0.0), degrees);
            QCOMPARE(movedOnce(result).value("part", 0.0), 1.0);
            const Axes now = axesOf(result.value.labels == 3);
            QVERIFY2(std::abs(now.angle - degrees) < 1, qPrintable(QString::number(now.angle)));
            QVERIFY(std::abs(now.along / before.along - 1) < 0.02 && std::abs(now.across / before.across - 1) < 0.02);
            QVERIFY(std::abs(cv::countNonZero(result.value.labels) / area - 1) < 0.02);
        }
    }
    void stretchingChangesWidthAgainstHeight()
    {
        const Case value = longLesion();
        const double area = cv::countNonZero(value.labels);
        const Axes before = axesOf(value.labels == 3);
        for (const double stretch : {0.7, 1.4}) {
            VariationRecipe recipe;
            recipe.affine.probability = 1;
            recipe.affine.stretch = {stretch, stretch};
            const Variation result = vary(value, recipe, 0);
            QCOMPARE(movedOnce(result).value("stretch", 0.0), stretch);
            QCOMPARE(movedOnce(result).value("part", 0.0), 1.0);
            const Axes now = axesOf(result.value.labels == 3);
            const double ratio = (now.along / now.across) / (before.along / before.across);
            QVERIFY2(std::abs(ratio / stretch - 1) < 0.02, qPrintable(QString::number(ratio)));
            QVERIFY(std::abs(now.angle) < 1);
            QVERIFY(std::abs(cv::countNonZero(result.value.labels) / area - 1) < 0.02);
        }
    }
    void resizingChangesTheAreaByItsSquare()
    {
        const Case value = longLesion();
        const double area = cv::countNonZero(value.labels);
        const Axes before = axesOf(value.labels == 3);
        for (const double scale : {0.6, 0.85, 1.2, 1.5}) {
            VariationRecipe recipe;
            recipe.resize.probability = 1;
            recipe.resize.scale = {scale, scale};
            const Variation result = vary(value, recipe, 0);
            QCOMPARE(movedOnce(result).value("scale", 0.0), scale);
            const double part = movedOnce(result).value("part", 0.0);
            if (scale > 0.8 && scale < 1.3) // what stays well away from folding is done as it was drawn
                QCOMPARE(part, 1.0);
            QVERIFY(part > 0.1);
            const double factor = cv::countNonZero(result.value.labels) / area;
            QVERIFY2(std::abs(factor / std::pow(scale, 2 * part) - 1) < 0.03, qPrintable(QString::number(factor)));
            const Axes now = axesOf(result.value.labels == 3);
            QVERIFY(std::abs(now.along / now.across / (before.along / before.across) - 1) < 0.02);
            const cv::Moments moments = cv::moments(result.value.labels, true);
            QVERIFY(std::abs(moments.m10 / moments.m00 - 256) < 1 && std::abs(moments.m01 / moments.m00 - 256) < 1);
        }
    }
    void bendingChangesTheOutlineAlone()
    {
        const Case value = longLesion();
        const double area = cv::countNonZero(value.labels);
        VariationRecipe recipe;
        recipe.elastic.probability = 1;
        recipe.elastic.cell = 48;
        double least = 1, sum = 0;
        std::set<int> areas;
        constexpr int count = 8;
        for (int number = 0; number < count; ++number) {
            recipe.elastic.strength = {3, 3};
            const Variation weak = vary(value, recipe, static_cast<std::uint64_t>(number));
            recipe.elastic.strength = {12, 12};
            const Variation strong = vary(value, recipe, static_cast<std::uint64_t>(number));
            QCOMPARE(movedOnce(strong).value("elastic", 0.0), 12.0);
            const cv::Mat now = strong.value.labels == 3;
            QCOMPARE(cv::countNonZero(now), cv::countNonZero(strong.value.labels));      // still one class,
            QCOMPARE(variation::clustersOf(strong.value.labels).size(), std::size_t{1}); // in one piece
            const double change = outlineChange(now, value.labels == 3);
            QVERIFY(outlineChange(weak.value.labels == 3, value.labels == 3) < change); // the stronger, the more
            least = std::min(least, change);
            sum += cv::countNonZero(now) / area;
            areas.insert(cv::countNonZero(now));
            QVERIFY2(std::abs(cv::countNonZero(now) / area - 1) < 0.2, qPrintable(QString::number(cv::countNonZero(now) / area)));
        }
        QVERIFY2(least > 0.03, qPrintable(QString::number(least)));
        QVERIFY(std::abs(sum / count - 1) < 0.08); // it does not grow or shrink on the whole
        QVERIFY(areas.size() > 1);
    }
    void chosenClassesAloneMove()
    {
        const Case value = paintedCase();
        VariationRecipe recipe;
        recipe.objects.classes = {"teratoma"}; // case does not count
        recipe.affine.probability = 1;
        recipe.affine.shift = {0.03, 0.03};
        const Case now = vary(value, recipe, 0).value;
        QVERIFY(!same(now.labels == 3, value.labels == 3));
        QVERIFY(same(now.labels == 6, value.labels == 6));
        recipe.objects.classes = {"Gallstone"};
        QCOMPARE(codeOf([&] { vary(value, recipe, 0); }), static_cast<int>(ErrorCode::InvalidArgument));
    }
    void lesionsComeGoAndChangeTheirClass()
    {
        const Case value = paintedCase();
        VariationRecipe recipe;
        recipe.remove.probability = 1;
        recipe.remove.largest = 0.03; // the lesion apart is 1 %, the cyst 5 %
        Case now = vary(value, recipe, 0).value;
        QCOMPARE(cv::countNonZero(now.labels == 3), 0);
        QVERIFY(same(now.labels == 2, value.labels == 2));
        QCOMPARE(now.sketch.at<std::uint8_t>(300, 390), static_cast<std::uint8_t>(SketchErased));

        recipe = {};
        recipe.relabel.probability = 1;
        recipe.relabel.palette = "mmotu";
        recipe.relabel.groups = {{"Teratoma", "Chocolate_Cyst"}};
        now = vary(value, recipe, 0).value;
        QVERIFY(same(now.labels == 1, value.labels == 3));

        recipe = {};
        recipe.add.probability = 1;
        recipe.add.most = 3;
        recipe.add.classes = {"Simple_Cyst"};
        recipe.add.gap = 10;
        recipe.bounds.margin = 12;
        std::size_t added = 0;
        for (std::uint64_t number = 0; number < 6; ++number) {
            const Variation result = vary(value, recipe, number);
            const auto log = nlohmann::json::parse(result.parameters);
            added += log.value("added", nlohmann::json::array()).size();
            QVERIFY(same(result.value.labels == 2, value.labels == 2)); // nothing is painted over
            cv::Mat inner = value.fieldOfView.clone();
            cv::erode(inner, inner, cv::Mat::ones(19, 19, CV_8UC1));
            QCOMPARE(cv::countNonZero((result.value.labels == 6) & (value.labels != 6) & (inner == 0)), 0);
        }
        QVERIFY(added >= 6);
        QCOMPARE(variation::clustersOf(vary(value, recipe, 1).value.labels).size(),
            2 + nlohmann::json::parse(vary(value, recipe, 1).parameters).at("added").size());
    }
    void mirrorsAndCropsTakeEverythingAlong()
    {
        const Case value = paintedCase();
        VariationRecipe recipe;
        recipe.mirror.probability = 1;
        Case now = vary(value, recipe, 0).value;
        cv::Mat flipped;
        cv::flip(value.labels, flipped, 1);
        QVERIFY(same(now.labels, flipped));
        cv::flip(value.source, flipped, 1);
        QVERIFY(same(now.source, flipped));
        cv::flip(value.fieldOfView, flipped, 1);
        QVERIFY(same(now.fieldOfView, flipped));

        Case measured = value.clone();
        measured.mmPerPixel = 0.2;
        recipe = {};
        recipe.crop.probability = 1;
        recipe.crop.zoom = {1.5, 1.5};
        now = vary(measured, recipe, 3).value;
        QVERIFY(std::abs(*now.mmPerPixel - 0.2 / 1.5) < 1e-12);
        QVERIFY(cv::countNonZero(now.fieldOfView) > cv::countNonZero(value.fieldOfView));
    }
    void sketchesVary()
    {
        Case value = paintedCase();
        VariationRecipe recipe;
        recipe.sketch.drop = {0.5, 0.5};
        const Case fewer = vary(value, recipe, 0).value;
        QVERIFY(cv::countNonZero(fewer.sketch == SketchErased) > 0);
        QVERIFY(same(fewer.labels, value.labels));
        recipe = {};
        recipe.sketch.jitter = {3, 3};
        const Case moved = vary(value, recipe, 0).value;
        QVERIFY(!same(automaticEdges(moved), automaticEdges(value)));
        QVERIFY(same(moved.labels, value.labels));
        recipe = {};
        recipe.canny.low = {10, 15};
        recipe.canny.high = {60, 80};
        const Case other = vary(value, recipe, 0).value;
        QVERIFY(other.canny.low >= 10 && other.canny.low <= 15 && other.canny.high >= 60);
        recipe.canny.own = true;
        recipe.mirror.probability = 1;
        for (const double low : {31.5, 7.0}) {
            value.canny.low = low;
            QVERIFY(vary(value, recipe, 0).value.canny == value.canny);
        }
        QVERIFY(VariationRecipe::fromToml("[canny]\nown = true", "test").canny.own);
    }
    void tissueDoesNotFold()
    {
        cv::Mat view(canvasSize, canvasSize, CV_8UC1, cv::Scalar(255)), mask = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
        cv::circle(mask, {256, 256}, 40, cv::Scalar(255), cv::FILLED);
        const cv::Mat field = motionField({{mask, {1, 0, 30, 0, 1, 0}, {}}}, view);
        QVERIFY(leastStretch(field) > 0.2);
        const cv::Mat moved = warped(mask, field, false);
        cv::Mat expected = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
        cv::circle(expected, {286, 256}, 40, cv::Scalar(255), cv::FILLED);
        QVERIFY(same(moved, expected)); // the object goes as a whole, and leaves nothing behind
        QCOMPARE(cv::norm(field.at<cv::Vec2f>(0, 256)), 0.0);
        QVERIFY(leastStretch(motionField({{mask, {1, 0, 200, 0, 1, 0}, {}}}, view)) < 0.2);
    }
};

QTEST_GUILESS_MAIN(TestVariation)
#include "test_variation.moc"
