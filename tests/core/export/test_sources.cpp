// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/transaction.h"
#include "core/export/project_source.h"
#include "core/history/history.h"
#include "core/io/png_file.h"
#include "core/variation/variation.h"
#include "tests/core/export/painted_set.h"

#include <QTemporaryDir>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

using namespace sonosketch;
using namespace sonosketch::test;
namespace fs = std::filesystem;

namespace {

/// One scan of a data set to be: the painted case `number`, with `radius` of a lesion that tells two readers' labels apart.
struct Scan {
    int number = 0;
    std::string split, group = {};
    int radius = 10;
};

void writeDataset(const fs::path& folder, const std::string& name, const std::vector<Scan>& scans)
{
    DatasetManifest manifest;
    manifest.name = name;
    manifest.palette = LabelPalette::bundled("mmotu");
    manifest.license = "CC-BY-4.0";
    manifest.attribution = "Somebody's scans";
    for (const char* part : {"images", "labels", "sketches", "fov"})
        fs::create_directories(folder / part);
    for (const Scan& scan : scans) {
        Case value = paintedCase(scan.number);
        cv::circle(value.labels, {100, 400}, scan.radius, cv::Scalar(4), cv::FILLED);
        DatasetItem item;
        item.id = fmt::format("{}-{}", name, scan.number);
        item.split = scan.split;
        item.group = scan.group;
        item.sourceFile = fmt::format("{}.jpg", scan.number);
        item.mmPerPixel = 0.25;
        item.classes = {0, 2, 3, 4, 6};
        const auto write = [&](const char* part, const cv::Mat& plane, std::string& path, std::string& hash) {
            path = fmt::format("{}/{}.png", part, item.id);
            writeFileAtomically(folder / path, encodePng({plane, {}, {}}));
            hash = sha256File(folder / path);
        };
        write("images", value.source, item.image, item.imageSha256);
        write("labels", value.labels, item.labels, item.labelsSha256);
        write("sketches", automaticEdges(value), item.sketch, item.sketchSha256);
        write("fov", value.fieldOfView, item.fieldOfView, item.fieldOfViewSha256);
        manifest.items.push_back(std::move(item));
    }
    manifest.save(folder);
}

/// The parts by the sources' names.
std::map<std::string, std::string> partsOf(const std::vector<SetSource>& sources)
{
    std::map<std::string, std::string> parts;
    for (const SetSource& source : sources)
        parts[source.node ? fmt::format("{}-{}", source.name, *source.node) : source.name] = source.split;
    return parts;
}

/// A history of `steps` dabs on `start`; every other one is taken back before the next, so that it branches.
struct Painted {
    Case current;
    std::shared_ptr<HistoryTree> history = std::make_shared<HistoryTree>();
    std::vector<std::size_t> nodes{0};
};

Painted paintedHistory(const Case& start, int steps, float row)
{
    Painted painted;
    Document document(start.clone());
    for (int i = 0; i < steps; ++i) {
        if (i % 2 == 1)
            painted.history->undo(document);
        Transaction dab(document, "Dab");
        dab.paintDab(Plane::Labels, {60.5F + 30.0F * static_cast<float>(i), row}, 20, 3);
        painted.nodes.push_back(painted.history->add(*dab.commit()));
    }
    painted.current = document.value().clone();
    return painted;
}

std::string messageOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "(no error)";
}

} // namespace

