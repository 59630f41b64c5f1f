// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace sonosketch;
using test::codeOf;
namespace fs = std::filesystem;

class TestFiles : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path in(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }
    std::size_t entries() const
    {
        const auto all = fs::directory_iterator(m_dir.path().toStdString());
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

private Q_SLOTS:
    void init()
    {
        for (const auto& entry : fs::directory_iterator(m_dir.path().toStdString()))
            fs::remove_all(entry.path());
    }
    void writesReplacesAndReadsBack()
    {
        const std::vector<std::uint8_t> bytes{0, 1, 255, 10, 13, 0};
        writeFileAtomically(in("a"), bytes);
        QVERIFY(readFile(in("a")) == bytes);
        writeFileAtomically(in("a"), std::string_view("text\n"));
        QCOMPARE(readTextFile(in("a")), std::string("text\n"));
        QCOMPARE(entries(), std::size_t(1)); // nothing temporary is left
        writeFileAtomically(in("empty"), std::string_view());
        QVERIFY(readFile(in("empty")).empty());
    }
    void failedWriteLeavesTheOldFileAndNoLitter()
    {
        QCOMPARE(codeOf([&] { writeFileAtomically(in("missing/file"), std::string_view("x")); }), ErrorCode::WriteFailed);
        fs::create_directories(in("folder/inside"));
        QCOMPARE(codeOf([&] { writeFileAtomically(in("folder"), std::string_view("x")); }), ErrorCode::WriteFailed);
        QVERIFY(fs::is_directory(in("folder/inside")));
        QCOMPARE(entries(), std::size_t(1));
    }
    void readingIsBounded()
    {
        QCOMPARE(codeOf([&] { readFile(in("none")); }), ErrorCode::NotFound);
        writeFileAtomically(in("ten"), std::string_view("0123456789"));
        QCOMPARE(readTextFile(in("ten"), 10), std::string("0123456789"));
        QCOMPARE(codeOf([&] { readFile(in("ten"), 9); }), ErrorCode::TooLarge);
        QVERIFY(codeOf([&] { readFile(m_dir.path().toStdString()); }).has_value());
    }
    void sha256KnowsTheStandardsExamples()
    {
        const std::string abc = "abc";
        const std::vector<std::uint8_t> bytes(abc.begin(), abc.end());
        QCOMPARE(sha256(bytes), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256({}), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        // Larger than any read buffer.
        std::vector<std::uint8_t> large(3'000'001);
        for (std::size_t i = 0; i < large.size(); ++i)
            large[i] = static_cast<std::uint8_t>(i * 31);
        writeFileAtomically(in("large"), large);
        QCOMPARE(sha256File(in("large")), sha256(large));
        QCOMPARE(codeOf([&] { sha256File(in("none")); }), ErrorCode::NotFound);
    }
    void resourcesComeFromTheEnvironmentFirst()
    {
        QVERIFY(fs::exists(resourceDir() / "palettes" / "mmotu.json"));
        const QByteArray before = qgetenv("SONOSKETCH_RESOURCES");
        qputenv("SONOSKETCH_RESOURCES", m_dir.path().toUtf8());
        QCOMPARE(resourceDir(), fs::path(m_dir.path().toStdString()));
        qputenv("SONOSKETCH_RESOURCES", before);
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "test_files.moc"
