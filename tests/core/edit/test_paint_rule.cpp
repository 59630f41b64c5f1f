// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/morphology.h"
#include "core/edit/objects.h"
#include "core/edit/regions.h"
#include "core/edit/shapes.h"
#include "core/edit/sketch_lines.h"
#include "tests/core/edit/painted_cases.h"

#include <QtTest>

#include <functional>
#include <utility>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;

namespace {

unsigned seed(std::mt19937& random)
{
    return static_cast<unsigned>(random() % 5);
}

/// Every way to change a case, each with arguments by chance. All of them must hold what the tests below ask.
std::vector<std::pair<const char*, std::function<void(Transaction&, std::mt19937&)>>> everyOperation()
{
    static const auto point = [](std::mt19937& random) {
        std::uniform_real_distribution<double> place(0, canvasSize);
        const double x = place(random);
        return cv::Point2d(x, place(random));
    };
    static const auto label = [](std::mt19937& random) { return static_cast<std::uint8_t>(1 + random() % 3); };
    std::vector<std::pair<const char*, std::function<void(Transaction&, std::mt19937&)>>> all;
    const auto filled = [&](const char* name, std::function<cv::Mat(const Case&, std::mt19937&)> mask) {
        all.emplace_back(name, [mask = std::move(mask)](Transaction& edit, std::mt19937& random) {
            edit.fill(Plane::Labels, mask(edit.value(), random), static_cast<std::uint8_t>(random() % 4));
        });
    };
    filled("polygon", [](const Case&, std::mt19937& r) { return polygonMask({point(r), point(r), point(r), point(r)}); });
    filled("ellipse", [](const Case&, std::mt19937& r) { return ellipseMask(point(r), {90, 40}, 30); });
    filled("rectangle", [](const Case&, std::mt19937& r) { return rectangleMask(point(r), {90, 40}, 30); });
    filled("curve", [](const Case&, std::mt19937& r) { return curveMask({point(r), point(r), point(r)}, 9); });
    filled("flood", [](const Case& value, std::mt19937& r) { return floodRegion(value.labels, point(r)); });
    filled("wand", [](const Case& value, std::mt19937& r) { return wandRegion(value.source, point(r)); });
    for (const Reshape how : {Reshape::Grow, Reshape::Shrink, Reshape::Close, Reshape::Open, Reshape::Majority, Reshape::FillHoles,
             Reshape::LargestPart, Reshape::RemoveIslands})
        all.emplace_back("reshape", [how](Transaction& edit, std::mt19937& r) { reshapeLabel(edit, label(r), how, 6); });
    all.emplace_back("move", [](Transaction& edit, std::mt19937& r) {
        const std::uint8_t which = label(r);
        if (cv::countNonZero(edit.value().labels == which) == 0)
            return;
        const LabelObject object = objectAt(edit.value(), test::somewhereOn(edit.value().labels, which)).value();
        Placement placement;
        placement.pivot = middle(object);
        placement.move = (point(r) - point(r)) / 20;
        placement.rotation = 40;
        placement.scale = {1.3, 0.8};
        placement.mirrored = true;
        moveObject(edit, object, affine(placement));
    });
    all.emplace_back("paste", [](Transaction& edit, std::mt19937& r) {
        const Case other = test::paintedCase(seed(r));
        pasteObject(edit, objectAt(other, test::somewhereOn(other.labels, label(r))).value());
    });
    all.emplace_back("mirror", [](Transaction& edit, std::mt19937&) { mirrorCase(edit); });
    all.emplace_back("burn", [](Transaction& edit, std::mt19937&) { burnEdges(edit, {}, cv::Rect(100, 100, 300, 200)); });
    all.emplace_back("thin", [](Transaction& edit, std::mt19937&) { thinPen(edit); });
    all.emplace_back("import",
        [](Transaction& edit, std::mt19937& r) { importSketch(edit, penPlane(test::paintedCase(seed(r)).sketch), SketchImport::Replace); });
    return all;
}

PaintRule anyRule(std::mt19937& random)
{
    PaintRule rule;
    rule.over = static_cast<PaintRule::Over>(random() % 3);
    rule.chosen = random() % 16;
    rule.locked = random() % 16 & random() % 16; // a quarter of the labels
    return rule;
}

} // namespace

