// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/label_palette.h"
#include "tests/support/check.h"

#include <QRegularExpression>
#include <QtTest>

#include <array>
#include <cmath>
#include <random>
#include <set>

using namespace sonosketch;
using test::codeOf;
using test::messageOf;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

Triple lab(const LabelClass& entry, const Matrix& vision)
{
    const auto linear = [](std::uint8_t value) {
        const double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const Triple rgb{linear(entry.red), linear(entry.green), linear(entry.blue)};
    Triple seen{};
    for (std::size_t i = 0; i < 3; ++i)
        seen[i] = std::clamp(vision[i][0] * rgb[0] + vision[i][1] * rgb[1] + vision[i][2] * rgb[2], 0.0, 1.0);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
    const double y = f(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
    const double z = f((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

} // namespace

class TestLabelPalette : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bundledMmotuHasTheDataSetsColours()
    {
        const LabelPalette palette = LabelPalette::bundled("mmotu");
        QCOMPARE(palette.size(), 9);
        const std::vector<std::pair<std::string, std::array<int, 3>>> expected{{"Background", {0, 0, 0}}, {"Chocolate_Cyst", {64, 0, 0}},
            {"Serous_Cystadenoma", {0, 64, 0}}, {"Teratoma", {0, 0, 64}}, {"Theca_Cell_Tumor", {64, 0, 64}}, {"Ovary_Normal", {64, 64, 64}},
            {"Simple_Cyst", {64, 64, 0}}, {"Mucinous_Cystadenoma", {0, 128, 0}}, {"High-grade_Serous_Cystadenoma", {0, 0, 128}}};
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const LabelClass& entry = palette.classes()[i];
            QCOMPARE(entry.name, expected[i].first);
            QCOMPARE((std::array<int, 3>{entry.annotationRed, entry.annotationGreen, entry.annotationBlue}), expected[i].second);
        }
    }
    void bundledFetalHeadIsWhiteOnBlack()
    {
        const LabelPalette palette = LabelPalette::bundled("fetal-head");
        QCOMPARE(palette.size(), 2);
        QCOMPARE(palette.classes()[1].annotationGreen, std::uint8_t(255));
    }
    void displayColoursStayApartForEveryEye()
    {
        // Simulation of full colour blindness after Machado et al. 2009, on linear RGB. 20 units of CIE Lab are plainly different colours.
        const std::array<Matrix, 4> visions{Matrix{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
            Matrix{{{.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}}},
            Matrix{{{.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}}},
            Matrix{{{1.255528, -.076749, -.178779}, {-.078411, .930809, .147602}, {.004733, .691367, .303900}}}};
        const LabelPalette palette = LabelPalette::bundled("mmotu");
        for (const Matrix& vision : visions)
            for (int i = 1; i < palette.size(); ++i) {
                const Triple a = lab(palette.classes()[static_cast<std::size_t>(i)], vision);
                QVERIFY2(a[0] > 45, "too dark for a dark theme");
                for (int j = 1; j < i; ++j) {
                    const Triple b = lab(palette.classes()[static_cast<std::size_t>(j)], vision);
                    QVERIFY(std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) > 20);
                }
            }
    }
    void bundledRefusesOtherNames()
    {
        for (const char* name : {"nothing", "", "../palettes/mmotu", "mmotu.json"})
            QCOMPARE(codeOf([&] { LabelPalette::bundled(name); }), ErrorCode::NotFound);
    }
    void goesThroughJsonUnchanged()
    {
        const LabelPalette palette = LabelPalette::bundled("mmotu");
        QVERIFY(LabelPalette::fromJson(palette.toJson(), "here") == palette);
        QVERIFY(!(test::threeClasses() == palette));
    }
    void findIgnoresCase()
    {
        const LabelPalette palette = test::threeClasses();
        QCOMPARE(palette.find("sEPTUM")->id, std::uint8_t(2));
        QVERIFY(palette.find("Septu") == nullptr);
        QVERIFY(palette.contains(3) && !palette.contains(4) && !palette.contains(-1));
    }
    void constructorRefusesGapsDoublesAndNoBackground()
    {
        using Classes = std::vector<LabelClass>;
        for (const Classes& classes : {Classes{}, Classes{{1, "A"}}, Classes{{0, "B"}, {2, "A"}}, Classes{{0, "B"}, {1, "A"}, {1, "C"}},
                 Classes{{0, "B"}, {1, "A"}, {2, "a"}}, Classes{{0, "B"}, {1, ""}}, Classes{{0, "B"}, {1, "x\ny"}}})
            QCOMPARE(codeOf([&] { LabelPalette("p", classes); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([] { LabelPalette("", {{0, "B"}}); }), ErrorCode::InvalidArgument);
        Classes many;
        for (int i = 0; i < 64; ++i)
            many.push_back({static_cast<std::uint8_t>(i), std::to_string(i)});
        QCOMPARE(LabelPalette("p", many).size(), 64);
        many.push_back({64, "one too many"});
        QCOMPARE(codeOf([&] { LabelPalette("p", many); }), ErrorCode::InvalidArgument);
    }
    void damagedJsonIsNamed_data()
    {
        QTest::addColumn<QString>("find");
        QTest::addColumn<QString>("replace");
        QTest::addColumn<QString>("path");
        QTest::newRow("colour") << "#c86400"
                                << "#c8640"
                                << "/classes/1/color";
        QTest::newRow("colour letters") << "#c86400"
                                        << "#c8640g"
                                        << "/classes/1/color";
        QTest::newRow("id text") << "\"id\": 1"
                                 << "\"id\": \"1\""
                                 << "/classes/1/id";
        QTest::newRow("id range") << "\"id\": 1"
                                  << "\"id\": 257"
                                  << "/classes/1/id";
        QTest::newRow("id huge") << "\"id\": 1"
                                 << "\"id\": 18446744073709551615"
                                 << "/classes/1/id";
        QTest::newRow("id gap") << "\"id\": 1"
                                << "\"id\": 9"
                                << "/classes";
        QTest::newRow("no name") << "\"name\": \"Cyst\""
                                 << "\"title\": \"Cyst\""
                                 << "/classes/1";
        QTest::newRow("format") << "sonosketch-palette"
                                << "something"
                                << "where.json";
        QTest::newRow("no json") << "\"classes\":"
                                 << "\"classes\""
                                 << "where.json";
    }
    void damagedJsonIsNamed()
    {
        QFETCH(QString, find);
        QFETCH(QString, replace);
        QFETCH(QString, path);
        QString text = QString::fromStdString(test::threeClasses().toJson());
        QVERIFY(text.contains(find));
        const std::string damaged = text.replace(find, replace).toStdString();
        QCOMPARE(codeOf([&] { LabelPalette::fromJson(damaged, "where.json"); }), ErrorCode::Corrupt);
        const QString message = QString::fromStdString(messageOf([&] { LabelPalette::fromJson(damaged, "where.json"); }));
        QVERIFY2(message.contains(path), qPrintable(message));
        QVERIFY(message.contains("where.json"));
    }
    void otherVersionsAreRefused()
    {
        const std::string text =
            QString::fromStdString(test::threeClasses().toJson()).replace("\"version\": 1", "\"version\": 2").toStdString();
        QCOMPARE(codeOf([&] { LabelPalette::fromJson(text, "w"); }), ErrorCode::VersionMismatch);
    }
    void flippedBitsNeverCrash()
    {
        const std::string text = LabelPalette::bundled("mmotu").toJson();
        std::mt19937 random(7);
        int refused = 0;
        for (int i = 0; i < 2000; ++i) {
            std::string damaged = text;
            damaged[random() % damaged.size()] ^= static_cast<char>(1u << random() % 8);
            if (i % 5 == 0)
                damaged.resize(random() % damaged.size());
            try {
                const LabelPalette palette = LabelPalette::fromJson(damaged, "fuzz");
                QVERIFY(palette.size() >= 1 && palette.size() <= 64);
            } catch (const Error&) {
                ++refused;
            }
        }
        QVERIFY(refused > 400);
    }
};

QTEST_GUILESS_MAIN(TestLabelPalette)
#include "test_label_palette.moc"
