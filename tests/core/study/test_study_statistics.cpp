// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The statistics by hand, and where there is nothing to compute.

#include "core/study/agreement.h"
#include "core/study/roc.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace sonosketch::study;

namespace {
using Ratings = std::vector<double>;
}

class TestStudyStatistics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatCannotBeComputedIsNotAvailable()
    {
        QVERIFY(!wilsonInterval(0, 0) && !wilsonInterval(3, 2) && !exactInterval(0, 0) && !exactInterval(3, 2) && !Proportion().exact());
        QVERIFY(!binomialTest(0, 0) && !binomialTest(3, 2) && !binomialTest(1, 2, 0) && !binomialTest(1, 2, 1));
        QVERIFY(!Proportion().value() && !Proportion().interval() && !Proportion().againstChance());
        QVERIFY(!summariseTimes({}));
        QVERIFY(!rocCurve(Ratings{}, Ratings{1, 2}) && !rocCurve(Ratings{1, 2}, Ratings{}));
        QVERIFY(!compareAreas(Ratings{1}, Ratings{1, 2}, Ratings{1}, Ratings{1, 2}));
        QVERIFY(!compareAreas(Ratings{1, 2}, Ratings{1, 2}, Ratings{1, 2, 3}, Ratings{1, 2}));
        QVERIFY(!compareAreas(Ratings{1, 2}, Ratings{1, 2}, Ratings{1, 2}, Ratings{1, 2})); // the same ratings: no variance
        QVERIFY(!cohenKappa({}) && !cohenKappa({{1, 1}, {1, 1}}));
        QVERIFY(!fleissKappa({}) && !fleissKappa({{1}, {0}}) && !fleissKappa({{1, 0}, {1, 0, 1}}) && !fleissKappa({{1, 1}, {1, 1}}));
    }

    void ends()
    {
        const auto none = wilsonInterval(0, 30).value(), all = wilsonInterval(30, 30).value();
        QVERIFY(none.low == 0.0 && none.high > 0.1 && none.high < 0.12);
        QVERIFY(all.high == 1.0 && std::abs(all.low + none.high - 1) < 1e-12);
        QCOMPARE(binomialTest(15, 30).value(), 1.0);
        QVERIFY(std::abs(binomialTest(0, 10).value() - 2.0 / 1024) < 1e-12);
        QVERIFY(binomialTest(20'000, 20'000).value() >= 0);
    }

    /// The exact interval holds its level at every share and size; Wilson's does not, and it is the narrower one.
    void levels()
    {
        double lowestWilson = 1;
        for (const std::size_t trials : {1, 2, 5, 10, 17, 33, 40, 60, 100, 200}) {
            for (int percent = 1; percent < 100; percent += 3) {
                const double share = percent / 100.0;
                const double exact = coverage(exactInterval, trials, share);
                QVERIFY2(exact >= 0.95, qPrintable(QStringLiteral("%1 trials, share %2: %3").arg(trials).arg(share).arg(exact)));
                QVERIFY(exact <= 1 + 1e-12);
                if (trials >= 40 && percent >= 30 && percent <= 70)
                    lowestWilson = std::min(lowestWilson, coverage(wilsonInterval, trials, share));
            }
            for (std::size_t k = 0; k <= trials; ++k) {
                const Interval exact = exactInterval(k, trials).value(), mirrored = exactInterval(trials - k, trials).value();
                const double share = static_cast<double>(k) / static_cast<double>(trials);
                QVERIFY(0 <= exact.low && exact.low <= share && share <= exact.high && exact.high <= 1);
                QVERIFY(std::abs(exact.low + mirrored.high - 1) < 1e-12);
            }
        }
        qInfo("lowest level of Wilson's interval, 40 to 200 trials, shares 0.3 to 0.7: %.4f", lowestWilson);
        QVERIFY(lowestWilson > 0.92 && lowestWilson < 0.95);
        // Large studies do not take long, and their ends are known in closed form: (tail)^(1/n).
        const Interval none = exactInterval(0, 20'000).value();
        QVERIFY(none.low == 0.0 && std::abs(none.high - (1 - std::pow(0.025, 1.0 / 20'000))) < 1e-12);
    }

    void curves()
    {
        const auto perfect = rocCurve(Ratings{3, 4, 5}, Ratings{-1, -2}).value();
        QCOMPARE(perfect.area, 1.0);
        QVERIFY(perfect.variance && !perfect.interval); // one would claim certainty
        const auto useless = rocCurve(Ratings{1, 1}, Ratings{1, 1, 1}).value();
        QCOMPARE(useless.area, 0.5);
        QCOMPARE(useless.points, (std::vector<std::array<double, 2>>{{0, 0}, {1, 1}}));
        QVERIFY(!rocCurve(Ratings{2}, Ratings{1, 3})->variance);
        // By hand: of six pairs four are right and one is equal.
        const auto curve = rocCurve(Ratings{5, 2, 1}, Ratings{1, -3}).value();
        QCOMPARE(curve.area, 5.5 / 6);
        QCOMPARE(curve.points, (std::vector<std::array<double, 2>>{{0, 0}, {0, 1.0 / 3}, {0, 2.0 / 3}, {0.5, 1}, {1, 1}}));
    }

    void agreementByHand()
    {
        // 20 both yes, 15 both no, 5 and 10 differ: observed 0.7, expected 0.5.
        std::vector<std::pair<int, int>> answers(20, {1, 1});
        answers.insert(answers.end(), 15, {0, 0});
        answers.insert(answers.end(), 5, {1, 0});
        answers.insert(answers.end(), 10, {0, 1});
        const auto kappa = cohenKappa(answers).value();
        QVERIFY(std::abs(kappa.observed - 0.7) < 1e-12 && std::abs(kappa.expected - 0.5) < 1e-12 && std::abs(kappa.value - 0.4) < 1e-12);
        QVERIFY(kappa.interval && kappa.interval->low < 0.4 && kappa.interval->high > 0.4);
        const auto full = cohenKappa({{1, 1}, {0, 0}, {1, 1}}).value();
        QVERIFY(std::abs(full.value - 1) < 1e-12 && !full.interval);
        QVERIFY(std::abs(fleissKappa({{1, 1, 1}, {0, 0, 0}})->value - 1) < 1e-12);
    }

    void quartiles()
    {
        const auto times = summariseTimes(std::vector<double>{4, 1, 3, 2}).value();
        QCOMPARE(times.median, 2.5);
        QCOMPARE(times.lowerQuartile, 1.75);
        QCOMPARE(times.upperQuartile, 3.25);
        QCOMPARE(summariseTimes(std::vector<double>{7})->median, 7.0);
    }
};

QTEST_GUILESS_MAIN(TestStudyStatistics)
#include "test_study_statistics.moc"
