// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/inside.h"
#include "core/base/nesting.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace sonosketch;
using test::codeOf;
namespace fs = std::filesystem;

class TestUntrusted : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jsonDepthIsLimited()
    {
        const auto deep = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
        QVERIFY(!codeOf([&] { checkJsonNesting(deep(64), "x"); }));
        QCOMPARE(codeOf([&] { checkJsonNesting(deep(65), "x"); }), ErrorCode::TooLarge);
        QCOMPARE(codeOf([&] { checkJsonNesting(deep(1'000'000), "x"); }), ErrorCode::TooLarge);
        // Brackets in texts, behind escaped quotes too, are no levels.
        QVERIFY(!codeOf([&] { checkJsonNesting("{\"a\":\"\\\"" + std::string(1000, '[') + "\"}", "x"); }));
        QCOMPARE(codeOf([&] { checkJsonNesting("{\"a\\\\\":" + std::string(1000, '['), "x"); }), ErrorCode::TooLarge);
    }
    void jsonSizeIsLimited()
    {
        const JsonLimits limits{100, 4, 10};
        QVERIFY(!codeOf([&] { checkJsonNesting("[1,2,3,4,5,6,7,8,9]", "x", limits); }));
        QCOMPARE(codeOf([&] { checkJsonNesting("[1,2,3,4,5,6,7,8,9,10,11,12]", "x", limits); }), ErrorCode::TooLarge);
        QCOMPARE(codeOf([&] { checkJsonNesting(std::string(101, ' '), "x", limits); }), ErrorCode::TooLarge);
    }
    void tomlDepthAndSizeAreLimited()
    {
        std::string dotted = "[a", values = "a = ";
        for (int i = 0; i < 40; ++i) {
            dotted += " . a";
            values += "{a=[";
        }
        QCOMPARE(codeOf([&] { checkTomlNesting(dotted + "]\n", "x"); }), ErrorCode::TooLarge);
        QCOMPARE(codeOf([&] { checkTomlNesting(values, "x"); }), ErrorCode::TooLarge);
        QCOMPARE(codeOf([&] { checkTomlNesting("\"#\"" + dotted.substr(2), "x"); }), ErrorCode::TooLarge);
        QCOMPARE(codeOf([&] { checkTomlNesting(std::string(300 << 10, ' '), "x"); }), ErrorCode::TooLarge);
        const std::string dots(100, '.'), brackets(100, '[');
        const std::string prose = "# " + dots + "\na = \"" + dots + brackets + "\\\"" + dots + "\"\nb = '''" + dots + "\n'" + brackets
            + "'''\nc = '" + brackets + "'\n[d.e.f]\n";
        QVERIFY(!codeOf([&] { checkTomlNesting(prose, "x"); }));
    }
    void aNamedFileStaysInItsFolder()
    {
        QTemporaryDir outer;
        const fs::path folder = fs::path(outer.path().toStdString()) / "set";
        fs::create_directories(folder / "images");
        std::ofstream(folder / "images/a.png") << "inside";
        std::ofstream(folder.parent_path() / "secret") << "outside";
        fs::create_symlink(folder.parent_path() / "secret", folder / "link");
        fs::create_directory_symlink(folder.parent_path(), folder / "up");
        fs::create_symlink(folder / "images/a.png", folder / "own");
        for (const char* name : {"images/a.png", "./images//a.png", "own", "not-there.png"})
            QVERIFY2(!codeOf([&] { fileInside(folder, name, "set.json"); }), name);
        for (const std::string name :
            {"", "../secret", "images/../../secret", "/etc/passwd", "link", "up/secret", "images", "..\\secret", "C:secret", "a\nb"})
            QVERIFY2(codeOf([&] { fileInside(folder, name, "set.json"); }) == ErrorCode::Corrupt, name.c_str());
        QVERIFY2(codeOf([&] { fileInside(folder, std::string("images/a.png\0x", 14), "set.json"); }) == ErrorCode::Corrupt, "a zero byte");
    }
};

QTEST_GUILESS_MAIN(TestUntrusted)
#include "test_untrusted.moc"
