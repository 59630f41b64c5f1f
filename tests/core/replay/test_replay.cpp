// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The strokes that the benchmark replays, on the cases that it replays them on.

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"
#include "core/replay/replay.h"

#include <QtTest>

#include <opencv2/imgproc.hpp>

using namespace sonosketch;

namespace {

cv::Mat differing(const Case& a, const Case& b)
{
    return (a.labels != b.labels) | (a.sketch != b.sketch);
}

} // namespace

class TestReplay : public QObject {
    Q_OBJECT

    std::vector<Case> m_cases;
    std::vector<RecordedEdit> m_edits;

private Q_SLOTS:
    void initTestCase()
    {
        for (const auto& folder : exampleCases())
            m_cases.push_back(loadCase(folder));
        m_edits = readRecordedEdits(resourceDir() / "bench/strokes.json");
        QCOMPARE(m_cases.size(), std::size_t{3});
    }

    void everySampleOfABundledEditChangesTheCase()
    {
        for (const Case& value : m_cases) {
            for (const auto& edit : m_edits) {
                const auto places = placesFor(value, edit, 4, 1);
                const bool placed = edit.tool == RecordedEdit::Tool::Brush;
                QVERIFY2(places.size() == (placed ? 4 : 1), (value.provenance.title + ": " + edit.name).c_str());
                for (const cv::Point place : places) {
                    Document document(value);
                    Replay replay(document, edit, place);
                    std::size_t changes = 0;
                    while (!replay.finished())
                        changes += replay.step() ? 1 : 0;
                    QVERIFY(!replay.step());
                    // A brush may meet what is its own colour already; its first sample must not.
                    QVERIFY2(placed ? changes >= 1 : changes == edit.samples.size(), edit.name.c_str());
                    replay.keep();
                    const cv::Mat changed = differing(document.value(), value);
                    if (edit.kind == "dab") {
                        const cv::Rect box = cv::boundingRect(changed);
                        QVERIFY2(!box.empty() && box.width <= 64 && box.height <= 64, edit.name.c_str());
                    } else if (edit.kind == "canny") {
                        QVERIFY(cv::countNonZero(automaticEdges(document.value()) != automaticEdges(value)) > 0);
                    } else {
                        QVERIFY(cv::countNonZero(changed) > 1000);
                    }
                }
            }
        }
    }

    void theLongStrokeCoversSixPercent()
    {
        const auto stroke = std::find_if(m_edits.begin(), m_edits.end(), [](const RecordedEdit& edit) { return edit.kind == "stroke"; });
        Document document(Case::blank(m_cases.front().palette));
        Replay replay(document, *stroke, placesFor(document.value(), *stroke, 1, 1).at(0));
        while (!replay.finished())
            QVERIFY(replay.step());
        const double share = cv::countNonZero(document.value().labels) / static_cast<double>(canvasSize * canvasSize);
        QVERIFY2(share > 0.055 && share < 0.065, qPrintable(QString::number(share)));
    }

    void whatIsNotKeptIsTakenBack()
    {
        for (const auto& edit : m_edits) {
            Document document(m_cases.front());
            {
                Replay replay(document, edit, placesFor(document.value(), edit, 1, 3).at(0));
                QVERIFY(replay.step());
            }
            QCOMPARE(cv::countNonZero(differing(document.value(), m_cases.front())), 0);
            QVERIFY(document.value().canny == m_cases.front().canny);
        }
    }

    void placesFollowTheSeedAndTheGround()
    {
        const Case& value = m_cases.front();
        for (const auto& edit : m_edits) {
            if (edit.tool != RecordedEdit::Tool::Brush)
                continue;
            const auto places = placesFor(value, edit, 12, 1);
            QVERIFY(places == placesFor(value, edit, 12, 1));
            QVERIFY(places != placesFor(value, edit, 12, 2));
            for (const cv::Point place : places) {
                QVERIFY(value.fieldOfView.at<std::uint8_t>(place) != 0);
                QCOMPARE(value.labels.at<std::uint8_t>(place) != 0, edit.on == RecordedEdit::Ground::Lesion);
            }
        }
    }

    void aCaseWithoutLesionHasNoPlaceForWhatNeedsOne()
    {
        const Case blank = Case::blank(m_cases.front().palette);
        QVERIFY(!lesionLabel(blank));
        for (const auto& edit : m_edits) {
            const bool fits = edit.tool == RecordedEdit::Tool::Brush && edit.on == RecordedEdit::Ground::Background;
            QCOMPARE(placesFor(blank, edit, 2, 1).size(), std::size_t(fits ? 2 : 0));
            Document document(blank);
            if (edit.tool == RecordedEdit::Tool::Move)
                QVERIFY_THROWS_EXCEPTION(Error, Replay(document, edit, {5, 5}));
        }
    }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "test_replay.moc"
