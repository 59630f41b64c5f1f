// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/brighter_generator.h"
#include "tests/support/gif_reader.h"
#include "tests/support/window_driver.h"

#include "app/compare/story_job.h"
#include "app/panels/history_panel.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/videoio.hpp>

#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace sonosketch;
using namespace sonosketch::test;
namespace fs = std::filesystem;
using Format = StoryJob::Format;
using NodeId = HistoryTree::NodeId;

/// Edit stories from the real window.
class TestStoryJob : public QObject {
    Q_OBJECT

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<QTemporaryDir> dir;

    StoryJob& story() { return window->story(); }
    fs::path in(const char* name) const { return fs::path(dir->path().toStdString()) / name; }
    std::ptrdiff_t entries() const { return std::distance(fs::directory_iterator(dir->path().toStdString()), fs::directory_iterator()); }
    void paint(QPointF at)
    {
        StrokeSpec spec;
        spec.text = QStringLiteral("Brush: Cyst");
        spec.value = 1;
        window->session().beginStroke(spec, at, 24);
        window->session().continueStroke(at + QPointF(50, 10), 24);
        window->session().endStroke();
    }
    bool settle() { return waitForPicture(*window, 20'000).isEmpty(); }
    bool write(const char* name, Format format, const std::vector<NodeId>& steps)
    {
        QSignalSpy finished(&story(), &StoryJob::finished), failed(&story(), &StoryJob::failed);
        if (!story().start(in(name), format, steps, {200, 0}))
            return false;
        if (!QTest::qWaitFor([&] { return finished.count() + failed.count() > 0; }, 20'000) || finished.isEmpty()) {
            qWarning("%s", qPrintable(failed.isEmpty() ? QStringLiteral("no answer") : failed[0][0].toString()));
            return false;
        }
        return true;
    }

private Q_SLOTS:
    void init()
    {
        dir = std::make_unique<QTemporaryDir>();
        control = std::make_shared<DrawingControl>();
        window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), control));
        QVERIFY(window);
        for (int i = 0; i < 3; ++i) {
            paint({150.0 + 60 * i, 320});
            QVERIFY(settle());
        }
        QTRY_VERIFY(window->nodePictures().hasPicture(3));
    }
    void cleanup() { window.reset(); }

    void gifTellsTheWayHere()
    {
        window->session().setNodeName(2, QStringLiteral("Zyste gr\u00f6\u00dfer"));
        QVERIFY(write("story.gif", Format::Gif, story().steps(StoryJob::Steps::ToHere)));
        const Gif gif = readGif(in("story.gif"));
        QCOMPARE(gif.frames.size(), std::size_t{4});
        for (NodeId id = 0; id < 4; ++id) {
            const cv::Mat expected = withSyntheticMark(window->nodePictures().picture(id), {});
            QCOMPARE(gif.frames[id].cols, 512);
            QVERIFY(gif.frames[id].rows > 512);
            QVERIFY(samePixels(gif.frames[id](cv::Rect(0, 0, 512, 512)).clone(), expected));
            const cv::Mat caption = gif.frames[id].rowRange(512, gif.frames[id].rows);
            QVERIFY(cv::countNonZero(caption > 120) > 100); // it says something
        }
        QCOMPARE(gif.hundredths, std::vector<int>(4, 20));
        QVERIFY(gif.comment.find("\"model\":\"fake\"") != std::string::npos);
        QVERIFY(gif.comment.find("Zyste gr\xc3\xb6\xc3\x9f"
                                 "er")
            != std::string::npos);
        QVERIFY(window->statusMessage().startsWith("Wrote"));
        QVERIFY(!story().isRunning());
    }