/// What sets are made of: data sets, histories, and which of them must not part.
class TestSources : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path place(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

private Q_SLOTS:
    void initTestCase()
    {
        writeDataset(place("data"), "data",
            {{0, "train"}, {1, "val"}, {2, "test"}, {3, "Hold Out"}, {4, "train", "exam 7"}, {5, "train", "exam 7"}});
    }
    void dataSetsKeepTheirParts()
    {
        SetSources sources;
        sources.addDataset(place("data"));
        const std::vector<SetSource> all = sources.take();
        QCOMPARE(partsOf(all),
            (std::map<std::string, std::string>{{"data-0", "train"}, {"data-1", "val"}, {"data-2", "test"}, {"data-3", "hold-out"},
                {"data-4", "train"}, {"data-5", "train"}}));
        for (const SetSource& source : all) {
            QCOMPARE(source.kind, std::string("data"));
            QCOMPARE(source.license, std::string("CC-BY-4.0"));
            QCOMPARE(source.attribution, std::string("Somebody's scans"));
            QCOMPARE(caseIdentity(source.load()), source.identity);
        }
        QCOMPARE(all[4].group, all[5].group); // one exam, two scans
        QVERIFY(all[0].group != all[1].group && all[0].group != all[4].group);
        for (const SetSource& source : all)
            QVERIFY(source.group.find("exam") == std::string::npos);

        const DatasetManifest manifest = DatasetManifest::load(place("data"));
        QCOMPARE(manifest.items[5].group, std::string("exam 7"));
        const Case value = caseOfItem(manifest, manifest.items[1], place("data"));
        QVERIFY(same(value.source, paintedCase(1).source));
        QVERIFY(same(value.fieldOfView, paintedCase(1).fieldOfView));
        QCOMPARE(int{value.labels.at<std::uint8_t>(400, 100)}, 4);
        QCOMPARE(*value.mmPerPixel, 0.25);
        QCOMPARE(value.provenance.title, std::string("data-1"));
        QCOMPARE(value.provenance.source, std::string("data, 1.jpg"));

        SetSources some;
        some.addDataset(place("data"), {"val", "Hold Out"});
        QCOMPARE(partsOf(some.take()), (std::map<std::string, std::string>{{"data-1", "val"}, {"data-3", "hold-out"}}));
        SetSources none;
        QCOMPARE(codeOf([&] { none.addDataset(place("data"), {"nothing"}); }), static_cast<int>(ErrorCode::NotFound));
    }
    void casesFollowTheScanTheyWerePaintedOn()
    {
        SetSources sources;
        Case repainted = paintedCase(2);
        cv::circle(repainted.labels, {120, 120}, 25, cv::Scalar(5), cv::FILLED);
        sources.addCase("case", "repainted", repainted); // before its data set is even known
        for (int i = 20; i < 40; ++i)
            sources.addCase("case", fmt::format("other-{}", i), paintedCase(i));
        sources.addDataset(place("data"));
        const auto parts = partsOf(sources.take());
        QCOMPARE(parts.at("repainted"), std::string("test"));
        std::set<std::string> others;
        for (int i = 20; i < 40; ++i)
            others.insert(parts.at(fmt::format("other-{}", i)));
        QCOMPARE(others, (std::set<std::string>{"train", "val", "test"}));
    }
    void partsThatContradictAreRefused()
    {
        // Two readers of one scan, in two data sets that cut otherwise.
        writeDataset(place("second"), "second", {{0, "test", {}, 30}, {7, "train"}});
        SetSources sources;
        sources.addDataset(place("data"));
        sources.addDataset(place("second"));
        SetSources copy = sources;
        const std::string said = messageOf([&] { copy.take(); });
        for (const char* wanted : {"\"second-0\"", "\"train\"", "\"test\""})
            QVERIFY2(said.find(wanted) != std::string::npos, said.c_str());
        for (const auto& [name, part] : partsOf(sources.take("All In One")))
            QCOMPARE(part, std::string("all-in-one"));
        SetSources agreed;
        agreed.addDataset(place("data"), {"train"});
        agreed.addDataset(place("second"), {"train"});
        QCOMPARE(agreed.take().size(), std::size_t{4});

        // An exam of two scans that lies in two parts of one data set; and two scans of "data" that another data set knows to be one patient's.
        writeDataset(place("torn"), "torn", {{0, "train", "p"}, {1, "test", "p"}});
        SetSources torn;
        torn.addDataset(place("torn"));
        QCOMPARE(codeOf([&] { torn.take(); }), static_cast<int>(ErrorCode::InvalidArgument));
        writeDataset(place("tie"), "tie", {{1, "val", "p"}, {2, "val", "p"}});
        SetSources tied;
        tied.addDataset(place("data"));
        tied.addDataset(place("tie"));
        QCOMPARE(tied.duplicates(), std::size_t{2}); // nothing of it is in the set, and still it is right about the two
        QCOMPARE(codeOf([&] { tied.take(); }), static_cast<int>(ErrorCode::InvalidArgument));
        // Names of patients mean something within their data set alone.
        writeDataset(place("namesake"), "namesake", {{8, "test", "exam 7"}});
        SetSources apart;
        apart.addDataset(place("data"));
        apart.addDataset(place("namesake"));
        QCOMPARE(partsOf(apart.take()).at("namesake-8"), std::string("test"));
    }
    void stepsOfAHistoryStayTogether()
    {
        // Painted from nothing: no scan says that the steps belong together.
        const Case blank = Case::blank(LabelPalette::bundled("mmotu"));
        SetSources sources;
        for (int i = 0; i < 8; ++i) {
            const Painted painted = paintedHistory(blank, 6, 40.5F + 30.0F * static_cast<float>(i));
            std::vector<std::size_t> painting(painted.nodes.begin() + 1, painted.nodes.end()); // all begin with the same empty canvas
            addHistory(sources, fmt::format("painting-{}", i), painted.current, painted.history, painting);
        }
        QCOMPARE(sources.duplicates(), std::size_t{0});
        std::map<std::string, std::set<std::string>> groups, parts;
        std::set<std::string> all;
        for (const SetSource& source : sources.take()) {
            QCOMPARE(source.kind, std::string("project"));
            QVERIFY(source.node && caseIdentity(source.load()) == source.identity);
            groups[source.name].insert(source.group);
            parts[source.name].insert(source.split);
            all.insert(source.split);
        }
        QCOMPARE(groups.size(), std::size_t{8});
        std::set<std::string> different;
        for (const auto& [name, group] : groups) {
            QCOMPARE(group.size(), std::size_t{1});
            QCOMPARE(parts[name].size(), std::size_t{1});
            different.insert(*group.begin());
        }
        QCOMPARE(different.size(), std::size_t{8});
        QCOMPARE(all, (std::set<std::string>{"train", "val", "test"}));

        // A copy of a project under another name: what both have is left out once, and ties what only one has to the rest.
        const Painted shorter = paintedHistory(blank, 3, 40.5F), longer = paintedHistory(blank, 7, 40.5F);
        SetSources copies;
        addHistory(copies, "one", shorter.current, shorter.history, shorter.nodes);
        addHistory(copies, "copy", longer.current, longer.history, longer.nodes);
        QCOMPARE(copies.duplicates(), std::size_t{4});
        std::set<std::string> one;
        for (const SetSource& source : copies.take())
            one.insert(source.group);
        QCOMPARE(one.size(), std::size_t{1});
    }
    void nnunetTrainsOnNothingThatWasHeldOut()
    {
        SetSources sources;
        sources.addDataset(place("data"));
        SetPlan plan = paintedPlan(6, {"nnunet"});
        plan.sources = sources.take();
        makeSet(place("nnunet"), plan);
        const fs::path base = place("nnunet") / "Dataset501_SonoSketch";
        const auto about = nlohmann::json::parse(readTextFile(base / "dataset.json"));
        const auto folds = nlohmann::json::parse(readTextFile(base / "splits_final.json"));
        QCOMPARE(about.at("numTraining").get<int>(), 4);
        QCOMPARE(folds.at(0).at("train"), (nlohmann::json{"data-0-00000", "data-4-00000", "data-5-00000"}));
        QCOMPARE(folds.at(0).at("val"), (nlohmann::json{"data-1-00000"}));
        for (const auto& [name, training] :
            std::map<std::string, bool>{{"data-0", true}, {"data-1", true}, {"data-2", false}, {"data-3", false}})
            for (const char* kind : {"images", "labels"}) {
                const std::string file = name + "-00000" + (std::string(kind) == "images" ? "_0000.png" : ".png");
                QCOMPARE(fs::exists(base / (std::string(kind) + "Tr") / file), training);
                QCOMPARE(fs::exists(base / (std::string(kind) + "Ts") / file), !training);
            }
    }
};

QTEST_GUILESS_MAIN(TestSources)
#include "test_sources.moc"
