// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// A lesson from start to score in the real window; lessons that cannot be used; the lesson editor.

#include "app/study/lesson_editor.h"
#include "core/base/files.h"
#include "tests/app/study/practice_window_driver.h"
#include "tests/support/full_disk.h"

#include <QListWidget>
#include <QRadioButton>
#include <QSlider>
#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::test;
using Page = PracticeWindow::Page;
namespace fs = std::filesystem;

class TestLessons : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path fresh() { return fs::path(m_dir.path().toStdString()) / std::to_string(m_next++); }

    static bool settled(LiveController& live)
    {
        return QTest::qWaitFor([&] { return live.status().hasPicture && !live.status().stale && live.status().exact; }, 20'000);
    }

private Q_SLOTS:
    void aLessonFromStartToScore()
    {
        const fs::path log = fresh() / "practice.sqlite";
        PracticeStage stage(log, {practice::bundledLessons()});
        stage.window->showPage(Page::WhatIf);
        LessonPage& page = stage.window->lessons();
        auto* list = page.findChild<QListWidget*>("lessonList");
        QCOMPARE(list->count(), 3);
        list->setCurrentRow(2); // unilocular-cyst
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(page.isOpen());
        QCOMPARE(page.lesson().title, std::string("A cyst, its wall and its size"));
        QVERIFY(settled(page.live()));
        const QImage before = page.view().shown();

        // The slider by key, as a person does.
        auto* slider = page.findChild<QSlider*>("lessonSlider0");
        QCOMPARE(slider->accessibleName(), QString("Size of the cyst"));
        QTest::keyClick(slider, Qt::Key_Home);
        QVERIFY(settled(page.live()));
        const QImage small = page.view().shown();
        QVERIFY(small != before);
        QVERIFY(cv::countNonZero(page.session().value().labels) < 0.3 * cv::countNonZero(page.lesson().value.labels));
        slider->setValue(slider->maximum());
        QVERIFY(settled(page.live()));
        QCOMPARE(page.view().shown(), before);

        // The question: no way on before it is answered.
        page.nextStep();
        QCOMPARE(page.stepIndex(), std::size_t{0});
        const auto choices = page.findChildren<QRadioButton*>();
        QCOMPARE(choices.size(), 3);
        choices[1]->click();
        auto answers = practice::ProgressStore::open(log).answers(true);
        QCOMPARE(answers.size(), std::size_t{1});
        QVERIFY(answers[0].right);
        QCOMPARE(answers[0].kind, practice::Kind::WhatIf);
        QCOMPARE(answers[0].score(), 1.0);
        QCOMPARE(answers[0].strokes.front().tool, practice::Stroke::Tool::Slider);
        page.choose(0); // too late
        page.nextStep();
        QCOMPARE(page.stepIndex(), std::size_t{1});
        page.setSlider(0, 12);
        QVERIFY(settled(page.live()));
        QVERIFY(page.view().shown() != before);
        page.choose(2); // wrong
        answers = practice::ProgressStore::open(log).answers();
        QCOMPARE(answers.size(), std::size_t{2});
        QVERIFY(!answers[1].right);
        page.nextStep();
        page.choose(1);
        page.nextStep();
        QVERIFY(!page.isOpen()); // the end: back to the list
    }
    void badLessonsAreListedWithTheReason()
    {
        const fs::path root = fresh(), log = fresh() / "practice.sqlite";
        fs::create_directories(root);
        fs::copy(practice::bundledLessons() / "septa", root / "good", fs::copy_options::recursive);
        fs::copy(practice::bundledLessons() / "septa", root / "no-labels", fs::copy_options::recursive);
        fs::remove(root / "no-labels" / "labels.png");
        fs::copy(practice::bundledLessons() / "septa", root / "newer", fs::copy_options::recursive);
        std::string text = readTextFile(root / "newer" / "lesson.json");
        writeFileAtomically(root / "newer" / "lesson.json", text.replace(text.find("\"version\": 1"), 12, "\"version\": 3"));
        fs::create_directories(root / "deep");
        writeFileAtomically(root / "deep" / "lesson.json", std::string(50'000, '[') + std::string(50'000, ']'));
        PracticeStage stage(log, {root});
        stage.window->showPage(Page::WhatIf);
        LessonPage& page = stage.window->lessons();
        auto* list = page.findChild<QListWidget*>("lessonList");
        QCOMPARE(list->count(), 4);
        QVERIFY(list->item(0)->text().contains("deeper"));
        QVERIFY(list->item(2)->text().contains("version 3"));
        for (const char* name : {"deep", "newer", "no-labels", "nowhere"}) {
            QVERIFY(!page.openLesson(root / name));
            QVERIFY(!page.isOpen() && !page.message().isEmpty());
        }
        QVERIFY(page.openLesson(root / "good"));
        // A bad one does not close the good one's files or the log.
        QVERIFY(!page.openLesson(root / "newer"));
        QVERIFY(page.openLesson(root / "good"));
        QCOMPARE(practice::ProgressStore::open(log).answers().size(), std::size_t{0});
    }
    void aTeacherMakesALesson()
    {
        const auto control = std::make_shared<DrawingControl>();
        LessonEditor editor(drawnCase(), drawingFactory(drawnCase().palette, control));
        editor.show();
        practice::Lesson lesson = editor.lesson();
        QCOMPARE(lesson.steps.size(), std::size_t{1});
        // A slider without an object: it says so.
        lesson.title = "Mine";
        lesson.steps[0].sliders = {{practice::SliderKind::Size, "Size", 50, 120, 100, {}}};
        lesson.steps[0].question = practice::LessonQuestion{"Which?", {"This", "That"}, 0, "So it is."};
        editor.setLesson(lesson);
        const fs::path folder = fresh() / "lesson";
        QVERIFY(!editor.saveTo(folder));
        QVERIFY(editor.message().contains("lesion"));
        QVERIFY(!fs::exists(folder / "lesson.json"));
        // A click on the lesion.
        auto* view = editor.findChild<PracticeView*>();
        dragThrough(*view, {{256, 250}});
        editor.addStep();
        QCOMPARE(editor.stepCount(), 2);
        QVERIFY2(editor.saveTo(folder), qPrintable(editor.message()));
        const practice::Lesson read = practice::loadLesson(folder);
        QCOMPARE(read.steps.size(), std::size_t{2});
        QVERIFY(read.steps[0] == editor.lesson().steps[0]);
        QCOMPARE(read.steps[1].title, editor.lesson().steps[1].title); // a place without sliders means nothing and is not written
        QCOMPARE(read.steps[0].object, cv::Point2d(256.5, 250.5));
        QCOMPARE(read.steps[0].question->choices[1], std::string("That"));
        QVERIFY(practice::findLessons(folder.parent_path()).at(0).problem.empty());
        // Full disk: the old one is still there, the text in the fields too.
        lesson = editor.lesson();
        lesson.title = "Changed";
        editor.setLesson(lesson);
        {
            const FullDisk full(100);
            QVERIFY(!editor.saveTo(folder));
        }
        QCOMPARE(practice::loadLesson(folder).title, std::string("Mine"));
        QCOMPARE(editor.lesson().title, std::string("Changed"));
        QVERIFY(editor.saveTo(folder));
        QCOMPARE(practice::loadLesson(folder).title, std::string("Changed"));
        // Tried out, it runs and scores nothing.
        LessonPage* page = editor.tryOut();
        QVERIFY(page && page->isOpen());
        QVERIFY(settled(page->live()));
        page->close();
        // Unsaved text is not dropped at the first close.
        editor.removeStep();
        QVERIFY(!editor.close());
        QVERIFY(editor.close());
    }
};

QTEST_MAIN(TestLessons)
#include "test_lessons.moc"
