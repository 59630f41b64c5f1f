// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// A study's folder and key: nothing gives the pictures away, the order is balanced, and bad input is refused.

#include "core/base/files.h"
#include "core/io/synthetic_image.h"
#include "core/study/sealed_json.h"
#include "core/study/stored_png.h"
#include "tests/core/study/study_samples.h"
#include "tests/support/check.h"
#include "tests/support/full_disk.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <map>
#include <set>

using namespace sonosketch;
using namespace sonosketch::study;
using test::codeOf;
using test::messageOf;
namespace fs = std::filesystem;

namespace {

/// The types of a PNG's chunks.
std::vector<std::string> chunksOf(const std::vector<std::uint8_t>& file)
{
    std::vector<std::string> types;
    for (std::size_t at = 8; at + 12 <= file.size();) {
        const std::size_t size =
            std::size_t{file[at]} << 24 | std::size_t{file[at + 1]} << 16 | std::size_t{file[at + 2]} << 8 | file[at + 3];
        types.emplace_back(file.begin() + static_cast<std::ptrdiff_t>(at + 4), file.begin() + static_cast<std::ptrdiff_t>(at + 8));
        at += size + 12;
    }
    return types;
}

void replaceIn(const fs::path& file, const std::string& from, const std::string& to)
{
    std::string text = readTextFile(file);
    const auto at = text.find(from);
    QVERIFY(at != std::string::npos);
    writeFileAtomically(file, text.replace(at, from.size(), to));
}

} // namespace

class TestMakeStudy : public QObject {
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
    /// With one more picture in the real or the synthesised set.
    StudyOptions with(std::size_t set, const fs::path& file) const
    {
        StudyOptions more = options();
        more.sets[set].files.push_back(file);
        return more;
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::writePictures(root(), "clinic", 8, true);
        test::writePictures(root(), "netA", 8, false);
    }

