// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/io/case_io.h"
#include "tests/support/check.h"

#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;
namespace fs = std::filesystem;

namespace {

Case richCase()
{
    Case value = Case::blank(test::threeClasses());
    value.source = test::ringPicture();
    value.frame = {640, 480};
    value.crop = {{12, 34, 560, 420}, 512.0 / 560, {0, 64}};
    value.mmPerPixel = 0.1234567890123;
    value.labels(cv::Rect(100, 100, 50, 60)).setTo(1);
    value.labels(cv::Rect(200, 100, 50, 60)).setTo(3);
    value.sketch(cv::Rect(10, 20, 30, 2)).setTo(SketchPen);
    value.sketch(cv::Rect(10, 40, 30, 2)).setTo(SketchErased);
    value.fieldOfView(cv::Rect(0, 0, 512, 64)).setTo(0);
    value.canny = {12.5, 99.25, 1.5, 5};
    value.autoSketch = false;
    value.provenance = {"Cyst é 7", "file.jpg", "CC-BY-4.0", "Somebody et al."};
    return value;
}

bool equalCases(const Case& a, const Case& b)
{
    return a.palette == b.palette && samePixels(a.source, b.source) && samePixels(a.labels, b.labels) && samePixels(a.sketch, b.sketch)
        && samePixels(a.fieldOfView, b.fieldOfView) && a.frame == b.frame && a.crop.source == b.crop.source && a.crop.scale == b.crop.scale
        && a.crop.offset == b.crop.offset && a.mmPerPixel == b.mmPerPixel && a.canny == b.canny && a.autoSketch == b.autoSketch
        && a.provenance == b.provenance;
}

} // namespace

