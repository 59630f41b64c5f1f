// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/splits.h"

#include <QtTest>

#include <map>

using namespace sonosketch;

namespace {

cv::Mat picture(int seed, double noise)
{
    cv::Mat base(64, 64, CV_32F), extra(64, 64, CV_32F);
    cv::RNG(static_cast<std::uint64_t>(seed) + 1).fill(base, cv::RNG::UNIFORM, 0, 255);
    cv::RNG(static_cast<std::uint64_t>(seed) * 1000 + static_cast<std::uint64_t>(noise * 100)).fill(extra, cv::RNG::UNIFORM, -20, 20);
    cv::Mat image = base + extra * noise, bytes;
    image.convertTo(bytes, CV_8U);
    return bytes;
}

} // namespace

class TestSplits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsOfSimilarNeighboursStayTogether()
    {
        std::vector<SplitCandidate> candidates;
        std::vector<int> scanOf;
        for (int scan = 0; scan < 60; ++scan)
            for (int i = 0; i < 1 + scan % 4; ++i) {
                candidates.push_back({{}, splitThumbnail(picture(scan, 0.2 * (i + 1)))});
                scanOf.push_back(scan);
            }
        const auto parts = cutSplits(candidates);
        QCOMPARE(parts.size(), candidates.size());
        std::map<std::string, double> counts;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            ++counts[parts[i]];
            if (i > 0 && scanOf[i] == scanOf[i - 1])
                QCOMPARE(parts[i], parts[i - 1]);
        }
        const auto total = static_cast<double>(parts.size());
        QVERIFY(std::abs(counts["train"] / total - 0.8) < 0.05);
        QVERIFY(std::abs(counts["val"] / total - 0.1) < 0.05);
        QVERIFY(std::abs(counts["test"] / total - 0.1) < 0.05);
        QVERIFY(parts == cutSplits(candidates));
    }
    void groupsStayTogetherWhereverTheyStand()
    {
        std::vector<SplitCandidate> candidates;
        for (int i = 0; i < 60; ++i)
            candidates.push_back({"exam" + std::to_string(i % 20), splitThumbnail(picture(i, 0))});
        const auto parts = cutSplits(candidates);
        for (std::size_t i = 20; i < 60; ++i)
            QCOMPARE(parts[i], parts[i % 20]);
    }
    void oneExampleTrains()
    {
        QCOMPARE(cutSplits({{{}, {}}}).front(), std::string("train"));
        QVERIFY(cutSplits({}).empty());
    }
};

QTEST_GUILESS_MAIN(TestSplits)
#include "test_splits.moc"
