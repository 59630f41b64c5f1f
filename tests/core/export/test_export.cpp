// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/origin.h"
#include "core/export/regions.h"
#include "core/export/shards.h"
#include "core/io/png_file.h"
#include "core/io/synthetic_image.h"
#include "core/metrics/speckle.h"
#include "core/variation/variation.h"
#include "tests/core/export/painted_set.h"
#include "tests/support/full_disk.h"
#include "tests/support/ordinary_user.h"

#include <QTemporaryDir>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

using namespace sonosketch;
using namespace sonosketch::test;
namespace fs = std::filesystem;

class TestExport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path place(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

private Q_SLOTS:
    void theSameSetWithAnyNumberOfWorkers()
    {
        const SetPlan plan = paintedPlan(5);
        makeSet(place("one"), plan, {1, 1, 1});
        makeSet(place("many"), plan, {3, 3, 2});
        const auto one = contents(place("one"));
        QVERIFY(one.size() > 40);
        QCOMPARE(contents(place("many")), one);
        QVERIFY(one.contains("card.json") && one.contains("manifest.csv") && one.contains("coco/annotations/instances_train.json"));
        for (const auto& [name, sum] : one)
            QVERIFY2(!name.starts_with(SetFolder::workName), name.c_str());
        // Asked for again: nothing to do, and nothing changes. Another set there: refused.
        SetFolder again(place("one"), plan, {}, SetFolder::Existing::Resume);
        QVERIFY(again.isComplete());
        QCOMPARE(exportItems(again, {}).made, std::size_t{0});
        SetPlan other = plan;
        other.seed = 12;
        QCOMPARE(
            codeOf([&] { SetFolder(place("one"), other, {}, SetFolder::Existing::Resume); }), static_cast<int>(ErrorCode::InvalidArgument));
    }
    void shardsJoinToTheSingleRun()
    {
        const SetPlan plan = paintedPlan(6, {"coco", "hdf5", "webdataset"});
        makeSet(place("single"), plan);
        std::vector<fs::path> shards;
        for (std::size_t i = 0; i < 4; ++i) {
            shards.push_back(place("shards") / shardFolderName({i, 4}));
            SetFolder folder(shards.back(), plan, {i, 4}, SetFolder::Existing::Refuse);
            exportItems(folder, fakeModel());
            QCOMPARE(codeOf([&] { finishSet(folder); }), static_cast<int>(ErrorCode::InvalidArgument));
        }
        const auto before = contents(place("shards"));
        std::swap(shards[0], shards[3]); // in any order
        QCOMPARE(mergeShards(shards, place("merged")).items, std::size_t{6});
        QCOMPARE(contents(place("merged")), contents(place("single")));
        QCOMPARE(contents(place("shards")), before);
        QCOMPARE(codeOf([&] { mergeShards(shards, place("merged")); }), static_cast<int>(ErrorCode::WriteFailed)); // the target exists

        const auto with = [&](std::vector<fs::path> list) { return codeOf([&] { mergeShards(list, place("refused")); }); };
        QCOMPARE(with({shards[0], shards[1], shards[2]}), static_cast<int>(ErrorCode::NotFound));
        QCOMPARE(with({shards[0], shards[1], shards[2], shards[2], shards[3]}), static_cast<int>(ErrorCode::InvalidArgument));
        QCOMPARE(with({shards[0], place("single")}), static_cast<int>(ErrorCode::NotFound));
        QVERIFY(!fs::exists(place("refused")));

        // A damaged file is named, and the merge goes on once its shard was mended.
        std::string victim;
        for (const auto& [name, sum] : before)
            if (victim.empty() && name.ends_with(".png") && name.starts_with(shards[1].filename().string()))
                victim = name;
        QVERIFY(!victim.empty());
        const auto good = readFile(place("shards") / victim);
        std::ofstream(place("shards") / victim) << "not a picture";
        try {
            mergeShards(shards, place("mended"));
            QFAIL("a damaged file was taken");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), static_cast<int>(ErrorCode::Corrupt));
            QVERIFY(QString::fromStdString(error.where()).endsWith(QString::fromStdString(victim)));
        }
        {
            SetFolder folder(shards[1], plan, readSetFolder(shards[1]).shard, SetFolder::Existing::Resume);
            QCOMPARE(exportItems(folder, fakeModel()).made, std::size_t{1});
        }
        QCOMPARE(readFile(place("shards") / victim), good);
        mergeShards(shards, place("mended"), SetFolder::Existing::Resume);
        QCOMPARE(contents(place("mended")), contents(place("single")));
    }
    void whatWasStoppedGoesOn()
    {
        const SetPlan plan = paintedPlan(6, {"png", "hdf5"});
        makeSet(place("straight"), plan);
        const CancelToken cancel;
        int drawn = 0;
        {
            SetFolder folder(place("stopped"), plan, {}, SetFolder::Existing::Refuse);
            const auto model = fakeModel([&](const Condition&, const CancelToken&) {
                if (++drawn == 4)
                    cancel.cancel();
            });
            QCOMPARE(codeOf([&] { exportItems(folder, model, {}, {}, cancel); }), static_cast<int>(ErrorCode::Cancelled));
            QVERIFY(folder.done() >= 3 && folder.done() < 6);
            // Two programs never write one set.
            QCOMPARE(codeOf([&] { SetFolder(place("stopped"), plan, {}, SetFolder::Existing::Resume); }),
                static_cast<int>(ErrorCode::WriteFailed));
        }
        QCOMPARE(
            codeOf([&] { SetFolder(place("stopped"), plan, {}, SetFolder::Existing::Refuse); }), static_cast<int>(ErrorCode::WriteFailed));
        SetPlan other = plan;
        other.recipe.mirror.probability = 0;
        try {
            SetFolder(place("stopped"), other, {}, SetFolder::Existing::Resume);
            QFAIL("another plan was taken");
        } catch (const Error& error) {
            QVERIFY2(error.problem().find("recipe") != std::string::npos, error.what());
        }
        // What a kill leaves: a line cut off, a file half written.
        std::ofstream(place("stopped") / "set.work/journal.jsonl", std::ios::app) << "{\"index\":5,\"fil";
        std::ofstream(place("stopped") / "set.work/tmp/5-0") << "half";
        SetFolder folder(place("stopped"), plan, {}, SetFolder::Existing::Resume);
        const std::size_t before = folder.done();
        const ExportReport report = exportItems(folder, fakeModel());
        QCOMPARE(report.before, before);
        QCOMPARE(report.before + report.made, std::size_t{6});
        finishSet(folder);
        QCOMPARE(contents(place("stopped")), contents(place("straight")));
    }
    void aFullDiskLeavesWholeItems_data()
    {
        QTest::addColumn<QString>("layout");
        QTest::newRow("tar") << "webdataset";
        QTest::newRow("hdf5") << "hdf5"; // a library that opens and writes files by itself
    }
    void aFullDiskLeavesWholeItems()
    {
        QFETCH(QString, layout);
        const SetPlan plan = paintedPlan(3, {layout.toStdString(), "coco"});
        for (const char* name : {"whole", "full"})
            fs::remove_all(place(name));
        makeSet(place("whole"), plan);
        {
            SetFolder folder(place("full"), plan, {}, SetFolder::Existing::Refuse);
            const FullDisk full(3000);
            QCOMPARE(codeOf([&] { exportItems(folder, fakeModel()); }), static_cast<int>(ErrorCode::WriteFailed));
        }
        {
            SetFolder folder(place("full"), plan, {}, SetFolder::Existing::Resume);
            exportItems(folder, fakeModel());
            // At the very end, while the whole is put together: at once, soon, and at the last byte of the largest container.
            std::uintmax_t largest = 0;
            for (const auto& entry : fs::recursive_directory_iterator(place("whole") / layout.toStdString()))
                largest = std::max(largest, entry.is_regular_file() ? entry.file_size() : 0);
            QVERIFY(largest > 10'000);
            for (const rlim_t most : {rlim_t{0}, rlim_t{3000}, static_cast<rlim_t>(largest - 1)}) {
                const FullDisk full(most);
                QCOMPARE(codeOf([&] { finishSet(folder); }), static_cast<int>(ErrorCode::WriteFailed));
                QVERIFY(!fs::exists(place("full") / "card.json"));
                for (const auto& [name, sum] : contents(place("full"))) // under its name a file is whole, or not there
                    if (!name.starts_with(SetFolder::workName))
                        QCOMPARE(sum, sha256File(place("whole") / name));
                QVERIFY(fs::is_empty(place("full") / "set.work/tmp"));
            }
            finishSet(folder); // in the same process: nothing of the failed ones is in the way
        }
        QCOMPARE(contents(place("full")), contents(place("whole")));
    }
    void whatCannotBeWrittenIsRefused()
    {
        const SetPlan plan = paintedPlan(2, {"png"});
        const auto with = [&](const fs::path& folder) { return codeOf([&] { SetFolder(folder, plan, {}, SetFolder::Existing::Resume); }); };
        const int failed = static_cast<int>(ErrorCode::WriteFailed);
        // Modes do not stop root; these do: a file in the folder's place, one in the place of a folder above it, folders that take no files.
        std::ofstream(place("file")) << "a file";
        QCOMPARE(with(place("file")), failed);
        QCOMPARE(with(place("file") / "set"), failed);
        QCOMPARE(with("/proc/no-such-place/set"), failed);
        QCOMPARE(with("/proc/self/task"), failed);
        // An ordinary user finds a folder that may be read alone, and beside it one that takes files: it is not the way there that fails.
        constexpr auto readable = static_cast<fs::perms>(0555);
        fs::permissions(m_folder.path().toStdString(), static_cast<fs::perms>(0755));
        for (const char* name : {"locked", "open"})
            fs::create_directories(place(name));
        fs::permissions(place("locked"), readable);
        fs::permissions(place("open"), fs::perms::all);
        const int code = asOrdinaryUser([&] {
            return with(place("locked")) == failed && with(place("locked") / "set") == failed && with(place("open") / "set") == -1 ? 0 : 1;
        });
        fs::permissions(place("locked"), fs::perms::owner_all);
        QCOMPARE(code, 0);
        QCOMPARE(readTextFile(place("file")), std::string("a file"));
        QVERIFY(fs::is_empty(place("locked")));
    }
    void namesNeverClash()
    {
        QCOMPARE(plainName("Fall 12/ä (Kopie)"), std::string("fall-12-kopie"));
        QCOMPARE(plainName("../.."), std::string("case"));
        const SetPlan plan = paintedPlan(8, {"png"}, {"A", "a", "a!", "CON"});
        std::set<std::string> ids;
        for (std::size_t i = 0; i < plan.count; ++i) {
            const std::string id = plan.item(i).id;
            QCOMPARE(plainName(id), id);
            QVERIFY(ids.insert(id).second);
        }
        QVERIFY(plan.sources[0].key != "a" && plan.sources[0].key.starts_with("a-"));
        makeSet(place("names"), plan);
        // The same cases named in another order: which of them got which name does not depend on it.
        SetSources turned;
        const std::vector<std::string> names{"A", "a", "a!", "CON"};
        for (std::size_t i = names.size(); i-- > 0;)
            turned.addCase("case", names[i], paintedCase(static_cast<int>(i)));
        for (const SetSource& source : turned.take()) {
            const auto same = std::find_if(
                plan.sources.begin(), plan.sources.end(), [&source](const SetSource& other) { return other.identity == source.identity; });
            QVERIFY(same != plan.sources.end());
            QCOMPARE(source.key, same->key);
        }
    }
    void plansThatComeBackStayInTheSet()
    {
        // Names of 59 letters that clash get something behind them, and are read again all the same.
        const std::string longName(59, 'a');
        const SetPlan plan = paintedPlan(4, {"png"}, {longName, longName});
        QCOMPARE(SetPlan::fromJson(plan.toJson(), "plan").toJson(), plan.toJson());
        for (const char* field : {"split", "key"}) {
            nlohmann::json hostile = nlohmann::json::parse(plan.toJson());
            hostile["sources"][0][field] = std::string(60, 'a') + "/../../x";
            QCOMPARE(codeOf([&] { SetPlan::fromJson(hostile.dump(), "plan"); }), static_cast<int>(ErrorCode::Corrupt));
        }
        for (const char* path : {"set.work/journal.jsonl", "set.work/plan.json", "card.json", "../x", "/x"}) {
            const nlohmann::json line{{"index", 0}, {"files", {{{"path", path}, {"bytes", 1}, {"sha256", std::string(64, 'a')}}}}};
            QCOMPARE(codeOf([&] { parseJournalLine(line.dump(), "journal"); }), static_cast<int>(ErrorCode::Corrupt));
        }
    }
    void aSourceThatChangesStopsTheSet()
    {
        SetPlan plan = paintedPlan(2, {"png"}, {"one"});
        plan.sources[0].load = [] { return paintedCase(7); };
        QCOMPARE(codeOf([&] { makeSet(place("changed"), plan); }), static_cast<int>(ErrorCode::Corrupt));
        QVERIFY(!fs::exists(place("changed") / "card.json"));
    }
    void theCardSaysHowThePicturesAndTheModelAre()
    {
        SetPlan plan = paintedPlan(7, {"png"});
        plan.modelMetrics = {{"val_l1", 0.1 + 0.2}, {"val_images", 107}}; // a number of many digits
        plan.modelLimitations = "Lines | are followed badly";
        QCOMPARE(SetPlan::fromJson(plan.toJson(), "plan").hash(), plan.hash());
        makeSet(place("card"), plan);
        const auto card = nlohmann::json::parse(readTextFile(place("card") / "card.json"));
        const std::map<std::string, double> metrics = card.at("model").at("metrics");
        QCOMPARE(metrics, plan.modelMetrics);
        QCOMPARE(card.at("model").at("limitations").get<std::string>(), plan.modelLimitations);
        QVERIFY(card.at("model").at("metrics_of").get<std::string>().find("validation split") != std::string::npos);
        const std::string readme = readTextFile(place("card") / "README.md");
        for (const char* wanted : {"| val_images | 107 |", "| val_l1 | 0.30000000000000004 |", "of the model, on its validation split",
                 "Lines \\| are followed badly"})
            QVERIFY2(readme.find(wanted) != std::string::npos, wanted);

        // The pictures' own figures, from the files and from the cases they were drawn from.
        std::map<std::string, std::vector<double>> grey, speckle;
        for (std::size_t i = 0; i < plan.count; ++i) {
            const PlannedItem item = plan.item(i);
            const SetSource& source = plan.sources[item.source];
            const Case drawn = varied(source.load(), source.identity, plan.recipe, plan.seed, item.variation).value;
            const fs::path file = place("card") / item.split / "images" / (item.id + ".png");
            const cv::Mat picture = decodeGreyPng(readFile(file), {canvasSize, canvasSize}, file.string());
            grey[item.split].push_back(cv::mean(picture)[0]);
            if (const auto found = speckleSnr(picture, drawn.fieldOfView).snr)
                speckle[item.split].push_back(*found);
        }
        QCOMPARE(card.at("splits").size(), grey.size());
        std::size_t measured = 0;
        for (const auto& [split, values] : grey) {
            const auto check = [](const nlohmann::json& said, const std::vector<double>& figures) {
                const auto near = [&said](const char* key, double wanted) { return std::abs(said.at(key).get<double>() - wanted) < 1e-5; };
                double sum = 0, squares = 0;
                for (const double value : figures)
                    sum += value;
                const double mean = figures.empty() ? 0 : sum / static_cast<double>(figures.size());
                for (const double value : figures)
                    squares += (value - mean) * (value - mean);
                const double spread = figures.size() < 2 ? 0 : std::sqrt(squares / static_cast<double>(figures.size() - 1));
                return said.at("images").get<std::size_t>() == figures.size() && near("mean", mean) && near("deviation", spread)
                    && near("least", figures.empty() ? 0 : *std::min_element(figures.begin(), figures.end()))
                    && near("most", figures.empty() ? 0 : *std::max_element(figures.begin(), figures.end()));
            };
            const auto& part = card.at("splits").at(split);
            QVERIFY2(check(part.at("mean_grey"), values), part.dump().c_str());
            QVERIFY2(check(part.at("speckle_snr"), speckle[split]), part.dump().c_str());
            measured += speckle[split].size();
        }
        QVERIFY(measured > 0);
    }
    void splitsFollowTheScan()
    {
        SetSources sources;
        const Case scan = paintedCase();
        for (int i = 0; i < 6; ++i) {
            Case repainted = scan.clone();
            cv::circle(repainted.labels, {300, 100 + 10 * i}, 12, cv::Scalar(4), cv::FILLED);
            sources.addCase("case", fmt::format("same-{}", i), repainted);
        }
        sources.addCase("case", "again", scan);
        sources.addCase("case", "twice", scan);
        QCOMPARE(sources.duplicates(), std::size_t{1});
        for (int i = 1; i < 12; ++i)
            sources.addCase("case", fmt::format("other-{}", i), paintedCase(i));
        std::set<std::string> ofScan, all;
        for (const SetSource& source : sources.take()) {
            all.insert(source.split);
            if (source.name.starts_with("same") || source.name == "again")
                ofScan.insert(source.split);
        }
        QCOMPARE(ofScan.size(), std::size_t{1});
        QCOMPARE(all, (std::set<std::string>{"train", "val", "test"}));
    }
    void plansAndLaunchersAreRead()
    {
        const SetPlan plan = paintedPlan(5);
        const SetPlan back = SetPlan::fromJson(plan.toJson(), "test");
        QCOMPARE(back.hash(), plan.hash());
        SetPlan wrong = plan;
        wrong.formats = {"coco", "coco"};
        QCOMPARE(codeOf([&] { wrong.check(); }), static_cast<int>(ErrorCode::InvalidArgument));
        for (const char* evil : {R"({"index":0,"files":[{"path":"../x","bytes":1,"sha256":"0"}]})",
                 R"({"index":0,"files":[{"path":"/x","bytes":1,"sha256":"0"}]})", R"({"index":-1,"files":[]})", R"([])", "x"})
            QCOMPARE(codeOf([&] { parseJournalLine(evil, "test"); }), static_cast<int>(ErrorCode::Corrupt));

        using Variables = std::map<std::string, std::string>;
        const auto launched = [](const Variables& variables) {
            return launchedShard([&](const std::string& name) -> std::optional<std::string> {
                const auto found = variables.find(name);
                return found == variables.end() ? std::nullopt : std::optional(found->second);
            });
        };
        QVERIFY(!launched({}));
        QVERIFY(!launched({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}}));
        QCOMPARE(launched({{"OMPI_COMM_WORLD_RANK", "2"}, {"OMPI_COMM_WORLD_SIZE", "3"}})->shard, (SetShard{2, 3}));
        QCOMPARE(launched({{"PMI_RANK", "1"}, {"PMI_SIZE", "3"}})->shard, (SetShard{1, 3}));
        const Variables pod{{"JOB_COMPLETION_INDEX", "4"}, {"JOB_COMPLETIONS", "5"}};
        QCOMPARE(launched(pod)->shard, (SetShard{4, 5}));
        const Variables slurm{{"SLURM_ARRAY_TASK_ID", "9"}, {"SLURM_ARRAY_TASK_COUNT", "3"}, {"SLURM_ARRAY_TASK_MIN", "5"},
            {"SLURM_ARRAY_TASK_MAX", "9"}, {"SLURM_ARRAY_TASK_STEP", "2"}};
        QCOMPARE(launched(slurm)->shard, (SetShard{2, 3}));
        // mpirun within a task of an array, or within a pod: each rank has a shard of its own, and together they are all there are.
        std::set<std::size_t> shards;
        for (int task = 5; task <= 9; task += 2)
            for (int rank = 0; rank < 4; ++rank) {
                Variables both = slurm;
                both["SLURM_ARRAY_TASK_ID"] = fmt::format("{}", task);
                both["OMPI_COMM_WORLD_RANK"] = both["PMI_RANK"] = fmt::format("{}", rank);
                both["OMPI_COMM_WORLD_SIZE"] = both["PMI_SIZE"] = "4";
                const auto found = launched(both);
                QCOMPARE(found->shard.count, std::size_t{12});
                QCOMPARE(found->launcher, std::string("Slurm array and mpirun"));
                QVERIFY(shards.insert(found->shard.index).second);
            }
        QCOMPARE(shards.size(), std::size_t{12});
        Variables ranks = pod;
        ranks.insert({{"PMI_RANK", "1"}, {"PMI_SIZE", "3"}});
        QCOMPARE(launched(ranks)->shard, (SetShard{13, 15}));
        Variables tooMany = slurm;
        tooMany.insert({{"PMI_RANK", "1"}, {"PMI_SIZE", "90000"}});
        QCOMPARE(codeOf([&] { launched(tooMany); }), static_cast<int>(ErrorCode::Usage));
        Variables gap = slurm;
        gap.erase("SLURM_ARRAY_TASK_STEP");
        for (const Variables& bad : {gap, Variables{{"JOB_COMPLETION_INDEX", "4"}}, Variables{{"PMI_RANK", "3"}, {"PMI_SIZE", "3"}},
                 Variables{{"PMI_RANK", "x"}, {"PMI_SIZE", "3"}}})
            QCOMPARE(codeOf([&] { launched(bad); }), static_cast<int>(ErrorCode::Usage));
        QCOMPARE(parseShard("3/8"), (SetShard{2, 8}));
        for (const char* bad : {"0/3", "4/3", "3", "a/b", "1/", "/2", "1/2/3", "-1/2"})
            QCOMPARE(codeOf([&] { parseShard(bad); }), static_cast<int>(ErrorCode::Usage));
    }
    void aPictureIsRebuiltFromWhatItSays()
    {
        SetPlan plan = paintedPlan(6, {"png"});
        plan.visibleMark = true;
        makeSet(place("origin"), plan);
        const PlannedItem item = plan.item(4); // of the second source
        const fs::path file = place("origin") / item.split / "images" / fmt::format("{}.png", item.id);
        const auto said = nlohmann::json::parse(readPngText(file, "SonoSketch"));
        QCOMPARE(said.at("synthetic").get<bool>(), true);
        const std::string text = said.at("origin").dump();
        QVERIFY(isSetItemOrigin(text) && !isSetItemOrigin("{}") && !isSetItemOrigin("x"));
        const SetItemOrigin origin = SetItemOrigin::fromJson(text, "test");
        const Case rebuilt = rebuildSetItem(origin, [](const SetItemOrigin& wanted) -> std::optional<Case> {
            for (int i = 0; i < 3; ++i)
                if (caseIdentity(paintedCase(i)) == wanted.identity)
                    return paintedCase(i);
            return std::nullopt;
        });
        FakeGenerator model(LabelPalette::bundled("mmotu"));
        const Condition condition = ConditionBuilder(model.info().spec).build(rebuilt);
        const SyntheticRecord record = setItemRecord(plan, item, sha256(condition.values));
        QCOMPARE(setPicturePng(model.synthesize(condition, {}), record, origin.visibleMark), readFile(file));
        QCOMPARE(codeOf([&] { rebuildSetItem(origin, findBundledSource); }), static_cast<int>(ErrorCode::NotFound));
        QCOMPARE(codeOf([&] { rebuildSetItem(origin, [](const SetItemOrigin&) { return paintedCase(9); }); }),
            static_cast<int>(ErrorCode::Corrupt));
        QCOMPARE(codeOf([&] { SetItemOrigin::fromJson("{\"kind\":\"other\"}", "test"); }), static_cast<int>(ErrorCode::Unsupported));
    }
    void outlinesAndRunsAreTheRegion()
    {
        cv::RNG random(3);
        for (int round = 0; round < 40; ++round) {
            cv::Mat labels(24, 31, CV_8UC1, cv::Scalar(0));
            for (int i = 0; i < 160; ++i) // holes, touching corners, the borders
                labels.at<std::uint8_t>(random.uniform(0, 24), random.uniform(0, 31)) = static_cast<std::uint8_t>(random.uniform(0, 3));
            cv::rectangle(labels, {3, 3}, {20, 14}, cv::Scalar(1), round % 2 ? 1 : cv::FILLED);
            cv::Mat filled(labels.size(), CV_8UC1, cv::Scalar(0)), run(labels.size(), CV_8UC1, cv::Scalar(0));
            for (const LabelRegion& region : labelRegions(labels)) {
                const auto polygon = edgePolygon(region);
                for (int y = 0; y < labels.rows; ++y)
                    for (int x = 0; x < labels.cols; ++x) {
                        // Even-odd along a ray from the pixel's centre to the right.
                        bool inside = false;
                        for (std::size_t i = 0; i < polygon.size(); ++i) {
                            const cv::Point a = polygon[i], b = polygon[(i + 1) % polygon.size()];
                            const double line = y + 0.5;
                            if ((a.y > line) != (b.y > line) && x + 0.5 < a.x + (line - a.y) * (b.x - a.x) / (b.y - a.y))
                                inside = !inside;
                        }
                        if (inside) {
                            QCOMPARE(int{filled.at<std::uint8_t>(y, x)}, 0);
                            filled.at<std::uint8_t>(y, x) = region.label;
                        }
                    }
                int at = 0;
                bool set = false;
                for (const int length : columnRuns(region, labels.size())) {
                    for (int i = 0; i < length; ++i, ++at)
                        if (set)
                            run.at<std::uint8_t>(at % labels.rows, at / labels.rows) = region.label;
                    set = !set;
                }
                QCOMPARE(at, labels.rows * labels.cols);
            }
            QVERIFY(same(filled, labels));
            QVERIFY(same(run, labels));
        }
    }
    void aHundredThousandItemsAreNoTrouble()
    {
        // The pictures left out: the plan, the names and the journal are what grows with the number of items.
        const SetPlan plan = paintedPlan(100'000, {"coco"});
        const SetPlan back = SetPlan::fromJson(plan.toJson(), "test");
        std::set<std::string> ids;
        for (std::size_t i = 0; i < back.count; ++i)
            ids.insert(back.item(i).id);
        QCOMPARE(ids.size(), std::size_t{100'000});
        {
            SetFolder folder(place("many-items"), plan, {}, SetFolder::Existing::Refuse);
            for (std::size_t i = 0; i < plan.count; i += 2)
                folder.store({i, {}, fmt::format("{{\"index\":{},\"files\":[]}}", i)});
        }
        SetFolder folder(place("many-items"), plan, {}, SetFolder::Existing::Resume);
        QCOMPARE(folder.done(), std::size_t{50'000});
        QVERIFY(folder.isDone(99'998) && !folder.isDone(99'999));
        QCOMPARE(parseJournalLine(folder.line(50'000), "test").index, std::size_t{50'000});
    }
};

QTEST_GUILESS_MAIN(TestExport)
#include "test_export.moc"
