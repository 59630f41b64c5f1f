// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/morphology.h"
#include "tests/core/edit/painted_cases.h"

#include <QtTest>

#include <cmath>

using namespace sonosketch;
using test::codeOf;
using test::drawn;
using test::samePixels;

namespace {

/// Whether every pixel of `part` is in `whole`.
bool within(const cv::Mat& part, const cv::Mat& whole)
{
    return cv::countNonZero(part & (whole == 0)) == 0;
}

/// Grown pixel by pixel.
cv::Mat slowlyGrown(const cv::Mat& mask, double pixels)
{
    cv::Mat result = cv::Mat::zeros(mask.size(), CV_8UC1);
    const int reach = static_cast<int>(std::ceil(pixels));
    for (int y = 0; y < mask.rows; ++y)
        for (int x = 0; x < mask.cols; ++x)
            for (int dy = -reach; dy <= reach; ++dy)
                for (int dx = -reach; dx <= reach; ++dx)
                    if (dx * dx + dy * dy <= pixels * pixels && cv::Rect({}, mask.size()).contains({x + dx, y + dy})
                        && mask.at<std::uint8_t>(y + dy, x + dx) != 0)
                        result.at<std::uint8_t>(y, x) = 255;
    return result;
}

} // namespace

class TestMorphology : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void growingIsByADisc()
    {
        const cv::Mat dot = drawn({"     ", "     ", "  #  ", "     ", "     "});
        QVERIFY(samePixels(growMask(dot, 0), dot));
        QVERIFY(samePixels(growMask(dot, 1), drawn({"     ", "  #  ", " ### ", "  #  ", "     "})));
        QVERIFY(samePixels(growMask(dot, 1.5), drawn({"     ", " ### ", " ### ", " ### ", "     "})));
        QVERIFY(samePixels(growMask(dot, 2), drawn({"  #  ", " ### ", "#####", " ### ", "  #  "})));
        QVERIFY(samePixels(shrinkMask(growMask(dot, 2), 1), drawn({"     ", "  #  ", " ### ", "  #  ", "     "})));
        for (unsigned seed = 0; seed < 6; ++seed)
            for (const double pixels : {1.0, 2.3, 5.0})
                QVERIFY(samePixels(growMask(test::blobs(seed, 40), pixels), slowlyGrown(test::blobs(seed, 40), pixels)));
    }
    void nothingAndEverythingStay()
    {
        const cv::Mat none = cv::Mat::zeros(20, 20, CV_8UC1), all(20, 20, CV_8UC1, cv::Scalar(255));
        for (const Reshape how : {Reshape::Grow, Reshape::Shrink, Reshape::Close, Reshape::Open, Reshape::Majority, Reshape::FillHoles,
                 Reshape::LargestPart, Reshape::RemoveIslands}) {
            QVERIFY(samePixels(reshaped(none, how, 3), none));
            QVERIFY(samePixels(reshaped(all, how, 3), all)); // the canvas's border is no border of the region
        }
    }
    void closingAndOpeningKeepTheirPromise()
    {
        for (unsigned seed = 0; seed < 20; ++seed) {
            const cv::Mat mask = test::blobs(seed);
            for (const double n : {1.0, 2.0, 3.5, 8.0}) {
                QVERIFY(within(mask, shrinkMask(growMask(mask, n), n)));
                QVERIFY(within(growMask(shrinkMask(mask, n), n), mask));
                QVERIFY(samePixels(closeMask(closeMask(mask, n), n), closeMask(mask, n)));
                QVERIFY(samePixels(openMask(openMask(mask, n), n), openMask(mask, n)));
                QVERIFY(within(mask, growMask(mask, n)) && within(shrinkMask(mask, n), mask));
            }
        }
    }
    void majorityRoundsAndIsFair()
    {
        // A lone pixel goes, a lone gap closes, a straight edge stays.
        QCOMPARE(cv::countNonZero(majorityMask(drawn({"   ", " # ", "   "}), 1)), 0);
        QVERIFY(samePixels(majorityMask(drawn({"####", "# ##", "####", "####"}), 1), drawn({"####", "####", "####", "####"})));
        const cv::Mat half = drawn({"##  ", "##  ", "##  ", "##  "});
        QVERIFY(samePixels(majorityMask(half, 1), half));
        for (unsigned seed = 0; seed < 6; ++seed)
            for (const double radius : {0.0, 1.0, 2.5, 20.0}) { // 20: by Fourier transform inside OpenCV
                // Treats set and unset alike.
                const cv::Mat mask = test::blobs(seed), opposite = mask == 0;
                QVERIFY(samePixels(majorityMask(opposite, radius), majorityMask(mask, radius) == 0));
                if (radius == 0)
                    QVERIFY(samePixels(majorityMask(mask, radius), mask));
            }
    }
    void holesAreFilledBaysAreNot()
    {
        QVERIFY(samePixels(fillHoles(drawn({" ### ", " # # ", " ### "})), drawn({" ### ", " ### ", " ### "})));
        QVERIFY(samePixels(fillHoles(drawn({"  #  ", " # # ", "  #  "})), drawn({"  #  ", " ### ", "  #  "}))); // closed by corners
        const cv::Mat bay = drawn({" ### ", " # # ", " # # "});
        QVERIFY(samePixels(fillHoles(bay), bay)); // open at the border
        for (unsigned seed = 0; seed < 10; ++seed) {
            const cv::Mat once = fillHoles(test::blobs(seed));
            QVERIFY(within(test::blobs(seed), once));
            QVERIFY(samePixels(fillHoles(once), once));
        }
    }
    void partsBySize()
    {
        const cv::Mat parts = drawn({"##   #", "##    ", "  #   ", "     #", "##   #", "##   #"});
        QVERIFY(samePixels(largestPart(parts), drawn({"##    ", "##    ", "  #   ", "      ", "      ", "      "})));
        QVERIFY(samePixels(removeIslands(parts, 1), parts));
        QVERIFY(samePixels(removeIslands(parts, 4), drawn({"##    ", "##    ", "  #   ", "      ", "##    ", "##    "})));
        QVERIFY(samePixels(removeIslands(parts, 3), drawn({"##    ", "##    ", "  #   ", "     #", "##   #", "##   #"})));
        QCOMPARE(cv::countNonZero(removeIslands(parts, 6)), 0);
        const cv::Mat equal = drawn({"   ##", "##   "}); // the first in reading order
        QVERIFY(samePixels(largestPart(equal), drawn({"   ##", "     "})));
    }
    void aLabelIsReshapedUnderTheRule()
    {
        const auto grown = [](const PaintRule& rule) {
            Case value = Case::blank(test::threeClasses());
            value.labels(cv::Rect(100, 100, 20, 20)).setTo(1);
            value.labels(cv::Rect(120, 100, 20, 20)).setTo(2);
            Document document(value);
            Transaction edit(document, "Grow");
            edit.setRule(rule);
            reshapeLabel(edit, 1, Reshape::Grow, 5);
            edit.commit();
            return document.value().labels.clone();
        };
        QCOMPARE(cv::countNonZero(grown({}) == 2), 15 * 20);
        QCOMPARE(cv::countNonZero(grown({PaintRule::Over::OnlyBackground, ~0ull, 0}) == 2), 20 * 20);
        QCOMPARE(cv::countNonZero(grown({PaintRule::Over::OnlyChosen, 0b0100, 0}) == 1), 25 * 20); // over label 2 alone
        QCOMPARE(cv::countNonZero(grown({PaintRule::Over::Everywhere, ~0ull, 0b0100}) == 2), 20 * 20);
        // The region's own pixels are its to give, whatever may be painted over.
        Document document(Case::blank(test::threeClasses()));
        Transaction edit(document, "Shrink");
        edit.fill(Plane::Labels, test::plane({{100, 100, 20, 20}}), 1);
        edit.setRule({PaintRule::Over::OnlyBackground, ~0ull, 0});
        reshapeLabel(edit, 1, Reshape::Shrink, 2);
        QVERIFY(samePixels(edit.value().labels, test::plane({{102, 102, 16, 16}}, 1)));
    }
    void oneObjectCanBeReshapedAlone()
    {
        Document document(Case::blank(test::threeClasses()));
        Transaction edit(document, "Shrink");
        edit.fill(Plane::Labels, test::plane({{100, 100, 20, 20}, {300, 300, 20, 20}}), 1);
        reshapeRegion(edit, 1, test::plane({{90, 90, 60, 60}}), Reshape::Shrink, 2);
        QVERIFY(samePixels(edit.value().labels, test::plane({{102, 102, 16, 16}, {300, 300, 20, 20}}, 1)));
    }
    void badArgumentsAreRefused()
    {
        const auto refused = [](auto work) { return codeOf(work) == ErrorCode::InvalidArgument; };
        const cv::Mat mask = test::blobs(1);
        for (const Reshape how : {Reshape::Grow, Reshape::Shrink, Reshape::Close, Reshape::Open, Reshape::Majority})
            for (const double bad : {-1.0, 256.5, std::nan(""), HUGE_VAL})
                QVERIFY(refused([&] { reshaped(mask, how, bad); }));
        for (const double bad : {0.0, -5.0, 512.0 * 512 + 1, std::nan("")})
            QVERIFY(refused([&] { reshaped(mask, Reshape::RemoveIslands, bad); }));
        QVERIFY(refused([&] { reshaped(mask, static_cast<Reshape>(99), 1); }));
        QVERIFY(refused([&] { growMask(cv::Mat(), 1); }));
        QVERIFY(refused([&] { fillHoles(cv::Mat(9, 9, CV_32F)); }));
        Document document(Case::blank(test::threeClasses()));
        Transaction edit(document, "edit");
        QVERIFY(refused([&] { reshapeLabel(edit, 0, Reshape::Grow, 1); }));
        QVERIFY(refused([&] { reshapeLabel(edit, 4, Reshape::Grow, 1); }));
        QCOMPARE(codeOf([&] { reshapeRegion(edit, 1, mask, Reshape::Grow, 1); }), ErrorCode::SizeMismatch);
        PaintRule rule;
        rule.locked = 0b10;
        edit.setRule(rule);
        QVERIFY(refused([&] { reshapeLabel(edit, 1, Reshape::Grow, 1); }));
        QVERIFY(QString::fromStdString(test::messageOf([&] { reshapeLabel(edit, 1, Reshape::Grow, 1); })).contains("Cyst"));
    }
};

QTEST_GUILESS_MAIN(TestMorphology)
#include "test_morphology.moc"
