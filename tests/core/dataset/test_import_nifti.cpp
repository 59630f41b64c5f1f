// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/dataset/nifti.h"
#include "tests/core/dataset/published_layout.h"
#include "tests/support/check.h"
#include "tests/support/nifti_bytes.h"

#include <QtTest>

#include <zlib.h>

using namespace sonosketch;
using test::codeOf;
using test::NiftiBytes;
using test::PublishedLayout;

namespace {

NiftiVolume parsed(const std::string& bytes, const NiftiLimits& limits = {})
{
    return NiftiVolume::parse(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), "x", limits);
}

std::string gzipped(const std::string& bytes)
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString() + "/a.gz";
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return readTextFile(path);
}

/// Two-dimensional, 4x3: voxels 0, 1, ... 11 in the type's own form.
template <class Number>
NiftiBytes counting(std::int16_t type, bool bigEndian = false)
{
    NiftiBytes file;
    file.type = type;
    file.bits = 8 * sizeof(Number);
    file.bigEndian = bigEndian;
    for (int i = 0; i < 12; ++i) {
        const auto number = static_cast<Number>(i);
        std::uint64_t bits = 0;
        std::memcpy(&bits, &number, sizeof(Number));
        file.add(bits, sizeof(Number));
    }
    return file;
}

/// A picture as stored: x fastest. One slice, as writers of 2D sets make it.
std::string volumeOf(const cv::Mat& plane, float mm)
{
    NiftiBytes file;
    file.dims = {3, static_cast<std::int16_t>(plane.cols), static_cast<std::int16_t>(plane.rows), 1, 1, 1, 1, 1};
    file.across = file.down = mm;
    for (int y = 0; y < plane.rows; ++y)
        file.voxels.append(plane.ptr<char>(y), static_cast<std::size_t>(plane.cols));
    return file.bytes();
}

cv::Mat scan(int seed)
{
    cv::Mat gray;
    cv::cvtColor(PublishedLayout::scan(seed), gray, cv::COLOR_BGR2GRAY);
    return gray;
}

cv::Mat disc(int value)
{
    cv::Mat labels(PublishedLayout::frameSize, CV_8UC1, cv::Scalar(0));
    cv::circle(labels, {180, 150}, 40, cv::Scalar(value), cv::FILLED);
    return labels;
}

} // namespace

