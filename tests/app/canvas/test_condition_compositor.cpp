// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/colors.h"
#include "app/canvas/condition_compositor.h"
#include "app/canvas/view_transform.h"
#include "core/condition/condition.h"
#include "core/document/document.h"
#include "core/edit/transaction.h"
#include "tests/support/drawing_generator.h"

#include <QTest>

using namespace sonosketch;

namespace {
const QRect everything(0, 0, canvasSize, canvasSize);
}

class TestConditionCompositor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partialEqualsWhole()
    {
        Document document(test::drawnCase());
        const LayerStyles styles = LayerModel().styles();
        ConditionCompositor partial, whole;
        partial.compose(document.value(), document.autoEdges(), styles, everything);
        cv::Rect dirty;
        document.addObserver([&](const DocumentChange& change) { dirty |= change.dirty; });
        Transaction stroke(document, "Brush");
        stroke.paintSegment(Plane::Labels, {100, 100}, {180, 260}, 24, 2);
        stroke.paintSegment(Plane::Sketch, {120, 300}, {260, 310}, 3, SketchPen);
        stroke.paintSegment(Plane::FieldOfView, {150, 420}, {300, 460}, 30, 0); // moves automatic edges too
        stroke.commit();
        partial.compose(document.value(), document.autoEdges(), styles, {dirty.x, dirty.y, dirty.width, dirty.height});
        whole.compose(document.value(), document.autoEdges(), styles, everything);
        QCOMPARE(partial.image(), whole.image());
    }

    void smallChangeRecomposesLittle()
    {
        Document document(test::drawnCase());
        ConditionCompositor compositor;
        const LayerStyles styles = LayerModel().styles();
        compositor.compose(document.value(), document.autoEdges(), styles, everything);
        const QRect area = compositor.compose(document.value(), document.autoEdges(), styles, {100, 100, 10, 10});
        QVERIFY(area.width() <= 20 && area.height() <= 20);
    }

    void showsTheSketchThatTheModelGets()
    {
        Case value = test::drawnCase();
        value.sketch(cv::Rect(200, 240, 60, 3)).setTo(SketchPen); // inside the object
        Document document(value);
        LayerStyles styles;
        for (LayerStyle& style : styles)
            style.visible = false;
        styles[static_cast<std::size_t>(Layer::AutoEdges)] = {true, 1.0};
        styles[static_cast<std::size_t>(Layer::Strokes)] = {true, 1.0};
        ConditionCompositor compositor;
        compositor.compose(document.value(), document.autoEdges(), styles, everything);
        const cv::Mat sketch = composeSketch(document.autoEdges(), document.value().labels, document.value().sketch);
        QVERIFY(cv::countNonZero(sketch) > 180);
        for (int y = 0; y < canvasSize; ++y)
            for (int x = 0; x < canvasSize; ++x)
                QCOMPARE(compositor.image().pixel(x, y) != qRgb(0, 0, 0), sketch.at<std::uint8_t>(y, x) != 0);
        QCOMPARE(QColor(compositor.image().pixel(210, 241)), colors::penStrokes);
    }

    void hiddenLayersLeaveThePlainImage()
    {
        Document document(test::drawnCase());
        LayerStyles styles;
        for (const Layer layer : allLayers)
            styles[static_cast<std::size_t>(layer)].visible = layer == Layer::Source;
        ConditionCompositor compositor;
        compositor.compose(document.value(), document.autoEdges(), styles, everything);
        for (int y = 0; y < canvasSize; y += 7)
            for (int x = 0; x < canvasSize; x += 7)
                QCOMPARE(qGreen(compositor.image().pixel(x, y)), static_cast<int>(document.value().source.at<std::uint8_t>(y, x)));
    }

    void hiddenLabelsAreNotDrawn()
    {
        Document document(test::drawnCase());
        LayerStyles styles = LayerModel().styles();
        ConditionCompositor with, without, unlabelled;
        with.compose(document.value(), document.autoEdges(), styles, everything);
        without.compose(document.value(), document.autoEdges(), styles, everything, 1u << 3);
        QVERIFY(with.image() != without.image());
        styles[static_cast<std::size_t>(Layer::Labels)].visible = false;
        unlabelled.compose(document.value(), document.autoEdges(), styles, everything);
        QCOMPARE(without.image(), unlabelled.image()); // it has no other label
    }

    void zoomKeepsThePointUnderThePointer()
    {
        ViewTransform transform;
        const QSize widget(600, 500);
        transform.setViewSize(this, widget);
        const QPointF at(123, 321);
        const QPointF before = transform.toCanvas(at, widget);
        transform.zoomAt(2.5, at, widget);
        const QPointF after = transform.toCanvas(at, widget);
        QVERIFY(std::abs(before.x() - after.x()) < 1e-9 && std::abs(before.y() - after.y()) < 1e-9);
        QVERIFY(!transform.isFitted());
        transform.fit();
        QVERIFY(transform.toWidget(widget).mapRect(QRectF(0, 0, canvasSize, canvasSize)).height() <= widget.height());
    }
};

QTEST_MAIN(TestConditionCompositor)
#include "test_condition_compositor.moc"
