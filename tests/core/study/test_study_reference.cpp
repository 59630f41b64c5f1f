// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The statistics against SciPy and numpy on the same inputs (tests/python/study_reference.py).

#include "core/study/agreement.h"
#include "core/study/roc.h"
#include "tests/support/reference_values.h"

#include <QtTest>

using namespace sonosketch::study;
using sonosketch::test::closeTo;

namespace {

constexpr double tolerance = 1e-9;

std::vector<double> numbers(const QJsonValue& list)
{
    std::vector<double> values;
    for (const auto value : list.toArray())
        values.push_back(value.toDouble());
    return values;
}

bool sameInterval(const std::optional<Interval>& found, const QJsonObject& stored, double within = tolerance)
{
    return found ? closeTo(found->low, stored["low"], within) && closeTo(found->high, stored["high"], within) : stored["low"].isNull();
}

} // namespace

class TestStudyReference : public QObject {
    Q_OBJECT

    QJsonObject m_stored;

private Q_SLOTS:
    void initTestCase()
    {
        m_stored = sonosketch::test::referenceValues(QStringLiteral(SONOSKETCH_TEST_DATA "/../../python/study_reference.json"));
        QVERIFY(!m_stored.isEmpty());
    }

    void proportions()
    {
        const auto cases = m_stored["proportions"].toArray();
        QCOMPARE(cases.size(), 15);
        for (const auto value : cases) {
            const auto stored = value.toObject();
            const auto successes = static_cast<std::size_t>(stored["successes"].toInt()),
                       trials = static_cast<std::size_t>(stored["trials"].toInt());
            QVERIFY(sameInterval(wilsonInterval(successes, trials), stored));
            const auto exact = exactInterval(successes, trials).value();
            QVERIFY2(closeTo(exact.low, stored["exact_low"], tolerance) && closeTo(exact.high, stored["exact_high"], tolerance),
                qPrintable(QStringLiteral("%1 of %2").arg(successes).arg(trials)));
            QVERIFY(closeTo(binomialTest(successes, trials, stored["chance"].toDouble()).value(), stored["p"], tolerance));
        }
    }

    void coverages()
    {
        const auto cases = m_stored["coverages"].toArray();
        QCOMPARE(cases.size(), 7);
        for (const auto value : cases) {
            const auto stored = value.toObject();
            const auto trials = static_cast<std::size_t>(stored["trials"].toInt());
            QVERIFY(closeTo(coverage(wilsonInterval, trials, stored["share"].toDouble()), stored["wilson"], tolerance));
            QVERIFY(closeTo(coverage(exactInterval, trials, stored["share"].toDouble()), stored["exact"], tolerance));
        }
    }

    void areas()
    {
        const auto cases = m_stored["areas"].toArray();
        QCOMPARE(cases.size(), 6);
        for (const auto value : cases) {
            const auto stored = value.toObject();
            const auto positivesA = numbers(stored["positives_a"]), negativesA = numbers(stored["negatives_a"]),
                       positivesB = numbers(stored["positives_b"]), negativesB = numbers(stored["negatives_b"]);
            const auto a = rocCurve(positivesA, negativesA), b = rocCurve(positivesB, negativesB);
            QVERIFY(closeTo(a->area, stored["area_a"], tolerance));
            QVERIFY(closeTo(b->area, stored["area_b"], tolerance));
            QVERIFY(closeTo(a->variance.value(), stored["variance_a"], tolerance));
            QCOMPARE(a->interval.has_value(), !stored["interval"].isNull());
            QVERIFY(!a->interval || sameInterval(a->interval, stored["interval"].toObject()));
            // The area under the drawn curve, by trapezoids, is the same.
            double drawn = 0;
            for (std::size_t i = 1; i < a->points.size(); ++i)
                drawn += (a->points[i][0] - a->points[i - 1][0]) * (a->points[i][1] + a->points[i - 1][1]) / 2;
            QVERIFY(closeTo(drawn, stored["area_a"], tolerance));
            const auto test = compareAreas(positivesA, negativesA, positivesB, negativesB);
            QCOMPARE(test.has_value(), !stored["z"].isNull());
            QVERIFY(!test
                || (closeTo(test->z, stored["z"], tolerance) && closeTo(test->p, stored["p"], tolerance)
                    && closeTo(test->difference, stored["difference"], tolerance)));
        }
    }

    void cohen()
    {
        const auto cases = m_stored["cohen"].toArray();
        QCOMPARE(cases.size(), 5);
        for (const auto value : cases) {
            const auto stored = value.toObject();
            const auto a = numbers(stored["a"]), b = numbers(stored["b"]);
            std::vector<std::pair<int, int>> answers;
            for (std::size_t i = 0; i < a.size(); ++i)
                answers.emplace_back(static_cast<int>(a[i]), static_cast<int>(b[i]));
            const auto kappa = cohenKappa(answers);
            QVERIFY(closeTo(kappa->value, stored["value"], tolerance));
            // The reference derives numerically.
            QVERIFY(sameInterval(kappa->interval, stored, 1e-6));
            QCOMPARE(kappa->cases, a.size());
        }
    }

    void fleiss()
    {
        const auto cases = m_stored["fleiss"].toArray();
        QCOMPARE(cases.size(), 4);
        for (const auto value : cases) {
            const auto stored = value.toObject();
            std::vector<std::vector<int>> answers;
            for (const auto row : stored["answers"].toArray()) {
                answers.emplace_back();
                for (const double answer : numbers(row))
                    answers.back().push_back(static_cast<int>(answer));
            }
            QVERIFY(closeTo(fleissKappa(answers)->value, stored["value"], tolerance));
        }
    }

    void times()
    {
        const auto cases = m_stored["times"].toArray();
        QCOMPARE(cases.size(), 6);
        for (const auto value : cases) {
            const auto stored = value.toObject();
            const auto summary = summariseTimes(numbers(stored["values"]));
            QVERIFY(closeTo(summary->median, stored["median"], tolerance));
            QVERIFY(closeTo(summary->lowerQuartile, stored["low"], tolerance));
            QVERIFY(closeTo(summary->upperQuartile, stored["high"], tolerance));
        }
    }
};

QTEST_GUILESS_MAIN(TestStudyReference)
#include "test_study_reference.moc"