    void theFolderTellsNothing()
    {
        const fs::path folder = fresh("study"), keyFile = fresh("key");
        const MadeStudy made = makeStudy(options(), folder, keyFile);
        const std::string open = readTextFile(folder / "study.json");
        for (const char* secret : {"clinic", "netA", "seed", "truth"})
            QVERIFY2(open.find(secret) == std::string::npos, secret);
        std::set<std::uintmax_t> sizes;
        std::set<std::pair<std::int64_t, std::int64_t>> times;
        std::set<std::string> files;
        for (const fs::directory_entry& entry : fs::directory_iterator(folder / "images")) {
            files.insert(entry.path().stem().string());
            sizes.insert(entry.file_size());
            struct stat info { };
            QCOMPARE(::stat(entry.path().c_str(), &info), 0);
            times.emplace(info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
            QCOMPARE(chunksOf(readFile(entry.path())), (std::vector<std::string>{"IHDR", "IDAT", "IEND"}));
            const cv::Mat picture = cv::imread(entry.path().string(), cv::IMREAD_UNCHANGED);
            QCOMPARE(picture.type(), CV_8UC1);
            QCOMPARE(picture.size(), cv::Size(64, 64));
        }
        QCOMPARE(files.size(), std::size_t{16});
        QCOMPARE(sizes.size(), std::size_t{1});
        QCOMPARE(times.size(), std::size_t{1});
        for (const StudyImage& image : made.plan.images)
            QVERIFY(files.contains(image.id));
        // The sources, compressed, do differ in size: the test above would see it.
        QVERIFY(fs::file_size(root() / "clinic/clinic-0.png") > 2 * fs::file_size(root() / "netA/netA-0.png"));
        QVERIFY(!fs::exists(folder / "answers.sqlite"));
    }

    void theKeyTellsAll()
    {
        const fs::path folder = fresh("study"), keyFile = fresh("key");
        makeStudy(options(), folder, keyFile);
        const StudyPlan plan = loadPlan(folder);
        const StudyKey key = loadKey(keyFile, plan);
        QCOMPARE(key.seed, std::uint64_t{5});
        QCOMPARE(key.planHash, plan.hash);
        for (const KeyImage& image : key.images) {
            const fs::path source = root() / key.sets[image.set].name / image.file;
            QCOMPARE(sha256File(source), image.sha256);
            // The picture of this id is that source.
            cv::Mat wanted = cv::imread(source.string(), cv::IMREAD_GRAYSCALE);
            cv::resize(wanted, wanted, {64, 64}, 0, 0, cv::INTER_AREA);
            QVERIFY(test::samePixels(readStudyImage(folder, plan, image.id), wanted));
        }
        QCOMPARE(fs::status(keyFile).permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
        QCOMPARE(defaultKeyFile("a/b"), fs::path("a/b.key.json"));
        QCOMPARE(defaultKeyFile("a/b/"), fs::path("a/b.key.json"));
    }

    void sameSeedSameStudyOtherSeedOtherIds()
    {
        const MadeStudy one = makeStudy(options(5), fresh("study"), fresh("key")),
                        again = makeStudy(options(5), fresh("study"), fresh("key")),
                        other = makeStudy(options(6), fresh("study"), fresh("key"));
        QCOMPARE(planToJson(one.plan), planToJson(again.plan));
        QCOMPARE(keyToJson(one.key), keyToJson(again.key));
        QVERIFY(one.plan.trials != other.plan.trials);
        for (const StudyImage& image : one.plan.images)
            QVERIFY(!other.plan.find(image.id));
        // Ids hang on the bytes, not on the names.
        const fs::path renamed = root() / "renamed";
        fs::create_directories(renamed);
        StudyOptions options5 = options(5);
        for (fs::path& file : options5.sets[0].files) {
            const fs::path target = renamed / ("z" + file.filename().string());
            fs::copy_file(file, target);
            file = target;
        }
        QCOMPARE(planToJson(makeStudy(options5, fresh("study"), fresh("key")).plan), planToJson(one.plan));
        // One source more, and no id is what it was: the seed alone gives nothing away.
        StudyOptions fewer = options(5);
        fewer.sets[0].files.pop_back();
        for (const StudyImage& image : makeStudy(fewer, fresh("study"), fresh("key")).plan.images)
            QVERIFY(!one.plan.find(image.id));
    }

    void countsAreDrawn()
    {
        StudyOptions some = options();
        some.sets[0].count = 5;
        some.sets[1].count = 3;
        std::map<std::size_t, int> counts;
        for (const KeyImage& image : makeStudy(some, fresh("study"), fresh("key")).key.images)
            ++counts[image.set];
        QCOMPARE(counts[0], 5);
        QCOMPARE(counts[1], 3);
    }

    void setsAreSpreadEvenly()
    {
        for (int seed = 0; seed < 50; ++seed) {
            std::vector<std::size_t> setOf;
            const std::vector<std::size_t> sizes{30, 30, 15};
            for (std::size_t set = 0; set < sizes.size(); ++set)
                setOf.insert(setOf.end(), sizes[set], set);
            Random random(fmt::format("order {}", seed));
            const auto order = balancedOrder(setOf, random);
            QCOMPARE(std::set<std::size_t>(order.begin(), order.end()).size(), setOf.size());
            std::vector<double> seen(sizes.size());
            for (std::size_t i = 0; i < order.size(); ++i) {
                ++seen[setOf[order[i]]];
                for (std::size_t set = 0; set < sizes.size(); ++set)
                    QVERIFY(std::abs(seen[set] - static_cast<double>(sizes[set] * (i + 1)) / 75.0) <= 2.0);
            }
        }
    }

    void repeatsAreFarApart()
    {
        for (int seed = 0; seed < 50; ++seed) {
            const std::size_t count = 20 + static_cast<std::size_t>(seed), repeats = count / 3;
            std::vector<std::size_t> setOf(count);
            for (std::size_t i = 0; i < count; ++i)
                setOf[i] = i % 2;
            Random random(fmt::format("repeats {}", seed));
            const std::size_t distance = automaticDistance(count, repeats);
            QVERIFY(distance >= 10);
            const auto order = withRepeats(balancedOrder(setOf, random), setOf, repeats, distance, random);
            QCOMPARE(order.size(), count + repeats);
            std::map<std::size_t, std::vector<std::size_t>> places;
            for (std::size_t i = 0; i < order.size(); ++i)
                places[order[i]].push_back(i);
            std::map<std::size_t, int> bySet;
            std::size_t twice = 0;
            for (const auto& [picture, shown] : places) {
                QVERIFY(shown.size() <= 2);
                if (shown.size() == 2) {
                    QVERIFY(shown[1] - shown[0] >= distance);
                    ++twice;
                    ++bySet[setOf[picture]];
                }
            }
            QCOMPARE(twice, repeats);
            QVERIFY(std::abs(bySet[0] - bySet[1]) <= 1);
        }
        Random random("x");
        const std::vector<std::size_t> ten{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, one(10, 0);
        QCOMPARE(codeOf([&] { withRepeats(ten, one, 6, 1, random); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { withRepeats(ten, one, 3, 9, random); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { withRepeats(ten, one, 1, 99, random); }), ErrorCode::InvalidArgument);
        QCOMPARE(withRepeats(ten, one, 2, 9, random).size(), std::size_t{12});
    }

    void whatPlansSayAboutTheLimitAndRemarks()
    {
        StudyPlan plan = test::sampleStudy(3, {"real", "a"}, 0, false, 2000).plan;
        plan.nextAtLimit = plan.freeText = true;
        sealPlan(plan);
        const StudyPlan read = planFromJson(planToJson(plan), "x");
        QVERIFY(read.nextAtLimit && read.freeText && read.hash == plan.hash);
        // Plans from before these were known.
        auto old = nlohmann::json::parse(planToJson(plan));
        old.erase("at_limit");
        old.erase("free_text");
        old.erase("sha256");
        const StudyPlan plain = planFromJson(sealed(old), "x");
        QVERIFY(!plain.nextAtLimit && !plain.freeText && plain.timeLimitMs == 2000);
        old["at_limit"] = "explode";
        QCOMPARE(codeOf([&] { planFromJson(sealed(old), "x"); }), ErrorCode::Corrupt);
    }

    void anEditedPlanIsRefused()
    {
        const fs::path folder = fresh("study"), keyFile = fresh("key");
        const MadeStudy made = makeStudy(options(), folder, keyFile);
        const std::string before = readTextFile(folder / "study.json");
        replaceIn(folder / "study.json", "\"going_back\": false", "\"going_back\": true");
        QCOMPARE(codeOf([&] { loadPlan(folder); }), ErrorCode::Corrupt);
        QVERIFY(messageOf([&] { loadPlan(folder); }).find("changed") != std::string::npos);
        // Whoever also computes the hash anew has another study, which the key does not fit.
        StudyPlan changed = made.plan;
        changed.goingBack = true;
        sealPlan(changed);
        writeFileAtomically(folder / "study.json", planToJson(changed));
        const StudyPlan forged = loadPlan(folder);
        QCOMPARE(codeOf([&] { loadKey(keyFile, forged); }), ErrorCode::Corrupt);
        // Layout does not count.
        std::string spread = before;
        for (std::size_t at = 0; (at = spread.find('\n', at)) != std::string::npos; at += 3)
            spread.replace(at, 1, "\n  ");
        writeFileAtomically(folder / "study.json", spread);
        QCOMPARE(loadPlan(folder).hash, made.plan.hash);

        const auto refused = [](const std::string& text) { return codeOf([&] { planFromJson(text, "x"); }); };
        QCOMPARE(refused("{"), ErrorCode::Corrupt);
        QCOMPARE(refused("[]"), ErrorCode::Corrupt);
        QCOMPARE(refused(R"({"format": "sonosketch-study", "version": 2, "sha256": ""})"), ErrorCode::VersionMismatch);
        QCOMPARE(codeOf([&] { loadPlan(root()); }), ErrorCode::NotFound);
    }

    void plansThatBreakTheRulesAreRefused()
    {
        const StudyPlan good = test::sampleStudy(4, {"real", "a"}).plan;
        const auto refused = [&](const auto& change) {
            StudyPlan plan = good;
            change(plan);
            return codeOf([&] { sealPlan(plan); }) == ErrorCode::InvalidArgument;
        };
        QVERIFY(!refused([](StudyPlan&) {}));
        QVERIFY(refused([](StudyPlan& plan) { plan.trials.push_back("ffffffffffff"); }));
        QVERIFY(refused([](StudyPlan& plan) { plan.trials.pop_back(); }));
        QVERIFY(refused([](StudyPlan& plan) { plan.trials.insert(plan.trials.end(), 2, plan.trials.front()); }));
        QVERIFY(refused([](StudyPlan& plan) { plan.images[0].id = "../../etc/pw"; }));
        QVERIFY(refused([](StudyPlan& plan) { plan.images[1].id = plan.images[0].id; }));
        QVERIFY(refused([](StudyPlan& plan) { plan.title = "\xff"; }));
        QVERIFY(refused([](StudyPlan& plan) { plan.question.clear(); }));
        QVERIFY(refused([](StudyPlan& plan) { plan.timeLimitMs = 5; }));
        QVERIFY(refused([](StudyPlan& plan) { plan.imageSize = 5000; }));
    }

    void aLostOrForeignKey()
    {
        const fs::path folder = fresh("study"), keyFile = fresh("key"), other = fresh("key");
        const MadeStudy made = makeStudy(options(5), folder, keyFile);
        makeStudy(options(6), fresh("study"), other);
        const std::string lost = messageOf([&] { loadKey(root() / "none.json", made.plan); });
        QVERIFY2(lost.find("none.json") != std::string::npos && lost.find("safe") != std::string::npos, lost.c_str());
        QCOMPARE(codeOf([&] { loadKey(root() / "none.json", made.plan); }), ErrorCode::NotFound);
        QCOMPARE(codeOf([&] { loadKey(other, made.plan); }), ErrorCode::Corrupt);
        replaceIn(keyFile, "\"real\"", "\"synthesised\"");
        QCOMPARE(codeOf([&] { loadKey(keyFile, made.plan); }), ErrorCode::Corrupt);
    }

    void aChangedPictureIsNoticed()
    {
        const fs::path folder = fresh("study");
        const MadeStudy made = makeStudy(options(), folder, fresh("key"));
        QVERIFY(checkStudyImages(folder, made.plan).empty());
        const std::string first = made.plan.images[0].id, second = made.plan.images[1].id;
        cv::Mat picture = readStudyImage(folder, made.plan, first);
        picture.at<std::uint8_t>(0, 0) ^= 1;
        writeFileAtomically(imagePath(folder, first), encodeStoredPng(picture));
        fs::remove(imagePath(folder, second));
        QCOMPARE(codeOf([&] { readStudyImage(folder, made.plan, first); }), ErrorCode::Corrupt);
        QCOMPARE(codeOf([&] { readStudyImage(folder, made.plan, second); }), ErrorCode::NotFound);
        QCOMPARE(codeOf([&] { readStudyImage(folder, made.plan, "../study"); }), ErrorCode::InvalidArgument);
        const auto problems = checkStudyImages(folder, made.plan);
        QCOMPARE(problems.size(), std::size_t{2});
        QVERIFY(problems[0].starts_with(first) && problems[1].starts_with(second));
    }

    void aFullDiskLeavesNothingBehind()
    {
        const fs::path folder = fresh("study"), key = fresh("key");
        for (const rlim_t most : {rlim_t{0}, rlim_t{200}, rlim_t{3000}}) { // at the first byte, inside the first picture, inside the plan
            const test::FullDisk full(most);
            QCOMPARE(codeOf([&] { makeStudy(options(), folder, key); }), ErrorCode::WriteFailed);
            QVERIFY(!fs::exists(folder) && !fs::exists(key));
            for (const fs::directory_entry& entry : fs::directory_iterator(root()))
                QVERIFY2(entry.path().extension() != ".part", entry.path().c_str());
        }
        makeStudy(options(), folder, key); // nothing of the failed ones is in the way
    }

    void markedPicturesAreRefused()
    {
        const cv::Mat picture = test::ringPicture(256);
        const fs::path marked = root() / "marked.png", said = root() / "said.png", copied = root() / "copied.jpg";
        writeSyntheticPng(marked, picture, {}, {});
        writeSyntheticPng(said, picture, {}, {}, false);
        cv::imwrite(copied.string(), withSyntheticMark(picture, {{100, 60}}), {cv::IMWRITE_JPEG_QUALITY, 80});
        const auto make = [&](std::size_t set, const fs::path& file) {
            return messageOf([&] { makeStudy(with(set, file), fresh("study"), fresh("key")); });
        };
        QVERIFY(make(1, marked).find("visible mark") != std::string::npos);
        QVERIFY(make(1, copied).find("visible mark") != std::string::npos);
        QVERIFY(make(0, copied).find("copied.jpg") != std::string::npos);
        const fs::path saidJpeg = root() / "said.jpg", markedJpeg = root() / "marked.jpg";
        writeSyntheticJpeg(saidJpeg, picture, {}, {}, false);
        writeSyntheticJpeg(markedJpeg, picture, {}, {});
        QVERIFY(make(1, markedJpeg).find("carries the visible mark") != std::string::npos);
        for (const fs::path& unmarked : {said, saidJpeg}) {
            QVERIFY(make(0, unmarked).find("says that it is synthetic") != std::string::npos);
            QCOMPARE(make(1, unmarked), std::string("(no error)"));
        }
    }

    void badSourcesLeaveNothingBehind()
    {
        writeFileAtomically(root() / "broken.png", std::string_view("\x89PNG\r\n\x1a\nnothing"));
        writeFileAtomically(root() / "text.png", std::string_view("hello"));
        fs::copy_file(root() / "clinic/clinic-0.png", root() / "same.png");
        cv::imwrite((root() / "recoded.png").string(), cv::imread((root() / "clinic/clinic-1.png").string(), cv::IMREAD_GRAYSCALE),
            {cv::IMWRITE_PNG_COMPRESSION, 0});
        const fs::path folder = fresh("study"), key = fresh("key");
        const auto code = [&](const StudyOptions& wanted) { return codeOf([&] { makeStudy(wanted, folder, key); }); };
        QCOMPARE(code(with(0, root() / "none.png")), ErrorCode::NotFound);
        QCOMPARE(code(with(0, root() / "broken.png")), ErrorCode::Unreadable);
        QCOMPARE(code(with(0, root() / "text.png")), ErrorCode::Unsupported);
        QCOMPARE(code(with(1, root() / "same.png")), ErrorCode::InvalidArgument);
        QCOMPARE(code(with(1, root() / "recoded.png")), ErrorCode::InvalidArgument);
        StudyOptions wrong = options();
        wrong.sets[0].count = 9;
        QCOMPARE(code(wrong), ErrorCode::InvalidArgument);
        wrong = options();
        wrong.sets.pop_back();
        QCOMPARE(code(wrong), ErrorCode::InvalidArgument);
        wrong = options();
        wrong.sets[1].name = "clinic";
        QCOMPARE(code(wrong), ErrorCode::InvalidArgument);
        wrong = options();
        wrong.repeats = 9;
        QCOMPARE(code(wrong), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { makeStudy(options(), folder, folder / "sub/key.json"); }), ErrorCode::InvalidArgument);
        CancelToken cancel;
        cancel.cancel();
        QCOMPARE(codeOf([&] { makeStudy(options(), folder, key, {}, cancel); }), ErrorCode::Cancelled);
        QVERIFY(!fs::exists(folder) && !fs::exists(key));
        for (const fs::directory_entry& entry : fs::directory_iterator(root()))
            QVERIFY2(entry.path().extension() != ".part", entry.path().c_str());
        // And nothing is overwritten.
        makeStudy(options(), folder, key);
        QCOMPARE(codeOf([&] { makeStudy(options(), folder, fresh("key")); }), ErrorCode::WriteFailed);
        QCOMPARE(codeOf([&] { makeStudy(options(), fresh("study"), key); }), ErrorCode::WriteFailed);
    }

    void whatRecodingCannotHideIsTold()
    {
        QVERIFY(makeStudy(options(), fresh("study"), fresh("key")).warnings.empty());
        test::writePictures(root(), "jpegs", 4, false, ".jpg");
        StudyOptions mixed = options();
        mixed.sets[1].files = picturesIn(root() / "jpegs");
        const auto warnings = makeStudy(mixed, fresh("study"), fresh("key")).warnings;
        QCOMPARE(warnings.size(), std::size_t{1});
        QVERIFY(warnings[0].find("jpeg") != std::string::npos);
        cv::imwrite((root() / "wide.png").string(), test::ringPicture(200)(cv::Rect(0, 50, 200, 100)));
        QCOMPARE(makeStudy(with(1, root() / "wide.png"), fresh("study"), fresh("key")).warnings.size(), std::size_t{1});
    }

    void storedPngsAreReadByOthers()
    {
        for (const cv::Size size : {cv::Size(1, 1), cv::Size(300, 7), cv::Size(512, 512)}) {
            cv::Mat picture(size, CV_8UC1);
            cv::randu(picture, 0, 256);
            const auto bytes = encodeStoredPng(picture);
            QVERIFY(test::samePixels(cv::imdecode(bytes, cv::IMREAD_UNCHANGED), picture));
            QCOMPARE(encodeStoredPng(cv::Mat::zeros(size, CV_8UC1)).size(), bytes.size());
        }
        QCOMPARE(codeOf([] { encodeStoredPng(cv::Mat()); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([] { encodeStoredPng(cv::Mat::zeros(4, 4, CV_8UC3)); }), ErrorCode::InvalidArgument);
    }

    void cleanText()
    {
        QVERIFY(isCleanText("caf\xc3\xa9 \xf0\x9f\xa9\xba", 100));
        QVERIFY(!isCleanText("12345", 4));
        QVERIFY(!isCleanText("a\nb", 100) && isCleanText("a\nb", 100, true));
        for (const char* bad : {"\x01", "\x7f", "\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"})
            QVERIFY(!isCleanText(bad, 100, true));
    }
};

QTEST_GUILESS_MAIN(TestMakeStudy)
#include "test_make_study.moc"
