// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/checksum_list.h"
#include "tests/core/export/painted_set.h"
#include "tests/support/full_disk.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <unordered_map>

using namespace sonosketch;
using namespace sonosketch::test;
namespace fs = std::filesystem;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true; // slow, and memory is not what it is without
constexpr std::size_t usualItems = 30;
#else
constexpr bool sanitized = false;
constexpr std::size_t usualItems = 300;
#endif

/// Answers at once: one grey, whatever the condition.
class FlatGenerator : public Generator {
public:
    explicit FlatGenerator(const LabelPalette& palette)
    {
        m_info.name = "fake";
        m_info.device = "cpu";
        m_info.precision = "fp32";
        m_info.spec = ConditionSpec::forPalette(palette);
    }
    const GeneratorInfo& info() const override { return m_info; }
    cv::Mat synthesize(const Condition&, const CancelToken&) override { return {m_info.size, m_info.size, CV_8UC1, cv::Scalar(60)}; }

private:
    GeneratorInfo m_info;
};

/// No scan and one object: what is measured is the set, not edges and warps.
Case plainCase(int number)
{
    Case value = Case::blank(LabelPalette::bundled("mmotu"));
    value.provenance = {"Plain case", "plain", "CC0-1.0", "Nobody"};
    cv::rectangle(value.labels, cv::Rect(100, 100 + number, 90, 60), cv::Scalar(1 + number % 8), cv::FILLED);
    return value;
}

/// Most memory this process has held, bytes.
std::size_t peakMemory()
{
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoul(line.substr(6)) * 1024;
    return 0;
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) { return std::tolower(letter); });
    return text;
}

std::vector<std::string> linesOf(const fs::path& file)
{
    std::vector<std::string> lines;
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

} // namespace

