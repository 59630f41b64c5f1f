// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/coco.h"
#include "tests/core/dataset/published_layout.h"
#include "tests/support/check.h"

#include <QtTest>

#include <fmt/format.h>

using namespace sonosketch;
using test::codeOf;
using test::PublishedLayout;

namespace {

constexpr int width = 6, height = 5;

/// A file of one image of 6x5 pixels and these annotations.
std::string cocoOf(const std::string& annotations, const std::string& categories = R"({"id":3,"name":"Cyst"},{"id":9,"name":"Septum"})")
{
    return R"({"info":{"description":"Made up","contributor":"Nobody"},"licenses":[{"id":1,"name":"CC0"}],"categories":[)" + categories
        + R"(],"images":[{"id":5,"file_name":"a.png","width":6,"height":5}],"annotations":[)" + annotations + "]}";
}

std::string annotation(int category, const std::string& segmentation)
{
    return fmt::format("{{\"id\":1,\"image_id\":5,\"category_id\":{},\"segmentation\":{}}}", category, segmentation);
}

/// Runs for the one image; a list, or a text in quotes.
std::string runsAs(const std::string& counts, const std::string& size = "[5,6]")
{
    return fmt::format("{{\"size\":{},\"counts\":{}}}", size, counts);
}

/// The label map of the one image, a digit a pixel, rows apart by a blank.
std::string drawn(const std::string& annotations)
{
    const CocoSet set = parseCoco(cocoOf(annotations), "x");
    if (!set.images[0].problem.empty())
        return set.images[0].problem;
    const cv::Mat labels = cocoLabels(set.images[0]);
    std::string text;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            text += static_cast<char>('0' + labels.at<uchar>(y, x));
        text += y + 1 < height ? " " : "";
    }
    return text;
}

/// COCO's packed form, as its own mask functions write it.
std::string packed(const std::vector<long>& runs)
{
    std::string text;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        long value = runs[i] - (i > 2 ? runs[i - 2] : 0);
        bool more = true;
        while (more) {
            long five = value & 31;
            value >>= 5;
            more = (five & 16) != 0 ? value != -1 : value != 0;
            text += static_cast<char>((more ? five | 32 : five) + 48);
        }
    }
    return text;
}

/// Column-major runs of what is not 0.
std::vector<long> runsOf(const cv::Mat& mask)
{
    std::vector<long> runs{0};
    bool inside = false;
    for (int x = 0; x < mask.cols; ++x)
        for (int y = 0; y < mask.rows; ++y) {
            if ((mask.at<uchar>(y, x) != 0) != inside) {
                inside = !inside;
                runs.push_back(0);
            }
            ++runs.back();
        }
    return runs;
}

/// As JSON writes a text; the packed form knows the backslash.
std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text)
        result += c == '\\' ? std::string("\\\\") : std::string(1, c);
    return result + "\"";
}

std::string listOf(const std::vector<long>& runs)
{
    std::string text;
    for (const long run : runs)
        text += fmt::format("{}{}", text.empty() ? "[" : ",", run);
    return text + "]";
}

cv::Mat disc(int seed)
{
    cv::Mat mask(PublishedLayout::frameSize, CV_8UC1, cv::Scalar(0));
    cv::circle(mask, {150 + 10 * seed, 140}, 40, {255}, cv::FILLED);
    return mask;
}

} // namespace

