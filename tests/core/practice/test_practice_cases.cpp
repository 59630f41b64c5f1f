// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Which cases can be practised on, and their reading from folders and data sets.

#include "core/practice/practice_cases.h"
#include "core/practice/task.h"
#include "tests/core/practice/practice_set.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace sonosketch;
using namespace sonosketch::practice;
using namespace sonosketch::test;
namespace fs = std::filesystem;

class TestPracticeCases : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path fresh()
    {
        fs::path folder = fs::path(m_dir.path().toStdString()) / std::to_string(m_next++);
        fs::create_directories(folder);
        return folder;
    }
    static std::set<std::string> titles(const PracticeCases& found)
    {
        std::set<std::string> all;
        for (const auto& each : found.cases)
            all.insert(each->provenance.title);
        return all;
    }

private Q_SLOTS:
    void aLesionIsOnePartOfEnoughPixelsInView()
    {
        QVERIFY(hasLesion(drawnCase()));
        Case value = caseWithoutLesion("speck");
        QVERIFY(!hasLesion(value));
        value.labels.at<std::uint8_t>(300, 300) = 3; // enough in two parts is not enough
        for (int i = 0; i < 4; ++i)
            value.labels.at<std::uint8_t>(300, 301 + i) = 3;
        QVERIFY(!hasLesion(value));
        value.labels(cv::Rect(250, 264, 14, 1)).setTo(2); // nor in two classes
        QVERIFY(!hasLesion(value));
        value.labels(cv::Rect(250, 264, 14, 1)).setTo(3);
        QVERIFY(hasLesion(value));
        // Whatever has a lesion gives tasks of each kind.
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            QVERIFY(!makeLesionTask(value, 0.3, seed, true).className.empty());
            QVERIFY(!makeLesionTask(value, 0.3, seed, false).className.empty());
            QVERIFY(!makeSpotTask(value, 0.3, seed).className.empty());
        }
        value.fieldOfView(cv::Rect(250, 250, 7, 20)).setTo(0); // half of it out of view
        QVERIFY(!hasLesion(value));
        QVERIFY(!hasLesion(Case::blank(threeClasses())));
    }
    void foldersOfCases()
    {
        const fs::path root = fresh();
        saveCase(namedCase("one"), root / "a");
        saveCase(namedCase("two", std::nullopt), root / "b");
        saveCase(caseWithoutLesion("none"), root / "c");
        writeDamagedCase(root / "d-damaged");
        fs::create_directories(root / "no case");
        std::size_t told = 0;
        const PracticeCases found = readPracticeCases({root}, 1, [&](std::size_t done, std::size_t total, const std::string&) {
            QCOMPARE(total, std::size_t{4});
            told = done;
        });
        QVERIFY(titles(found) == (std::set<std::string>{"one", "two"}));
        QCOMPARE(found.withoutLesion, std::size_t{1});
        QCOMPARE(found.unreadable.size(), std::size_t{1});
        QVERIFY2(found.unreadable[0].find("d-damaged") != std::string::npos, found.unreadable[0].c_str());
        QCOMPARE(found.left, std::size_t{0});
        QCOMPARE(told, std::size_t{4});
        // The case folder itself, and several folders, of which one is not there.
        QVERIFY(titles(readPracticeCases({root / "a"}, 1)) == (std::set<std::string>{"one"}));
        const PracticeCases both = readPracticeCases({root / "b", root / "nowhere", root / "a"}, 1);
        QVERIFY(titles(both) == (std::set<std::string>{"one", "two"}));
        QCOMPARE(both.unreadable.size(), std::size_t{1});
        QVERIFY(both.unreadable[0].find("nowhere") != std::string::npos);
    }
    void dataSets()
    {
        const fs::path root = fresh();
        writeDataset(root, {namedCase("", 0.125), caseWithoutLesion(""), namedCase("", std::nullopt), namedCase("")});
        fs::remove(root / "labels" / "set-3.png");
        const PracticeCases found = readPracticeCases({root}, 1);
        QVERIFY(titles(found) == (std::set<std::string>{"set-0", "set-2"}));
        QCOMPARE(found.withoutLesion, std::size_t{1});
        QCOMPARE(found.unreadable.size(), std::size_t{1});
        QVERIFY2(found.unreadable[0].find("set-3") != std::string::npos, found.unreadable[0].c_str());
        const auto first = found.cases[0]->provenance.title == "set-0" ? found.cases[0] : found.cases[1];
        QCOMPARE(first->mmPerPixel, std::optional(0.125));
        QVERIFY(samePixels(first->source, drawnCase().source) && samePixels(first->labels, drawnCase().labels));
        QVERIFY(samePixels(first->fieldOfView, drawnCase().fieldOfView));
        // A label that the palette does not have.
        cv::Mat strange = drawnCase().labels.clone();
        strange.setTo(60, strange == 3);
        writeFileAtomically(root / "labels" / "set-2.png", encodeGrayPng(strange));
        const PracticeCases again = readPracticeCases({root}, 1);
        QVERIFY(titles(again) == (std::set<std::string>{"set-0"}));
        QCOMPARE(again.unreadable.size(), std::size_t{2});
        QVERIFY2(again.unreadable[0].find("set-2") != std::string::npos, again.unreadable[0].c_str());
    }
    void nothingToPractiseOnSaysWhy()
    {
        const fs::path root = fresh();
        QCOMPARE(codeOf([&] { readPracticeCases({root}, 1); }), ErrorCode::NotFound);
        QVERIFY(messageOf([&] { readPracticeCases({root}, 1); }).find("no case and no data set") != std::string::npos);
        QCOMPARE(codeOf([&] { readPracticeCases({}, 1); }), ErrorCode::NotFound);
        QCOMPARE(codeOf([&] { readPracticeCases({root / "nowhere"}, 1); }), ErrorCode::Unreadable);
        saveCase(caseWithoutLesion("none"), root / "a");
        QVERIFY(messageOf([&] { readPracticeCases({root}, 1); }).find("1 without a lesion") != std::string::npos);
        writeDamagedCase(root / "b");
        const std::string text = messageOf([&] { readPracticeCases({root}, 1); });
        QVERIFY2(text.find("labels.png") != std::string::npos && text.find("1 that cannot be read") != std::string::npos, text.c_str());
        writeFileAtomically(root / "manifest.json", "{\"format\": \"something else\"}");
        QCOMPARE(codeOf([&] { readPracticeCases({root}, 1); }), ErrorCode::Corrupt);
    }
    void ofManyTheSeedDrawsSome()
    {
        const fs::path root = fresh();
        std::vector<Case> cases(9, namedCase(""));
        writeDataset(root, cases);
        const PracticeCases some = readPracticeCases({root}, 1, {}, {}, 3);
        QCOMPARE(some.cases.size(), std::size_t{3});
        QCOMPARE(some.left, std::size_t{6});
        QVERIFY(titles(some) == titles(readPracticeCases({root}, 1, {}, {}, 3)));
        std::set<std::string> drawn;
        for (std::uint64_t seed = 0; seed < 12; ++seed)
            drawn.merge(titles(readPracticeCases({root}, seed, {}, {}, 3)));
        QVERIFY(drawn.size() > 6);
        const CancelToken cancel;
        cancel.cancel();
        QCOMPARE(codeOf([&] { readPracticeCases({root}, 1, {}, cancel); }), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPracticeCases)
#include "test_practice_cases.moc"
