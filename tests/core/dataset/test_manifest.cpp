// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "tests/support/check.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using test::codeOf;

namespace {

DatasetManifest example()
{
    DatasetManifest manifest{"mmotu", LabelPalette::bundled("mmotu"), {}, "CC-BY-4.0", "someone", {}};
    DatasetItem item;
    item.id = "mmotu-0001";
    item.split = "train";
    item.image = "images/a.png";
    item.labels = "labels/a.png";
    item.sketch = "sketches/a.png";
    item.fieldOfView = "fov/a.png";
    item.mmPerPixel = 0.25;
    item.imageSha256 = item.labelsSha256 = item.sketchSha256 = item.fieldOfViewSha256 = std::string(64, 'a');
    item.sourceFile = "1.JPG";
    item.classes = {0, 3};
    manifest.items.push_back(item);
    return manifest;
}

} // namespace

class TestManifest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    /// Loads after one text replacement in the file.
    std::optional<ErrorCode> codeAfter(const std::string& from, const std::string& to) const
    {
        example().save(folder());
        std::string text = readTextFile(folder() / "manifest.json");
        const auto at = text.find(from);
        if (at == std::string::npos)
            return std::nullopt;
        writeFileAtomically(folder() / "manifest.json", text.replace(at, from.size(), to));
        return codeOf([&] { DatasetManifest::load(folder()); });
    }

private Q_SLOTS:
    void whatIsSavedIsLoaded()
    {
        const DatasetManifest saved = example();
        saved.save(folder());
        const DatasetManifest loaded = DatasetManifest::load(folder());
        QCOMPARE(loaded.name, saved.name);
        QVERIFY(loaded.palette == saved.palette);
        QVERIFY(loaded.canny == saved.canny);
        QCOMPARE(loaded.attribution, saved.attribution);
        QCOMPARE(loaded.items.size(), std::size_t{1});
        QCOMPARE(loaded.items[0].fieldOfView, std::string("fov/a.png"));
        QCOMPARE(loaded.items[0].mmPerPixel.value(), 0.25);
        QVERIFY(loaded.items[0].classes == saved.items[0].classes);
        QCOMPARE(loaded.items[0].sketchSha256, saved.items[0].sketchSha256);
    }
    void damageIsRefused()
    {
        QCOMPARE(codeOf([&] { DatasetManifest::load(folder() / "nowhere"); }), ErrorCode::NotFound);
        QCOMPARE(codeAfter("\"version\": 1", "\"version\": 99"), ErrorCode::VersionMismatch);
        QCOMPARE(codeAfter("sonosketch-dataset", "sonosketch-other"), ErrorCode::Corrupt);
        QCOMPARE(codeAfter("images/a.png", "../a.png"), ErrorCode::Corrupt);
        QCOMPARE(codeAfter("images/a.png", "images/../../a.png"), ErrorCode::Corrupt);
        QCOMPARE(codeAfter("images/a.png", "/etc/passwd"), ErrorCode::Corrupt);
        QCOMPARE(codeAfter("0.25", "-1"), ErrorCode::Corrupt);
        QCOMPARE(codeAfter("0.25", "1e999"), ErrorCode::Corrupt);
        QCOMPARE(codeAfter(std::string(64, 'a'), "zz"), ErrorCode::Corrupt);
        QCOMPARE(codeAfter("\"items\"", "\"other\""), ErrorCode::Corrupt);
        QCOMPARE(codeAfter("\"high\": 50.0", "\"high\": 5e9"), ErrorCode::Corrupt);
        writeFileAtomically(folder() / "manifest.json", std::string_view("{\"format\": "));
        QCOMPARE(codeOf([&] { DatasetManifest::load(folder()); }), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestManifest)
#include "test_manifest.moc"