class TestImportCoco : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void polygonsFillPixelsWhoseCentresTheyHold()
    {
        QCOMPARE(drawn(annotation(3, "[[1,1,4,1,4,3,1,3]]")), std::string("000000 011100 011100 000000 000000"));
        // Half a pixel more on the right is not enough, a little more is.
        QCOMPARE(drawn(annotation(3, "[[1,1,4.5,1,4.5,2,1,2]]")), std::string("000000 011100 000000 000000 000000"));
        QCOMPARE(drawn(annotation(3, "[[1,1,4.6,1,4.6,2,1,2]]")), std::string("000000 011110 000000 000000 000000"));
        // Two outlines of one object, one of them beyond the image.
        QCOMPARE(drawn(annotation(9, "[[0,0,1,0,1,1,0,1],[5,4,99,4,99,99,5,99]]")), std::string("200000 000000 000000 000000 000002"));
    }
    void runsGoColumnByColumn()
    {
        const std::string wanted = "000000 011000 011000 010000 000000";
        QCOMPARE(drawn(annotation(3, runsAs("[6,3,2,2,17]"))), wanted);
        QCOMPARE(drawn(annotation(3, runsAs(quoted(packed({6, 3, 2, 2, 17}))))), wanted);
        // From the first pixel on, and over a column's end.
        QCOMPARE(drawn(annotation(9, runsAs("[0,7,23]"))), std::string("220000 220000 200000 200000 200000"));
    }
    void packedRunsAreAsPublished()
    {
        // The runs of 0 0 1 1 1 0 1, the example of COCO's own mask functions.
        QVERIFY(unpackCocoRuns("231N", "x") == (std::vector<std::uint32_t>{2, 3, 1, 1}));
        for (const std::vector<long>& runs : {std::vector<long>{0, 1}, {1'000'000, 3, 70, 2, 5'000'000}, {31, 32, 33, 15, 16, 17, 1, 0, 4}})
            QVERIFY(unpackCocoRuns(packed(runs), "x") == std::vector<std::uint32_t>(runs.begin(), runs.end()));
        for (const char* bad : {"o", "~", "0 ", "\x01", "oooooooooooooo", "O"})
            QVERIFY2(codeOf([&] { unpackCocoRuns(bad, "x"); }) == ErrorCode::Corrupt, bad);
    }
    void laterObjectsLieOnTop()
    {
        const std::string one = annotation(3, "[[0,0,4,0,4,2,0,2]]"), other = annotation(9, "[[2,0,6,0,6,1,2,1]]");
        QCOMPARE(drawn(one + "," + other), std::string("112222 111100 000000 000000 000000"));
        QCOMPARE(drawn(other + "," + one), std::string("111122 111100 000000 000000 000000"));
    }
    void whatCannotBeDrawnSpoilsItsImage_data()
    {
        QTest::addColumn<QString>("annotations");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const std::string& text, const char* problem) {
            QTest::newRow(name) << QString::fromStdString(text) << problem;
        };
        row("box alone", annotation(3, "[]"), "no outline");
        row("two corners", annotation(3, "[[1,1,2,2]]"), "3 to");
        row("odd", annotation(3, "[[1,1,2,2,3,3,4]]"), "3 to");
        row("far away", annotation(3, "[[1,1,2,2,3,1e30]]"), "far away");
        row("text", annotation(3, "[[1,1,2,2,3,\"4\"]]"), "far away");
        row("other size", annotation(3, runsAs("[30]", "[6,5]")), "5x6");
        row("negative run", annotation(3, runsAs("[-1,31]")), "run length");
        std::string zeros = "30";
        for (int i = 0; i < 40; ++i)
            zeros += ",0";
        row("too many runs", annotation(3, runsAs(fmt::format("[{}]", zeros))), "run lengths");
        row("packed nonsense", annotation(3, runsAs("\"~~~\"")), "packed");
        row("unknown category", annotation(4, "[[1,1,2,2,3,3]]"), "not listed");
    }
    void whatCannotBeDrawnSpoilsItsImage()
    {
        QFETCH(QString, annotations);
        QFETCH(QString, problem);
        const CocoSet set = parseCoco(cocoOf(annotations.toStdString()), "x");
        QVERIFY2(set.images[0].problem.find(problem.toStdString()) != std::string::npos, set.images[0].problem.c_str());
    }
    void runsMustFillTheImage()
    {
        for (const char* runs : {"[6,3,2]", "[31]", "[0,31]", "[20,20]"}) {
            const CocoSet set = parseCoco(cocoOf(annotation(3, runsAs(runs))), "x");
            QVERIFY(!set.images[0].problem.empty() || codeOf([&] { cocoLabels(set.images[0]); }) == ErrorCode::Corrupt);
        }
    }
    void limitsAreChecked()
    {
        CocoLimits few;
        few.maxAnnotations = 1;
        const std::string two = annotation(3, "[[0,0,4,0,4,2]]") + "," + annotation(9, "[[0,0,4,0,4,2]]");
        QCOMPARE(codeOf([&] { parseCoco(cocoOf(two), "x", nullptr, few); }), ErrorCode::Corrupt);
        CocoLimits small;
        small.maxPixels = 29;
        QCOMPARE(codeOf([&] { parseCoco(cocoOf(""), "x", nullptr, small); }), ErrorCode::Corrupt);
        CocoLimits values;
        values.maxValues = 20;
        QCOMPARE(codeOf([&] { parseCoco(cocoOf(two), "x", nullptr, values); }), ErrorCode::TooLarge);
        CocoLimits corners;
        corners.maxCorners = 3;
        QVERIFY(!parseCoco(cocoOf(annotation(3, "[[0,0,4,0,4,2,0,2]]")), "x", nullptr, corners).images[0].problem.empty());
        QCOMPARE(codeOf([&] { parseCoco(cocoOf(annotation(3, std::string(1000, '['))), "x"); }), ErrorCode::TooLarge);
    }
    void categoriesBecomeThePalette()
    {
        const CocoSet set = parseCoco(cocoOf("", R"({"id":9,"name":"Wall"},{"id":0,"name":"background"},{"id":2,"name":"Cyst"})"), "x");
        QCOMPARE(set.palette.size(), 3);
        QCOMPARE(set.palette.find("cyst")->id, std::uint8_t{1});
        QCOMPARE(set.palette.find("Wall")->id, std::uint8_t{2});
        QCOMPARE(set.license, std::string("CC0"));
        QCOMPARE(set.attribution, std::string("Made up; Nobody"));
        const std::string alike = R"({"id":1,"name":"A"},{"id":2,"name":"a"})";
        QCOMPARE(codeOf([&] { parseCoco(cocoOf("", alike), "x"); }), ErrorCode::Corrupt);
        // Of a hundred categories those that are drawn.
        std::string many;
        for (int i = 0; i < 100; ++i)
            many += fmt::format("{}{{\"id\":{},\"name\":\"c{}\"}}", i ? "," : "", i, i);
        const CocoSet used = parseCoco(cocoOf(annotation(77, "[[0,0,4,0,4,2]]"), many), "x");
        QCOMPARE(used.palette.size(), 2);
        QVERIFY(used.palette.find("c77") != nullptr);
    }
    void aWrittenSetComesBack()
    {
        // As set writers lay it out: images/PART, annotations/instances_PART.json, runs as lists or packed; grey and colour.
        PublishedLayout layout;
        for (const char* part : {"train", "val"}) {
            std::string images, annotations;
            for (int i = 0; i < 2; ++i) {
                cv::Mat picture = PublishedLayout::scan(*part + i);
                if (i == 0)
                    cv::cvtColor(picture, picture, cv::COLOR_BGR2GRAY);
                layout.write(fmt::format("images/{0}/{0}{1}.png", part, i + 1), picture);
                const char* between = i > 0 ? "," : "";
                images +=
                    fmt::format("{}{{\"id\":{},\"file_name\":\"{}{}.png\",\"width\":360,\"height\":260}}", between, i + 1, part, i + 1);
                const std::vector<long> runs = runsOf(disc(i));
                annotations += fmt::format("{}{{\"id\":{},\"image_id\":{},\"category_id\":1,\"iscrowd\":0,\"segmentation\":{}}}", between,
                    i + 1, i + 1, runsAs(i == 0 ? listOf(runs) : quoted(packed(runs)), "[260,360]"));
            }
            layout.write(std::string("annotations/instances_") + part + ".json",
                "{\"categories\":[{\"id\":1,\"name\":\"Cyst\"}],\"images\":[" + images + "],\"annotations\":[" + annotations + "]}");
            layout.write(std::string("annotations/polygons_") + part + ".json", std::string("passed over"));
        }
        const ImportReport report = importDataset(layout.options("coco"));
        QCOMPARE(report.imported, std::size_t{4});
        QVERIFY(report.skipped.empty());
        QVERIFY(validateDataset(layout.to()).empty());
        const DatasetManifest manifest = DatasetManifest::load(layout.to());
        QCOMPARE(manifest.items[0].id, std::string("train1"));
        QCOMPARE(manifest.items[3].split, std::string("val"));
        QVERIFY(manifest.items[0].classes == (std::vector<int>{0, 1}));
        const cv::Rect object = cv::boundingRect(loadSample(layout.to(), manifest.items[1]).labels > 0);
        QVERIFY(object.width > 40 && std::abs(object.width - object.height) <= 2);
    }
    void theJsonMayBeNamedItself()
    {
        PublishedLayout layout;
        layout.write("images/a.png", PublishedLayout::scan(1));
        const std::string text =
            R"({"categories":[{"id":1,"name":"Cyst"}],"images":[{"id":1,"file_name":"a.png","width":360,"height":260}],)"
            R"("annotations":[{"image_id":1,"category_id":1,"segmentation":[[100,100,200,100,200,180,100,180]]}]})";
        layout.write("annotations/one.json", text);
        layout.write("annotations/two.json", text);
        QCOMPARE(codeOf([&] { importDataset(layout.options("coco")); }), ErrorCode::InvalidArgument);
        ImportOptions options = layout.options("coco");
        options.from = layout.from() / "annotations/one.json";
        QCOMPARE(importDataset(options).imported, std::size_t{1});
        QVERIFY(validateDataset(layout.to()).empty());
    }
    void nothingOutsideIsRead()
    {
        PublishedLayout layout;
        std::filesystem::create_directories(layout.from());
        cv::imwrite((layout.root() / "secret.png").string(), PublishedLayout::scan(1));
        std::filesystem::create_symlink(layout.root() / "secret.png", layout.from() / "link.png");
        layout.write("own.png", PublishedLayout::scan(2));
        std::string images;
        int id = 0;
        for (const std::string& name : {std::string("../secret.png"), (layout.root() / "secret.png").string(), std::string("link.png"),
                 std::string("x/../../secret.png"), std::string("own.png")}) {
            ++id;
            images += fmt::format("{}{{\"id\":{},\"file_name\":\"{}\",\"width\":360,\"height\":260}}", id > 1 ? "," : "", id, name);
        }
        layout.write("set.json", "{\"categories\":[{\"id\":1,\"name\":\"Cyst\"}],\"annotations\":[],\"images\":[" + images + "]}");
        const ImportReport report = importDataset(layout.options("coco"));
        QCOMPARE(report.imported, std::size_t{1});
        QCOMPARE(report.skipped.size(), std::size_t{4});
        for (const DatasetProblem& problem : report.skipped)
            QVERIFY2(problem.reason.find("inside the folder") != std::string::npos, problem.reason.c_str());
    }
};

QTEST_GUILESS_MAIN(TestImportCoco)
#include "test_import_coco.moc"
