// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Every measure against scikit-image, SciPy and numpy on the same inputs (tests/python).

#include "core/metrics/boundary_distance.h"
#include "core/metrics/edge_agreement.h"
#include "core/metrics/image_metrics.h"
#include "core/metrics/label_agreement.h"
#include "core/metrics/speckle.h"
#include "tests/support/fixed_inputs.h"
#include "tests/support/reference_values.h"

#include <QtTest>

using namespace sonosketch;
using test::closeTo;

class TestReferenceValues : public QObject {
    Q_OBJECT

    static constexpr double tolerance = 1e-9;
    QJsonObject m_stored;

private Q_SLOTS:
    void initTestCase()
    {
        m_stored = test::referenceValues(QStringLiteral(SONOSKETCH_TEST_DATA "/../../python/metrics_reference.json"));
        QVERIFY(!m_stored.isEmpty());
    }

    void pictures()
    {
        const auto cases = m_stored["pictures"].toArray();
        QCOMPARE(cases.size(), 4);
        for (const auto& value : cases) {
            const auto stored = value.toObject();
            const int width = stored["width"].toInt(), height = stored["height"].toInt();
            const auto kind = stored["kind"].toString();
            const cv::Mat a = test::fixedPicture(width, height, 1);
            const cv::Mat b = kind == "noisy" ? test::fixedNoisy(a, 2)
                : kind == "another"           ? test::fixedPicture(width, height, 3)
                                              : test::fixedSpeckled(width, height, 4);
            qInfo("%dx%d %s", width, height, qPrintable(kind));
            QVERIFY(closeTo(l1(a, b), stored["l1"], tolerance));
            QVERIFY(closeTo(psnr(a, b), stored["psnr"], tolerance));
            QVERIFY(closeTo(ssim(a, b), stored["ssim"], tolerance));
            QVERIFY(closeTo(msSsim(a, b), stored["ms_ssim"], tolerance));
        }
    }
    void labels()
    {
        const auto stored = m_stored["labels"].toObject();
        const auto [found, truth] = test::fixedLabelMaps(stored["width"].toInt(), stored["height"].toInt(), stored["seed"].toInt());
        LabelAgreement agreement(stored["labels"].toInt());
        agreement.add(found, truth);
        const auto dice = stored["dice"].toArray();
        QCOMPARE(dice.size(), agreement.labelCount());
        for (int label = 0; label < agreement.labelCount(); ++label) {
            QCOMPARE(agreement.dice(label).has_value(), !dice[label].isNull());
            if (agreement.dice(label))
                QVERIFY(closeTo(*agreement.dice(label), dice[label], tolerance));
        }
        QVERIFY(closeTo(agreement.meanDice().value(), stored["mean"], tolerance));
        QVERIFY(closeTo(agreement.objectDice().value(), stored["object"], tolerance));
    }
    void boundaries()
    {
        const auto stored = m_stored["boundaries"].toObject();
        const auto discs = stored["discs"].toArray();
        QCOMPARE(discs.size(), 4);
        for (const auto& value : discs) {
            const auto each = value.toObject();
            const int width = each["width"].toInt(), height = each["height"].toInt();
            const int moveX = each["move_x"].toInt(), moveY = each["move_y"].toInt();
            const cv::Mat first = test::disc(width, height, each["first"].toInt()),
                          second = test::disc(width, height, each["second"].toInt());
            cv::Mat moved(second.size(), CV_8UC1);
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x)
                    moved.at<std::uint8_t>((y + moveY + height) % height, (x + moveX + width) % width) = second.at<std::uint8_t>(y, x);
            // Distances are kept in single precision.
            QVERIFY(closeTo(boundaryDistance(first, moved).value(), each["at_95"], 1e-6));
            QVERIFY(closeTo(boundaryDistance(moved, first, 100).value(), each["at_100"], 1e-6));
        }
        const auto [found, truth] = test::fixedLabelMaps(100, 75, 5);
        const auto blocks = stored["blocks"].toObject();
        const int label = blocks["label"].toInt();
        QVERIFY(closeTo(boundaryDistance(found == label, truth == label).value(), blocks["at_95"], 1e-6));
        QVERIFY(closeTo(boundaryDistance(found == label, truth == label, 100).value(), blocks["at_100"], 1e-6));
    }
    void edges()
    {
        const auto stored = m_stored["edges"].toObject();
        const int width = stored["width"].toInt(), height = stored["height"].toInt();
        const auto edgesOf = [&](const char* seed, const char* oneIn) {
            return test::fixedEdges(
                width, height, static_cast<std::uint64_t>(stored[seed].toInt()), static_cast<std::uint64_t>(stored[oneIn].toInt()));
        };
        const cv::Mat found = edgesOf("found_seed", "found_one_in"), wanted = edgesOf("wanted_seed", "wanted_one_in");
        const cv::Mat region = test::disc(width, height, stored["region_percent"].toInt());
        const auto cases = stored["at"].toArray();
        QCOMPARE(cases.size(), 4);
        for (const auto& value : cases) {
            const auto at = value.toObject();
            const auto agreement = edgeAgreement(found, wanted, region, at["tolerance"].toDouble());
            QVERIFY(closeTo(agreement.precision().value(), at["precision"], tolerance));
            QVERIFY(closeTo(agreement.recall().value(), at["recall"], tolerance));
            QVERIFY(closeTo(agreement.f1().value(), at["f1"], tolerance));
        }
    }
    void speckle()
    {
        const auto stored = m_stored["speckle"].toObject();
        const int width = stored["width"].toInt(), height = stored["height"].toInt();
        const cv::Mat image = test::fixedSpeckled(width, height, static_cast<std::uint64_t>(stored["seed"].toInt()));
        const cv::Mat region = test::disc(width, height, stored["region_percent"].toInt());
        const auto found = speckleSnr(image, region);
        QCOMPARE(found.windows, stored["windows"].toInt());
        QVERIFY(closeTo(found.snr.value(), stored["snr"], tolerance));
        QVERIFY(closeTo(textureEnergy(image, region).value(), stored["texture"], tolerance));
    }
};

QTEST_GUILESS_MAIN(TestReferenceValues)
#include "test_reference_values.moc"
