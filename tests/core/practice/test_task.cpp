// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/case_io.h"
#include "core/io/examples.h"
#include "core/practice/task.h"
#include "tests/support/drawing_generator.h"

#include "tests/support/check.h"

#include <QtTest>

#include <set>

using namespace sonosketch;
using namespace sonosketch::practice;
using test::codeOf;
using test::samePixels;

class TestTask : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalSeedsGiveEqualTasks()
    {
        const Case from = test::drawnCase();
        const LesionTask a = makeLesionTask(from, 0.4, 11, false), b = makeLesionTask(from, 0.4, 11, false);
        QVERIFY(samePixels(a.hidden.labels, b.hidden.labels) && samePixels(a.hidden.sketch, b.hidden.sketch));
        QCOMPARE(a.className, b.className);
        QVERIFY(!samePixels(a.truth, makeLesionTask(from, 0.4, 12, false).truth));
    }
    void theTruthIsTheLesionInView()
    {
        const Case from = test::drawnCase();
        std::set<std::string> classes;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            const LesionTask task = makeLesionTask(from, 0.3, seed, false);
            validate(task.hidden);
            const LabelClass* found = task.hidden.palette.find(task.className);
            QVERIFY(found && found->id != 0);
            classes.insert(task.className);
            QVERIFY(samePixels(task.truth, cv::Mat(task.hidden.labels == found->id)));
            QVERIFY(cv::countNonZero(task.truth) >= minLesionPixels);
            QVERIFY(cv::countNonZero(task.truth & (task.hidden.fieldOfView == 0)) <= 0.03 * cv::countNonZero(task.truth));
        }
        QVERIFY(classes.size() > 2);
    }
    void harderLesionsAreSmaller()
    {
        const Case from = test::drawnCase();
        double easy = 0, hard = 0;
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            easy += cv::countNonZero(makeLesionTask(from, 0, seed, false).truth);
            hard += cv::countNonZero(makeLesionTask(from, 1, seed, false).truth);
        }
        QVERIFY(hard < 0.4 * easy);
    }
    void realTasksKeepTheScan()
    {
        const Case from = test::drawnCase();
        bool mirrored = false, straight = false;
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const LesionTask task = makeLesionTask(from, 0.5, seed, true);
            cv::Mat flipped;
            cv::flip(from.source, flipped, 1);
            mirrored = mirrored || samePixels(task.hidden.source, flipped);
            straight = straight || samePixels(task.hidden.source, from.source);
            QCOMPARE(task.className, std::string("Teratoma"));
        }
        QVERIFY(mirrored && straight);
        QCOMPARE(codeOf([] { makeLesionTask(Case::blank(test::threeClasses()), 0.5, 1, false); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([] { makeLesionTask(Case::blank(test::threeClasses()), 0.5, 1, true); }), ErrorCode::InvalidArgument);
    }
    void changesAreWhereTheySayTheyAre()
    {
        const Case from = test::drawnCase();
        std::set<Change> seen;
        for (std::uint64_t seed = 1; seed <= 24; ++seed) {
            const SpotTask task = makeSpotTask(from, 0.2, seed);
            seen.insert(task.change);
            const cv::Mat differs = task.before.labels != task.after.labels;
            QVERIFY(cv::countNonZero(differs) > 100);
            QCOMPARE(cv::countNonZero(differs & ~task.changed), 0);
            // Nothing else tells: the same edges in both.
            QVERIFY(samePixels(task.before.sketch, task.after.sketch) && samePixels(task.before.fieldOfView, task.after.fieldOfView));
            QCOMPARE(cv::countNonZero(task.wasThere) == 0, task.change == Change::Added);
            if (task.change == Change::Relabelled)
                QVERIFY(samePixels(task.wasThere, task.isThere));
            if (task.change == Change::Grown)
                QVERIFY(cv::countNonZero(task.isThere) > cv::countNonZero(task.wasThere));
        }
        QCOMPARE(seen.size(), std::size_t{4});
    }
    void aChangeIsSeenOrNot()
    {
        const cv::Mat before(64, 64, CV_8UC1, cv::Scalar(100));
        cv::Mat changed = cv::Mat::zeros(64, 64, CV_8UC1), after = before.clone();
        changed(cv::Rect(10, 10, 20, 20)).setTo(255);
        QCOMPARE(visibleChange(before, before, changed), 0.0);
        after(cv::Rect(10, 10, 20, 20)).setTo(90);
        QCOMPARE(visibleChange(before, after, changed), 10.0);
        // Brighter everywhere is no change of the object.
        QCOMPARE(visibleChange(before, cv::Mat(before + 7), changed), 0.0);
        QCOMPARE(codeOf([&] { visibleChange(before, cv::Mat::zeros(3, 3, CV_8UC1), changed); }), ErrorCode::SizeMismatch);
    }
    void bundledCasesGiveTasks()
    {
        for (const auto& folder : exampleCases()) {
            const Case from = loadCase(folder);
            for (const double level : {0.0, 1.0}) {
                const LesionTask task = makeLesionTask(from, level, 3, false);
                QVERIFY(cv::countNonZero(task.truth) >= minLesionPixels);
                QVERIFY(cv::countNonZero(task.truth) < 512 * 512 / 5);
                makeSpotTask(from, level, 4);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTask)
#include "test_task.moc"
