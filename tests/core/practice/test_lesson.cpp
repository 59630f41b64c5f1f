// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/edit/transaction.h"
#include "core/practice/lesson.h"
#include "tests/support/check.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/full_disk.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::practice;
using test::codeOf;
using test::messageOf;
using test::samePixels;
namespace fs = std::filesystem;

namespace {
Lesson sampleLesson()
{
    Lesson lesson;
    lesson.title = "A lesson";
    lesson.summary = "What changes when it grows";
    lesson.author = "Tests";
    lesson.sources = {"None"};
    lesson.value = test::drawnCase();
    LessonStep step;
    step.title = "Size";
    step.text = {"Drag it.", "Look at the wall."};
    step.object = {256.5, 250.5};
    step.sliders = {{SliderKind::Size, "Size", 40, 130, 100, {}}, {SliderKind::Class, "Class", 0, 1, 0, {"Teratoma", "Simple_Cyst"}},
        {SliderKind::Papilla, "Papilla", 0, 40, 0, {}}};
    step.question = LessonQuestion{"Which?", {"This", "That"}, 1, "Because."};
    lesson.steps = {step, {"Only text", {"Read."}, {0, 0}, {}, {}}};
    return lesson;
}

/// The labels and sketch that the sliders make.
Case slid(const Lesson& lesson, const std::vector<double>& values, std::size_t step = 0)
{
    Document document(lesson.value);
    Transaction edit(document, "test");
    applySliders(edit, lesson.steps[step], values);
    return document.value().clone();
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    return at == std::string::npos ? std::string() : text.replace(at, from.size(), to);
}
} // namespace

class TestLesson : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path fresh() { return fs::path(m_dir.path().toStdString()) / fmt(m_next++); }
    static std::string fmt(int number) { return std::to_string(number); }

