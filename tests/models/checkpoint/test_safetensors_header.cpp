// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/checkpoint/model_card.h"
#include "models/checkpoint/safetensors_header.h"
#include "tests/support/check.h"

#include <QtTest>

using namespace sonosketch;
using checkpoint::parseSafetensorsHeader;

namespace {

std::optional<ErrorCode> codeOf(const std::string& header, std::size_t payload, std::uint64_t length)
{
    std::vector<std::uint8_t> file(8);
    for (std::size_t i = 0; i < 8; ++i)
        file[i] = static_cast<std::uint8_t>(length >> (8 * i));
    file.insert(file.end(), header.begin(), header.end());
    file.resize(file.size() + payload);
    return test::codeOf([&] { parseSafetensorsHeader(file, "x"); });
}

std::optional<ErrorCode> codeOf(const std::string& header, std::size_t payload)
{
    return codeOf(header, payload, header.size());
}

} // namespace

/// Without LibTorch: what a weights file may claim.
class TestSafetensorsHeader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void entriesLieWhereTheySay()
    {
        const std::string header =
            R"({"__metadata__":{"a":"b"},"z":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[],"data_offsets":[8,10]}})";
        std::vector<std::uint8_t> file(8);
        file[0] = static_cast<std::uint8_t>(header.size());
        file.insert(file.end(), header.begin(), header.end());
        file.resize(file.size() + 10);
        const auto parsed = parseSafetensorsHeader(file, "x");
        QCOMPARE(parsed.tensors.size(), std::size_t{2});
        QCOMPARE(parsed.tensors[0].name, std::string("z"));
        QCOMPARE(parsed.tensors[1].begin, std::uint64_t{8 + header.size() + 8});
        QCOMPARE(parsed.metadata.at("a"), std::string("b"));
    }
    void sizesAreLimited()
    {
        QCOMPARE(codeOf("{}", 0, 1), ErrorCode::Corrupt); // "{"
        QCOMPARE(codeOf("{}", 0, 3), ErrorCode::Corrupt);
        QCOMPARE(codeOf("{}", 0, ~0ull), ErrorCode::Corrupt);
        QCOMPARE(codeOf(std::string(33u << 20, ' '), 0), ErrorCode::Corrupt);
        QCOMPARE(codeOf(std::string(100'000, '['), 0), ErrorCode::TooLarge);
        QCOMPARE(
            codeOf("{\"" + std::string(600, 'n') + "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4), ErrorCode::Corrupt);
        QVERIFY(!codeOf("{}", 0));
    }
    void extentsThatOverflowAreRefused()
    {
        const auto shape = [](const std::string& extents) {
            return codeOf(R"({"a":{"dtype":"F32","shape":[)" + extents + R"(],"data_offsets":[0,0]}})", 0);
        };
        QVERIFY(!shape("0"));
        QCOMPARE(shape("0,4611686018427387904,4"), ErrorCode::Corrupt);
        QCOMPARE(shape("4611686018427387904,0"), ErrorCode::Corrupt);
        QCOMPARE(shape("18446744073709551616"), ErrorCode::Corrupt);
        QCOMPARE(shape("1e3"), ErrorCode::Corrupt);
        QCOMPARE(shape("0,0,0,0,0,0,0,0,0"), ErrorCode::Corrupt);
    }
    void cardsAreLimitedToo()
    {
        const std::string deep = "{\"format\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
        QCOMPARE(test::codeOf([&] { checkpoint::ModelCard::fromJson(deep, "x"); }), ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TestSafetensorsHeader)
#include "test_safetensors_header.moc"
