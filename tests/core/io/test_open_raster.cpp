// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/open_raster.h"
#include "core/io/zip_archive.h"
#include "tests/core/io/project_samples.h"

#include <QTemporaryDir>
#include <QtTest>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <random>

using namespace sonosketch;
using namespace sonosketch::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::uint8_t> bytesOf(const std::string& text)
{
    return {text.begin(), text.end()};
}

std::vector<std::uint8_t> png(const cv::Mat& pixels)
{
    std::vector<std::uint8_t> bytes;
    cv::imencode(".png", pixels, bytes);
    return bytes;
}

cv::Mat opaque(cv::Size size, int alpha = 255)
{
    return {size, CV_8UC4, cv::Scalar(10, 20, 30, alpha)};
}

/// An archive as other programs write it: their mimetype, their list of layers, and the named pictures.
std::vector<ZipEntry> archive(const std::string& stack, std::vector<ZipEntry> pictures)
{
    std::vector<ZipEntry> entries{{"mimetype", bytesOf("image/openraster"), false}};
    for (ZipEntry& picture : pictures)
        entries.push_back(std::move(picture));
    entries.push_back({"stack.xml", bytesOf(stack), true});
    return entries;
}

std::string image(const std::string& inside, int side = canvasSize)
{
    return fmt::format("<?xml version='1.0' encoding='UTF-8'?>\n<image w=\"{0}\" h=\"{0}\" version=\"0.0.1\">{1}</image>\n", side, inside);
}

int countOf(const cv::Mat& plane, int value)
{
    return cv::countNonZero(plane == value);
}

} // namespace

class TestOpenRaster : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path place(const char* name) const { return m_dir.filePath(name).toStdString(); }
    void write(const std::vector<ZipEntry>& entries) const { writeFileAtomically(place("made.ora"), makeZip(entries)); }
    OpenRasterContents read(OpenRasterPalette use = OpenRasterPalette::OfFile) const
    {
        return readOpenRaster(place("made.ora"), threeClasses(), use);
    }
    std::optional<OpenRasterRecord> readOpenRasterRecordOf(const Case& value, const std::optional<OpenRasterRecord>& record) const
    {
        writeOpenRaster(value, place("made.ora"), record);
        return readOpenRasterRecord(place("made.ora"));
    }
    std::optional<ErrorCode> problem() const
    {
        return codeOf([this] { read(); });
    }

