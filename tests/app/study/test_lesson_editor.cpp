// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The lesson editor as a teacher uses it: with keys, clicks and its dialogs.

#include "app/study/lesson_editor.h"
#include "core/base/files.h"
#include "tests/app/study/practice_window_driver.h"
#include "tests/support/dialog_hand.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::test;
namespace fs = std::filesystem;

class TestLessonEditor : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    std::unique_ptr<LessonEditor> m_editor;

    enum Column : int { Kind, Name, From, To, Start, Classes };

    QString fresh() { return m_dir.filePath(QString::number(m_next++)); }

    template <class Widget>
    Widget* field(const char* name) const
    {
        for (auto* each : m_editor->findChildren<Widget*>())
            if (each->accessibleName() == QLatin1String(name))
                return each;
        qWarning("no field \"%s\"", name);
        return nullptr;
    }
    void click(const char* name) const
    {
        auto* button = field<QPushButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    template <class Widget = QLineEdit>
    void type(const char* name, const QString& text) const
    {
        auto* edit = field<Widget>(name);
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(edit, Qt::Key_Delete);
        const QStringList lines = text.split('\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (i > 0)
                QTest::keyClick(edit, Qt::Key_Return);
            QTest::keyClicks(edit, lines[i]);
        }
    }
    QTableWidget& sliders() const { return *field<QTableWidget>("Sliders"); }
    /// Double click, type; Return unless the cell is to stay open.
    void typeCell(int row, Column column, const QString& text, bool leave = true) const
    {
        QTableWidget& table = sliders();
        table.scrollToItem(table.item(row, column));
        const QPoint at = table.visualItemRect(table.item(row, column)).center();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, at);
        auto* cell = table.viewport()->findChild<QLineEdit*>();
        QVERIFY2(cell, "the cell did not open");
        cell->selectAll();
        QTest::keyClicks(cell, text);
        if (!leave)
            return;
        QTest::keyClick(cell, Qt::Key_Return);
        QVERIFY2(QTest::qWaitFor([&] { return !table.viewport()->findChild<QLineEdit*>(); }), "the cell did not close");
    }
    QComboBox* kindOf(int row) const { return qobject_cast<QComboBox*>(sliders().cellWidget(row, Kind)); }
    void chooseStep(int row) const
    {
        auto* list = field<QListWidget>("Steps");
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(row)).center());
    }
    QStringList steps() const
    {
        QStringList all;
        const auto* list = field<QListWidget>("Steps");
        for (int i = 0; i < list->count(); ++i)
            all << list->item(i)->text();
        return all;
    }

