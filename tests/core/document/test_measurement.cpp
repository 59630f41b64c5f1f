// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/document.h"
#include "core/edit/transaction.h"
#include "core/history/history.h"
#include "tests/support/check.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace sonosketch;
using test::codeOf;

namespace {

Measurement caliper()
{
    return {Measurement::Kind::Caliper, Measurement::Picture::Condition, {10, 20}, {40, 60}, 0, "long"};
}

Measurement ellipse()
{
    return {Measurement::Kind::Ellipse, Measurement::Picture::Synthesised, {100, 100}, {200, 140}, 60, ""};
}

} // namespace

class TestMeasurement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodOnesPass()
    {
        validate(std::vector<Measurement>{caliper(), ellipse()});
        Measurement corner = caliper();
        corner.from = {0, 0};
        corner.to = {canvasSize, canvasSize};
        corner.name = std::string(maxMeasurementNameBytes, 'x');
        validate(corner);
    }

    void badOnesAreRefused()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
        const auto refused = [](Measurement measurement, auto change) {
            change(measurement);
            return codeOf([&] { validate(measurement); }) == ErrorCode::InvalidArgument;
        };
        for (const double bad : {nan, infinity, -infinity, -0.001, canvasSize + 0.001, 1e300}) {
            QVERIFY(refused(caliper(), [&](Measurement& m) { m.from.x = bad; }));
            QVERIFY(refused(caliper(), [&](Measurement& m) { m.from.y = bad; }));
            QVERIFY(refused(ellipse(), [&](Measurement& m) { m.to.x = bad; }));
            QVERIFY(refused(ellipse(), [&](Measurement& m) { m.to.y = bad; }));
        }
        for (const double bad : {nan, infinity, 0.0, -1.0, maxMeasurementAcross + 1})
            QVERIFY(refused(ellipse(), [&](Measurement& m) { m.across = bad; }));
        QVERIFY(refused(caliper(), [](Measurement& m) { m.across = 3; }));
        QVERIFY(refused(caliper(), [](Measurement& m) { m.to = m.from; }));
        QVERIFY(refused(caliper(), [](Measurement& m) { m.kind = static_cast<Measurement::Kind>(2); }));
        QVERIFY(refused(caliper(), [](Measurement& m) { m.picture = static_cast<Measurement::Picture>(2); }));
        QVERIFY(refused(caliper(), [](Measurement& m) { m.name = std::string(maxMeasurementNameBytes + 1, 'x'); }));
        QVERIFY(refused(caliper(), [](Measurement& m) { m.name = "two\nlines"; }));
    }

    void thereIsALimit()
    {
        std::vector<Measurement> many(maxMeasurements, caliper());
        validate(many);
        many.push_back(caliper());
        QCOMPARE(codeOf([&] { validate(many); }), ErrorCode::TooLarge);
    }

    void aCaseWithABadOneIsRefused()
    {
        Case value = Case::blank(test::threeClasses());
        value.measurements = {caliper()};
        validate(value);
        value.measurements[0].to.x = 600;
        QCOMPARE(codeOf([&] { validate(value); }), ErrorCode::InvalidArgument);
    }

    void goesThroughTransactionAndHistory()
    {
        Document document(Case::blank(test::threeClasses()));
        HistoryTree history;
        const auto set = [&](const std::vector<Measurement>& list) {
            Transaction edit(document, "Measure");
            edit.setMeasurements(list);
            history.add(edit.commit().value());
        };
        set({caliper()});
        set({caliper(), ellipse()});
        history.undo(document);
        QCOMPARE(document.value().measurements, std::vector<Measurement>{caliper()});
        history.undo(document);
        QVERIFY(document.value().measurements.empty());
        history.redo(document);
        history.redo(document);
        QCOMPARE(document.value().measurements, (std::vector<Measurement>{caliper(), ellipse()}));
        QVERIFY(history.node(2).delta.bytes() > history.node(1).delta.bytes());
        const std::vector<Measurement> all = document.value().measurements;
        history.jumpTo(document, 0); // several steps at once
        QVERIFY(document.value().measurements.empty());
        history.jumpTo(document, 2);
        QVERIFY(document.value().measurements == all);
    }

    void rollbackRestartAndNoChange()
    {
        Document document(Case::blank(test::threeClasses()));
        {
            Transaction edit(document, "Measure");
            edit.setMeasurements({caliper()});
            edit.restart();
            QVERIFY(document.value().measurements.empty());
            QVERIFY(!edit.commit());
        }
        {
            Transaction edit(document, "Measure");
            edit.setMeasurements({ellipse()});
            std::vector<Measurement> bad{caliper()};
            bad[0].from.x = -1;
            QCOMPARE(codeOf([&] { edit.setMeasurements(bad); }), ErrorCode::InvalidArgument);
            QCOMPARE(document.value().measurements.size(), std::size_t{1});
        }
        QVERIFY(document.value().measurements.empty());
    }

    void observersHearThatTheConditionIsTheSame()
    {
        Document document(Case::blank(test::threeClasses()));
        std::vector<DocumentChange> changes;
        document.addObserver([&](const DocumentChange& change) { changes.push_back(change); });
        Transaction edit(document, "Both");
        edit.setMeasurements({caliper()});
        edit.paintDab(Plane::Labels, {50, 50}, 5, 1);
        QCOMPARE(changes.size(), std::size_t{2});
        QVERIFY(changes[0].measurements && !changes[0].condition() && changes[0].dirty.empty());
        QVERIFY(!changes[1].measurements && changes[1].condition());
    }

    void aDamagedDeltaChangesNothing()
    {
        Document document(Case::blank(test::threeClasses()));
        Delta delta;
        delta.measurements.emplace(std::vector<Measurement>{}, std::vector<Measurement>{caliper()});
        delta.measurements->second[0].from.x = std::nan("");
        QCOMPARE(codeOf([&] { applyDelta(document, delta, false); }), ErrorCode::InvalidArgument);
        QVERIFY(document.value().measurements.empty());
        std::vector<HistoryTree::StoredNode> nodes(1);
        nodes[0].id = 1;
        nodes[0].delta = delta;
        QCOMPARE(codeOf([&] { HistoryTree::restored(nodes, test::threeClasses()); }), ErrorCode::Corrupt);
    }
};

QTEST_APPLESS_MAIN(TestMeasurement)
#include "test_measurement.moc"