private Q_SLOTS:
    void roundTripIsExact()
    {
        SampleProject sample = sampleProject(15);
        Case value = sample.states.back().clone();
        value.sketch(cv::Rect(300, 300, 20, 5)).setTo(SketchErased);
        writeOpenRaster(value, place("made.ora"));
        const OpenRasterContents found = readOpenRaster(place("made.ora"), LabelPalette::bundled("mmotu"), OpenRasterPalette::OfFile);
        QVERIFY(sameState(found.value, value));
        QVERIFY(found.ours && found.hasLabels && found.hasSketch && found.hasFieldOfView && found.hasSource);
        QVERIFY(found.notes.empty());
        // The same case gives the same file.
        const auto first = readFile(place("made.ora"));
        writeOpenRaster(value, place("made.ora"));
        QVERIFY(readFile(place("made.ora")) == first);
        Case unnamed = Case::blank(threeClasses());
        writeOpenRaster(unnamed, place("made.ora"));
        QVERIFY(sameState(read().value, unnamed));
    }

    void theRecordOfThePictureComesBack()
    {
        QVERIFY(!readOpenRasterRecordOf(sampleCase(), {}));
        OpenRasterRecord record;
        record.record = {"tiny", std::string(64, 'a'), std::string(64, 'b'), "Zyste \xc3\xa4", "Nobody", R"({"kind":"project","node":7})"};
        record.pixelsSha256 = std::string(64, 'c');
        const auto back = readOpenRasterRecordOf(sampleCase(), record);
        QVERIFY(back.has_value());
        QCOMPARE(back->record.model, record.record.model);
        QCOMPARE(back->record.modelHash, record.record.modelHash);
        QCOMPARE(back->record.conditionHash, record.record.conditionHash);
        QCOMPARE(back->record.caseTitle, record.record.caseTitle);
        QCOMPARE(back->record.origin, record.record.origin);
        QCOMPARE(back->pixelsSha256, record.pixelsSha256);
        // The layers are what they were without it.
        QVERIFY(sameState(read().value, sampleCase()));
        QVERIFY(read().notes.empty() && looksLikeOpenRaster(place("made.ora")) && !looksLikeOpenRaster(place("none.ora")));
        // Whatever else is called so says nothing, and does no harm.
        const std::string deep =
            "{\"format\":\"sonosketch-openraster-record\",\"picture\":" + std::string(300'000, '[') + std::string(300'000, ']') + "}";
        for (const char* text : {"", "x", "[]", "{}", "{\"format\":\"sonosketch-openraster-record\"}",
                 "{\"format\":\"sonosketch-openraster-record\",\"picture\":[1]}", "{\"format\":7,\"picture\":{}}", deep.c_str()}) {
            write(archive(image("<stack><layer name=\"Sketch\" src=\"a.png\"/></stack>"),
                {{"a.png", png(opaque({canvasSize, canvasSize})), false}, {open_raster::recordEntry, bytesOf(text), false}}));
            QVERIFY(!readOpenRasterRecord(place("made.ora")));
            QVERIFY(!problem());
        }
        writeFileAtomically(place("made.ora"), std::string_view("no archive"));
        QVERIFY(codeOf([this] { readOpenRasterRecord(place("made.ora")); }) == ErrorCode::Unreadable);
    }

    void theContainerIsAsSpecified()
    {
        writeOpenRaster(sampleCase(), place("made.ora"));
        const auto bytes = readFile(place("made.ora"));
        // Local header: name length at 26, extra at 28; stored at once behind it, so that "file" knows the kind.
        QCOMPARE(std::string(bytes.begin() + 30, bytes.begin() + 38), std::string("mimetype"));
        QCOMPARE(int{bytes[8]} + bytes[9], 0);
        const int extra = bytes[28] + 256 * bytes[29];
        QCOMPARE(std::string(bytes.begin() + 38 + extra, bytes.begin() + 54 + extra), std::string("image/openraster"));
        ZipReader zip(place("made.ora"));
        const cv::Mat merged = cv::imdecode(zip.read("mergedimage.png"), cv::IMREAD_UNCHANGED);
        QCOMPARE(merged.size(), cv::Size(canvasSize, canvasSize));
        // Labelled pixels have the label's tint, others the source's grey.
        const auto pixel = merged.at<cv::Vec3b>(120, 120), plain = merged.at<cv::Vec3b>(256, 256);
        QVERIFY(pixel[2] > pixel[0] + 40);
        QCOMPARE(plain[0], plain[2]);
        const cv::Mat thumbnail = cv::imdecode(zip.read("Thumbnails/thumbnail.png"), cv::IMREAD_UNCHANGED);
        QVERIFY(thumbnail.cols <= 256 && thumbnail.rows <= 256);
        const auto xml = zip.read("stack.xml");
        const std::string stack(xml.begin(), xml.end());
        QVERIFY(stack.find("name=\"Septum\"") < stack.find("name=\"Cyst\""));
        QVERIFY(stack.find("edit-locked=\"true\"") > stack.find("name=\"Source image\""));
    }

    void asKritaWritesIt()
    {
        // Cropped layers with offsets, a nested group, half-transparent paint, hidden and unknown layers, no file of ours.
        write(archive(
            image("<stack>"
                  "<layer composite-op=\"svg:src-over\" name=\"Notes\" opacity=\"1\" src=\"data/layer0.png\" visibility=\"visible\" "
                  "x=\"5\" y=\"5\"/>"
                  "<stack composite-op=\"svg:src-over\" isolation=\"auto\" name=\"Lesion\" opacity=\"1\" visibility=\"visible\">"
                  "<layer name=\"Septum\" opacity=\"0.50196\" src=\"data/layer1.png\" visibility=\"hidden\" x=\"100\" y=\"110\"/>"
                  "<layer name=\"cyst\" opacity=\"1\" src=\"data/layer2.png\" visibility=\"visible\" x=\"90\" y=\"100\" selected=\"true\"/>"
                  "</stack>"
                  "<layer name=\"Solid\" opacity=\"1\" src=\"data/layer3.png\" x=\"-10\" y=\"500\"/>"
                  "</stack>"),
            {{"data/layer0.png", png(opaque({9, 9})), true}, {"data/layer1.png", png(opaque({20, 10})), true},
                {"data/layer2.png", png(opaque({50, 40}, 128)), true}, {"data/layer3.png", png(opaque({40, 40})), true},
                {"mergedimage.png", png(opaque({4, 4})), true}}));
        const OpenRasterContents found = read();
        QVERIFY(!found.ours && found.hasLabels && !found.hasSketch && !found.hasSource);
        QCOMPARE(countOf(found.value.labels, 2), 200);
        QCOMPARE(countOf(found.value.labels(cv::Rect(100, 110, 20, 10)), 2), 200);
        QCOMPARE(countOf(found.value.labels, 1), 50 * 40 - 200);
        QCOMPARE(countOf(found.value.labels, 3), 30 * 12); // clipped at the canvas
        QCOMPARE(found.notes.size(), std::size_t{1});
        QVERIFY(found.notes.front().find("Notes") != std::string::npos);
        QCOMPARE(found.value.provenance.title, std::string("made"));
    }

    void asGimpWritesIt()
    {
        // Grey with alpha, indexed and grey pictures, 16 bits, groups with offsets, sizes as decimals.
        cv::Mat rgb(30, 30, CV_8UC3, cv::Scalar(1, 2, 3)), deep(10, 10, CV_16UC4, cv::Scalar::all(65535));
        deep.colRange(0, 5).setTo(cv::Scalar(65535, 0, 0, 30000)); // below the half
        write(archive(image("<stack x=\"0\" y=\"0\"><stack name=\"group\" x=\"20\" y=\"30\">"
                            "<layer name=\"Sketch\" src=\"data/a.png\" x=\"0\" y=\"0\"/></stack>"
                            "<layer name=\"ERASED EDGES\" src=\"data/b.png\" x=\"0.0\" y=\"30\"/>"
                            "<layer name=\"Outside the field of view\" src=\"data/c.png\" x=\"502\" y=\"0\"/>"
                            "<layer name=\"Source image\" src=\"data/d.png\"/></stack>"),
            {{"data/a.png", png(cv::Mat(2, 60, CV_8UC1, cv::Scalar(200))), true}, {"data/b.png", png(rgb), true},
                {"data/c.png", png(deep), true}, {"data/d.png", png(cv::Mat(512, 512, CV_8UC1, cv::Scalar(77))), true}}));
        const OpenRasterContents found = read();
        QCOMPARE(countOf(found.value.sketch, SketchPen), 120);
        QCOMPARE(countOf(found.value.sketch(cv::Rect(20, 30, 60, 2)), SketchPen), 120);
        QCOMPARE(countOf(found.value.sketch, SketchErased), 900 - 20);
        QCOMPARE(countOf(found.value.fieldOfView, 0), 50);
        QCOMPARE(countOf(found.value.source, 77), canvasSize * canvasSize);
    }

    void theOpenCasesPaletteDecides()
    {
        writeOpenRaster(sampleCase(), place("made.ora"));
        const LabelPalette other(
            "other", {{0, "Background", 0, 0, 0, 0, 0, 0}, {1, "Solid", 9, 9, 9, 1, 1, 1}, {2, "Cyst", 8, 8, 8, 2, 2, 2}});
        const OpenRasterContents found = readOpenRaster(place("made.ora"), other, OpenRasterPalette::Given);
        QCOMPARE(countOf(found.value.labels, 2), countOf(sampleCase().labels, 1));
        QVERIFY(found.value.palette == other);
        QCOMPARE(found.notes.size(), std::size_t{1}); // Septum
    }

    void malformedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("stack");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const std::string& stack, ErrorCode code) {
            QTest::newRow(name) << QByteArray::fromStdString(stack) << static_cast<int>(code);
        };
        const std::string layer = "<stack><layer name=\"Cyst\" src=\"data/a.png\"/></stack>";
        row("no XML", "this is no XML <", ErrorCode::Corrupt);
        row("cut off", image(layer).substr(0, 90), ErrorCode::Corrupt);
        row("entities", "<!DOCTYPE image [<!ENTITY a \"aaaa\">]>" + image(layer), ErrorCode::Corrupt);
        row("no stack", image(""), ErrorCode::Corrupt);
        row("another size", image(layer, 640), ErrorCode::SizeMismatch);
        row("size is no number", "<image w=\"wide\" h=\"512\">" + layer + "</image>", ErrorCode::Corrupt);
        row("path out of the archive", image("<stack><layer name=\"Cyst\" src=\"../../etc/passwd\"/></stack>"), ErrorCode::Corrupt);
        row("absolute path", image("<stack><layer name=\"Cyst\" src=\"/etc/passwd\"/></stack>"), ErrorCode::Corrupt);
        row("missing picture", image("<stack><layer name=\"Cyst\" src=\"data/none.png\"/></stack>"), ErrorCode::NotFound);
        row("far away", image("<stack><layer name=\"Cyst\" src=\"data/a.png\" x=\"9999999999\"/></stack>"), ErrorCode::Corrupt);
        row("offset not a number", image("<stack><layer name=\"Cyst\" src=\"data/a.png\" x=\"nan\"/></stack>"), ErrorCode::Corrupt);
        row("nothing of ours", image("<stack><layer name=\"Paper\" src=\"data/a.png\"/></stack>"), ErrorCode::Corrupt);
        row("no picture", image("<stack><layer name=\"Cyst\" src=\"data/text.png\"/></stack>"), ErrorCode::Unsupported);
        row("a JPEG", image("<stack><layer name=\"Cyst\" src=\"data/photo.jpg\"/></stack>"), ErrorCode::Unsupported);
        row("huge picture", image("<stack><layer name=\"Cyst\" src=\"data/huge.png\"/></stack>"), ErrorCode::TooLarge);
        std::string deep, layers;
        for (int i = 0; i < 100; ++i)
            deep += "<stack>";
        for (int i = 0; i < 100; ++i)
            deep += "</stack>";
        for (int i = 0; i < 1000; ++i)
            layers += "<layer name=\"Cyst\" src=\"data/a.png\"/>";
        row("nested too deeply", image(deep), ErrorCode::Corrupt);
        row("too many layers", image("<stack>" + layers + "</stack>"), ErrorCode::TooLarge);
    }

    void malformedIsRefused()
    {
        QFETCH(QByteArray, stack);
        QFETCH(int, code);
        auto huge = png(cv::Mat(2, 2, CV_8UC1, cv::Scalar(0)));
        huge[18] = 30000 >> 8;
        huge[22] = 30000 >> 8;
        std::vector<std::uint8_t> jpeg;
        cv::imencode(".jpg", cv::Mat(16, 16, CV_8UC1, cv::Scalar(9)), jpeg);
        write(archive(stack.toStdString(),
            {{"data/a.png", png(opaque({4, 4})), true}, {"data/text.png", bytesOf("no picture at all, but long enough"), true},
                {"data/huge.png", huge, true}, {"data/photo.jpg", jpeg, true}}));
        const auto found = problem();
        QVERIFY(found.has_value());
        QCOMPARE(static_cast<int>(*found), code);
    }

    void otherArchivesAreRefused()
    {
        QVERIFY(codeOf([this] { readOpenRaster(place("missing.ora"), threeClasses(), OpenRasterPalette::OfFile); }) == ErrorCode::NotFound);
        writeFileAtomically(place("made.ora"), std::string_view("no archive"));
        QVERIFY(problem() == ErrorCode::Unreadable);
        const std::string stack = image("<stack><layer name=\"Cyst\" src=\"data/a.png\"/></stack>");
        auto entries = archive(stack, {{"data/a.png", png(opaque({4, 4})), true}});
        entries.front().bytes = bytesOf("application/zip");
        write(entries);
        QVERIFY(problem() == ErrorCode::Unsupported);
        entries.front().bytes = bytesOf("image/openraster\n"); // as some write it
        write(entries);
        QVERIFY(!problem().has_value());
        entries.push_back({"sonosketch.json", bytesOf("{\"format\":\"sonosketch-openraster\",\"version\":7}"), true});
        write(entries);
        QVERIFY(problem() == ErrorCode::VersionMismatch);
        entries.back().bytes = bytesOf("[[[");
        write(entries);
        QVERIFY(problem() == ErrorCode::Corrupt);
    }

    void aNameTwiceIsRefused()
    {
        // libzip makes no such archive: one name is written over the other in the finished bytes.
        auto entries = archive(image("<stack><layer name=\"Cyst\" src=\"data/a.png\"/></stack>"),
            {{"data/a.png", png(opaque({4, 4})), false}, {"data/b.png", png(opaque({8, 8})), false}});
        auto bytes = makeZip(entries);
        const std::string from = "data/b.png";
        for (auto at = std::search(bytes.begin(), bytes.end(), from.begin(), from.end()); at != bytes.end();
             at = std::search(at, bytes.end(), from.begin(), from.end()))
            at[5] = 'a';
        writeFileAtomically(place("made.ora"), bytes);
        QVERIFY(problem() == ErrorCode::Corrupt);
    }

    void aZipBombIsBounded()
    {
        auto entries = archive(image("<stack><layer name=\"Cyst\" src=\"data/a.png\"/></stack>"),
            {{"data/a.png", std::vector<std::uint8_t>(100u << 20, 0), true}});
        write(entries);
        QVERIFY(fs::file_size(place("made.ora")) < 1u << 20);
        QVERIFY(problem() == ErrorCode::TooLarge);
        entries.clear();
        for (int i = 0; i < 1200; ++i)
            entries.push_back({fmt::format("data/{}", i), {}, false});
        write(entries);
        QVERIFY(problem() == ErrorCode::TooLarge);
    }

    void cutAndFlippedFilesAreErrorsOrSound()
    {
        // Small pictures keep it quick; whatever comes of it, it is an Error or a case that holds.
        write(archive(
            image("<stack><layer name=\"Cyst\" src=\"data/a.png\" x=\"3\" y=\"4\"/><layer name=\"Sketch\" src=\"data/b.png\"/></stack>"),
            {{"data/a.png", png(opaque({20, 20})), true}, {"data/b.png", png(opaque({7, 9})), false}}));
        const auto whole = readFile(place("made.ora"));
        for (std::size_t length = 0; length < whole.size(); length += 7) {
            writeFileAtomically(place("made.ora"), std::span(whole).first(length));
            QVERIFY2(problem().has_value(), qPrintable(QString::number(length)));
        }
        std::mt19937 random(5);
        int sound = 0;
        for (int round = 0; round < 600; ++round) {
            auto bytes = whole;
            for (auto flips = 1 + random() % 3; flips > 0; --flips)
                bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
            writeFileAtomically(place("made.ora"), bytes);
            try {
                validate(read().value);
                ++sound;
            } catch (const Error&) {
                // as it should be
            }
        }
        QVERIFY(sound < 600);
    }

    void aFailedWriteLeavesTheOldFile()
    {
        QVERIFY(codeOf([this] { writeOpenRaster(sampleCase(), place("no/such/folder.ora")); }) == ErrorCode::WriteFailed);
    }
};

QTEST_GUILESS_MAIN(TestOpenRaster)
#include "test_open_raster.moc"