class TestPaintRule : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lockedLabelsNeverChange()
    {
        std::mt19937 random(11);
        int changed = 0;
        for (const auto& [name, operation] : everyOperation())
            for (int round = 0; round < 3; ++round) {
                Document document(test::paintedCase(seed(random)));
                const cv::Mat before = document.value().labels.clone();
                Transaction edit(document, name);
                const PaintRule rule = anyRule(random);
                edit.setRule(rule);
                try {
                    operation(edit, random);
                } catch (const Error& error) {
                    QVERIFY2(error.code() == ErrorCode::InvalidArgument, error.what()); // locked, and says so
                }
                const cv::Mat& after = document.value().labels;
                changed += samePixels(before, after) ? 0 : 1;
                for (std::uint8_t label = 0; label < 4; ++label)
                    if (rule.isLocked(label))
                        QVERIFY2(samePixels(before == label, after == label), name);
                QVERIFY2(edit.rule().locked == rule.locked && edit.rule().over == rule.over && edit.rule().chosen == rule.chosen, name);
            }
        QVERIFY(changed > 10); // the test is about something
    }
    void onlyBackgroundKeepsTheOthers()
    {
        std::mt19937 random(12);
        for (const auto& [name, operation] : everyOperation()) {
            if (std::string(name) == "mirror")
                continue; // no painting over
            for (int round = 0; round < 2; ++round) {
                Document document(test::paintedCase(seed(random)));
                const cv::Mat before = document.value().labels.clone();
                Transaction edit(document, name);
                edit.setRule({PaintRule::Over::OnlyBackground, ~0ull, 0});
                operation(edit, random);
                // A label may give up its own pixels, but none takes another's.
                const cv::Mat taken = (before != 0) & (document.value().labels != before) & (document.value().labels != 0);
                QVERIFY2(cv::countNonZero(taken) == 0, name);
            }
        }
    }
    void undoRestoresEveryBit()
    {
        std::mt19937 random(13);
        for (const auto& [name, operation] : everyOperation())
            for (int round = 0; round < 2; ++round) {
                const Case before = test::paintedCase(seed(random));
                Document document(before);
                {
                    std::mt19937 same = random;
                    Transaction edit(document, name);
                    operation(edit, same);
                } // dropped
                QVERIFY2(test::samePlanes(document.value(), before), name);
                Transaction edit(document, name);
                operation(edit, random);
                const auto delta = edit.commit();
                const Case after = document.value().clone();
                QVERIFY2(delta.has_value() == !test::samePlanes(before, after), name);
                if (!delta)
                    continue;
                applyDelta(document, *delta, true);
                QVERIFY2(test::samePlanes(document.value(), before), name);
                applyDelta(document, *delta, false);
                QVERIFY2(test::samePlanes(document.value(), after), name);
            }
    }
    void reshapeIsOneChangeAndFollowsTheLocks()
    {
        int told = 0; // outlives the transaction, whose end is told too
        Document document(Case::blank(test::threeClasses()));
        Transaction edit(document, "reshape");
        edit.fill(Plane::Labels, test::plane({{100, 100, 10, 10}}), 1);
        edit.fill(Plane::Labels, test::plane({{110, 100, 10, 10}}), 2);
        const cv::Mat from = test::plane({{100, 100, 20, 10}}), to = test::plane({{105, 100, 20, 10}});
        document.addObserver([&](const DocumentChange&) { ++told; });
        edit.reshape(from, to, 1);
        QCOMPARE(told, 1);
        QVERIFY(samePixels(edit.value().labels, test::plane({{105, 100, 20, 10}}, 1)));
        edit.reshape(to, to, 1);
        QCOMPARE(told, 1); // nothing changed, nothing said
        QCOMPARE(codeOf([&] { edit.reshape(from, to, 0); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edit.reshape(from, to, 4); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edit.reshape(cv::Mat::zeros(9, 9, CV_8UC1), to, 1); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { edit.reshape(from, cv::Mat(canvasSize, canvasSize, CV_32F), 1); }), ErrorCode::InvalidArgument);
        PaintRule rule;
        rule.locked = 0b0001; // the background: nothing may be given up to it
        edit.setRule(rule);
        edit.reshape(to, from, 1);
        QCOMPARE(told, 1);
    }
    void restartTakesBackAndStaysOpen()
    {
        const Case before = test::paintedCase(2);
        Document document(before);
        Transaction edit(document, "edit");
        edit.restart();
        for (int round = 0; round < 3; ++round) {
            edit.paintDab(Plane::Labels, {100, 100}, 50, 3);
            edit.paintDab(Plane::FieldOfView, {100, 100}, 50, 0);
            edit.setAutoSketch(true);
            edit.setCanny({1, 2, 1, 5});
            edit.restart();
            QVERIFY(test::samePlanes(document.value(), before));
        }
        edit.paintDab(Plane::Sketch, {20, 20}, 1, SketchErased);
        edit.paintDab(Plane::Sketch, {20, 20}, 1, SketchPen);
        const auto delta = edit.commit();
        QVERIFY(delta && delta->planes.size() == 1 && delta->planes[0].rect == cv::Rect(20, 20, 1, 1));
        QCOMPARE(codeOf([&] { edit.restart(); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edit.value(); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestPaintRule)
#include "test_paint_rule.moc"
