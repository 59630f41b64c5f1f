// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// What a trainee gets to see: the difficulty's contrast and grain, the visible mark, the colours of a score.

#include "core/condition/condition.h"
#include "core/io/synthetic_image.h"
#include "core/practice/scoring.h"
#include "tests/app/study/practice_window_driver.h"

#include <QtTest>

#include <set>

using namespace sonosketch;
using namespace sonosketch::test;
using Page = PracticeWindow::Page;
namespace fs = std::filesystem;

namespace {
/// What the window's generator draws of a case.
cv::Mat drawnBy(const PracticeStage& stage, const Case& value)
{
    DrawingGenerator generator(value.palette, stage.control);
    return generator.synthesize(ConditionBuilder(generator.info().spec).build(value), CancelToken());
}

QImage marked(const cv::Mat& picture)
{
    return greyImage(withSyntheticMark(picture, {}));
}
} // namespace

class TestPracticeShown : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path freshLog() { return fs::path(m_dir.path().toStdString()) / std::to_string(m_next++) / "practice.sqlite"; }

    /// A log whose staircases stand high.
    fs::path skilledLog(practice::Kind kind)
    {
        const fs::path log = freshLog();
        practice::ProgressStore store = practice::ProgressStore::open(log);
        practice::Answer answer;
        answer.session = store.beginSession(1);
        answer.kind = kind;
        answer.right = true;
        for (int i = 0; i < 10; ++i)
            store.record(answer, {});
        return log;
    }

private Q_SLOTS:
    void difficultyReachesTheView_data()
    {
        QTest::addColumn<bool>("skilled");
        QTest::newRow("a beginner") << false;
        QTest::newRow("skilled") << true;
    }
    void difficultyReachesTheView()
    {
        QFETCH(bool, skilled);
        PracticeStage stage(skilled ? skilledLog(practice::Kind::Paint) : freshLog());
        stage.window->showPage(Page::Paint);
        const PaintPage& page = stage.window->paint();
        QVERIFY(PracticeStage::waitFor(page));
        const practice::LesionTask& task = stage.window->paint().lesion();
        QVERIFY(task.challenge.contrast < (skilled ? 0.8 : 1.0) && task.challenge.clutter > (skilled ? 0.3 : 0.0));
        const cv::Mat picture = drawnBy(stage, task.hidden);
        const cv::Mat shown = practice::shownPicture(picture, task.hidden.fieldOfView, task.challenge, task.seed);
        QVERIFY(!samePixels(shown, picture));
        QCOMPARE(stage.window->paint().view().shown(), marked(shown));
    }
    void difficultyReachesBothPicturesOfAChange()
    {
        PracticeStage stage(skilledLog(practice::Kind::Spot));
        stage.window->showPage(Page::Spot);
        SpotPage& page = stage.window->spot();
        QVERIFY(PracticeStage::waitFor(page));
        const practice::SpotTask& task = page.change();
        for (const auto& [view, value] : {std::pair{&page.first(), &task.before}, {&page.second(), &task.after}}) {
            const cv::Mat picture = drawnBy(stage, *value);
            QCOMPARE(view->shown(), marked(practice::shownPicture(picture, value->fieldOfView, task.challenge, task.seed)));
        }
    }
    void theMarkIsOnSyntheticPicturesAloneInReplaysToo_data()
    {
        QTest::addColumn<bool>("real");
        QTest::newRow("synthesised") << false;
        QTest::newRow("real") << true;
    }
    void theMarkIsOnSyntheticPicturesAloneInReplaysToo()
    {
        QFETCH(bool, real);
        const fs::path log = freshLog();
        PracticeStage stage(log);
        PracticeWindow& window = *stage.window;
        window.setSource(real ? PracticeWindow::Source::Real : PracticeWindow::Source::Synthesised);
        window.showPage(Page::Measure);
        MeasurePage& page = window.measure();
        QVERIFY(PracticeStage::waitFor(page));
        const practice::LesionTask& task = page.lesion();
        QCOMPARE(task.real, real);
        const cv::Mat picture = real ? task.hidden.source : drawnBy(stage, task.hidden);
        const cv::Mat shown = practice::shownPicture(picture, task.hidden.fieldOfView, task.challenge, task.seed);
        QVERIFY(marked(shown) != greyImage(shown));
        const QImage wanted = real ? greyImage(shown) : marked(shown);
        QCOMPARE(page.view().shown(), wanted);
        dragThrough(page.view(), {{100, 100}, {200, 100}});
        dragThrough(page.view(), {{150, 60}, {150, 140}});
        page.checkOrNext();
        QCOMPARE(page.state(), PracticePage::State::Scored);
        QCOMPARE(page.view().shown(), wanted);
        const auto answer = practice::ProgressStore::open(log).answers().at(0);
        QVERIFY(samePixels(practice::ProgressStore::open(log).pictures(answer.id).picture, shown));
        window.showPage(Page::Progress);
        QVERIFY(window.progress().replay(answer.id));
        QCOMPARE(window.progress().replayView().shown(), wanted);
    }
    void whatWasMissedIsShownInItsColourAndHatched()
    {
        PracticeStage stage(freshLog());
        stage.window->showPage(Page::Paint);
        PaintPage& page = stage.window->paint();
        QVERIFY(PracticeStage::waitFor(page));
        const cv::Mat truth = page.lesion().truth;
        const cv::Rect box = cv::boundingRect(truth);
        const int middle = box.x + box.width / 2;
        // The left half alone.
        page.selectTool(practice::Stroke::Tool::Lasso);
        const QPointF a(box.x, box.y), b(middle, box.y), c(middle, box.y + box.height), d(box.x, box.y + box.height);
        dragThrough(page.view(), {a, b, c, d, a});
        page.selectClass(page.lesion().className);
        const cv::Mat painted = page.sheet().mask().clone();
        page.checkOrNext();
        QCOMPARE(page.state(), PracticePage::State::Scored);
        const QImage tint = page.view().tint();
        int missed = 0, hit = 0;
        std::set<int> alphas;
        for (int y = 0; y < truth.rows; ++y)
            for (int x = 0; x < truth.cols; ++x) {
                if (truth.at<std::uint8_t>(y, x) == 0)
                    continue;
                const QColor color = QColor::fromRgba(tint.pixel(x, y));
                const bool isHit = painted.at<std::uint8_t>(y, x) != 0;
                (isHit ? hit : missed) += 1;
                const QColor wanted = isHit ? practice_colors::hit : practice_colors::missed;
                QVERIFY(color.red() == wanted.red() && color.green() == wanted.green() && color.blue() == wanted.blue());
                if (!isHit)
                    alphas.insert(color.alpha());
            }
        QVERIFY(missed > 100 && hit > 100);
        QCOMPARE(alphas.size(), std::size_t{2}); // stripes
        QVERIFY(page.scoreText().contains("Overlap"));
    }
};

QTEST_MAIN(TestPracticeShown)
#include "test_practice_shown.moc"
