// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/metrics/percentile.h"

#include <QtTest>

#include <limits>

using namespace sonosketch;

class TestPercentile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isTheNearestRank()
    {
        std::vector<double> twenty;
        for (int i = 20; i >= 1; --i)
            twenty.push_back(i);
        QCOMPARE(percentile(twenty, 0), 1.0);
        QCOMPARE(percentile(twenty, 5), 1.0);
        QCOMPARE(percentile(twenty, 5.1), 2.0);
        QCOMPARE(percentile(twenty, 50), 10.0);
        QCOMPARE(percentile(twenty, 95), 19.0);
        QCOMPARE(percentile(twenty, 99), 20.0);
        QCOMPARE(percentile(twenty, 100), 20.0);
        QCOMPARE(percentile({7}, 1), 7.0);
    }

    void infinityIsAValue()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        QCOMPARE(percentile({infinity, 40, infinity}, 5), 40.0);
        QCOMPARE(percentile({infinity, 40, infinity}, 50), infinity);
    }

    void nonsenseIsRefused()
    {
        QVERIFY_THROWS_EXCEPTION(Error, percentile({}, 50));
        QVERIFY_THROWS_EXCEPTION(Error, percentile({1, std::numeric_limits<double>::quiet_NaN()}, 50));
        QVERIFY_THROWS_EXCEPTION(Error, percentile({1}, 101));
        QVERIFY_THROWS_EXCEPTION(Error, percentile({1}, -1));
    }
};

QTEST_APPLESS_MAIN(TestPercentile)
#include "test_percentile.moc"
