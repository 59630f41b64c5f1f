// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/difficulty.h"
#include "core/practice/practice_random.h"
#include "tests/support/check.h"

#include <QtTest>

#include <cmath>

using namespace sonosketch;
using namespace sonosketch::practice;
using test::codeOf;
using test::samePixels;

class TestDifficulty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void levelsGrowHarderInEveryWay()
    {
        Challenge before = challengeAt(0);
        QCOMPARE(before.contrast, 1.0);
        QCOMPARE(before.size, 1.0);
        QCOMPARE(before.clutter, 0.0);
        for (int i = 1; i <= 10; ++i) {
            const Challenge now = challengeAt(i / 10.0);
            QVERIFY(now.contrast < before.contrast && now.size < before.size && now.clutter > before.clutter);
            before = now;
        }
        QCOMPARE(challengeAt(7).size, challengeAt(1).size);
        QVERIFY(challengeAt(1).size > 0.2 && challengeAt(1).contrast > 0.2);
    }
    /// Trainees whose chance of a right answer falls with the level as a logistic curve: their skill is the level at which it is a half.
    void settlesAtTheTargetRate()
    {
        for (const double target : {0.6, 0.75, 0.85})
            for (const double skill : {0.45, 0.6, 0.8}) {
                Random random(static_cast<std::uint64_t>(1000 * skill + 100 * target));
                int right = 0, counted = 0;
                double levels = 0;
                const double slope = 0.08;
                for (int trainee = 0; trainee < 20; ++trainee) {
                    Staircase staircase(target, startLevel);
                    for (int i = 0; i < 300; ++i) {
                        const double chance = 1 / (1 + std::exp((staircase.level() - skill) / slope));
                        const bool good = random.chance(chance);
                        if (i >= 60) {
                            right += good;
                            levels += staircase.level();
                            ++counted;
                        }
                        staircase.answered(good);
                    }
                }
                const double rate = static_cast<double>(right) / counted, wanted = skill - slope * std::log(target / (1 - target));
                qInfo("target %.2f, skill %.2f: rate %.3f, level %.3f for %.3f", target, skill, rate, levels / counted, wanted);
                QVERIFY(std::abs(rate - target) < 0.02);
                QVERIFY(std::abs(levels / counted - wanted) < 0.03);
            }
    }
    void staysInItsRange()
    {
        Staircase easy;
        for (int i = 0; i < 100; ++i)
            easy.answered(true);
        QCOMPARE(easy.level(), 1.0);
        QCOMPARE(easy.reversals(), 0);
        Staircase hard;
        for (int i = 0; i < 100; ++i)
            hard.answered(false);
        QCOMPARE(hard.level(), 0.0);
        QCOMPARE(codeOf([] { Staircase(1.0); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([] { Staircase(0.5, std::nan("")); }), ErrorCode::InvalidArgument);
    }
    void picturesGrowFlatterAndGrainier()
    {
        const cv::Mat picture = test::ringPicture();
        cv::Mat view(picture.size(), CV_8UC1, cv::Scalar(0));
        view(cv::Rect(100, 100, 300, 300)).setTo(255);
        QVERIFY(samePixels(shownPicture(picture, view, Challenge{}, 1), picture));
        const cv::Mat flat = shownPicture(picture, view, {0.5, 1, 0}, 1), grainy = shownPicture(picture, view, {1, 1, 0.8}, 1);
        QVERIFY(samePixels(flat(cv::Rect(0, 0, 90, 90)), picture(cv::Rect(0, 0, 90, 90)))); // beside the view nothing changes
        const auto spread = [&view](const cv::Mat& image) {
            cv::Scalar mean, deviation;
            cv::meanStdDev(image, mean, deviation, view);
            return deviation[0];
        };
        QVERIFY(std::abs(spread(flat) / spread(picture) - 0.5) < 0.02);
        QVERIFY(spread(grainy) > spread(picture) * 1.02);
        QVERIFY(samePixels(grainy, shownPicture(picture, view, {1, 1, 0.8}, 1)));
        QVERIFY(!samePixels(grainy, shownPicture(picture, view, {1, 1, 0.8}, 2)));
        QCOMPARE(codeOf([&] { shownPicture(picture, cv::Mat::zeros(3, 3, CV_8UC1), {}, 1); }), ErrorCode::SizeMismatch);
    }
};

QTEST_GUILESS_MAIN(TestDifficulty)
#include "test_difficulty.moc"