class TestImportNifti : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void commentsAreRead()
    {
        const auto number = [](std::int32_t value) {
            std::string bytes;
            for (int i = 0; i < 4; ++i)
                bytes += static_cast<char>(static_cast<std::uint32_t>(value) >> (8 * i));
            return bytes;
        };
        const auto extension = [&](std::int32_t size, std::int32_t kind, std::string text) {
            text.resize(static_cast<std::size_t>(size - 8), '\0');
            return number(size) + number(kind) + text;
        };
        const auto commentOf = [](const std::string& extensions, bool flag = true) {
            NiftiBytes file = counting<std::uint8_t>(2);
            file.offset = static_cast<float>(352 + extensions.size());
            std::string bytes = file.bytes();
            bytes[348] = flag ? 1 : 0;
            bytes.insert(352, extensions);
            QTest::qVerify(parsed(bytes).labels(0).at<std::uint8_t>(2, 3) == 11, "the voxels", "", __FILE__, __LINE__);
            return parsed(bytes).comment();
        };
        QCOMPARE(commentOf(extension(32, 6, "says so")), std::string("says so"));
        QCOMPARE(commentOf(extension(16, 4, "<x/>") + extension(32, 6, "says so") + extension(32, 6, "and more")), std::string("says so"));
        QCOMPARE(commentOf(extension(16, 6, "12345678")), std::string("12345678"));
        QCOMPARE(commentOf(extension(32, 6, "says so"), false), std::string());
        QCOMPARE(commentOf(extension(32, 4, "says so")), std::string());
        // What cannot be: no comment, and the picture is there all the same.
        for (const std::int32_t size : {0, -16, 8, 48, 0x7fffffff})
            QCOMPARE(commentOf(number(size) + extension(32, 6, "x").substr(4)), std::string());
        QCOMPARE(commentOf(std::string(7, '\6')), std::string());
        QVERIFY(!parsed(counting<std::uint8_t>(2).bytes()).saysLabels());
    }
    void everyTypeAndByteOrder()
    {
        const auto check = [](const NiftiBytes& file) {
            const cv::Mat labels = parsed(file.bytes()).labels(0);
            return labels.size() == cv::Size(4, 3) && labels.at<uchar>(0, 3) == 3 && labels.at<uchar>(2, 0) == 8;
        };
        for (const bool big : {false, true}) {
            QVERIFY(check(counting<std::uint8_t>(2, big)));
            QVERIFY(check(counting<std::int8_t>(256, big)));
            QVERIFY(check(counting<std::int16_t>(4, big)));
            QVERIFY(check(counting<std::uint16_t>(512, big)));
            QVERIFY(check(counting<std::int32_t>(8, big)));
            QVERIFY(check(counting<std::uint32_t>(768, big)));
            QVERIFY(check(counting<std::int64_t>(1024, big)));
            QVERIFY(check(counting<float>(16, big)));
            QVERIFY(check(counting<double>(64, big)));
        }
        const NiftiVolume packed = parsed(gzipped(counting<std::int16_t>(4, true).bytes()));
        QCOMPARE(packed.labels(0).at<uchar>(2, 3), uchar{11});
    }
    void valuesAreScaled()
    {
        NiftiBytes file = counting<std::int16_t>(4);
        file.slope = 0.5F;
        file.intercept = 2;
        QCOMPARE(codeOf([&] { parsed(file.bytes()).labels(0); }), ErrorCode::Unsupported); // 2.5
        file.slope = 2;
        QCOMPARE(parsed(file.bytes()).labels(0).at<uchar>(0, 1), uchar{4});
        file.slope = 0; // none
        QCOMPARE(parsed(file.bytes()).labels(0).at<uchar>(0, 1), uchar{1});
    }
    void picturesKeepOrStretchTheirValues()
    {
        QCOMPARE(parsed(counting<std::uint8_t>(2).bytes()).picture(0).at<cv::Vec3b>(2, 3), cv::Vec3b(11, 11, 11));
        NiftiBytes far = counting<std::int16_t>(4);
        far.slope = 100;
        far.intercept = -100;
        const cv::Mat stretched = parsed(far.bytes()).picture(0);
        QCOMPARE(stretched.at<cv::Vec3b>(0, 0)[0], uchar{0});
        QCOMPARE(stretched.at<cv::Vec3b>(2, 3)[0], uchar{255});
        NiftiBytes holes = counting<float>(16);
        holes.voxels.replace(0, 4, std::string("\0\0\xc0\x7f", 4)); // not a number
        holes.slope = 1.5F;
        QCOMPARE(parsed(holes.bytes()).picture(0).at<cv::Vec3b>(0, 0)[0], uchar{0});
        NiftiBytes color;
        color.dims = {2, 1, 2, 1, 1, 1, 1, 1};
        color.type = 128;
        color.bits = 24;
        color.voxels = "abcdef";
        QCOMPARE(parsed(color.bytes()).picture(0).at<cv::Vec3b>(1, 0), cv::Vec3b('f', 'e', 'd'));
    }
    void spacingNeedsAUnit()
    {
        NiftiBytes file = counting<std::uint8_t>(2);
        file.across = file.down = 0.25F;
        QCOMPARE(parsed(file.bytes()).mmPerPixel().value_or(0), 0.25);
        file.units = 3;
        file.across = file.down = 250;
        QCOMPARE(parsed(file.bytes()).mmPerPixel().value_or(0), 0.25);
        file.units = 1;
        file.across = file.down = 0.001F;
        QVERIFY(std::abs(parsed(file.bytes()).mmPerPixel().value_or(0) - 1) < 1e-6);
        file.units = 0;
        QVERIFY(!parsed(file.bytes()).mmPerPixel());
        file.units = 2;
        for (const auto& [across, down] : {std::pair{0.2F, 0.3F}, {-1.0F, -1.0F}, {NAN, NAN}, {1e9F, 1e9F}}) {
            file.across = across;
            file.down = down;
            QVERIFY(!parsed(file.bytes()).mmPerPixel());
        }
    }
    void wrongFilesAreRefused()
    {
        const auto code = [](const auto& change) {
            NiftiBytes file = counting<std::uint8_t>(2);
            change(file);
            return codeOf([&] { parsed(file.bytes()); });
        };
        QCOMPARE(code([](NiftiBytes& f) { f.headerSize = 540; }), ErrorCode::Unsupported);
        QCOMPARE(code([](NiftiBytes& f) { f.magic = "ni1"; }), ErrorCode::Unsupported);
        QCOMPARE(code([](NiftiBytes& f) { f.magic = "xyz"; }), ErrorCode::Unreadable);
        QCOMPARE(code([](NiftiBytes& f) { f.dims[0] = 1; }), ErrorCode::Unsupported);
        QCOMPARE(code([](NiftiBytes& f) { f.dims[0] = 30000; }), ErrorCode::Unsupported);
        QCOMPARE(code([](NiftiBytes& f) { f.dims = {4, 2, 3, 1, 2, 1, 1, 1}; }), ErrorCode::Unsupported);
        QCOMPARE(code([](NiftiBytes& f) { f.dims[1] = -4; }), ErrorCode::Unreadable);
        QCOMPARE(code([](NiftiBytes& f) { f.dims[1] = 20000; }), ErrorCode::TooLarge);
        QCOMPARE(code([](NiftiBytes& f) { f.dims = {3, 8192, 8192, 30000, 1, 1, 1, 1}; }), ErrorCode::TooLarge);
        QCOMPARE(code([](NiftiBytes& f) { f.type = 32; }), ErrorCode::Unsupported); // complex numbers
        QCOMPARE(code([](NiftiBytes& f) { f.bits = 16; }), ErrorCode::Unreadable);
        for (const float offset : {0.0F, -352.0F, 352.5F, NAN, INFINITY, 1e30F})
            QCOMPARE(code([&](NiftiBytes& f) { f.offset = offset; }), ErrorCode::Unreadable);
        QCOMPARE(code([](NiftiBytes& f) { f.voxels.pop_back(); }), ErrorCode::Unreadable);
        const std::string whole = gzipped(counting<std::uint8_t>(2).bytes());
        QCOMPARE(codeOf([&] { parsed(whole.substr(0, whole.size() / 2)); }), ErrorCode::Unreadable);
        // A packed file that claims to be large is not believed before it is.
        NiftiBytes bomb = counting<std::uint8_t>(2);
        bomb.dims = {3, 8000, 8000, 8, 1, 1, 1, 1};
        QCOMPARE(codeOf([&] { parsed(gzipped(bomb.bytes())); }), ErrorCode::Unreadable);
        NiftiLimits small;
        small.maxBytes = 360;
        QCOMPARE(codeOf([&] { parsed(counting<std::uint8_t>(2).bytes(), small); }), ErrorCode::TooLarge);
    }
    void pairsWithAPaletteBeside()
    {
        PublishedLayout layout;
        layout.write("palette.json", test::threeClasses().toJson());
        for (const char* part : {"train", "test"}) {
            layout.write(std::string(part) + "/images/" + part + "1.nii.gz", gzipped(volumeOf(scan(part[1]), 0.5F)));
            layout.write(std::string(part) + "/labels/" + part + "1.nii.gz", gzipped(volumeOf(disc(2), 0.5F)));
        }
        layout.write("train/images/odd.nii", volumeOf(scan(3), 1));
        layout.write("train/labels/odd.nii", volumeOf(disc(9), 1)); // no class
        layout.write("train/images/alone.nii", volumeOf(scan(4), 1));
        const ImportReport report = importDataset(layout.options("nifti"));
        QCOMPARE(report.imported, std::size_t{2});
        QCOMPARE(report.skipped.size(), std::size_t{2});
        QVERIFY(validateDataset(layout.to()).empty());
        const DatasetManifest manifest = DatasetManifest::load(layout.to());
        QCOMPARE(manifest.items[0].id, std::string("test1"));
        QCOMPARE(manifest.items[0].split, std::string("test"));
        QVERIFY(manifest.items[0].mmPerPixel.has_value());
        QVERIFY(manifest.items[1].classes == (std::vector<int>{0, 2}));
        std::filesystem::remove(layout.from() / "palette.json");
        QCOMPARE(codeOf([&] { importDataset(layout.options("nifti")); }), ErrorCode::InvalidArgument);
    }
    void theFullestSliceCounts()
    {
        NiftiBytes file;
        file.dims = {3, 2, 2, 3, 1, 1, 1, 1};
        file.voxels = std::string("\0\0\0\1\1\1\0\0\0\2\2\0", 12);
        QCOMPARE(parsed(file.bytes()).fullestSlice(), 1);
    }
    void nnunetFolders()
    {
        PublishedLayout layout;
        const std::string folder = "Dataset501_Made/";
        const auto describe = [&](const std::string& labels, const std::string& ending = ".nii.gz") {
            layout.write(folder + "dataset.json",
                "{\"channel_names\":{\"0\":\"ultrasound\"},\"labels\":" + labels + ",\"numTraining\":3,\"file_ending\":\"" + ending
                    + "\",\"licence\":\"CC0\"}");
        };
        describe(R"({"background":0,"Septum":4,"Cyst":1})"); // a gap, and not in order
        for (const char* name : {"a", "b", "c"}) {
            layout.write(folder + "imagesTr/" + name + "_0000.nii.gz", gzipped(volumeOf(scan(*name), 1)));
            layout.write(folder + "imagesTr/" + name + "_0001.nii.gz", std::string("another channel"));
            layout.write(folder + "labelsTr/" + name + ".nii.gz", gzipped(volumeOf(disc(4), 1)));
        }
        layout.write(folder + "imagesTs/t_0000.nii.gz", gzipped(volumeOf(scan(9), 1)));
        layout.write(folder + "labelsTs/t.nii.gz", gzipped(volumeOf(disc(1), 1)));
        layout.write(folder + "splits_final.json", std::string(R"([{"train":["a","c"],"val":["b"]}])"));
        QCOMPARE(importDataset(layout.options("nifti")).imported, std::size_t{4});
        QVERIFY(validateDataset(layout.to()).empty());
        const DatasetManifest manifest = DatasetManifest::load(layout.to());
        QCOMPARE(manifest.palette.find("Cyst")->id, std::uint8_t{1});
        QVERIFY(manifest.items[0].classes == (std::vector<int>{0, manifest.palette.find("Septum")->id}));
        QCOMPARE(manifest.items[1].split, std::string("val"));
        QCOMPARE(manifest.items[2].split, std::string("train"));
        QCOMPARE(manifest.items[3].split, std::string("test"));
        QCOMPARE(manifest.license, std::string("CC0"));
        for (const char* labels : {R"({"Cyst":1})", R"({"background":0,"whole":[1,2]})", R"({"background":0,"ignore":1})",
                 R"({"background":0,"A":1,"B":1})", R"({"background":0,"A":256})", R"({"0":"background"})"}) {
            describe(labels);
            QVERIFY2(codeOf([&] { importDataset(layout.options("nifti")); }) == ErrorCode::Corrupt, labels);
        }
        describe(R"({"background":0,"Cyst":1})", ".mha");
        QCOMPARE(codeOf([&] { importDataset(layout.options("nifti")); }), ErrorCode::Unsupported);
    }
    void nnunetWithPictures()
    {
        PublishedLayout layout;
        layout.write(
            "dataset.json", std::string(R"({"channel_names":{"0":"ultrasound"},"labels":{"background":0,"Cyst":1},"file_ending":".png"})"));
        layout.write("imagesTr/a_0000.png", scan(1));
        layout.write("labelsTr/a.png", disc(1));
        QCOMPARE(importDataset(layout.options("nifti")).imported, std::size_t{1});
        QVERIFY(DatasetManifest::load(layout.to()).items[0].classes == (std::vector<int>{0, 1}));
    }
};

QTEST_GUILESS_MAIN(TestImportNifti)
#include "test_import_nifti.moc"
