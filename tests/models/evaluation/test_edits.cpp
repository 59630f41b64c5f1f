// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Edits on made-up cases with a generator that draws its condition: what must change changes, and only there.

#include "models/evaluation/edits.h"
#include "tests/models/evaluation/made_up_data.h"
#include "tests/support/check.h"
#include "tests/support/drawing_generator.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using namespace sonosketch::evaluation;
namespace fs = std::filesystem;

class TestEdits : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_data;
    DatasetManifest m_manifest;

    EditSettings settings() const
    {
        EditSettings result;
        result.data = m_data;
        result.count = 2;
        return result;
    }
    Case caseOf(int index) const
    {
        const auto sample = loadSample(m_data, m_manifest.items.at(static_cast<std::size_t>(index)));
        Case value = Case::blank(m_manifest.palette);
        value.source = sample.image;
        value.labels = sample.labels;
        value.fieldOfView = sample.fieldOfView;
        return value;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_data = fs::path(m_dir.path().toStdString()) / "data";
        m_manifest = test::writeMadeUpData(m_data, 1, 3);
    }

    void editsDoWhatTheySay()
    {
        const Case value = caseOf(1);
        const cv::Mat edges = automaticEdges(value);
        const auto lesion = findLesion(value);
        QVERIFY(lesion && lesion->label == 2);
        const int area = cv::countNonZero(lesion->mask);
        for (const EditKind kind : allEdits) {
            const auto plan = planEdit(kind, value, edges, *lesion, {1, 2, 5}, 3);
            QVERIFY2(plan.has_value(), editName(kind));
            validate(plan->before);
            validate(plan->after);
            // Outside of the region the conditions are equal.
            const cv::Mat before = composeSketch(edges, plan->before.labels, plan->before.sketch);
            const cv::Mat after = composeSketch(edges, plan->after.labels, plan->after.sketch);
            const cv::Mat changed = (before != after) | (plan->before.labels != plan->after.labels);
            QVERIFY2(cv::countNonZero(changed) > 0 && cv::countNonZero(changed & ~plan->region) == 0, editName(kind));
            const int labelled = cv::countNonZero(plan->after.labels);
            switch (kind) {
            case EditKind::Delete:
                QCOMPARE(labelled, 0);
                QCOMPARE(cv::countNonZero(after & lesion->mask), 0);
                break;
            case EditKind::Add:
                QCOMPARE(labelled, area + cv::countNonZero(plan->filled));
                QCOMPARE(cv::countNonZero(plan->filled & ~value.fieldOfView), 0);
                break;
            case EditKind::Move:
                QCOMPARE(labelled, area);
                QVERIFY(cv::countNonZero(plan->emptied) > area / 20);
                break;
            case EditKind::Relabel:
                QVERIFY(plan->newLabel == 1 || plan->newLabel == 5);
                QCOMPARE(cv::countNonZero(plan->after.labels == plan->newLabel), area);
                break;
            case EditKind::Septum:
                QVERIFY(test::samePixels(plan->after.labels, value.labels));
                QVERIFY(cv::countNonZero(after & lesion->mask) >= 30);
                break;
            }
            const auto again = planEdit(kind, value, edges, *lesion, {1, 2, 5}, 3);
            QVERIFY(test::samePixels(again->region, plan->region) && test::samePixels(again->after.labels, plan->after.labels));
        }
    }

    void aMoveTakesTheInnerSketchAlong()
    {
        const Case value = caseOf(1);
        const auto lesion = findLesion(value);
        cv::Mat edges = automaticEdges(value), depth;
        cv::distanceTransform(lesion->mask, depth, cv::DIST_L2, 3);
        cv::Point centre;
        cv::minMaxLoc(depth, nullptr, nullptr, nullptr, &centre);
        edges.setTo(0, lesion->mask);
        cv::line(edges, centre - cv::Point(10, 0), centre + cv::Point(10, 0), cv::Scalar(255), 1);
        const auto plan = planEdit(EditKind::Move, value, edges, *lesion, {2}, 1);
        QVERIFY(plan);
        const auto strokes = [](const Case& state) { return cv::countNonZero((state.sketch == SketchPen) & (state.labels != 0)); };
        QCOMPARE(strokes(plan->before), 21);
        QCOMPARE(strokes(plan->after), 21);
    }

    void thereMayBeNoRoom()
    {
        Case value = caseOf(1);
        value.labels.setTo(0);
        QVERIFY(!findLesion(value));
        cv::rectangle(value.labels, {45, 45}, {466, 250}, cv::Scalar(3), cv::FILLED);
        const auto lesion = findLesion(value);
        QVERIFY(lesion);
        QVERIFY(!planEdit(EditKind::Relabel, value, automaticEdges(value), *lesion, {3}, 1));
        value.fieldOfView = value.labels != 0;
        QVERIFY(!findLesion(value)); // it fills the view
        QVERIFY(!planEdit(EditKind::Add, value, automaticEdges(value), *lesion, {3}, 1));
        QVERIFY(!planEdit(EditKind::Move, value, automaticEdges(value), *lesion, {3}, 1));
    }

    void theDrawnPictureChangesInside()
    {
        test::DrawingGenerator generator(m_manifest.palette, std::make_shared<test::DrawingControl>());
        test::DarkSegmenter segmenter(m_manifest.palette);
        const auto result = runEdits(settings(), generator, "drawing", &segmenter, {});
        QCOMPARE(result.ids.size(), std::size_t{2});
        QCOMPARE(result.outcomes.size(), std::size_t{10});
        for (const auto& outcome : result.outcomes) {
            QVERIFY(outcome.done);
            QVERIFY2(outcome.inside > 0.5 && outcome.inside > 5 * outcome.outside, editName(outcome.kind));
            QVERIFY(outcome.shareInside > 0.9 && outcome.regionPixels > 0);
        }
        // The generator draws lesions dark, which the segmenter sees.
        QCOMPARE(summarise(result, EditKind::Delete).agreed, std::size_t{2});
        QCOMPARE(summarise(result, EditKind::Add).agreed, std::size_t{2});
        QCOMPARE(summarise(result, EditKind::Septum).judged, std::size_t{0});

        const auto json = nlohmann::json::parse(editsJson(result));
        for (const EditKind kind : allEdits) {
            for (const char* key : {"done", "inside", "outside", "ratio", "share_inside"})
                QVERIFY2(json["summary"][editName(kind)][key].is_number(), key);
            QVERIFY(json["cases"][result.ids[0]][editName(kind)]["done"].get<bool>());
        }
        QCOMPARE(editsJson(runEdits(settings(), generator, "drawing", &segmenter, {})), editsJson(result));

        const fs::path out = fs::path(m_dir.path().toStdString()) / "edits";
        writeEdits(result, out);
        QVERIFY(fs::exists(out / "edits.json") && fs::exists(out / "pairs" / (result.ids[0] + "-move.png")));
        QCOMPARE(std::distance(fs::directory_iterator(out / "pairs"), fs::directory_iterator()), std::ptrdiff_t{10});
        const auto page = QString::fromStdString(readTextFile(out / "edits.html"));
        static const QRegularExpression address(QStringLiteral("(src|href)=\"(?!data:)|url\\(|<script|<link"));
        QVERIFY(page.contains("Septum drawn") && page.contains("SYNTHETIC") && !address.match(page).hasMatch());
        QCOMPARE(page.count("<img "), 50);
    }

    void aBlindGeneratorShowsNoChange()
    {
        test::AnsweringGenerator generator(m_manifest.palette);
        const auto result = runEdits(settings(), generator, "black", nullptr, {});
        for (const auto& outcome : result.outcomes)
            QVERIFY(outcome.inside == 0 && outcome.ratio == 0 && !outcome.agrees);
    }

    void badInputIsRefused()
    {
        test::AnsweringGenerator generator(m_manifest.palette), other(test::threeClasses());
        QVERIFY(test::codeOf([&] { runEdits(settings(), other, "other", nullptr, {}); }) == ErrorCode::VersionMismatch);
        auto elsewhere = settings();
        elsewhere.split = "nowhere";
        QVERIFY(test::codeOf([&] { runEdits(elsewhere, generator, "m", nullptr, {}); }) == ErrorCode::NotFound);
        CancelToken cancelled;
        cancelled.cancel();
        QVERIFY(test::codeOf([&] { runEdits(settings(), generator, "m", nullptr, cancelled); }) == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestEdits)
#include "test_edits.moc"
