// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Pictures to practise on before a study: none of its own, and in the plan and the key as they should be.

#include "core/base/files.h"
#include "core/study/sealed_json.h"
#include "tests/core/study/study_samples.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <map>
#include <set>

using namespace sonosketch;
using namespace sonosketch::study;
using test::codeOf;
using test::messageOf;
namespace fs = std::filesystem;

class TestStudyPractice : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path root() const { return m_dir.path().toStdString(); }
    fs::path fresh(const char* name) { return root() / fmt::format("{}{}", name, m_next++); }

    /// Two sets of eight.
    StudyOptions options(std::uint64_t seed = 5) const
    {
        StudyOptions options;
        options.title = "Ovaries";
        options.seed = seed;
        options.imageSize = 64;
        options.sets = {
            {"clinic", Truth::Real, picturesIn(root() / "clinic"), 0}, {"netA", Truth::Synthesised, picturesIn(root() / "netA"), 0}};
        return options;
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::writePictures(root(), "clinic", 8, true);
        test::writePictures(root(), "netA", 8, false);
    }

    void practicePicturesAreNoneOfTheStudys()
    {
        StudyOptions wanted = options();
        wanted.practice = 5;
        wanted.practiceFeedback = true;
        wanted.sets[1].count = 4;
        const fs::path folder = fresh("study"), keyFile = fresh("key");
        makeStudy(wanted, folder, keyFile);
        const StudyPlan plan = loadPlan(folder);
        const StudyKey key = loadKey(keyFile, plan);
        // Three real ones and two synthesised; the rest of the real set, and four of the other, are the study.
        QCOMPARE(plan.practice.size(), std::size_t{5});
        QCOMPARE(plan.images.size(), std::size_t{5 + 4});
        QCOMPARE(plan.trials.size(), std::size_t{9});
        QVERIFY(plan.practiceFeedback && checkStudyImages(folder, plan).empty());
        std::map<std::string, const KeyImage*> keyed;
        for (const KeyImage& image : key.practice)
            keyed[image.id] = &image;
        std::set<std::string> hashes;
        for (const KeyImage& image : key.images)
            hashes.insert(image.sha256);
        int real = 0;
        for (const PracticeImage& image : plan.practice) {
            QVERIFY(!plan.find(image.id));
            const KeyImage& source = *keyed.at(image.id);
            QVERIFY(!hashes.contains(source.sha256));
            QCOMPARE(image.truth, std::optional(key.sets[source.set].truth));
            real += image.truth == Truth::Real ? 1 : 0;
            QCOMPARE(sha256File(imagePath(folder, image.id)), image.sha256);
            QCOMPARE(readStudyImage(folder, plan, image.id).size(), cv::Size(64, 64));
            QCOMPARE(codeOf([&] { (void)key.setOf(image.id); }), ErrorCode::NotFound);
        }
        QCOMPARE(real, 3);
        // The same again; nothing of practice in a study without it, and the study's own pictures do not hang on the feedback.
        const fs::path again = fresh("study");
        makeStudy(wanted, again, fresh("key"));
        QVERIFY(readTextFile(again / "study.json") == readTextFile(folder / "study.json"));
        wanted.practiceFeedback = false;
        const fs::path silent = fresh("study");
        makeStudy(wanted, silent, fresh("key"));
        const StudyPlan quiet = loadPlan(silent);
        QVERIFY(quiet.trials == plan.trials && !quiet.practice.front().truth);
        QVERIFY(readTextFile(silent / "study.json").find("truth") == std::string::npos);
        const fs::path plain = fresh("study");
        makeStudy(options(), plain, fresh("key"));
        QVERIFY(readTextFile(plain / "study.json").find("practice") == std::string::npos);
        // A missing one is seen.
        fs::remove(imagePath(folder, plan.practice[2].id));
        QCOMPARE(checkStudyImages(folder, plan).size(), std::size_t{1});
        // Not enough of them.
        wanted.sets[1].count = 7;
        QVERIFY(messageOf([&] { makeStudy(wanted, fresh("study"), fresh("key")); }).find("to practise on") != std::string::npos);
        wanted.sets[1].count = 0;
        wanted.practice = 16;
        QCOMPARE(codeOf([&] { makeStudy(wanted, fresh("study"), fresh("key")); }), ErrorCode::InvalidArgument);
        wanted.practice = maxPractice + 1;
        QCOMPARE(codeOf([&] { makeStudy(wanted, fresh("study"), fresh("key")); }), ErrorCode::InvalidArgument);
    }

    void practiceOfBadPlansIsRefused()
    {
        const test::SampleStudy sample = test::sampleStudy(3, {"real", "a"});
        const std::string id = "0123456789ab", hash(64, 'c');
        const auto problem = [&](std::vector<PracticeImage> practice, bool feedback) {
            StudyPlan plan = sample.plan;
            plan.practice = std::move(practice);
            plan.practiceFeedback = feedback;
            return codeOf([&] { sealPlan(plan); });
        };
        QCOMPARE(problem({{sample.plan.images[0].id, hash, {}}}, false), ErrorCode::InvalidArgument); // a picture of the study
        QCOMPARE(problem({{id, hash, {}}, {id, hash, {}}}, false), ErrorCode::InvalidArgument);
        QCOMPARE(problem({{id, hash, {}}}, true), ErrorCode::InvalidArgument);
        QCOMPARE(problem({{id, hash, Truth::Real}}, false), ErrorCode::InvalidArgument);
        QCOMPARE(problem({{"../../../etc", hash, {}}}, false), ErrorCode::InvalidArgument);
        StudyPlan plan = sample.plan;
        plan.practice = {{id, hash, Truth::Synthesised}};
        plan.practiceFeedback = true;
        sealPlan(plan);
        const StudyPlan read = planFromJson(planToJson(plan), "x");
        QVERIFY(read.hash == plan.hash && read.practiceFeedback && read.practice[0].truth == Truth::Synthesised);
        for (const auto& [from, to] :
            {std::pair("\"truth\":\"synthesised\"", "\"truth\":\"maybe\""), std::pair("\"truth\":\"synthesised\"", "\"lie\":1"),
                std::pair("\"feedback\":true", "\"feedback\":3"), std::pair("\"feedback\":true", "\"back\":true")}) {
            std::string text = nlohmann::json::parse(planToJson(plan)).dump();
            QVERIFY(text.find(from) != std::string::npos);
            text.replace(text.find(from), std::string(from).size(), to);
            const std::string resealed = sealed(nlohmann::json::parse(text));
            QCOMPARE(codeOf([&] { planFromJson(resealed, "x"); }), ErrorCode::Corrupt);
        }
        // The shares by hand.
        using enum Truth;
        QCOMPARE(practiceShares({Real, Synthesised, Synthesised}, 5), (std::vector<std::size_t>{3, 1, 1}));
        QCOMPARE(practiceShares({Synthesised, Real, Synthesised, Real}, 7), (std::vector<std::size_t>{2, 2, 1, 2}));
        QCOMPARE(practiceShares({Real, Synthesised}, 0), (std::vector<std::size_t>{0, 0}));
    }
};

QTEST_GUILESS_MAIN(TestStudyPractice)
#include "test_study_practice.moc"