/// A real set of many files, with a model that costs nothing. SONOSKETCH_SET_ITEMS says how many items, three files each; SONOSKETCH_SET_FOLDER where.
class TestLargeSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyFilesAreWholeOnceAndAccountedFor()
    {
        const bool hand = qEnvironmentVariableIsSet("SONOSKETCH_SET_ITEMS");
        const std::size_t items = hand ? static_cast<std::size_t>(qEnvironmentVariableIntValue("SONOSKETCH_SET_ITEMS")) : usualItems;
        QVERIFY(items >= 30);
        const QTemporaryDir scratch(qEnvironmentVariable("SONOSKETCH_SET_FOLDER", QDir::tempPath()) + "/sonosketch-set-XXXXXX");
        QVERIFY(scratch.isValid());
        const fs::path out = fs::path(scratch.path().toStdString()) / "set", journal = out / "set.work/journal.jsonl";

        // Sources whose names are one name where letters' case does not count.
        SetSources sources;
        const std::vector<std::string> names{"Lesion", "lesion", "LESION", "Lesion!"};
        for (std::size_t i = 0; i < names.size(); ++i)
            sources.addCase("case", names[i], plainCase(static_cast<int>(i)));
        SetPlan plan;
        plan.recipe.name = "as they are";
        plan.count = items;
        plan.formats = {"png"};
        plan.palette = sources.palette();
        plan.sources = sources.take();
        plan.model = "fake";
        const GeneratorFactory model = [] { return std::make_unique<FlatGenerator>(LabelPalette::bundled("mmotu")); };
        const ExportWorkers workers{1, 2, 4};

        QElapsedTimer clock;
        clock.start();
        const CancelToken cancel;
        {
            SetFolder folder(out, plan, {}, SetFolder::Existing::Refuse);
            const auto stopAtAThird = [&](std::size_t done, std::size_t, const std::string&) {
                if (done >= items / 3)
                    cancel.cancel();
            };
            QCOMPARE(codeOf([&] { exportItems(folder, model, workers, stopAtAThird, cancel); }), static_cast<int>(ErrorCode::Cancelled));
        }
        const std::size_t early = peakMemory();
        const auto third = static_cast<rlim_t>(fs::file_size(journal));
        std::size_t before = 0;
        {
            SetFolder folder(out, plan, {}, SetFolder::Existing::Resume);
            before = folder.done();
            QVERIFY(before >= items / 3 && before < items);
            // The journal is the largest file: it stops growing half way through the rest.
            const FullDisk full(third + third * (items - before) / (2 * before));
            QCOMPARE(codeOf([&] { exportItems(folder, model, workers); }), static_cast<int>(ErrorCode::WriteFailed));
        }
        {
            SetFolder folder(out, plan, {}, SetFolder::Existing::Resume);
            QVERIFY(folder.done() > before && folder.done() < items);
            before = folder.done();
            const ExportReport report = exportItems(folder, model, workers);
            QCOMPARE(report.before, before);
            QCOMPARE(report.before + report.made, items);
            {
                const FullDisk full(third); // the manifest does not fit
                QCOMPARE(codeOf([&] { finishSet(folder); }), static_cast<int>(ErrorCode::WriteFailed));
                QVERIFY(!fs::exists(out / "manifest.jsonl") && !fs::exists(out / "card.json"));
            }
            finishSet(folder);
        }
        const double seconds = static_cast<double>(clock.elapsed()) / 1000;
        const std::size_t late = peakMemory();
        // What is kept of an item while a set is made is its place in the journal; pictures, lines and sums are not.
        if (!sanitized)
            QVERIFY2(late < early + (std::size_t{24} << 20) + 64 * items, qPrintable(QString("%1, then %2 bytes").arg(early).arg(late)));

        // Everything is there, once, under names that no file system takes for one.
        std::set<std::string> there, folded;
        for (const auto& entry : fs::recursive_directory_iterator(out))
            if (entry.is_regular_file()) {
                const std::string path = entry.path().lexically_relative(out).generic_string();
                QVERIFY(there.insert(path).second);
                QVERIFY2(folded.insert(lower(path)).second, path.c_str());
            }
        constexpr std::size_t ofTheSet = 6; // palette.json, manifest.jsonl, manifest.csv, README.md, SHA256SUMS, card.json
        QCOMPARE(there.size(), 3 * items + ofTheSet);

        // SHA256SUMS names all files but itself and the card, in order, and tells the truth.
        std::unordered_map<std::string, std::string> sums;
        std::string last;
        for (const std::string& line : linesOf(out / "SHA256SUMS")) {
            QVERIFY(line.size() > 66 && line.substr(64, 2) == "  ");
            const std::string path = line.substr(66);
            QVERIFY2(path > last, path.c_str());
            last = path;
            QVERIFY2(there.contains(path), path.c_str());
            QCOMPARE(sha256File(out / path), line.substr(0, 64));
            sums.emplace(path, line.substr(0, 64));
        }
        QCOMPARE(sums.size(), there.size() - 2);
        QVERIFY(!sums.contains("SHA256SUMS") && !sums.contains("card.json"));

        // The manifest has each item in its place, and agrees.
        const auto manifest = linesOf(out / "manifest.jsonl");
        QCOMPARE(manifest.size(), items);
        QCOMPARE(linesOf(out / "manifest.csv").size(), items + 1);
        std::set<std::string> ids;
        std::size_t listed = 0;
        for (std::size_t i = 0; i < items; ++i) {
            const auto entry = nlohmann::json::parse(manifest[i]);
            QCOMPARE(entry.at("index").get<std::size_t>(), i);
            QVERIFY(ids.insert(lower(entry.at("id").get<std::string>())).second);
            for (const auto& file : entry.at("files")) {
                const auto found = sums.find(file.at("path").get<std::string>());
                QVERIFY(found != sums.end());
                QCOMPARE(found->second, file.at("sha256").get<std::string>());
                ++listed;
            }
        }
        QCOMPARE(listed, 3 * items);
        const auto card = nlohmann::json::parse(readTextFile(out / "card.json"));
        QVERIFY(card.dump().find(sha256File(out / "SHA256SUMS")) != std::string::npos);
        SetFolder again(out, plan, {}, SetFolder::Existing::Resume);
        QVERIFY(again.isComplete());
        if (hand) {
            std::uintmax_t bytes = 0;
            for (const std::string& path : there)
                bytes += fs::file_size(out / path);
            qInfo("%s",
                qPrintable(QString("%1 items, %2 files, %3 MiB; %4 s; at most %5 MiB of memory, %6 MiB after a third")
                               .arg(items)
                               .arg(there.size())
                               .arg(bytes >> 20)
                               .arg(seconds, 0, 'f', 1)
                               .arg(late >> 20)
                               .arg(early >> 20)));
        }
    }
    void sumsAreSortedHoweverMany()
    {
        const QTemporaryDir folder;
        const fs::path place = folder.path().toStdString();
        std::mt19937 random(5);
        std::vector<std::pair<std::string, std::string>> lines;
        for (int i = 0; i < 1000; ++i)
            lines.emplace_back(fmt::format("{}/{} a.png", i % 7, i), fmt::format("{:064x}", random()));
        for (const std::size_t held :
            {std::size_t{1}, std::size_t{7}, std::size_t{100}, std::size_t{999}, std::size_t{1000}, std::size_t{5000}}) {
            std::shuffle(lines.begin(), lines.end(), random);
            ChecksumList list(place, held);
            for (const auto& [path, sum] : lines)
                list.add(path, sum);
            const auto waiting = std::distance(fs::directory_iterator(place), fs::directory_iterator());
            QVERIFY2((waiting > 0) == (held < lines.size()) && waiting < 400, qPrintable(QString::number(waiting)));
            std::ostringstream text;
            list.write(text);
            auto sorted = lines;
            std::sort(sorted.begin(), sorted.end());
            std::string wanted;
            for (const auto& [path, sum] : sorted)
                wanted += sum + "  " + path + "\n";
            QCOMPARE(text.str(), wanted);
            QVERIFY(fs::is_empty(place));
        }
        {
            ChecksumList list(place, 2);
            for (const auto& [path, sum] : lines)
                list.add(path, sum);
            fs::resize_file(place / "sums-3", 10);
            std::ostringstream text;
            QCOMPARE(codeOf([&] { list.write(text); }), static_cast<int>(ErrorCode::WriteFailed));
        }
        QVERIFY(fs::is_empty(place));
        ChecksumList nowhere(place / "none", 1);
        nowhere.add("a", "b");
        QCOMPARE(codeOf([&] { nowhere.add("b", "c"); }), static_cast<int>(ErrorCode::WriteFailed));
    }
};

QTEST_GUILESS_MAIN(TestLargeSet)
#include "test_large_set.moc"
