// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/practice/progress_store.h"
#include "tests/support/check.h"
#include "tests/support/foreign_sql.h"
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
Answer sampleAnswer(std::int64_t session, Kind kind = Kind::Paint, bool right = true)
{
    Answer answer;
    answer.session = session;
    answer.wallMs = 1'700'000'000'000;
    answer.durationMs = 12'345;
    answer.kind = kind;
    answer.source = "Cyst, \"large\"";
    answer.model = "pgsgan";
    answer.trueClass = "Teratoma";
    answer.givenClass = "Simple_Cyst";
    answer.level = 0.25;
    answer.seed = -7;
    answer.right = right;
    if (kind == Kind::Paint) {
        answer.dice = 0.8;
        answer.boundary = 4.5;
        answer.mmPerPixel = 0.2;
    }
    answer.strokes = {{Stroke::Tool::Brush, 12, {{1, 2, 3}, {4, 5.25, 6}}}};
    return answer;
}
} // namespace

class TestProgressStore : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path fresh() { return fs::path(m_dir.path().toStdString()) / std::to_string(m_next++) / "practice.sqlite"; }

private Q_SLOTS:
    void whatIsStoredComesBack()
    {
        const fs::path file = fresh();
        QVERIFY(!ProgressStore::openExisting(file));
        const cv::Mat picture = test::ringPicture();
        std::int64_t id = 0;
        {
            ProgressStore store = ProgressStore::open(file);
            const auto session = store.beginSession(5);
            id = store.record(sampleAnswer(session), {picture, cv::Mat()});
            store.record(sampleAnswer(session, Kind::Spot, false), {});
        }
        ProgressStore store = ProgressStore::open(file);
        const auto all = store.answers(true);
        QCOMPARE(all.size(), std::size_t{2});
        Answer wanted = sampleAnswer(all[0].session);
        QVERIFY(all[0].strokes == wanted.strokes);
        QCOMPARE(all[0].source, wanted.source);
        QCOMPARE(all[0].dice.value(), 0.8);
        QCOMPARE(all[0].seed, std::int64_t{-7});
        QVERIFY(!all[1].dice && !all[1].right);
        QVERIFY(store.answers()[0].strokes.empty());
        QVERIFY(store.answer(id).strokes == wanted.strokes);
        QVERIFY(samePixels(store.pictures(id).picture, picture));
        QVERIFY(store.pictures(id).truth.empty());
        QCOMPARE(codeOf([&] { store.answer(99); }), ErrorCode::NotFound);
        // The level follows from the answers of its own kind.
        Staircase staircase;
        staircase.answered(true);
        QCOMPARE(store.staircase(Kind::Paint).level(), staircase.level());
        QCOMPARE(store.staircase(Kind::Measure).level(), Staircase().level());
    }
    void twoWindowsWriteToOneLog()
    {
        const fs::path file = fresh();
        ProgressStore a = ProgressStore::open(file), b = ProgressStore::open(file);
        const auto first = a.beginSession(1), second = b.beginSession(2);
        QVERIFY(first != second);
        a.record(sampleAnswer(first), {});
        b.record(sampleAnswer(second), {});
        QCOMPARE(a.answers().size(), std::size_t{2});
    }
    void oldPicturesGo()
    {
        ProgressStore store = ProgressStore::open(fresh());
        const auto session = store.beginSession(1);
        const cv::Mat picture(512, 512, CV_8UC1, cv::Scalar(9));
        for (int i = 0; i < keptPictures + 2; ++i)
            store.record(sampleAnswer(session), i < 4 ? AnswerPictures{picture, picture} : AnswerPictures{});
        QVERIFY(store.pictures(2).picture.empty());
        QVERIFY(!store.pictures(3).picture.empty());
        QCOMPARE(store.answers().size(), std::size_t(keptPictures + 2));
    }
    void csvHoldsEveryAnswer()
    {
        ProgressStore store = ProgressStore::open(fresh());
        QCOMPARE(progressCsv({}).find("\r\n") + 2, progressCsv({}).size());
        store.record(sampleAnswer(store.beginSession(1)), {});
        const std::string csv = progressCsv(store.answers(true));
        const std::string line = csv.substr(csv.find("\r\n") + 2);
        QCOMPARE(line,
            std::string("1,1,2023-11-14T22:13:20Z,paint,\"Cyst, \"\"large\"\"\",pgsgan,0.250,-7,1,0.8000,Teratoma,Simple_Cyst,0.8000,"
                        "4.5000,0.9000,,,,,,,,,,,0.2000,12.345,1\r\n"));
    }
    void damagedNewerAndForeignFilesAreLeftAlone()
    {
        const fs::path damaged = fresh();
        fs::create_directories(damaged.parent_path());
        const std::string rubbish = "SQLite format 3" + std::string(1, '\0') + std::string(5000, 'x');
        writeFileAtomically(damaged, rubbish);
        QCOMPARE(codeOf([&] { ProgressStore::open(damaged); }), ErrorCode::Corrupt);
        QCOMPARE(readTextFile(damaged), rubbish);

        const fs::path newer = fresh();
        ProgressStore::open(newer);
        test::executeForeign(newer, "PRAGMA user_version = 2");
        QCOMPARE(codeOf([&] { ProgressStore::open(newer); }), ErrorCode::VersionMismatch);
        QVERIFY(messageOf([&] { ProgressStore::open(newer); }).find("version 2") != std::string::npos);

        const fs::path foreign = fresh();
        fs::create_directories(foreign.parent_path());
        test::executeForeign(foreign, "CREATE TABLE notes(x)");
        QCOMPARE(codeOf([&] { ProgressStore::open(foreign); }), ErrorCode::Unsupported);

        const fs::path lacking = fresh();
        ProgressStore::open(lacking);
        test::executeForeign(lacking, "DROP TABLE answers");
        QCOMPARE(codeOf([&] { ProgressStore::open(lacking).answers(); }), ErrorCode::Corrupt);

        // Put aside, a new one begins and the old one is still there.
        const fs::path aside = ProgressStore::putAside(damaged);
        QCOMPARE(readTextFile(aside), rubbish);
        QVERIFY(!fs::exists(damaged));
        ProgressStore::open(damaged).beginSession(1);
        QVERIFY(ProgressStore::putAside(damaged) != aside);
    }
    void editedRowsAreRefused()
    {
        const fs::path file = fresh();
        {
            ProgressStore store = ProgressStore::open(file);
            store.record(sampleAnswer(store.beginSession(1)), {});
        }
        test::executeForeign(file, "UPDATE answers SET kind = 9");
        QCOMPARE(codeOf([&] { ProgressStore::open(file).answers(); }), ErrorCode::Corrupt);
        test::executeForeign(file, "UPDATE answers SET kind = 0, strokes = '{\"strokes\": [1]}'");
        QCOMPARE(codeOf([&] { ProgressStore::open(file).answers(true); }), ErrorCode::Corrupt);
        QCOMPARE(ProgressStore::open(file).answers().size(), std::size_t{1});
    }
    void aFullDiskLosesNothing()
    {
        const fs::path file = fresh();
        ProgressStore store = ProgressStore::open(file);
        const auto session = store.beginSession(1);
        store.record(sampleAnswer(session), {});
        Answer large = sampleAnswer(session);
        for (int i = 0; i < 20'000; ++i)
            large.strokes.front().samples.push_back({i % 512 + 0.25, i % 511 + 0.5, i});
        {
            const test::FullDisk full(64 << 10);
            QCOMPARE(codeOf([&] { store.record(large, {}); }), ErrorCode::WriteFailed);
        }
        QCOMPARE(store.answers().size(), std::size_t{1});
        store.record(large, {}); // room again: the same answer is taken, once
        QCOMPARE(ProgressStore::open(file).answers(true).size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestProgressStore)
#include "test_progress_store.moc"
