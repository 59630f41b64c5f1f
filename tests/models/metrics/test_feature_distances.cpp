// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "models/metrics/frechet_distance.h"
#include "models/metrics/kernel_distance.h"
#include "tests/support/check.h"
#include "tests/support/fixed_inputs.h"
#include "tests/support/reference_values.h"

#include <QtTest>

#include <limits>

using namespace sonosketch;
using metrics::frechetDistance;
using metrics::kernelDistance;
using test::closeTo;
using test::codeOf;

namespace {

torch::Tensor features(std::int64_t count, std::int64_t length, std::uint64_t seed, double shift)
{
    return torch::tensor(test::fixedFeatures(count, length, seed, shift), torch::kFloat64).reshape({count, length});
}

} // namespace

class TestFeatureDistances : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithSciPyAndNumpy()
    {
        const auto cases =
            test::referenceValues(QStringLiteral(SONOSKETCH_TEST_DATA "/../../python/metrics_reference.json"))["features"].toArray();
        QCOMPARE(cases.size(), 4);
        for (const auto& value : cases) {
            const auto stored = value.toObject();
            const int rowsA = stored["rows_a"].toInt(), rowsB = stored["rows_b"].toInt(), length = stored["length"].toInt();
            const auto a = features(rowsA, length, static_cast<std::uint64_t>(stored["seed_a"].toInt()), 0.0);
            const auto b = features(rowsB, length, static_cast<std::uint64_t>(stored["seed_b"].toInt()), stored["shift"].toDouble());
            qInfo("%d and %d vectors of %d", rowsA, rowsB, length);
            // Where covariances are singular, the matrix root of the reference is good to half its digits.
            QVERIFY(closeTo(frechetDistance(a, b), stored["frechet"], std::min(rowsA, rowsB) > length ? 1e-9 : 1e-6));
            const int whole = stored["whole_rows"].toInt();
            const auto one = kernelDistance(a.narrow(0, 0, whole), b.narrow(0, 0, whole), 1, whole, 5);
            QVERIFY(closeTo(one.mean, stored["kernel_whole"], 1e-9));
            QCOMPARE(one.deviation, 0.0);
            const auto subsets = kernelDistance(
                a, b, stored["subsets"].toInt(), stored["subset_size"].toInt(), static_cast<std::uint64_t>(stored["subset_seed"].toInt()));
            QVERIFY(closeTo(subsets.mean, stored["kernel_mean"], 1e-9));
            QVERIFY(closeTo(subsets.deviation, stored["kernel_deviation"], 1e-9));
        }
    }
    void frechetDistanceOfKnownDistributions()
    {
        const auto a = features(50, 20, 1, 0.0);
        QVERIFY(frechetDistance(a, a) < 1e-10);
        QVERIFY(frechetDistance(a, a.flip(0)) < 1e-10);
        QVERIFY(closeTo(frechetDistance(a, a + 0.5), 20 * 0.25, 1e-9)); // only the mean moves
        // Twice the spread: trace(C + 4 C - 2 * 2 C) = trace C.
        const auto centred = a - a.mean(0);
        const double trace = centred.pow(2).sum().item<double>() / 49;
        QVERIFY(closeTo(frechetDistance(centred, 2 * centred), trace, 1e-9));
        QVERIFY(closeTo(frechetDistance(2 * centred, centred), trace, 1e-9));
        // Independent axes: |s - t|^2 summed.
        const auto axes = torch::tensor({-3.0, 0.0, 3.0, 0.0, 0.0, -1.0, 0.0, 1.0}, torch::kFloat64).reshape({4, 2});
        const auto variance = [](double s) { return 2 * s * s / 3; };
        const double expected = std::pow(std::sqrt(variance(3)) - std::sqrt(variance(1)), 2);
        QVERIFY(closeTo(frechetDistance(axes, axes.flip(1)), 2 * expected, 1e-12));
    }
    void fewVectorsOfManyValues()
    {
        // Singular covariances: equal sets still have distance 0, zero columns and repeated rows change nothing.
        const auto a = features(6, 300, 1, 0.0), b = features(9, 300, 2, 0.1);
        QVERIFY(frechetDistance(a, a) < 1e-9);
        const double distance = frechetDistance(a, b);
        const auto padded = [](const torch::Tensor& x) { return torch::cat({x, torch::zeros({x.size(0), 50}, torch::kFloat64)}, 1); };
        QVERIFY(closeTo(frechetDistance(padded(a), padded(b)), distance, 1e-11));
        // The short way around (N > D) and the long one agree: six vectors span five dimensions at most.
        const auto basis = std::get<0>(torch::linalg_qr(torch::cat({a, b}, 0).t()));
        QVERIFY(closeTo(frechetDistance(a.matmul(basis), b.matmul(basis)), distance, 1e-11));
        QVERIFY(closeTo(frechetDistance(a.to(torch::kFloat32), b.to(torch::kFloat32)), distance, 1e-5));
    }
    void kernelDistanceIsUnbiasedAndRepeats()
    {
        const auto all = features(600, 16, 1, 0.0);
        const auto a = all.narrow(0, 0, 300), b = all.narrow(0, 300, 300);
        const auto same = kernelDistance(a, b, 50, 60, 1), other = kernelDistance(a, b + 0.3, 50, 60, 1);
        QVERIFY(std::abs(same.mean) < same.deviation);
        QVERIFY(other.mean > 5 * same.deviation && other.deviation > 0);
        const auto again = kernelDistance(a, b, 50, 60, 1), elsewhere = kernelDistance(a, b, 50, 60, 2);
        QCOMPARE(again.mean, same.mean);
        QCOMPARE(again.deviation, same.deviation);
        QVERIFY(elsewhere.mean != same.mean);
        // Whole sets, in whichever order: one value.
        const auto whole = kernelDistance(a, b, 3, 300, 1);
        QVERIFY(whole.deviation < 1e-12);
        QVERIFY(closeTo(kernelDistance(b, a, 1, 300, 9).mean, whole.mean, 1e-12));
    }
    void badSetsAreRefused()
    {
        const auto good = features(10, 4, 1, 0.0);
        auto broken = good.clone();
        broken[3][2] = std::numeric_limits<double>::quiet_NaN();
        const auto kernel = [](const torch::Tensor& a, const torch::Tensor& b) { kernelDistance(a, b, 2, 2, 1); };
        for (const std::function<void(const torch::Tensor&, const torch::Tensor&)>& distance :
            {std::function<void(const torch::Tensor&, const torch::Tensor&)>(frechetDistance),
                std::function<void(const torch::Tensor&, const torch::Tensor&)>(kernel)}) {
            for (const auto& bad :
                {torch::Tensor(), good[0], good.reshape({10, 2, 2}), good.to(torch::kInt64), good.narrow(0, 0, 1), good.narrow(1, 0, 0)}) {
                QCOMPARE(codeOf([&] { distance(bad, good); }), ErrorCode::InvalidArgument);
                QCOMPARE(codeOf([&] { distance(good, bad); }), ErrorCode::InvalidArgument);
            }
            QCOMPARE(codeOf([&] { distance(good, good.narrow(1, 0, 3)); }), ErrorCode::SizeMismatch);
            QCOMPARE(codeOf([&] { distance(good, broken); }), ErrorCode::Corrupt);
            QVERIFY(QString::fromStdString(test::messageOf([&] { distance(good, broken); })).contains("second"));
        }
        for (const auto& [subsets, size] : {std::pair{0, 4}, std::pair{100'001, 4}, std::pair{3, 1}, std::pair{3, 11}})
            QCOMPARE(codeOf([&, count = subsets, rows = size] { kernelDistance(good, good, count, rows, 1); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestFeatureDistances)
#include "test_feature_distances.moc"
