// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/objects.h"
#include "core/edit/shapes.h"
#include "tests/core/edit/painted_cases.h"

#include <QtTest>

#include <cmath>

using namespace sonosketch;
using test::codeOf;
using test::plane;
using test::samePixels;

namespace {

/// A cyst of 20x10 at (100, 200) with a septum line in it, a pen line just above and one far away; a solid part right of it.
Case cystCase()
{
    Case value = Case::blank(test::threeClasses());
    value.labels(cv::Rect(100, 200, 20, 10)).setTo(1);
    value.labels(cv::Rect(120, 200, 8, 10)).setTo(3);
    value.sketch(cv::Rect(105, 204, 10, 1)).setTo(SketchPen);
    value.sketch(cv::Rect(105, 206, 10, 1)).setTo(SketchErased);
    value.sketch(cv::Rect(100, 198, 20, 1)).setTo(SketchPen);
    value.sketch(cv::Rect(121, 203, 4, 1)).setTo(SketchPen); // within the margin, but the solid part's
    value.sketch(cv::Rect(100, 150, 20, 1)).setTo(SketchPen);
    return value;
}

LabelObject pick(const Case& value, cv::Point2d at = {110, 205})
{
    return objectAt(value, at).value();
}

bool same(const LabelObject& a, const LabelObject& b)
{
    return a.className == b.className && a.area == b.area && samePixels(a.mask, b.mask) && samePixels(a.marks, b.marks);
}

cv::Matx23d moved(double x, double y)
{
    return {1, 0, x, 0, 1, y};
}

Placement about(const LabelObject& object)
{
    Placement placement;
    placement.pivot = middle(object);
    return placement;
}

} // namespace