class TestCaseIo : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path m_folder;

    void replaceInJson(const QString& find, const QString& replace) const
    {
        QString text = QString::fromStdString(readTextFile(m_folder / "case.json"));
        QVERIFY2(text.contains(find), qPrintable(find + " not in " + text));
        writeFileAtomically(m_folder / "case.json", std::string_view(text.replace(find, replace).toStdString()));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = fs::path(m_dir.path().toStdString()) / "case";
        fs::remove_all(m_folder);
    }
    void comesBackAsItWas()
    {
        const Case value = richCase();
        saveCase(value, m_folder);
        QVERIFY(equalCases(loadCase(m_folder), value));
        QCOMPARE(std::distance(fs::directory_iterator(m_folder), fs::directory_iterator()), std::ptrdiff_t(5));
        QCOMPARE(std::distance(fs::directory_iterator(m_folder.parent_path()), fs::directory_iterator()), std::ptrdiff_t(1));
        saveCase(value, fs::path(m_folder.string() + "/")); // over itself, with a slash
        QVERIFY(equalCases(loadCase(m_folder), value));
    }
    void measurementsComeBackAndBadOnesAreRefused()
    {
        Case value = richCase();
        value.measurements = {
            {Measurement::Kind::Caliper, Measurement::Picture::Synthesised, {1.0 / 3, 2}, {100.125, 80}, 0, "Septum \"é\""},
            {Measurement::Kind::Ellipse, Measurement::Picture::Condition, {300, 200}, {360, 200}, 33.3, ""}};
        saveCase(value, m_folder);
        QVERIFY(loadCase(m_folder).measurements == value.measurements);
        const std::string good = readTextFile(m_folder / "case.json");
        using Change = std::pair<const char*, const char*>;
        for (const auto& [find, replace] : {Change{"100.125", "1000"}, Change{"100.125", "1e999"}, Change{"100.125", "\"x\""},
                 Change{"\"caliper\"", "\"ruler\""}, Change{"\"synthesised\"", "\"other\""}, Change{"33.3", "-1"}, Change{"33.3", "null"},
                 Change{"\"kind\": \"ellipse\"", "\"kind\": 7"}, Change{"Septum", "a line\\nand another"}}) {
            writeFileAtomically(m_folder / "case.json", std::string_view(good));
            replaceInJson(find, replace);
            QCOMPARE(test::codeOf([&] { loadCase(m_folder); }), ErrorCode::Corrupt);
        }
        writeFileAtomically(m_folder / "case.json", std::string_view(good));
        replaceInJson("\"measurements\": [", "\"measurements\": [7, ");
        QCOMPARE(test::codeOf([&] { loadCase(m_folder); }), ErrorCode::Corrupt);
    }
    void labelsShowThePalettesColours()
    {
        saveCase(richCase(), m_folder);
        const cv::Mat shown = cv::imread((m_folder / "labels.png").string(), cv::IMREAD_COLOR);
        QCOMPARE(shown.at<cv::Vec3b>(110, 110), cv::Vec3b(0, 100, 200)); // blue, green, red of "Cyst"
        QCOMPARE(shown.at<cv::Vec3b>(0, 0), cv::Vec3b(0, 0, 0));
    }
    void savingOverAnotherCaseLeavesNoneOfIt()
    {
        saveCase(richCase(), m_folder);
        writeFileAtomically(m_folder / "notes.txt", std::string_view("mine"));
        const Case blank = Case::blank(test::threeClasses());
        saveCase(blank, m_folder);
        QVERIFY(equalCases(loadCase(m_folder), blank));
        QVERIFY(!fs::exists(m_folder / "source.png"));
        QVERIFY(fs::exists(m_folder / "notes.txt"));
    }
    void aFailedSaveKeepsTheOldCaseAndLeavesNoLitter()
    {
        saveCase(richCase(), m_folder);
        Case invalid = richCase();
        invalid.labels.setTo(200);
        QCOMPARE(codeOf([&] { saveCase(invalid, m_folder); }), ErrorCode::InvalidArgument);
        QVERIFY(equalCases(loadCase(m_folder), richCase()));
        const fs::path file = m_folder.parent_path() / "file";
        writeFileAtomically(file, std::string_view("x"));
        QCOMPARE(codeOf([&] { saveCase(richCase(), file); }), ErrorCode::WriteFailed);
        QCOMPARE(codeOf([&] { saveCase(richCase(), file / "below"); }), ErrorCode::WriteFailed);
        QCOMPARE(readTextFile(file), std::string("x"));
        QCOMPARE(std::distance(fs::directory_iterator(m_folder.parent_path()), fs::directory_iterator()), std::ptrdiff_t(2));
        fs::remove(file);
    }
    void aHalfWrittenFolderIsNoCase()
    {
        saveCase(richCase(), m_folder);
        fs::remove(m_folder / "case.json");
        QCOMPARE(codeOf([&] { loadCase(m_folder); }), ErrorCode::NotFound);
        QCOMPARE(codeOf([&] { loadCase(m_folder / "nowhere"); }), ErrorCode::NotFound);
        saveCase(richCase(), m_folder);
        fs::remove(m_folder / "sketch.png");
        QCOMPARE(codeOf([&] { loadCase(m_folder); }), ErrorCode::NotFound);
    }
    void odd_textsAreStored()
    {
        Case value = richCase();
        value.provenance.title = "two\nlines\x01";
        value.provenance.source = "latin \xe9 1";
        saveCase(value, m_folder);
        QCOMPARE(loadCase(m_folder).provenance.title, std::string("two lines "));
    }
    void damagedDescriptionsAreNamed_data()
    {
        QTest::addColumn<QString>("find");
        QTest::addColumn<QString>("replace");
        QTest::addColumn<int>("code");
        const int corrupt = static_cast<int>(ErrorCode::Corrupt);
        QTest::newRow("up") << "\"labels.png\""
                            << "\"../labels.png\"" << corrupt;
        QTest::newRow("absolute") << "\"labels.png\""
                                  << "\"/etc/passwd\"" << corrupt;
        QTest::newRow("dots") << "\"labels.png\""
                              << "\"..\"" << corrupt;
        QTest::newRow("windows") << "\"labels.png\""
                                 << "\"a\\\\b.png\"" << corrupt;
        QTest::newRow("empty name") << "\"labels.png\""
                                    << "\"\"" << corrupt;
        QTest::newRow("missing file") << "\"labels.png\""
                                      << "\"none.png\"" << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("no image") << "\"labels.png\""
                                  << "\"case.json\"" << static_cast<int>(ErrorCode::Unsupported);
        QTest::newRow("wrong plane") << "\"sketch.png\""
                                     << "\"fov.png\"" << corrupt;
        QTest::newRow("no labels") << "\"labels\""
                                   << "\"label\"" << corrupt;
        QTest::newRow("version") << "\"version\": 1\n}"
                                 << "\"version\": 2\n}" << static_cast<int>(ErrorCode::VersionMismatch);
        QTest::newRow("format") << "sonosketch-case"
                                << "other" << corrupt;
        QTest::newRow("scale") << "\"scale\": 0.9142857142857143"
                               << "\"scale\": 0" << corrupt;
        QTest::newRow("scale huge") << "\"scale\": 0.9142857142857143"
                                    << "\"scale\": 1e999" << corrupt;
        QTest::newRow("crop") << "560,"
                              << "5600000000000," << corrupt;
        QTest::newRow("spacing") << "0.1234567890123"
                                 << "-1" << corrupt;
        QTest::newRow("spacing text") << "0.1234567890123"
                                      << "\"1\"" << corrupt;
        QTest::newRow("aperture") << "\"aperture\": 5"
                                  << "\"aperture\": 4" << corrupt;
        QTest::newRow("low above high") << "\"low\": 12.5"
                                        << "\"low\": 500" << corrupt;
        QTest::newRow("auto") << "\"autoSketch\": false"
                              << "\"autoSketch\": 0" << corrupt;
    }
    void damagedDescriptionsAreNamed()
    {
        QFETCH(QString, find);
        QFETCH(QString, replace);
        QFETCH(int, code);
        saveCase(richCase(), m_folder);
        replaceInJson(find, replace);
        const auto found = codeOf([&] { loadCase(m_folder); });
        QVERIFY(found.has_value());
        QCOMPARE(static_cast<int>(*found), code);
        const std::string message = test::messageOf([&] { loadCase(m_folder); });
        QVERIFY2(message.find(m_folder.string()) != std::string::npos, message.c_str());
    }
    void linksMayNotLeaveTheFolder()
    {
        saveCase(richCase(), m_folder);
        const fs::path outside = m_folder.parent_path() / "outside.png";
        fs::rename(m_folder / "labels.png", outside);
        fs::create_symlink(outside, m_folder / "labels.png");
        QCOMPARE(codeOf([&] { loadCase(m_folder); }), ErrorCode::Corrupt);
        fs::remove(m_folder / "labels.png");
        fs::create_directory(m_folder / "labels.png");
        QCOMPARE(codeOf([&] { loadCase(m_folder); }), ErrorCode::Corrupt);
        fs::remove(outside);
    }
    void planesOfAnotherKindAreRefused()
    {
        saveCase(richCase(), m_folder);
        const std::string labels = (m_folder / "labels.png").string();
        cv::imwrite(labels, cv::Mat::zeros(256, 256, CV_8UC1));
        QCOMPARE(codeOf([&] { loadCase(m_folder); }), ErrorCode::Corrupt);
        cv::imwrite(labels, cv::Mat(512, 512, CV_8UC1, cv::Scalar(4)));
        QCOMPARE(codeOf([&] { loadCase(m_folder); }), ErrorCode::Corrupt);
        cv::imwrite(labels, cv::Mat::zeros(600, 600, CV_8UC1));
        QCOMPARE(codeOf([&] { loadCase(m_folder); }), ErrorCode::TooLarge);
        cv::imwrite(labels, cv::Mat::zeros(512, 512, CV_8UC3));
        QCOMPARE(codeOf([&] { loadCase(m_folder); }), ErrorCode::Unsupported);
    }
    void damagedFilesNeverCrash_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"case.json", "source.png", "labels.png", "sketch.png", "fov.png"})
            QTest::newRow(name) << name;
    }
    void damagedFilesNeverCrash()
    {
        QFETCH(QString, name);
        saveCase(richCase(), m_folder);
        const fs::path path = m_folder / name.toStdString();
        const std::vector<std::uint8_t> whole = readFile(path);
        std::mt19937 random(51);
        int refused = 0;
        for (int i = 0; i < 200; ++i) {
            std::vector<std::uint8_t> damaged = whole;
            if (i % 4 == 0)
                damaged.resize(random() % damaged.size());
            for (unsigned flips = i % 4 == 0 ? 0 : 1 + static_cast<unsigned>(random() % 3); flips > 0; --flips)
                damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
            writeFileAtomically(path, damaged);
            try {
                validate(loadCase(m_folder));
            } catch (const Error& error) {
                ++refused;
                QVERIFY(!error.problem().empty());
            }
        }
        QVERIFY2(refused >= 50, qPrintable(QString::number(refused))); // at least every file that was cut short
        writeFileAtomically(path, whole);
        QVERIFY(equalCases(loadCase(m_folder), richCase()));
    }
};

QTEST_GUILESS_MAIN(TestCaseIo)
#include "test_case_io.moc"
