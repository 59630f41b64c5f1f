// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/exchange_seeds.h"

#include "tests/support/nifti_bytes.h"

#include <zlib.h>

namespace sonosketch::fuzz {

namespace {

std::string packed(const std::string& text)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string result(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    std::string from = text;
    stream.next_in = reinterpret_cast<Bytef*>(from.data());
    stream.avail_in = static_cast<uInt>(from.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

/// One DICOM element, explicit VR, little endian.
std::string element(unsigned group, unsigned number, const std::string& kind, std::string value)
{
    if (value.size() % 2 != 0)
        value += kind == "UI" ? '\0' : ' ';
    const auto bytes = [](std::size_t n, int size) {
        std::string text;
        for (int i = 0; i < size; ++i)
            text += static_cast<char>(n >> (8 * i));
        return text;
    };
    const bool wide = kind == "OB" || kind == "OW" || kind == "SQ" || kind == "UN";
    return bytes(group, 2) + bytes(number, 2) + kind + (wide ? bytes(0, 2) + bytes(value.size(), 4) : bytes(value.size(), 2)) + value;
}

/// A 4x3 ultrasound picture with one region.
std::string dicom(const std::string& syntax)
{
    const auto word = [](int n) { return std::string{static_cast<char>(n & 255), static_cast<char>(n >> 8)}; };
    const std::string kind = "1.2.840.10008.5.1.4.1.1.6.1";
    const std::string head = element(2, 1, "OB", std::string("\0\1", 2)) + element(2, 2, "UI", kind) + element(2, 3, "UI", "1.2.3.4")
        + element(2, 0x10, "UI", syntax) + element(2, 0x12, "UI", "1.2.3");
    const std::string region = element(0x18, 0x6012, "US", word(1)) + element(0x18, 0x6014, "US", word(1));
    const std::string item = std::string("\xFE\xFF\x00\xE0", 4) + word(static_cast<int>(region.size())) + word(0) + region;
    return std::string(128, '\0') + "DICM" + element(2, 0, "UL", word(static_cast<int>(head.size())) + word(0)) + head
        + element(8, 0x16, "UI", kind) + element(8, 0x18, "UI", "1.2.3.4") + element(8, 0x60, "CS", "US")
        + element(0x18, 0x6011, "SQ", item) + element(0x28, 2, "US", word(1)) + element(0x28, 4, "CS", "MONOCHROME2")
        + element(0x28, 0x10, "US", word(3)) + element(0x28, 0x11, "US", word(4)) + element(0x28, 0x100, "US", word(8))
        + element(0x28, 0x101, "US", word(8)) + element(0x28, 0x102, "US", word(7)) + element(0x28, 0x103, "US", word(0))
        + element(0x7FE0, 0x10, "OW", "abcdefghijkl");
}

} // namespace

std::vector<Seed> exchangeSeeds()
{
    std::vector<Seed> seeds;
    const std::string head =
        R"({"info":{"description":"Seed"},"licenses":[{"id":1,"name":"CC-BY-4.0"}],"categories":[{"id":1,"name":"Cyst"},)"
        R"({"id":7,"name":"Septum"}],"images":[{"id":1,"file_name":"a.png","width":6,"height":5}],"annotations":[)";
    seeds.push_back({"coco", "polygons.json",
        head + R"({"id":1,"image_id":1,"category_id":1,"segmentation":[[0,0,3,0,3,3,0,3],[4,1,5.5,1,5,4.5]],"iscrowd":0}]})"});
    seeds.push_back({"coco", "runs.json",
        head + R"({"id":1,"image_id":1,"category_id":7,"segmentation":{"size":[5,6],"counts":[6,3,2,3,16]},"iscrowd":1}]})"});
    seeds.push_back({"coco", "packed.json",
        head + R"({"id":1,"image_id":1,"category_id":7,"segmentation":{"size":[5,6],"counts":"6320>"},"iscrowd":0}]})"});
    test::NiftiBytes plain;
    for (int i = 0; i < 12; ++i)
        plain.add(static_cast<std::uint64_t>(i % 3), 1);
    test::NiftiBytes shorts;
    shorts.bigEndian = true;
    shorts.dims = {3, 3, 2, 2, 1, 1, 1, 1};
    shorts.type = 4;
    shorts.bits = 16;
    shorts.slope = 0.5F;
    shorts.intercept = 1;
    for (int i = 0; i < 12; ++i)
        shorts.add(static_cast<std::uint64_t>(2 * i), 2);
    test::NiftiBytes real = plain;
    real.voxels.clear();
    real.type = 64;
    real.bits = 64;
    for (int i = 0; i < 12; ++i)
        real.add(std::bit_cast<std::uint64_t>(i / 4.0), 8);
    seeds.push_back({"nifti", "plain.nii", plain.bytes()});
    seeds.push_back({"nifti", "shorts.nii", shorts.bytes()});
    seeds.push_back({"nifti", "real.nii", real.bytes()});
    seeds.push_back({"nifti", "packed.nii.gz", packed(shorts.bytes())});
    seeds.push_back({"dicom", "explicit.dcm", dicom("1.2.840.10008.1.2.1")});
    seeds.push_back({"dicom", "jpeg.dcm", dicom("1.2.840.10008.1.2.4.50")});
    // Deep nests of everything that has them; a parser that follows them, or frees them, by recursion ends here.
    const std::string lists(100'000, '['), tables = [] {
        std::string text;
        for (int i = 0; i < 50'000; ++i)
            text += "{\"a\":";
        return text;
    }();
    const std::string said =
        R"({"format":"sonosketch-synthetic","model":"m","modelHash":"a","conditionHash":"b","caseTitle":"c","visibleMark":true,"mark":[3,4],"origin":)";
    seeds.push_back({"statement", "case.json", said + R"({"kind":"case","title":"c","device":"cpu","precision":"fp32","seed":0}})"});
    seeds.push_back({"statement", "text.json", said + R"("{\"kind\":\"project\",\"node\":7,\"seed\":\"12\"}"})"});
    seeds.push_back({"statement", "deep-origin.json", said + lists + std::string(lists.size(), ']') + "}"});
    seeds.push_back({"statement", "deep-text.json", said + '"' + lists + std::string(lists.size(), ']') + "\"}"});
    for (const char* reader : {"palette", "case", "coco", "manifest", "model_card", "study_plan", "statement"}) {
        seeds.push_back({reader, "deep.json", lists + std::string(lists.size(), ']')});
        seeds.push_back({reader, "deep-objects.json", tables + "1" + std::string(50'000, '}')});
    }
    seeds.push_back({"safetensors", "deep", std::string("\xA0\x86\x01\0\0\0\0\0", 8) + lists});
    std::string dotted = "[a";
    for (int i = 0; i < 60'000; ++i)
        dotted += ".a";
    for (const char* reader : {"recipe", "export_recipe"}) {
        seeds.push_back({reader, "deep.toml", dotted + "]\n"});
        seeds.push_back({reader, "deep-lists.toml", "a = " + lists});
    }
    return seeds;
}

} // namespace sonosketch::fuzz