    void sheetOfPinnedStepsRendersWhatWasDropped()
    {
        window->session().setNodePinned(1, true);
        window->session().setNodePinned(3, true);
        const cv::Mat first = window->nodePictures().picture(1), third = window->nodePictures().picture(3);
        window->session().setNodePinned(1, false);
        window->nodePictures().setLimits({1, 1 << 20});
        window->nodePictures().setLimits({});
        QVERIFY(!window->nodePictures().hasPicture(1) && window->nodePictures().hasPicture(3));
        window->session().setNodePinned(1, true);
        const auto steps = story().steps(StoryJob::Steps::Pinned);
        QCOMPARE(steps, (std::vector<NodeId>{1, 3}));
        QVERIFY(write("sheet.png", Format::ContactSheet, steps));
        const cv::Mat sheet = cv::imread(in("sheet.png").string(), cv::IMREAD_UNCHANGED);
        QVERIFY(samePixels(sheet(cv::Rect(12, 12, 512, 512)).clone(), withSyntheticMark(first, {})));
        QVERIFY(samePixels(sheet(cv::Rect(12 + 524, 12, 512, 512)).clone(), withSyntheticMark(third, {})));
        const std::string json = readPngText(in("sheet.png"), "SonoSketch");
        QVERIFY(json.find("\"synthetic\":true") != std::string::npos && json.find("Step 3: Brush: Cyst") != std::string::npos);
        if (!qEnvironmentVariableIsEmpty("SONOSKETCH_SCREENSHOTS"))
            fs::copy_file(in("sheet.png"), qEnvironmentVariable("SONOSKETCH_SCREENSHOTS").toStdString() + "/sheet.png",
                fs::copy_options::overwrite_existing);
    }

    void folderAndFilm()
    {
        QVERIFY(write("steps", Format::Folder, {0, 2}));
        QVERIFY(fs::exists(in("steps") / "step-0002.png") && !fs::exists(in("steps") / "step-0003.png"));
        QSignalSpy failed(&story(), &StoryJob::failed);
        if (!write("story.webm", Format::Film, {0, 1, 2, 3}) && failed.count() == 1 && failed[0][0].toString().contains("WebM"))
            QSKIP("OpenCV writes no WebM here");
        cv::VideoCapture film(in("story.webm").string());
        cv::Mat picture;
        int count = 0;
        while (film.read(picture))
            ++count;
        QCOMPARE(count, 8); // four, two tenths of a second each
        QCOMPARE(entries(), std::ptrdiff_t{2});
    }

    void cancelLeavesNothing()
    {
        window->nodePictures().setLimits({1, 1 << 20}); // everything is to be rendered
        control->delayMs = 60'000;
        QSignalSpy cancelled(&story(), &StoryJob::cancelled);
        QVERIFY(story().start(in("story.gif"), Format::Gif, {0, 1, 2, 3}));
        auto* stop = window->findChild<QToolButton*>(QStringLiteral("storyCancel"));
        QVERIFY(stop->isVisible() && window->findChild<QProgressBar*>(QStringLiteral("storyProgress"))->isVisible());
        QVERIFY(!story().start(in("other.gif"), Format::Gif, {0})); // one at a time
        stop->click();
        QTRY_COMPARE(cancelled.count(), 1);
        QVERIFY(!stop->isVisible() && !story().isRunning());
        QCOMPARE(entries(), std::ptrdiff_t{0});
        control->delayMs = 0;
        window->nodePictures().setLimits({});
        QVERIFY(write("story.gif", Format::Gif, {0, 1}));
        QCOMPARE(entries(), std::ptrdiff_t{1});
    }

    void failuresAreSentences()
    {
        QSignalSpy failed(&story(), &StoryJob::failed);
        QVERIFY(!story().start(in("a.gif"), Format::Gif, {}));
        QVERIFY(!story().start(in("a.gif"), Format::Gif, {42}));
        QVERIFY(window->statusMessage().contains("deleted"));
        QVERIFY(story().start(in("none") / "a.gif", Format::Gif, {0, 1}));
        QTRY_COMPARE(failed.count(), 3);
        QVERIFY(!story().isRunning());
        // A window that closes in the middle leaves nothing either.
        window->nodePictures().setLimits({1, 1 << 20});
        control->delayMs = 60'000;
        QVERIFY(story().start(in("b.gif"), Format::Gif, {0, 1}));
        control->delayMs = 0;
        window.reset();
        QCOMPARE(entries(), std::ptrdiff_t{0});
    }
};

QTEST_MAIN(TestStoryJob)
#include "test_story_job.moc"
