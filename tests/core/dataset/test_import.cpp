// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/imaging/read_image.h"
#include "core/imaging/scan_sector.h"
#include "tests/core/dataset/published_layout.h"
#include "tests/support/check.h"

#include <QtTest>

#include <map>
#include <set>

using namespace sonosketch;
using test::codeOf;
using test::PublishedLayout;

namespace {

std::string reasonFor(const ImportReport& report, const std::string& file)
{
    for (const DatasetProblem& problem : report.skipped)
        if (problem.file == file)
            return problem.reason;
    return {};
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::map<std::string, std::string> bytesBelow(const std::filesystem::path& folder)
{
    std::map<std::string, std::string> hashes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            hashes[entry.path().lexically_relative(folder).string()] = sha256File(entry.path());
    return hashes;
}

} // namespace

class TestImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mmotuTakesItsSplits()
    {
        PublishedLayout layout;
        for (int i = 1; i <= 4; ++i)
            layout.addMmotu(std::to_string(i), i);
        layout.write("splits.json", "{\"train\":[1,2],\"val\":[3],\"test\":[],\"doppler\":[4]}");
        const ImportReport report = importDataset(layout.options("mmotu"));
        QCOMPARE(report.imported, std::size_t{3});
        QCOMPARE(reasonFor(report, "images/4.JPG"), std::string("colour Doppler"));
        const DatasetManifest manifest = DatasetManifest::load(layout.to());
        QCOMPARE(manifest.items[0].id, std::string("mmotu-0001"));
        QCOMPARE(manifest.items[1].split, std::string("train"));
        QCOMPARE(manifest.items[2].split, std::string("val"));
        QVERIFY(manifest.items[0].classes == (std::vector<int>{0, manifest.palette.find("Teratoma")->id}));
        QCOMPARE(manifest.license, std::string("CC-BY-4.0"));
        QVERIFY(contains(manifest.attribution, "2207.06799"));
        QVERIFY(validateDataset(layout.to()).empty());