private Q_SLOTS:
    void whatIsSavedIsRead()
    {
        const fs::path folder = fresh();
        const Lesson lesson = sampleLesson();
        saveLesson(lesson, folder);
        const Lesson read = loadLesson(folder);
        QCOMPARE(read.title, lesson.title);
        QVERIFY(read.steps == lesson.steps);
        QVERIFY(read.sources == lesson.sources);
        QVERIFY(samePixels(read.value.labels, lesson.value.labels) && samePixels(read.value.sketch, lesson.value.sketch));
        const auto found = findLessons(folder.parent_path());
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].title, lesson.title);
        QVERIFY(found[0].problem.empty());
        QVERIFY(findLessons(folder / "nothing").empty());
    }
    void slidersChangeTheObject()
    {
        const Lesson lesson = sampleLesson();
        const Case same = slid(lesson, {100, 0, 0});
        QVERIFY(samePixels(same.labels, lesson.value.labels) && samePixels(same.sketch, lesson.value.sketch));
        const double before = cv::countNonZero(lesson.value.labels == 3);
        const Case small = slid(lesson, {50, 0, 0});
        QVERIFY(std::abs(cv::countNonZero(small.labels == 3) / before - 0.25) < 0.02);
        const Case other = slid(lesson, {100, 1, 0});
        QCOMPARE(cv::countNonZero(other.labels == 6), int(before));
        const Case papilla = slid(lesson, {100, 0, 30});
        QVERIFY(cv::countNonZero(papilla.labels == 3) < before - 500);
        QVERIFY(cv::countNonZero(papilla.sketch == SketchPen) > 50);
        // Beyond its range a slider stops.
        QVERIFY(samePixels(slid(lesson, {1000, 0, 0}).labels, slid(lesson, {130, 0, 0}).labels));
        QCOMPARE(codeOf([&] { slid(lesson, {100}); }), ErrorCode::InvalidArgument);
    }
    void wallsAndSeptaAreDrawn()
    {
        Lesson lesson = sampleLesson();
        lesson.steps[0].sliders = {{SliderKind::Wall, "Wall", 0, 30, 0, {}}, {SliderKind::Septa, "Septa", 0, 6, 0, {}},
            {SliderKind::Septum, "Septum", 0, 20, 0, {}}};
        const double before = cv::countNonZero(lesson.value.labels == 3);
        const auto pen = [](const Case& value) { return cv::countNonZero(value.sketch == SketchPen); };
        QCOMPARE(pen(slid(lesson, {0, 0, 0})), 0);
        const Case wall = slid(lesson, {12, 0, 0});
        QVERIFY(pen(wall) > 500);
        QVERIFY(cv::countNonZero(wall.labels == 3) < 0.8 * before);
        QVERIFY(pen(slid(lesson, {0, 4, 0})) > 1.8 * pen(slid(lesson, {0, 2, 0})));
        const Case thin = slid(lesson, {0, 0, 2}), thick = slid(lesson, {0, 0, 14});
        QCOMPARE(cv::countNonZero(thin.labels == 3), int(before)); // a thin septum is a line in the lesion
        QVERIFY(cv::countNonZero(thick.labels == 3) < before - 14 * 80);
    }
    void badLessonsSayWhy_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("code");
        QTest::newRow("not JSON") << "{"
                                  << "" << int(ErrorCode::Corrupt);
        QTest::newRow("version") << "\"version\": 1"
                                 << "\"version\": 2" << int(ErrorCode::VersionMismatch);
        QTest::newRow("format") << "sonosketch-lesson"
                                << "sonosketch-case" << int(ErrorCode::Corrupt);
        QTest::newRow("no title") << "\"title\": \"A lesson\""
                                  << "\"titel\": \"A lesson\"" << int(ErrorCode::Corrupt);
        QTest::newRow("slider") << "\"size\""
                                << "\"colour\"" << int(ErrorCode::Corrupt);
        QTest::newRow("range") << "\"to\": 130.0"
                               << "\"to\": 1300.0" << int(ErrorCode::Corrupt);
        QTest::newRow("class") << "\"Simple_Cyst\""
                               << "\"Dragon\"" << int(ErrorCode::Corrupt);
        QTest::newRow("right") << "\"right\": 1"
                               << "\"right\": 2" << int(ErrorCode::Corrupt);
        QTest::newRow("object beside") << "256,\n        250"
                                       << "3,\n        3" << int(ErrorCode::Corrupt);
        QTest::newRow("object outside") << "256,\n        250"
                                        << "256,\n        2500" << int(ErrorCode::Corrupt);
        QTest::newRow("deep") << "\"None\"" << QString(100'000, QLatin1Char('[')) + QString(100'000, QLatin1Char(']'))
                              << int(ErrorCode::Corrupt);
        QTest::newRow("large") << "\"None\"" << QStringLiteral("\"") + QString(300'000, QLatin1Char('x')) + QStringLiteral("\"")
                               << int(ErrorCode::TooLarge);
        QTest::newRow("control") << "Drag it."
                                 << "Drag\\u0007it." << int(ErrorCode::Corrupt);
    }
    void badLessonsSayWhy()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(int, code);
        const fs::path folder = fresh();
        saveLesson(sampleLesson(), folder);
        const std::string text = replaced(readTextFile(folder / "lesson.json"), from.toStdString(), to.toStdString());
        QVERIFY2(!text.empty(), "the lesson has no such text");
        writeFileAtomically(folder / "lesson.json", text);
        const auto found = codeOf([&] { loadLesson(folder); });
        QVERIFY(found);
        QCOMPARE(int(*found), code);
        QVERIFY(messageOf([&] { loadLesson(folder); }).find("lesson.json") != std::string::npos);
        QVERIFY(messageOf([&] { loadLesson(folder); }).size() < 1000);
    }
    void missingFilesAndPathsOutside()
    {
        const fs::path folder = fresh();
        QCOMPARE(codeOf([&] { loadLesson(folder); }), ErrorCode::NotFound);
        saveLesson(sampleLesson(), folder);
        const std::string caseText = readTextFile(folder / "case.json");
        fs::rename(folder / "labels.png", folder / "away.png");
        QVERIFY(codeOf([&] { loadLesson(folder); }));
        fs::rename(folder / "away.png", folder / "labels.png");
        loadLesson(folder);
        writeFileAtomically(folder / "case.json", replaced(caseText, "\"labels.png\"", "\"../labels.png\""));
        fs::copy_file(folder / "labels.png", folder.parent_path() / "labels.png");
        QCOMPARE(codeOf([&] { loadLesson(folder); }), ErrorCode::Corrupt);
        writeFileAtomically(folder / "case.json", replaced(caseText, "\"labels.png\"", "\"/etc/passwd\""));
        QCOMPARE(codeOf([&] { loadLesson(folder); }), ErrorCode::Corrupt);
        // Of another size.
        writeFileAtomically(folder / "case.json", caseText);
        fs::copy_file(fs::path(SONOSKETCH_TEST_DATA) / "../../data/ovary-annotation.png", folder / "labels.png",
            fs::copy_options::overwrite_existing);
        QVERIFY(codeOf([&] { loadLesson(folder); }));
    }
    void anOldLessonOutlivesAFullDisk()
    {
        const fs::path folder = fresh();
        saveLesson(sampleLesson(), folder);
        Lesson changed = sampleLesson();
        changed.title = "Another title";
        {
            const test::FullDisk full(100);
            QCOMPARE(codeOf([&] { saveLesson(changed, folder); }), ErrorCode::WriteFailed);
        }
        QCOMPARE(loadLesson(folder).title, std::string("A lesson"));
        changed.steps.clear();
        QCOMPARE(codeOf([&] { saveLesson(changed, folder); }), ErrorCode::InvalidArgument);
        QCOMPARE(loadLesson(folder).title, std::string("A lesson"));
    }
    void bundledLessonsWork()
    {
        const auto found = findLessons(bundledLessons());
        QCOMPARE(found.size(), std::size_t{3});
        for (const FoundLesson& each : found) {
            QCOMPARE(each.problem, std::string());
            const Lesson lesson = loadLesson(each.folder);
            QVERIFY(lesson.steps.size() >= 3 && !lesson.sources.empty());
            for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
                // Every slider shows something at one of its ends.
                const auto& sliders = lesson.steps[step].sliders;
                std::vector<double> starts;
                for (const LessonSlider& slider : sliders)
                    starts.push_back(slider.start);
                const Case start = slid(lesson, starts, step);
                for (std::size_t i = 0; i < sliders.size(); ++i) {
                    auto moved = starts;
                    moved[i] = sliders[i].start == sliders[i].to ? sliders[i].from : sliders[i].to;
                    const Case end = slid(lesson, moved, step);
                    QVERIFY(!samePixels(start.labels, end.labels) || !samePixels(start.sketch, end.sketch));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLesson)
#include "test_lesson.moc"
