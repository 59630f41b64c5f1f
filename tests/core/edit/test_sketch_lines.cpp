// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/sketch_lines.h"
#include "tests/core/edit/painted_cases.h"

#include <QtTest>

#include <climits>

using namespace sonosketch;
using test::codeOf;
using test::drawn;
using test::plane;
using test::samePixels;

namespace {

Case ringCase()
{
    Case value = Case::blank(test::threeClasses());
    value.source = test::ringPicture();
    return value;
}

int parts(const cv::Mat& mask)
{
    cv::Mat numbers;
    return cv::connectedComponents(mask, numbers, 8) - 1;
}

/// Parts of the background, 4-connected; the outside counts as one.
int holes(const cv::Mat& mask)
{
    cv::Mat padded, numbers;
    cv::copyMakeBorder(mask == 0, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(255));
    return cv::connectedComponents(padded, numbers, 4) - 2;
}

} // namespace

class TestSketchLines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void edgesAreBurnedInsideTheRectangleOnly()
    {
        Document document(ringCase());
        const CannySettings settings{30, 60, 1.5, 3};
        const cv::Mat all = cannyEdges(document.value().source, settings, document.value().fieldOfView);
        QVERIFY(cv::countNonZero(all) > 500);
        QVERIFY(samePixels(edgesInside(document.value(), settings), all));
        const cv::Rect inside(256, 100, 90, 300);
        {
            Transaction edit(document, "Canny");
            edit.paintDab(Plane::Sketch, {300, 160}, 60, SketchErased);
            const cv::Mat erased = edit.value().sketch == SketchErased;
            burnEdges(edit, settings, inside);
            QVERIFY(samePixels(edit.value().sketch == SketchPen, all & plane({inside})));
            QVERIFY(samePixels(edit.value().sketch == SketchErased, erased & ((all & plane({inside})) == 0)));
            edit.rollback();
        }
        Transaction edit(document, "Canny");
        burnEdges(edit, settings);
        QVERIFY(samePixels(edit.value().sketch == SketchPen, all));
        const auto delta = edit.commit();
        QVERIFY(delta && !delta->canny); // the case's own settings stay
        Transaction again(document, "Canny");
        burnEdges(again, settings, cv::Rect(10, 10, 300, 300));
        QVERIFY(!again.commit());
    }
    void rectanglesAreClippedAndChecked()
    {
        const CannySettings settings{30, 60, 1.5, 3};
        const Case value = ringCase();
        QVERIFY(samePixels(edgesInside(value, settings, cv::Rect(-1000, -1000, 100000, 100000)), edgesInside(value, settings)));
        QVERIFY(samePixels(edgesInside(value, settings, cv::Rect(0, 0, INT_MAX, INT_MAX)), edgesInside(value, settings)));
        QCOMPARE(cv::countNonZero(edgesInside(value, settings, cv::Rect(INT_MAX, 0, INT_MAX, 9))), 0);
        QCOMPARE(cv::countNonZero(edgesInside(value, settings, cv::Rect(INT_MIN, INT_MIN, 5, 5))), 0);
        QCOMPARE(codeOf([&] { edgesInside(value, settings, cv::Rect(5, 5, 0, 9)); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edgesInside(value, settings, cv::Rect(5, 5, 9, -9)); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edgesInside(value, {60, 30, 1, 3}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { edgesInside(Case::blank(test::threeClasses()), settings); }), ErrorCode::InvalidArgument);
    }
    void barsBecomeLines()
    {
        const cv::Mat bar = thinned(plane({{50, 100, 100, 5}}));
        const cv::Rect box = cv::boundingRect(bar);
        QCOMPARE(box.y, 102);
        QCOMPARE(box.height, 1);
        QVERIFY(box.width >= 95 && cv::countNonZero(bar) == box.width);
        // Lines of one pixel stay as they are.
        for (const cv::Mat& thin : {drawn({"     ", "#### ", "     "}), drawn({"#    ", " #   ", "  #  ", "   # "}),
                 drawn({" #   ", "  #  ", "   ##", "  #  ", " #   "}), drawn({"   ", " # ", "   "}), drawn({"#"})})
            QVERIFY(samePixels(thinned(thin), thin));
        // What the method of 1984 loses: a square of 2x2, and diagonals of two pixels' width.
        QCOMPARE(cv::countNonZero(thinned(drawn({"    ", " ## ", " ## ", "    "}))), 1);
        cv::Mat diagonal = cv::Mat::zeros(60, 60, CV_8UC1);
        for (int i = 5; i < 50; ++i)
            diagonal(cv::Rect(i, i, 2, 1)).setTo(255);
        const cv::Mat line = thinned(diagonal);
        QCOMPARE(parts(line), 1);
        QVERIFY(cv::countNonZero(line) >= 45 && cv::countNonZero(line) <= 46 && cv::boundingRect(line).height == 45);
        QCOMPARE(cv::countNonZero(thinned(cv::Mat::zeros(9, 9, CV_8UC1))), 0);
        const cv::Mat full = thinned(cv::Mat(9, 9, CV_8UC1, cv::Scalar(255)));
        QVERIFY(parts(full) == 1 && cv::countNonZero(full) <= 2);
    }
    void thinningKeepsPartsAndHoles()
    {
        for (unsigned seed = 0; seed < 25; ++seed) {
            const cv::Mat mask =
                seed % 2 ? test::blobs(seed) : cv::Mat(test::paintedCase(seed).sketch(cv::Rect(100, 100, 200, 200)) == SketchPen);
            const cv::Mat thin = thinned(mask);
            QCOMPARE(cv::countNonZero(thin & (mask == 0)), 0);
            QCOMPARE(parts(thin), parts(mask));
            QCOMPARE(holes(thin), holes(mask));
            QVERIFY(samePixels(thinned(thin), thin));
            cv::Mat thick; // no pixel with all of its neighbours set
            cv::erode(thin, thick, cv::Mat::ones(3, 3, CV_8UC1), {-1, -1}, 1, cv::BORDER_CONSTANT, 0);
            QCOMPARE(cv::countNonZero(thick), 0);
        }
    }
    void thePenLayerIsThinnedErasedMarksStay()
    {
        Document document(test::paintedCase(3));
        const cv::Mat before = document.value().sketch.clone();
        Transaction edit(document, "Thin");
        thinPen(edit);
        const cv::Mat& after = edit.value().sketch;
        QVERIFY(samePixels(after == SketchErased, before == SketchErased));
        QVERIFY(samePixels(after == SketchPen, thinned(before == SketchPen)));
        QVERIFY(edit.commit().has_value());
        Transaction again(document, "Thin");
        thinPen(again);
        QVERIFY(!again.commit());
    }
    void sketchesGoOutAndIn()
    {
        const cv::Mat marks = test::paintedCase(5).sketch, pen = penPlane(marks);
        QVERIFY(samePixels(pen, marks == SketchPen));
        Document document(Case::blank(test::threeClasses()));
        {
            Transaction edit(document, "Import");
            importSketch(edit, pen, SketchImport::Replace);
            QVERIFY(samePixels(penPlane(edit.value().sketch), pen));
            QVERIFY(edit.commit().has_value());
        }
        Transaction edit(document, "Import");
        importSketch(edit, pen, SketchImport::Add);
        importSketch(edit, pen, SketchImport::Replace);
        importSketch(edit, pen == 0, SketchImport::Replace, true); // black on white
        QVERIFY(!edit.commit());
    }
    void importsAddOrReplace()
    {
        const cv::Mat marks = (cv::Mat_<std::uint8_t>(1, 4) << SketchNone, SketchPen, SketchErased, SketchErased);
        const cv::Mat grey = (cv::Mat_<std::uint8_t>(1, 4) << 128, 0, 255, 127);
        const auto row = [](int a, int b, int c, int d) -> cv::Mat { return (cv::Mat_<std::uint8_t>(1, 4) << a, b, c, d); };
        QVERIFY(samePixels(withImportedSketch(marks, grey, SketchImport::Add), row(1, 1, 1, 2)));
        QVERIFY(samePixels(withImportedSketch(marks, grey, SketchImport::Replace), row(1, 0, 1, 2)));
        QVERIFY(samePixels(withImportedSketch(marks, grey, SketchImport::Replace, true), row(0, 1, 2, 1)));
        QCOMPARE(codeOf([&] { withImportedSketch(marks, cv::Mat::zeros(1, 5, CV_8UC1), SketchImport::Add); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { withImportedSketch(marks, cv::Mat::zeros(1, 4, CV_8UC3), SketchImport::Add); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { penPlane(cv::Mat(4, 4, CV_8UC1, cv::Scalar(3))); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { penPlane(cv::Mat()); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestSketchLines)
#include "test_sketch_lines.moc"