private Q_SLOTS:
    void initTestCase() { qputenv("SONOSKETCH_STATE_DIR", m_dir.filePath("state").toUtf8()); } // the dialogs begin there
    void init()
    {
        m_editor = std::make_unique<LessonEditor>(drawnCase(), drawingFactory(drawnCase().palette, std::make_shared<DrawingControl>()));
        m_editor->show();
        m_editor->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    }
    void cleanup() { m_editor.reset(); }

    void aLessonIsTypedSavedAndRead()
    {
        type("Title", "Cysts and septa");
        type("Summary", "What a septum   does.");
        type("Author", "A. Teacher");
        type<QPlainTextEdit>("Sources", "Atlas of 2020\n\nAnother one");
        // First step: a slider of size, and one of classes.
        dragThrough(*m_editor->findChild<PracticeView*>(), {{256, 250}});
        type("Title of the step", "How large");
        type<QPlainTextEdit>("Text", "Look at the wall.\nThen at the size.");
        click("Add slider");
        typeCell(0, Name, "Size of the cyst");
        typeCell(0, From, "40");
        typeCell(0, To, "110.5");
        typeCell(0, Start, "80");
        click("Add slider");
        QTest::keyClick(kindOf(1), Qt::Key_Down);
        QCOMPARE(kindOf(1)->currentText(), QString("class"));
        typeCell(1, Name, "What it is");
        const auto classes = drawnCase().palette.classes();
        typeCell(1, Classes, QString::fromStdString(classes[3].name + " , " + classes[1].name));
        type("Question", "What grows?");
        type<QPlainTextEdit>("Choices", "The wall\nThe cyst\nNothing");
        auto* right = field<QSpinBox>("Right choice");
        right->setFocus();
        right->selectAll();
        QTest::keyClicks(right, "2");
        type("Explanation", "The slider says so.");
        // Second and third step.
        click("Add");
        type("Title of the step", "Walls");
        click("Add slider");
        QTest::keyClick(kindOf(0), Qt::Key_Down);
        QTest::keyClick(kindOf(0), Qt::Key_Down);
        QCOMPARE(kindOf(0)->currentText(), QString("wall"));
        typeCell(0, Name, "Wall");
        click("Add");
        type("Title of the step", "The end");
        QCOMPARE(steps(), (QStringList{"1  How large", "2  Walls", "3  The end"}));

        const QString folder = fresh();
        QVERIFY(answerFileDialog(folder, [&] { click("Save"); }));
        QVERIFY2(m_editor->message().contains(folder), qPrintable(m_editor->message()));
        const practice::Lesson read = practice::loadLesson(folder.toStdString());
        QCOMPARE(read.title, std::string("Cysts and septa"));
        QCOMPARE(read.summary, std::string("What a septum does."));
        QCOMPARE(read.author, std::string("A. Teacher"));
        QVERIFY(read.sources == (std::vector<std::string>{"Atlas of 2020", "Another one"}));
        QCOMPARE(read.steps.size(), std::size_t{3});
        using practice::SliderKind;
        practice::LessonStep wanted{"How large", {"Look at the wall.", "Then at the size."}, {256.5, 250.5},
            {{SliderKind::Size, "Size of the cyst", 40, 110.5, 80, {}},
                {SliderKind::Class, "What it is", 0, 1, 0, {classes[3].name, classes[1].name}}},
            practice::LessonQuestion{"What grows?", {"The wall", "The cyst", "Nothing"}, 1, "The slider says so."}};
        QVERIFY(read.steps[0] == wanted);
        // Another kind brings a range that it can have.
        QVERIFY((read.steps[1].sliders == std::vector<practice::LessonSlider>{{SliderKind::Wall, "Wall", 0, 30, 0, {}}}));
        QCOMPARE(read.steps[1].object, wanted.object); // a new step begins at the object of the one before it
        QVERIFY(!read.steps[1].question && !read.steps[2].question && read.steps[2].sliders.empty());
        QVERIFY(samePixels(read.value.labels, drawnCase().labels) && samePixels(read.value.source, drawnCase().source));
        QCOMPARE(read.value.mmPerPixel, drawnCase().mmPerPixel);
        QVERIFY(m_editor->close()); // nothing is unsaved
    }
    void stepsAreMovedChosenAndRemoved()
    {
        type("Title of the step", "a");
        for (const char* title : {"b", "c"}) {
            click("Add");
            type("Title of the step", title);
        }
        QCOMPARE(steps(), (QStringList{"1  a", "2  b", "3  c"}));
        click("Down"); // it is the last
        QCOMPARE(steps(), (QStringList{"1  a", "2  b", "3  c"}));
        click("Up");
        QCOMPARE(steps(), (QStringList{"1  a", "2  c", "3  b"}));
        // The fields go along.
        type<QPlainTextEdit>("Text", "of c");
        click("Up");
        click("Up");
        QCOMPARE(steps(), (QStringList{"1  c", "2  a", "3  b"}));
        QCOMPARE(field<QPlainTextEdit>("Text")->toPlainText(), QString("of c"));
        chooseStep(2);
        QCOMPARE(field<QLineEdit>("Title of the step")->text(), QString("b"));
        QVERIFY(field<QPlainTextEdit>("Text")->toPlainText().isEmpty());
        chooseStep(1);
        click("Down");
        QCOMPARE(steps(), (QStringList{"1  c", "2  b", "3  a"}));
        chooseStep(1);
        click("Remove");
        QCOMPARE(steps(), (QStringList{"1  c", "2  a"}));
        QCOMPARE(field<QLineEdit>("Title of the step")->text(), QString("a"));
        click("Remove");
        click("Remove");
        QCOMPARE(steps(), (QStringList{"1  c"}));
        QVERIFY(m_editor->message().contains("one step"));
        QCOMPARE(m_editor->lesson().steps.front().text, std::vector<std::string>{"of c"});
    }
    void slidersAreAddedUpToFourAndRemoved()
    {
        for (int i = 0; i < 5; ++i)
            click("Add slider");
        QCOMPARE(sliders().rowCount(), 4);
        QVERIFY(m_editor->message().contains("4"));
        for (int row = 0; row < 4; ++row)
            typeCell(row, Name, QString::number(row));
        QTest::mouseClick(sliders().viewport(), Qt::LeftButton, {}, sliders().visualItemRect(sliders().item(1, Name)).center());
        click("Remove slider");
        const auto names = [&] {
            QString all;
            const practice::Lesson lesson = m_editor->lesson();
            for (const auto& slider : lesson.steps[0].sliders)
                all += QString::fromStdString(slider.name);
            return all;
        };
        QCOMPARE(names(), QString("023"));
        sliders().setCurrentCell(-1, -1);
        click("Remove slider"); // none is chosen: the last
        QCOMPARE(names(), QString("02"));
    }
    void numbersAreReadAsPeopleWriteThem()
    {
        dragThrough(*m_editor->findChild<PracticeView*>(), {{256, 250}});
        type("Title", "Numbers");
        m_editor->setLocale(QLocale(QLocale::German));
        click("Add slider");
        typeCell(0, From, "62,5");
        typeCell(0, Start, "70.25");
        QCOMPARE(m_editor->lesson().steps[0].sliders[0].from, 62.5);
        QCOMPARE(m_editor->lesson().steps[0].sliders[0].start, 70.25);
        // What is no number is not taken for 0.
        QTest::keyClick(kindOf(0), Qt::Key_End);
        QCOMPARE(m_editor->lesson().steps[0].sliders[0].kind, practice::SliderKind::Papilla);
        typeCell(0, Start, "ten");
        const fs::path folder = fresh().toStdString();
        QVERIFY(!m_editor->saveTo(folder));
        QVERIFY2(m_editor->message().contains("range"), qPrintable(m_editor->message()));
        QVERIFY(!fs::exists(folder));
        typeCell(0, Start, "10");
        QVERIFY2(m_editor->saveTo(folder), qPrintable(m_editor->message()));
        QCOMPARE(practice::loadLesson(folder).steps[0].sliders[0].start, 10.0);
    }
    void whatIsBeingTypedIntoACellIsSaved()
    {
        dragThrough(*m_editor->findChild<PracticeView*>(), {{256, 250}});
        type("Title", "Cells");
        click("Add slider");
        typeCell(0, Name, "Half typed", false);
        const fs::path folder = fresh().toStdString();
        // By its key the button takes no focus from the cell.
        QVERIFY(answerFileDialog(QString::fromStdString(folder.string()), [&] {
            QTest::keyClick(m_editor->focusWidget(), Qt::Key_S, Qt::AltModifier);
            QTest::qWait(300);
        }));
        QCOMPARE(practice::loadLesson(folder).steps[0].sliders[0].name, std::string("Half typed"));
        typeCell(0, Name, "Changed", false);
        QVERIFY(!m_editor->close());
        QVERIFY(m_editor->message().contains("not saved"));
        QCOMPARE(m_editor->lesson().steps[0].sliders[0].name, std::string("Changed"));
    }
    void anExplanationAloneIsNotDropped()
    {
        type("Title", "Questions");
        type("Explanation", "Written first");
        click("Add");
        chooseStep(0);
        QCOMPARE(field<QLineEdit>("Explanation")->text(), QString("Written first"));
        QVERIFY(!m_editor->saveTo(fresh().toStdString()));
        QVERIFY2(m_editor->message().contains("question"), qPrintable(m_editor->message()));
    }
    void whoWritesOnIsWarnedAgain_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("title") << 0;
        QTest::newRow("sources") << 1;
        QTest::newRow("a step") << 2;
        QTest::newRow("order") << 3;
    }
    void whoWritesOnIsWarnedAgain()
    {
        QFETCH(int, what);
        click("Add");
        QVERIFY(!m_editor->close());
        if (what == 0)
            type("Title", "More");
        else if (what == 1)
            type<QPlainTextEdit>("Sources", "More");
        else if (what == 2)
            click("Add");
        else
            click("Up");
        QVERIFY(!m_editor->close());
        QVERIFY(m_editor->close());
    }
    void anOpenedLessonGoesRoundUnchanged()
    {
        for (const char* name : {"septa", "unilocular-cyst"}) {
            const fs::path from = practice::bundledLessons() / name;
            const practice::Lesson before = practice::loadLesson(from);
            QVERIFY(answerFileDialog(QString::fromStdString(from.string()), [&] { click("Open"); }));
            QCOMPARE(field<QLineEdit>("Title")->text(), QString::fromStdString(before.title));
            QCOMPARE(m_editor->stepCount(), static_cast<int>(before.steps.size()));
            for (int step = 0; step < m_editor->stepCount(); ++step) {
                chooseStep(step);
                // One letter there and back: now what the fields hold is what the step is.
                auto* title = field<QLineEdit>("Title of the step");
                title->setFocus();
                QTest::keyClick(title, Qt::Key_End);
                QTest::keyClicks(title, "x");
                QTest::keyClick(title, Qt::Key_Backspace);
            }
            // A bundled one is not written over: it asks where to.
            const QString to = fresh();
            QVERIFY(answerFileDialog(to, [&] { click("Save"); }));
            const practice::Lesson after = practice::loadLesson(to.toStdString());
            QVERIFY(after.title == before.title && after.summary == before.summary && after.author == before.author);
            QVERIFY(after.sources == before.sources);
            QVERIFY(after.steps == before.steps);
            QVERIFY(samePixels(after.value.labels, before.value.labels) && samePixels(after.value.sketch, before.value.sketch));
            // From there on it is saved where it lies.
            type("Summary", "Changed");
            click("Save");
            QCOMPARE(practice::loadLesson(to.toStdString()).summary, std::string("Changed"));
            QCOMPARE(practice::loadLesson(from).summary, before.summary);
        }
    }
    void openingAsksBeforeItDrops()
    {
        const QString from = QString::fromStdString((practice::bundledLessons() / "septa").string());
        type("Title", "Mine");
        click("Open");
        QVERIFY(m_editor->message().contains("not saved"));
        QCOMPARE(field<QLineEdit>("Title")->text(), QString("Mine"));
        QVERIFY(answerFileDialog({}, [&] { click("Open"); })); // cancelled
        QCOMPARE(field<QLineEdit>("Title")->text(), QString("Mine"));
        QVERIFY(answerFileDialog(m_dir.path(), [&] { click("Open"); })); // no lesson there
        QVERIFY(m_editor->message().contains("lesson.json"));
        QCOMPARE(field<QLineEdit>("Title")->text(), QString("Mine"));
        QVERIFY(answerFileDialog(from, [&] { click("Open"); }));
        QVERIFY(field<QLineEdit>("Title")->text() != QString("Mine"));
        QVERIFY(m_editor->message().contains(from));
    }
    void aLongTitleIsNotCut()
    {
        practice::Lesson lesson = m_editor->lesson();
        lesson.title = std::string(150, 't');
        lesson.steps[0].title = std::string(150, 's');
        m_editor->setLesson(lesson);
        type<QPlainTextEdit>("Text", "More");
        QCOMPARE(m_editor->lesson().title, lesson.title);
        QCOMPARE(m_editor->lesson().steps[0].title, lesson.steps[0].title);
    }
    void tryingItRunsWhatIsTyped()
    {
        type("Title", "Try me");
        click("Try it");
        auto* page = m_editor->findChild<LessonPage*>();
        QVERIFY(page && page->isOpen());
        QCOMPARE(page->lesson().title, std::string("Try me"));
        page->close();
    }
};

QTEST_MAIN(TestLessonEditor)
#include "test_lesson_editor.moc"
