// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/document.h"
#include "core/edit/transaction.h"
#include "tests/support/check.h"

#include <QtTest>

using namespace sonosketch;
using test::codeOf;

namespace {
Case ringCase()
{
    Case value = Case::blank(test::threeClasses());
    value.source = test::ringPicture();
    return value;
}
void edit(Document& document, const std::function<void(Transaction&)>& work)
{
    Transaction transaction(document, "edit");
    work(transaction);
    transaction.commit();
}
} // namespace

class TestDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesAnInvalidCase()
    {
        Case value = ringCase();
        value.labels.setTo(77);
        QCOMPARE(codeOf([&] { Document document(value); }), ErrorCode::InvalidArgument);
    }
    void keepsPixelsOfItsOwn()
    {
        Case value = ringCase();
        Document document(value);
        value.labels.setTo(1);
        QCOMPARE(cv::countNonZero(document.value().labels), 0);
    }
    void snapshotIsFrozenAndKnowsWhatChanged()
    {
        Document document(ringCase());
        const auto first = document.snapshot();
        QCOMPARE(first->dirty, cv::Rect(0, 0, canvasSize, canvasSize));
        QCOMPARE(first->revision, document.revision());
        edit(document, [](Transaction& t) {
            t.paintDab(Plane::Labels, {10, 10}, 1, 1);
            t.paintDab(Plane::Labels, {20, 30}, 1, 2);
        });
        const auto second = document.snapshot();
        QCOMPARE(cv::countNonZero(first->value.labels), 0);
        QCOMPARE(cv::countNonZero(second->value.labels), 2);
        QCOMPARE(second->dirty, cv::Rect(10, 10, 11, 21));
        QVERIFY(second->revision > first->revision);
        QVERIFY(document.snapshot()->dirty.empty());
    }
    void edgesFollowSourceSettingsAndView()
    {
        Document document(ringCase());
        const cv::Mat before = document.autoEdges().clone();
        QVERIFY(test::samePixels(before, cannyEdges(document.value().source, document.value().canny, document.value().fieldOfView)));
        QVERIFY(cv::countNonZero(before) > 100);

        edit(document, [](Transaction& t) { t.paintDab(Plane::Labels, {100, 100}, 50, 1); });
        QVERIFY(test::samePixels(document.autoEdges(), before)); // labels do not matter

        edit(document, [](Transaction& t) { t.setPlane(Plane::FieldOfView, cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1)); });
        QCOMPARE(cv::countNonZero(document.autoEdges()), 0);
        edit(document, [](Transaction& t) { t.setPlane(Plane::FieldOfView, cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(255))); });
        QVERIFY(test::samePixels(document.autoEdges(), before));

        edit(document, [](Transaction& t) { t.setCanny({999, 1000, 2, 3}); });
        QVERIFY(cv::countNonZero(document.autoEdges()) < cv::countNonZero(before));
        edit(document, [](Transaction& t) { t.setCanny({}); });
        edit(document, [](Transaction& t) { t.setAutoSketch(false); });
        QCOMPARE(cv::countNonZero(document.autoEdges()), 0);
        QCOMPARE(document.autoEdges().size(), cv::Size(canvasSize, canvasSize));
    }
    void withoutASourceThereAreNoEdges()
    {
        Document document(Case::blank(test::threeClasses()));
        QCOMPARE(document.autoEdges().size(), cv::Size(canvasSize, canvasSize));
        QCOMPARE(cv::countNonZero(document.autoEdges()), 0);
    }
    void snapshotCarriesKnownEdgesOnly()
    {
        Document document(ringCase());
        QVERIFY(!document.snapshot()->autoEdges);
        document.autoEdges();
        const auto snapshot = document.snapshot();
        QVERIFY(snapshot->autoEdges.has_value());
        const cv::Mat kept = snapshot->autoEdges->clone();
        edit(document, [](Transaction& t) { t.setCanny({5, 10, 1, 3}); });
        QVERIFY(!document.snapshot()->autoEdges);
        QVERIFY(!test::samePixels(document.autoEdges(), kept));
        QVERIFY(test::samePixels(*snapshot->autoEdges, kept)); // nobody wrote into the old ones
    }
    void changeOfViewIsAChangeOfEdgesEverywhere()
    {
        Document document(ringCase());
        std::vector<DocumentChange> seen;
        document.addObserver([&](const DocumentChange& change) { seen.push_back(change); });
        edit(document, [](Transaction& t) { t.paintDab(Plane::FieldOfView, {5, 5}, 1, 0); });
        QCOMPARE(seen.size(), std::size_t(1));
        QVERIFY(seen[0].planes && seen[0].settings);
        QCOMPARE(seen[0].dirty, cv::Rect(0, 0, canvasSize, canvasSize));
        edit(document, [](Transaction& t) { t.setAutoSketch(false); });
        edit(document, [](Transaction& t) { t.paintDab(Plane::FieldOfView, {9, 9}, 1, 0); });
        QCOMPARE(seen[2].dirty, cv::Rect(9, 9, 1, 1)); // no edges, nothing else to repaint
        QVERIFY(!seen[2].settings);
    }
    void replaceRaisesTheRevisionAndTellsEverything()
    {
        Document document(ringCase());
        document.autoEdges();
        const std::uint64_t before = document.revision();
        DocumentChange seen;
        document.addObserver([&](const DocumentChange& change) {
            seen = change;
            QCOMPARE(document.revision(), change.revision); // after the change is complete
            QCOMPARE(document.value().provenance.title, std::string("other"));
        });
        Case other = Case::blank(test::threeClasses());
        other.provenance.title = "other";
        document.replace(other);
        QCOMPARE(seen.revision, before + 1);
        QVERIFY(seen.replaced && seen.planes && seen.settings);
        QCOMPARE(seen.dirty, cv::Rect(0, 0, canvasSize, canvasSize));
        QCOMPARE(cv::countNonZero(document.autoEdges()), 0);

        other.labels.setTo(99);
        QCOMPARE(codeOf([&] { document.replace(other); }), ErrorCode::InvalidArgument);
        QCOMPARE(document.revision(), before + 1);
        QCOMPARE(cv::countNonZero(document.value().labels), 0);
        Transaction open(document, "stroke");
        QCOMPARE(codeOf([&] { document.replace(ringCase()); }), ErrorCode::InvalidArgument);
    }
    void observersMayComeAndGoWhileBeingTold()
    {
        Document document(ringCase());
        int once = 0, always = 0, late = 0;
        int first = 0, removed = 0;
        first = document.addObserver([&](const DocumentChange&) {
            ++once;
            document.removeObserver(first);
            document.removeObserver(removed);
            document.addObserver([&](const DocumentChange&) { ++late; });
        });
        removed = document.addObserver([&](const DocumentChange&) { QFAIL("removed before its turn"); });
        document.addObserver([&](const DocumentChange&) { ++always; });
        document.replace(ringCase());
        QCOMPARE(once, 1);
        QCOMPARE(late, 0);
        document.replace(ringCase());
        QCOMPARE(once, 1);
        QCOMPARE(always, 2);
        QCOMPARE(late, 1);
        document.removeObserver(12345);
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "test_document.moc"
