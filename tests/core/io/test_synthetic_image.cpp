// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/io/png_file.h"
#include "core/io/synthetic_image.h"
#include "tests/support/check.h"

#include <opencv2/imgcodecs.hpp>

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <random>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;
namespace fs = std::filesystem;

class TestSyntheticImage : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path in(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }
    const SyntheticRecord m_record{"pgsgan", std::string(64, 'a'), std::string(64, 'b'), "Zyste \xc3\xa4 1", "Zhao et al., CC BY 4.0", {}};

private Q_SLOTS:
    void markIsDrawnWhereAskedAndNowhereElse()
    {
        const cv::Size size = syntheticMarkSize();
        QVERIFY(size.width >= 80 && size.width <= 200 && size.height >= 15 && size.height <= 50);
        for (const int grey : {0, 128, 255}) {
            const cv::Mat image(512, 512, CV_8UC1, cv::Scalar(grey));
            const cv::Rect place({40, 300}, size);
            cv::Mat marked = withSyntheticMark(image, {{40, 300}});
            const cv::Mat plate = marked(place).clone();
            // Readable on any ground: dark plate, bright letters.
            QVERIFY(cv::countNonZero(plate > 200) > 150);
            QVERIFY(cv::countNonZero(plate < 40) > plate.rows * plate.cols / 2);
            image(place).copyTo(marked(place));
            QVERIFY(samePixels(marked, image));
        }
    }
    void markLooksTheSameOnEveryPicture()
    {
        const cv::Rect place({12, 12}, syntheticMarkSize());
        const cv::Mat dark = withSyntheticMark(cv::Mat::zeros(512, 512, CV_8UC1), {});
        const cv::Mat ring = withSyntheticMark(test::ringPicture(), {});
        QVERIFY(samePixels(dark(place), ring(place)));
    }
    void markStaysInsideAndTheInputIsUntouched()
    {
        const cv::Mat image = test::ringPicture();
        const cv::Mat before = image.clone();
        const cv::Size size = syntheticMarkSize();
        const cv::Mat corner = withSyntheticMark(image, {{512 - size.width, 512 - size.height}});
        QVERIFY(samePixels(withSyntheticMark(image, {{100000, 2147483647}}), corner));
        QVERIFY(samePixels(withSyntheticMark(image, {{-2147483647, -5}}), withSyntheticMark(image, {{0, 0}})));
        QVERIFY(samePixels(image, before));
        for (const cv::Size small : {cv::Size(64, 64), cv::Size(3, 200), cv::Size(300, 4), cv::Size(1, 1)}) {
            const cv::Mat tiny(small, CV_8UC1, cv::Scalar(128));
            QVERIFY(!samePixels(withSyntheticMark(tiny, {}), tiny));
        }
        QCOMPARE(codeOf([] { withSyntheticMark({}, {}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([] { withSyntheticMark(cv::Mat::zeros(50, 50, CV_8UC3), {}); }), ErrorCode::InvalidArgument);
    }
    void fileHoldsTheWindowsPixelsAndSaysWhatItIs()
    {
        const cv::Mat image = test::ringPicture();
        writeSyntheticPng(in("a.png"), image, m_record, {{30, 40}});
        const cv::Mat read = cv::imread(in("a.png").string(), cv::IMREAD_UNCHANGED);
        QCOMPARE(read.type(), CV_8UC1);
        QVERIFY(samePixels(read, withSyntheticMark(image, {{30, 40}})));
        QCOMPARE(readPngText(in("a.png"), "Software"), std::string("SonoSketch"));
        QVERIFY(readPngText(in("a.png"), "Description").find("Zyste \xc3\xa4 1") != std::string::npos);
        QVERIFY(readPngText(in("a.png"), "Source").find(m_record.modelHash) != std::string::npos);
        QVERIFY(readPngText(in("a.png"), "Disclaimer").find("Not for diagnosis") != std::string::npos);
        QCOMPARE(readPngText(in("a.png"), "Nothing"), std::string());
        const QJsonObject all = QJsonDocument::fromJson(QByteArray::fromStdString(readPngText(in("a.png"), "SonoSketch"))).object();
        QVERIFY(all["synthetic"].toBool() && all["visibleMark"].toBool());
        QCOMPARE(all["model"].toString(), QString("pgsgan"));
        QCOMPARE(all["modelHash"].toString().toStdString(), m_record.modelHash);
        QCOMPARE(all["conditionHash"].toString().toStdString(), m_record.conditionHash);
        QCOMPARE(all["caseTitle"].toString().toStdString(), m_record.caseTitle);
        QCOMPARE(all["attribution"].toString().toStdString(), m_record.attribution);
    }
    void withoutTheVisibleMarkTheMetadataStays()
    {
        writeSyntheticPng(in("b.png"), test::ringPicture(), m_record, {}, false);
        QVERIFY(samePixels(cv::imread(in("b.png").string(), cv::IMREAD_UNCHANGED), test::ringPicture()));
        const QJsonObject all = QJsonDocument::fromJson(QByteArray::fromStdString(readPngText(in("b.png"), "SonoSketch"))).object();
        QVERIFY(all["synthetic"].toBool() && !all["visibleMark"].toBool());
    }
    void equalInputGivesEqualBytes()
    {
        writeSyntheticPng(in("c.png"), test::ringPicture(), m_record, {});
        writeSyntheticPng(in("d.png"), test::ringPicture(), m_record, {});
        QVERIFY(readFile(in("c.png")) == readFile(in("d.png")));
    }
    void xmpIsReadByOthers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("PNG") << "x.png";
        QTest::newRow("JPEG") << "x.jpg";
    }
    void xmpIsReadByOthers()
    {
        QFETCH(QString, name);
        SyntheticRecord record = m_record;
        // What XML must escape, what it cannot hold at all, and more than a JPEG's segment takes.
        record.caseTitle = std::string("<&\"' \x01 \xef\xbf\xbf >") + std::string(5000, '&');
        record.attribution = std::string(150'000, 'x');
        record.origin = R"({"seed":1234567890123,"kind":"case"})";
        const fs::path file = in(name.toStdString().c_str());
        writeSyntheticPicture(file, test::ringPicture(), record, {{30, 40}});
        // Python's own XML parser on the packet cut out of the file; no code of ours.
        QProcess python;
        python.start("/usr/bin/python3",
            {"-c", R"(
import sys, re, xml.etree.ElementTree as tree
data = open(sys.argv[1], 'rb').read()
packet = re.search(rb'<\?xpacket begin.*?<\?xpacket end="r"\?>', data, re.S).group(0).decode('utf-8')
rdf = tree.fromstring(packet[packet.index('<x:xmpmeta'):packet.index('</x:xmpmeta>') + 12])
found = {e.tag: (e.text or '').strip() for e in rdf.iter()}
print(found['{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType'])
for key in ['ModelHash', 'ConditionHash', 'Seed']:
    print(found['{urn:sonosketch:synthetic:1}' + key])
)",
                QString::fromStdString(file.string())});
        QVERIFY(python.waitForFinished(60'000));
        const QStringList lines = QString::fromUtf8(python.readAllStandardOutput()).split('\n');
        QVERIFY2(lines.size() == 5, python.readAllStandardError().constData());
        QCOMPARE(lines[0], QString("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"));
        QCOMPARE(lines[1], QString(64, 'a'));
        QCOMPARE(lines[2], QString(64, 'b'));
        QCOMPARE(lines[3], QString("1234567890123"));
        const auto statement = readSyntheticStatement(file);
        QVERIFY(statement.has_value());
        QCOMPARE(statement->record.attribution, record.attribution);
        QCOMPARE(statement->record.conditionHash, record.conditionHash);
        QVERIFY(statement->mark && statement->mark->position == cv::Point(30, 40));
        QVERIFY(statement->record.origin.find("1234567890123") != std::string::npos);
    }
    void jpegShowsThePictureWithItsMark()
    {
        writeSyntheticJpeg(in("j.jpg"), test::ringPicture(), m_record, {{30, 40}});
        const cv::Mat read = cv::imread(in("j.jpg").string(), cv::IMREAD_UNCHANGED);
        QCOMPARE(read.type(), CV_8UC1);
        QVERIFY(cv::norm(read, withSyntheticMark(test::ringPicture(), {{30, 40}}), cv::NORM_L1) / (512 * 512) < 4);
        const auto once = readFile(in("j.jpg"));
        writeSyntheticJpeg(in("j.jpg"), test::ringPicture(), m_record, {{30, 40}});
        QVERIFY(once == readFile(in("j.jpg")));
        writeSyntheticJpeg(in("k.jpeg"), test::ringPicture(), m_record, {}, false);
        QVERIFY(!readSyntheticStatement(in("k.jpeg"))->visibleMark);
        QCOMPARE(codeOf([&] { writeSyntheticJpeg(in("l.jpg"), {}, m_record, {}); }), ErrorCode::InvalidArgument);
        // No statement, or none of ours.
        cv::imwrite(in("m.jpg").string(), test::ringPicture());
        QVERIFY(!readSyntheticStatement(in("m.jpg")));
        for (const char* text : {"", "{", "[]", "{\"format\":\"other\"}", "[[[[[[[["})
            QVERIFY(!parseSyntheticStatement(text));
        QVERIFY(parseSyntheticStatement(R"({"format":"sonosketch-synthetic","mark":[1e9,"x"],"origin":{"a":[1]}})"));
    }
    /// A statement nested so deep that printing or freeing it would run over the stack is none; nor is an origin, as JSON or as a text of it.
    void deepStatementsAreNotFollowed()
    {
        const std::string lists = std::string(500'000, '[') + std::string(500'000, ']');
        const std::string text = R"({"format":"sonosketch-synthetic","model":"m","origin":)";
        QVERIFY(!parseSyntheticStatement(lists));
        QVERIFY(!parseSyntheticStatement(text + lists + "}"));
        const auto statement = parseSyntheticStatement(text + "\"" + lists + "\"}");
        QVERIFY(statement && statement->record.model == "m" && statement->record.origin.empty());
        writeSyntheticPng(in("deep.png"), test::ringPicture(), m_record, {});
        QVERIFY(readSyntheticStatement(in("deep.png")));
    }
    /// The head of a chunk is enough for libpng to take the memory that the chunk claims to need: a file cut off there is refused before.
    void aPngCutOffInsideTheHeadOfAChunk()
    {
        writeSyntheticPng(in("cut.png"), test::ringPicture(), m_record, {});
        const std::vector<std::uint8_t> whole = readFile(in("cut.png"));
        QVERIFY(!readPngTexts(whole, "whole").empty());
        const std::array<std::uint8_t, 11> head{0x7f, 0xff, 0xff, 0xf0, 'i', 'T', 'X', 't', 'k', 0, 0};
        for (std::size_t length = 0; length <= head.size(); ++length) {
            std::vector<std::uint8_t> cut(whole.begin(), whole.end() - 12); // without the end
            cut.insert(cut.end(), head.begin(), head.begin() + static_cast<std::ptrdiff_t>(length));
            QCOMPARE(codeOf([&] { readPngTexts(cut, "cut"); }), ErrorCode::Unreadable);
            const std::string said = test::messageOf([&] { decodeGreyPng(cut, test::ringPicture().size(), "cut"); });
            QVERIFY2(said.find("ends too early") != std::string::npos, said.c_str());
        }
    }
    void damagedJpegsNeverCrash()
    {
        writeSyntheticJpeg(in("n.jpg"), test::ringPicture(64), m_record, {});
        const std::vector<std::uint8_t> whole = readFile(in("n.jpg"));
        std::mt19937 random(7);
        int said = 0;
        for (int i = 0; i < 300; ++i) {
            std::vector<std::uint8_t> damaged = whole;
            damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
            writeFileAtomically(in("n.jpg"), damaged);
            codeOf([&] { said += readSyntheticStatement(in("n.jpg")).has_value(); });
        }
        QVERIFY(said > 50 && said < 300);
    }
    void hostileTextsAreStored()
    {
        SyntheticRecord record = m_record;
        record.caseTitle = std::string("nul\0in\xff it", 10);
        record.attribution = std::string(100'000, 'x');
        writeSyntheticPng(in("e.png"), test::ringPicture(), record, {});
        QVERIFY(readPngText(in("e.png"), "Description").find("in") != std::string::npos);
        QVERIFY(readPngText(in("e.png"), "Source").size() > 100'000);
        QVERIFY(!QJsonDocument::fromJson(QByteArray::fromStdString(readPngText(in("e.png"), "SonoSketch"))).isNull());
    }
    void errorsAreErrors()
    {
        QCOMPARE(codeOf([&] { writeSyntheticPng(in("no/such.png"), test::ringPicture(), m_record, {}); }), ErrorCode::WriteFailed);
        QCOMPARE(codeOf([&] { writeSyntheticPng(in("f.png"), {}, m_record, {}); }), ErrorCode::InvalidArgument);
        QVERIFY(!fs::exists(in("f.png")));
        QCOMPARE(codeOf([&] { readPngText(in("none.png"), "Software"); }), ErrorCode::NotFound);
        cv::imwrite(in("g.jpg").string(), test::ringPicture());
        QCOMPARE(codeOf([&] { readPngText(in("g.jpg"), "Software"); }), ErrorCode::Unsupported);
        writeFileAtomically(in("empty.png"), std::string_view());
        QCOMPARE(codeOf([&] { readPngText(in("empty.png"), "Software"); }), ErrorCode::Unreadable);
    }
    void damagedFilesNeverCrash()
    {
        writeSyntheticPng(in("h.png"), test::ringPicture(64), m_record, {});
        const std::vector<std::uint8_t> whole = readFile(in("h.png"));
        std::mt19937 random(61);
        int refused = 0;
        for (int i = 0; i < 400; ++i) {
            std::vector<std::uint8_t> damaged = whole;
            if (i % 4 == 0)
                damaged.resize(random() % damaged.size());
            else
                damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
            writeFileAtomically(in("h.png"), damaged);
            refused += codeOf([&] { readPngText(in("h.png"), "Software"); }).has_value();
        }
        QVERIFY(refused > 100);
    }
    void encodingRefusesAnIndexWithoutAColour()
    {
        cv::Mat ids = cv::Mat::zeros(4, 4, CV_8UC1);
        QVERIFY(!encodePng({ids, {{1, 2, 3}}, {}}).empty());
        ids.at<std::uint8_t>(0, 0) = 1;
        QCOMPARE(codeOf([&] { encodePng({ids, {{1, 2, 3}}, {}}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { encodePng({ids, {}, {{std::string(80, 'k'), "text"}}}); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestSyntheticImage)
#include "test_synthetic_image.moc"