        const DatasetSample sample = loadSample(layout.to(), manifest.items[0]);
        QCOMPARE(sample.image.size(), cv::Size(canvasSize, canvasSize));
        QCOMPARE(cv::countNonZero(sample.image.mul(sample.fieldOfView == 0)), 0);
        // Crop and scale apply to picture and labels alike; a disc stays round.
        const cv::Rect object = cv::boundingRect(sample.labels > 0);
        QVERIFY(std::abs(object.width - object.height) <= 2);
        QVERIFY(cv::countNonZero(sample.sketch) > 200);
    }
    void oneSplitForAll()
    {
        PublishedLayout layout;
        layout.addMmotu("7", 1);
        layout.addMmotu("8", 2);
        layout.write("splits.json", "{\"train\":[7]}");
        ImportOptions options = layout.options("mmotu");
        options.split = "external";
        QCOMPARE(importDataset(options).imported, std::size_t{2});
        for (const DatasetItem& item : DatasetManifest::load(layout.to()).items)
            QCOMPARE(item.split, std::string("external"));
        options.split = "../x";
        QCOMPARE(codeOf([&] { importDataset(options); }), ErrorCode::InvalidArgument);
    }
    void whatCannotBeUsedIsNamedAndSkipped()
    {
        PublishedLayout layout;
        for (int i = 1; i <= 9; ++i)
            layout.addMmotu(std::to_string(i), i);
        layout.write("images/2.JPG", std::string());
        layout.write("images/3.JPG", std::string("no picture"));
        layout.write("annotations/4.PNG", cv::Mat(20, 30, CV_8UC3, cv::Scalar(0, 0, 0)));
        cv::Mat odd(PublishedLayout::frameSize, CV_8UC3, cv::Scalar(0, 0, 0));
        odd.at<cv::Vec3b>(17, 23) = {3, 2, 1};
        layout.write("annotations/5.PNG", odd);
        std::filesystem::remove(layout.from() / "annotations/6.PNG");
        std::filesystem::remove(layout.from() / "images/7.JPG");
        cv::Mat flow = PublishedLayout::scan(8);
        cv::ellipse(flow, {180, 150}, {25, 12}, 0, 0, 360, {20, 40, 230}, cv::FILLED);
        layout.write("images/8.JPG", flow);
        layout.write("splits.json", "{\"train\":[1,2,3,4,5,6,7,8]}");

        const ImportReport report = importDataset(layout.options("mmotu"));
        QCOMPARE(report.imported, std::size_t{1});
        QCOMPARE(report.skipped.size(), std::size_t{8});
        QVERIFY(contains(reasonFor(report, "images/2.JPG"), "empty"));
        QVERIFY(contains(reasonFor(report, "images/3.JPG"), "no PNG, JPEG"));
        QVERIFY(contains(reasonFor(report, "images/4.JPG"), "mask is 30x20, image 360x260"));
        QVERIFY(contains(reasonFor(report, "images/5.JPG"), "1,2,3 at x 23, y 17"));
        QVERIFY(contains(reasonFor(report, "images/6.JPG"), "no annotation"));
        QVERIFY(contains(reasonFor(report, "annotations/7.PNG"), "no image"));
        QVERIFY(contains(reasonFor(report, "images/8.JPG"), "colour Doppler"));
        QVERIFY(contains(reasonFor(report, "images/9.JPG"), "splits.json"));
        QVERIFY(contains(report.toJson(), "\"skippedCount\": 8"));
        QVERIFY(validateDataset(layout.to()).empty());
    }
    void nothingUsableIsAnError()
    {
        PublishedLayout layout;
        QCOMPARE(codeOf([&] { importDataset(layout.options("mmotu")); }), ErrorCode::NotFound);
        layout.addMmotu("1", 1);
        layout.write("images/1.JPG", std::string("x"));
        QCOMPARE(codeOf([&] { importDataset(layout.options("mmotu")); }), ErrorCode::Unreadable);
        QVERIFY(!std::filesystem::exists(layout.to() / "manifest.json"));
        QCOMPARE(codeOf([&] { importDataset(layout.options("dicom")); }), ErrorCode::InvalidArgument);
        layout.write("splits.json", "{\"train\":[1],\"test\":[1]}");
        QCOMPARE(codeOf([&] { importDataset(layout.options("mmotu")); }), ErrorCode::Corrupt);
    }
    void targetOfOthersIsNotTouched()
    {
        PublishedLayout layout;
        layout.addMmotu("1", 1);
        std::filesystem::create_directories(layout.to());
        std::ofstream(layout.to() / "letter.txt") << "mine";
        QCOMPARE(codeOf([&] { importDataset(layout.options("mmotu")); }), ErrorCode::WriteFailed);
        ImportOptions same = layout.options("mmotu");
        same.to = same.from;
        QCOMPARE(codeOf([&] { importDataset(same); }), ErrorCode::InvalidArgument);
        std::filesystem::remove(layout.to() / "letter.txt");
        importDataset(layout.options("mmotu"));
        QCOMPARE(importDataset(layout.options("mmotu")).imported, std::size_t{1}); // over its own
    }
    void sameInputSameBytesWithAnyNumberOfThreads()
    {
        PublishedLayout layout;
        for (int i = 1; i <= 5; ++i)
            layout.addMmotu(std::to_string(i), i);
        ImportOptions options = layout.options("mmotu");
        options.threads = 1;
        importDataset(options);
        const auto first = bytesBelow(layout.to());
        options.to = layout.root() / "again";
        options.threads = 4;
        importDataset(options);
        QCOMPARE(first.size(), std::size_t{5 * 4 + 2});
        QVERIFY(first == bytesBelow(options.to));
    }
    void progressCountsAndCancelStops()
    {
        PublishedLayout layout;
        for (int i = 1; i <= 4; ++i)
            layout.addMmotu(std::to_string(i), i);
        ImportOptions options = layout.options("mmotu");
        std::vector<std::size_t> seen;
        importDataset(options, [&](std::size_t done, std::size_t total, const std::string&) {
            seen.push_back(done);
            QCOMPARE(total, std::size_t{4});
        });
        QVERIFY(seen == (std::vector<std::size_t>{1, 2, 3, 4}));
        const CancelToken cancel;
        options.threads = 1;
        QCOMPARE(codeOf([&] {
            importDataset(
                options, [&](std::size_t, std::size_t, const std::string&) { cancel.cancel(); }, cancel);
        }),
            ErrorCode::Cancelled);
        QVERIFY(!std::filesystem::exists(layout.to() / "manifest.json"));
    }
    void hc18KeepsExamsTogetherAndScalesMillimetres()
    {
        PublishedLayout layout;
        std::string table = "filename,pixel size(mm),head circumference (mm)\r\n";
        int seed = 0;
        for (const char* name :
            {"000_HC", "001_HC", "001_2HC", "001_3HC", "002_HC", "003_HC", "004_HC", "005_HC", "006_HC", "006_2HC", "007_HC", "008_HC"}) {
            cv::Mat gray, mask(PublishedLayout::frameSize, CV_8UC1, cv::Scalar(0));
            cv::cvtColor(PublishedLayout::scan(++seed), gray, cv::COLOR_BGR2GRAY);
            cv::ellipse(mask, {180, 150}, {60, 40}, 0, 0, 360, 255, cv::FILLED);
            layout.write(std::string("images/") + name + ".png", gray);
            layout.write(std::string("masks/") + name + ".png", mask);
            table += std::string(name) + ".png,0.2,120.5\r\n";
        }
        layout.write("training_set_pixel_size_and_HC.csv", table);
        QCOMPARE(importDataset(layout.options("hc18")).imported, std::size_t{12});
        const DatasetManifest manifest = DatasetManifest::load(layout.to());
        std::map<std::string, std::set<std::string>> partsOfExam;
        std::set<std::string> parts;
        for (const DatasetItem& item : manifest.items) {
            partsOfExam[item.id.substr(0, 8)].insert(item.split);
            QCOMPARE("hc18-" + item.group, item.id.substr(0, 8)); // what is cut anew later needs it again
            parts.insert(item.split);
            // The ellipse is 121 pixels of 0.2 mm wide, on whatever canvas.
            const DatasetSample sample = loadSample(layout.to(), item);
            const double width = cv::boundingRect(sample.labels).width * item.mmPerPixel.value_or(0);
            QVERIFY2(std::abs(width - 24.2) < 0.5, qPrintable(QString::number(width)));
            QVERIFY(item.classes == (std::vector<int>{0, 1}));
        }
        for (const auto& [exam, itsParts] : partsOfExam)
            QCOMPARE(itsParts.size(), std::size_t{1});
        QVERIFY(parts.contains("train") && parts.size() >= 2);

        layout.write("training_set_pixel_size_and_HC.csv", std::string("filename,a,b\n000_HC.png,-3,1\n"));
        QCOMPARE(codeOf([&] { importDataset(layout.options("hc18")); }), ErrorCode::Corrupt);
    }
    void pairedTakesIdsOrColours()
    {
        PublishedLayout layout;
        layout.write("images/a.png", PublishedLayout::scan(1));
        layout.write("images/b.bmp", PublishedLayout::scan(2));
        layout.write("images/c.png", PublishedLayout::scan(3));
        cv::Mat ids(PublishedLayout::frameSize, CV_8UC1, cv::Scalar(0)), colours(PublishedLayout::frameSize, CV_8UC3, cv::Scalar(0, 0, 0));
        ids(cv::Rect(150, 120, 50, 50)).setTo(2);
        colours(cv::Rect(150, 120, 50, 50)).setTo(cv::Scalar(10, 20, 200));
        layout.write("labels/a.png", ids);
        layout.write("labels/b.png", colours);
        ids(cv::Rect(150, 120, 50, 50)).setTo(9);
        layout.write("labels/c.png", ids);
        const LabelPalette palette(
            "own", {{0, "Background", 0, 0, 0, 0, 0, 0}, {1, "One", 255, 0, 0, 0, 255, 0}, {2, "Two", 0, 255, 0, 200, 20, 10}});
        layout.write("palette.json", palette.toJson());
        ImportOptions options = layout.options("paired");
        QCOMPARE(codeOf([&] { importDataset(options); }), ErrorCode::InvalidArgument); // no palette
        options.palette = layout.from() / "palette.json";
        const ImportReport report = importDataset(options);
        QCOMPARE(report.imported, std::size_t{2});
        QVERIFY(contains(reasonFor(report, "images/c.png"), "9,9,9"));
        for (const DatasetItem& item : DatasetManifest::load(layout.to()).items)
            QVERIFY(item.classes == (std::vector<int>{0, 2}));
    }
};

QTEST_GUILESS_MAIN(TestImport)
#include "test_import.moc"