class TestObjects : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anObjectHasItsOwnSketch()
    {
        const LabelObject object = pick(cystCase());
        QCOMPARE(object.className, std::string("Cyst"));
        QCOMPARE(object.area, cv::Rect(100, 198, 20, 12));
        QCOMPARE(cv::countNonZero(object.mask), 200);
        QCOMPARE(cv::countNonZero(object.marks == SketchPen), 30);
        QCOMPARE(cv::countNonZero(object.marks == SketchErased), 10);
        QCOMPARE(pick(cystCase(), {122, 205}).className, std::string("Solid"));
        QCOMPARE(cv::countNonZero(objectAt(cystCase(), {110, 205}, 0)->marks == SketchPen), 10);
        QCOMPARE(middle(object), cv::Point2d(110, 205));
        for (const cv::Point2d& nowhere : {cv::Point2d(5, 5), cv::Point2d(-1, 9), cv::Point2d(9, 600)})
            QVERIFY(!objectAt(cystCase(), nowhere));
    }
    void holesBelongToTheObjectsSketch()
    {
        Case value = Case::blank(test::threeClasses());
        value.labels(cv::Rect(100, 100, 60, 60)).setTo(1);
        value.labels(cv::Rect(110, 110, 40, 40)).setTo(0);
        value.labels(cv::Rect(140, 140, 10, 10)).setTo(2);
        value.sketch(cv::Rect(130, 130, 15, 15)).setTo(SketchPen);
        const LabelObject ring = pick(value, {101, 101});
        QCOMPARE(cv::countNonZero(ring.marks), 15 * 15 - 25); // without those on the septum
        QCOMPARE(cv::countNonZero(ring.mask), 3600 - 1600);
    }
    void movingTakesTheSketchAlong()
    {
        Document document(cystCase());
        Transaction edit(document, "Move");
        moveObject(edit, pick(document.value()), moved(30, -100));
        const auto delta = edit.commit();
        Case expected = cystCase();
        expected.labels(cv::Rect(100, 200, 20, 10)).setTo(0);
        expected.labels(cv::Rect(130, 100, 20, 10)).setTo(1);
        expected.sketch(cv::Rect(100, 198, 20, 10)).setTo(0);
        expected.sketch(cv::Rect(135, 104, 10, 1)).setTo(SketchPen);
        expected.sketch(cv::Rect(135, 106, 10, 1)).setTo(SketchErased);
        expected.sketch(cv::Rect(130, 98, 20, 1)).setTo(SketchPen);
        QVERIFY(test::samePlanes(document.value(), expected));
        applyDelta(document, delta.value(), true);
        QVERIFY(test::samePlanes(document.value(), cystCase()));
        applyDelta(document, delta.value(), false);
        QVERIFY(test::samePlanes(document.value(), expected));
    }
    void landingFollowsTheRule()
    {
        // Ten pixels to the right the cyst lies half on the solid part.
        const auto landed = [](const PaintRule& rule) {
            Document document(cystCase());
            Transaction edit(document, "Move");
            edit.setRule(rule);
            moveObject(edit, pick(document.value()), moved(10, 0));
            edit.commit();
            return document.value().clone();
        };
        QCOMPARE(cv::countNonZero(landed({}).labels == 3), 0);
        QCOMPARE(cv::countNonZero(landed({}).labels == 1), 200);
        for (const PaintRule& rule :
            {PaintRule{PaintRule::Over::OnlyBackground, ~0ull, 0}, PaintRule{PaintRule::Over::Everywhere, ~0ull, 0b1000}}) {
            const Case value = landed(rule);
            QCOMPARE(cv::countNonZero(value.labels == 3), 80);
            QCOMPARE(cv::countNonZero(value.labels == 1), 200 - 80);
            // The solid part keeps its sketch: its own line, and none of the cyst's septum.
            QVERIFY(samePixels(value.sketch(cv::Rect(120, 200, 8, 10)), cystCase().sketch(cv::Rect(120, 200, 8, 10))));
        }
        const PaintRule nowhere{PaintRule::Over::OnlyChosen, 0b0100, 0};
        QCOMPARE(cv::countNonZero(landed(nowhere).labels == 1), 100); // where it lay before
    }
    void marksUnderTheLandingPlaceAreReplaced()
    {
        Case value = cystCase();
        value.sketch(cv::Rect(300, 300, 60, 60)).setTo(SketchPen);
        Document document(value);
        Transaction edit(document, "Move");
        moveObject(edit, pick(value), moved(210, 110));
        const cv::Mat& sketch = edit.value().sketch;
        QCOMPARE(cv::countNonZero(sketch(cv::Rect(310, 310, 20, 10)) == SketchPen), 10);
        QCOMPARE(cv::countNonZero(sketch(cv::Rect(300, 300, 60, 60)) == SketchPen), 3600 - 200 + 10);
    }
    void identitiesChangeNothing()
    {
        for (unsigned seed = 0; seed < 4; ++seed) {
            const Case value = test::paintedCase(seed);
            const LabelObject object = pick(value, test::somewhereOn(value.labels, 1));
            Document document(value);
            Transaction edit(document, "nothing");
            moveObject(edit, object, affine(about(object)));
            QVERIFY(!edit.commit());

            // Well inside the canvas, mirrored twice and turned four times.
            const LabelObject inside = pick(cystCase());
            Placement placement = about(inside);
            QVERIFY(same(transformed(inside, affine(placement)), inside));
            placement.mirrored = true;
            const LabelObject mirrored = transformed(inside, affine(placement));
            QVERIFY(same(transformed(mirrored, affine(placement)), inside));
            placement.mirrored = false;
            placement.rotation = 90;
            LabelObject turned = inside;
            for (int i = 0; i < 4; ++i) {
                turned = transformed(turned, affine(placement));
                QCOMPARE(cv::countNonZero(turned.mask), 200);
            }
            QVERIFY(same(turned, inside));
            placement.rotation = 360;
            QVERIFY(same(transformed(inside, affine(placement)), inside));
        }
    }
    void mirroringChangesSides()
    {
        Case value = cystCase();
        value.labels(cv::Rect(100, 200, 5, 5)).setTo(0); // the upper left corner is cut
        const LabelObject object = pick(value);
        Placement placement = about(object);
        placement.mirrored = true;
        const LabelObject mirrored = transformed(object, affine(placement));
        cv::Mat flipped;
        cv::flip(object.mask, flipped, 1);
        QCOMPARE(mirrored.area, object.area);
        QVERIFY(samePixels(mirrored.mask, flipped));
    }
    void turningIsClockwiseAndKeepsTheArea()
    {
        const LabelObject object = pick(cystCase());
        Placement placement = about(object);
        placement.rotation = 90;
        const LabelObject turned = transformed(object, affine(placement));
        // What lay above lies right of it now.
        QCOMPARE(cv::boundingRect(turned.mask) + turned.area.tl(), cv::Rect(105, 195, 10, 20));
        QCOMPARE(turned.area, cv::Rect(105, 195, 12, 20));
        QCOMPARE(cv::countNonZero(turned.marks.col(11) == SketchPen), 20);
        placement.scale = {5, 5};
        for (const double degrees : {17.0, 45.0, 133.0, -60.0}) {
            placement.rotation = degrees;
            QVERIFY(std::abs(cv::countNonZero(transformed(object, affine(placement)).mask) - 5000) <= 50);
        }
    }
    void scalingScalesTheAreaAndKeepsLinesWhole()
    {
        const LabelObject object = pick(cystCase());
        Placement placement = about(object);
        placement.scale = {2, 3};
        const LabelObject large = transformed(object, affine(placement));
        QCOMPARE(cv::countNonZero(large.mask), 200 * 6);
        QCOMPARE(cv::countNonZero(large.marks == SketchPen), 30 * 6);
        for (const double factor : {0.9, 0.7, 0.5}) {
            placement.scale = {factor, factor};
            const LabelObject little = transformed(object, affine(placement));
            QVERIFY(std::abs(cv::countNonZero(little.mask) - 200 * factor * factor) < 12);
            cv::Mat numbers; // the two pen lines: one within, one above
            QCOMPARE(cv::connectedComponents(little.marks == SketchPen, numbers, 8), 3);
        }
    }
    void clippedAtTheBorderAndRefusedBeyond()
    {
        const LabelObject object = pick(cystCase());
        QCOMPARE(cv::countNonZero(transformed(object, moved(-110, 0)).mask), 100);
        QVERIFY(transformed(object, moved(-500, 0)).empty());
        QVERIFY(transformed(object, moved(-120, 0)).empty()); // the last column is gone
        Document document(cystCase());
        Transaction edit(document, "Move");
        QCOMPARE(codeOf([&] { moveObject(edit, object, moved(0, 1e7)); }), ErrorCode::InvalidArgument);
        QVERIFY(!edit.commit());
    }
    void previewsStartAnew()
    {
        Document document(cystCase());
        const LabelObject object = pick(document.value());
        Transaction edit(document, "Move");
        for (int step = 1; step < 30; ++step) {
            edit.restart();
            moveObject(edit, object, moved(7 * step, 3 * step));
        }
        const Case dragged = document.value().clone();
        edit.restart();
        QVERIFY(test::samePlanes(document.value(), cystCase()));
        moveObject(edit, object, moved(7 * 29, 3 * 29));
        QVERIFY(test::samePlanes(document.value(), dragged));
        const auto delta = edit.commit();
        applyDelta(document, delta.value(), true);
        QVERIFY(test::samePlanes(document.value(), cystCase()));
    }
    void pastingMatchesTheClassByName()
    {
        const LabelPalette other(
            "other", {{0, "Background", 0, 0, 0, 0, 0, 0}, {1, "Septum", 0, 9, 0, 0, 9, 0}, {2, "CYST", 9, 0, 0, 9, 0, 0}});
        const LabelObject object = pick(cystCase());
        Document document(Case::blank(other));
        Transaction edit(document, "Paste");
        pasteObject(edit, transformed(object, moved(200, 100)));
        QVERIFY(samePixels(edit.value().labels, plane({{300, 300, 20, 10}}, 2)));
        QCOMPARE(cv::countNonZero(edit.value().sketch == SketchPen), 30);
        QCOMPARE(cv::countNonZero(edit.value().sketch == SketchErased), 10);
        const auto delta = edit.commit();
        applyDelta(document, delta.value(), true);
        QVERIFY(test::samePlanes(document.value(), Case::blank(other)));

        Document strange(Case::blank(LabelPalette("strange", {{0, "Background", 0, 0, 0, 0, 0, 0}, {1, "Head", 9, 0, 0, 9, 0, 0}})));
        Transaction paste(strange, "Paste");
        QCOMPARE(codeOf([&] { pasteObject(paste, object); }), ErrorCode::NotFound);
        const auto message = QString::fromStdString(test::messageOf([&] { pasteObject(paste, object); }));
        QVERIFY2(message.contains("Cyst") && message.contains("strange"), qPrintable(message));
        QVERIFY(!paste.commit());
    }
    void pastingKeepsTheArea()
    {
        for (unsigned seed = 0; seed < 8; ++seed) {
            const Case from = test::paintedCase(seed);
            const LabelObject object = pick(from, test::somewhereOn(from.labels, 2));
            Document document(Case::blank(test::threeClasses()));
            Transaction edit(document, "Paste");
            pasteObject(edit, object);
            QCOMPARE(cv::countNonZero(edit.value().labels == 2), cv::countNonZero(object.mask));
            QVERIFY(edit.commit().has_value());
            Transaction again(document, "Paste");
            pasteObject(again, object); // lies there already
            QVERIFY(!again.commit());
            QVERIFY(same(pick(document.value(), test::somewhereOn(document.value().labels, 2)), object));
        }
    }
    void sizesInMillimetresAreKept()
    {
        Case from = cystCase(), into = Case::blank(test::threeClasses());
        from.mmPerPixel = 0.2;
        QCOMPARE(trueToSize(pick(from), into), 1.0);
        into.mmPerPixel = 0.1;
        QCOMPARE(trueToSize(pick(from), into), 2.0);
        QCOMPARE(trueToSize(pick(cystCase()), into), 1.0);
    }
    void lockedAndLostObjectsAreRefused()
    {
        const LabelObject object = pick(cystCase());
        for (const std::uint64_t locked : {0b0010ull, 0b0001ull}) {
            Document document(cystCase());
            Transaction edit(document, "Move");
            edit.setRule({PaintRule::Over::Everywhere, ~0ull, locked});
            QCOMPARE(codeOf([&] { moveObject(edit, object, moved(50, 50)); }), ErrorCode::InvalidArgument);
            QVERIFY(!edit.commit());
        }
        Document document(cystCase());
        Transaction edit(document, "Move");
        edit.paintDab(Plane::Labels, {110, 205}, 3, 0);
        QCOMPARE(codeOf([&] { moveObject(edit, object, moved(50, 50)); }), ErrorCode::InvalidArgument);
        edit.setRule({PaintRule::Over::Everywhere, ~0ull, 0b0010});
        QCOMPARE(codeOf([&] { pasteObject(edit, object); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { pasteObject(edit, transformed(object, moved(-400, 0))); }), ErrorCode::InvalidArgument);
    }
    void mirroringACaseTwiceIsTheIdentity()
    {
        for (unsigned seed = 0; seed < 4; ++seed) {
            Case value = test::paintedCase(seed); // without automatic edges
            value.fieldOfView(cv::Rect(0, 0, 60, canvasSize)).setTo(0);
            Document document(value);
            Transaction edit(document, "Mirror");
            mirrorCase(edit);
            for (const Plane which : allPlanes) {
                cv::Mat flipped;
                cv::flip(value.plane(which), flipped, 1);
                QVERIFY(samePixels(document.value().plane(which), flipped));
            }
            QVERIFY(samePixels(document.value().source, value.source));
            mirrorCase(edit);
            QVERIFY(!edit.commit());
            QVERIFY(test::samePlanes(document.value(), value));
        }
    }
    void mirroringKeepsTheAutomaticEdgesAsStrokes()
    {
        Case value = test::paintedCase(7);
        value.autoSketch = true;
        value.labels(cv::Rect(0, 0, canvasSize, 200)).setTo(0);
        const cv::Mat edges = automaticEdges(value);
        QVERIFY(cv::countNonZero(edges & (value.labels == 0) & (value.sketch == 0)) > 100);
        const auto seen = [](const Case& c, const cv::Mat& automatic) -> cv::Mat { // as the generator sees it
            return (automatic & (c.labels == 0) & (c.sketch != SketchErased)) | (c.sketch == SketchPen);
        };
        Document document(value);
        Transaction edit(document, "Mirror");
        mirrorCase(edit);
        const auto delta = edit.commit();
        QVERIFY(!document.value().autoSketch);
        cv::Mat expected;
        cv::flip(seen(value, edges), expected, 1);
        QVERIFY(samePixels(seen(document.value(), automaticEdges(document.value())), expected));
        applyDelta(document, delta.value(), true);
        QVERIFY(test::samePlanes(document.value(), value));
    }
    void aLockedLabelKeepsACaseFromBeingMirrored()
    {
        Document document(cystCase());
        Transaction edit(document, "Mirror");
        const PaintRule rule{PaintRule::Over::OnlyBackground, ~0ull, 0b1000};
        edit.setRule(rule);
        QVERIFY(QString::fromStdString(test::messageOf([&] { mirrorCase(edit); })).contains("Solid"));
        QVERIFY(test::samePlanes(document.value(), cystCase()));
        edit.setRule({PaintRule::Over::OnlyBackground, ~0ull, 0b0100}); // no septum here
        mirrorCase(edit);
        QCOMPARE(cv::countNonZero(document.value().labels == 1), 200);
        QVERIFY(edit.rule().over == PaintRule::Over::OnlyBackground && edit.rule().locked == 0b0100);
    }
    void badNumbersAreRefused()
    {
        const auto refused = [](auto work) { return codeOf(work) == ErrorCode::InvalidArgument; };
        const LabelObject object = pick(cystCase());
        for (const double bad : {std::nan(""), HUGE_VAL, 1e12}) {
            QVERIFY(refused([&] { objectAt(cystCase(), {bad, 9}); }));
            QVERIFY(refused([&] { objectAt(cystCase(), {9, 9}, bad); }));
            QVERIFY(refused([&] { transformed(object, moved(bad, 0)); }));
            QVERIFY(refused([&] { transformed(object, {bad, 0, 0, 0, 1, 0}); }));
            for (int field = 0; field < 5; ++field) {
                Placement placement;
                (field == 0          ? placement.move.x
                        : field == 1 ? placement.pivot.y
                        : field == 2 ? placement.rotation
                        : field == 3 ? placement.scale.width
                                     : placement.scale.height) = bad;
                QVERIFY(refused([&] { affine(placement); }));
            }
        }
        QVERIFY(refused([&] { objectAt(cystCase(), {9, 9}, -1); }));
        QVERIFY(refused([&] { transformed(object, {0, 0, 9, 0, 0, 9}); }));
        QVERIFY(refused([&] { transformed(object, {1, 1, 0, 1, 1, 0}); })); // flat
        Placement placement;
        placement.scale = {0, 1};
        QVERIFY(refused([&] { affine(placement); }));
    }
    void damagedObjectsAreRefused()
    {
        const auto corrupt = [](auto change) {
            LabelObject object = pick(cystCase());
            change(object);
            return codeOf([&] { validate(object); }) == ErrorCode::Corrupt
                && codeOf([&] { transformed(object, moved(0, 0)); }) == ErrorCode::Corrupt;
        };
        QVERIFY(!corrupt([](LabelObject&) {}));
        QVERIFY(corrupt([](LabelObject& o) { o.className.clear(); }));
        QVERIFY(corrupt([](LabelObject& o) { o.area.x = 500; }));
        QVERIFY(corrupt([](LabelObject& o) { o.area = {INT_MAX, 0, INT_MAX, 5}; }));
        QVERIFY(corrupt([](LabelObject& o) { o.area.width = -3; }));
        QVERIFY(corrupt([](LabelObject& o) { o.area = {}; }));
        QVERIFY(corrupt([](LabelObject& o) { o.mask.release(); }));
        QVERIFY(corrupt([](LabelObject& o) { o.mask.at<std::uint8_t>(3, 3) = 7; }));
        QVERIFY(corrupt([](LabelObject& o) { o.marks.at<std::uint8_t>(3, 3) = 3; }));
        QVERIFY(corrupt([](LabelObject& o) { o.marks.convertTo(o.marks, CV_32F); }));
        QVERIFY(corrupt([](LabelObject& o) { o.mmPerPixel = 0; }));
    }
};

QTEST_GUILESS_MAIN(TestObjects)
#include "test_objects.moc"
