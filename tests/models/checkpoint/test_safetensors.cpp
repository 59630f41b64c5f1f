// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/safetensors.h"

#include <QTemporaryDir>
#include <QtTest>

#include <limits>
#include <random>

using namespace sonosketch;
using namespace sonosketch::checkpoint;

namespace {

TensorFile example()
{
    TensorFile file;
    file.tensors["a.weight"] = torch::arange(24, torch::kFloat32).reshape({2, 3, 4});
    file.tensors["a.bias"] = torch::tensor({1.5f, -2.0f}).to(torch::kFloat16);
    file.tensors["steps"] = torch::tensor({std::int64_t{42}}, torch::kInt64);
    file.tensors["wide"] = torch::ones({3}, torch::kBFloat16);
    file.metadata["spec"] = "{\"k\": \"v\"}";
    return file;
}

/// A file with the given header text and payload.
std::vector<std::uint8_t> raw(const std::string& header, std::size_t payload)
{
    std::vector<std::uint8_t> bytes(8, 0);
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(header.size()) >> (8 * i));
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.resize(bytes.size() + payload, 0);
    return bytes;
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::filesystem::path path() const { return std::filesystem::path(m_dir.path().toStdString()) / "t.safetensors"; }

private Q_SLOTS:
    void roundTripKeepsEveryBit()
    {
        const auto before = example();
        writeSafetensors(path(), before);
        const auto after = readSafetensors(path());
        QCOMPARE(after.metadata, before.metadata);
        QCOMPARE(after.tensors.size(), before.tensors.size());
        for (const auto& [name, tensor] : before.tensors) {
            QVERIFY2(after.tensors.at(name).scalar_type() == tensor.scalar_type(), name.c_str());
            QVERIFY2(torch::equal(after.tensors.at(name), tensor), name.c_str());
        }
        const auto first = readFile(path());
        writeSafetensors(path(), before);
        QVERIFY(readFile(path()) == first);
    }

    void damagedHeadersAreRefused_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<int>("payload");
        QTest::newRow("no JSON") << "nonsense" << 0;
        QTest::newRow("unknown type") << R"({"a":{"dtype":"F8","shape":[4],"data_offsets":[0,4]}})" << 4;
        QTest::newRow("too short") << R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})" << 12;
        QTest::newRow("too long") << R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})" << 20;
        QTest::newRow("shape against offsets") << R"({"a":{"dtype":"F32","shape":[5],"data_offsets":[0,16]}})" << 16;
        QTest::newRow("overlap")
            << R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}})" << 24;
        QTest::newRow("gap") << R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})" << 8;
        QTest::newRow("negative extent") << R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})" << 4;
        QTest::newRow("overflowing extent") << R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})" << 0;
        QTest::newRow("missing key") << R"({"a":{"dtype":"F32","shape":[1]}})" << 4;
        QTest::newRow("metadata of numbers") << R"({"__metadata__":{"a":1}})" << 0;
    }

    void damagedHeadersAreRefused()
    {
        QFETCH(QString, header);
        QFETCH(int, payload);
        writeFileAtomically(path(), raw(header.toStdString(), static_cast<std::size_t>(payload)));
        try {
            readSafetensors(path());
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::Corrupt);
        }
    }

    void valuesThatAreNotFiniteAreRefused()
    {
        TensorFile file;
        file.tensors["broken"] = torch::tensor({1.0f, std::numeric_limits<float>::quiet_NaN()});
        writeSafetensors(path(), file);
        try {
            readSafetensors(path());
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY(QString::fromStdString(error.what()).contains("broken"));
        }
    }

    void flippedBitsNeverCrash()
    {
        writeSafetensors(path(), example());
        const auto good = readFile(path());
        std::mt19937 random(3);
        int refused = 0;
        for (int i = 0; i < 500; ++i) {
            auto bytes = good;
            if (i % 5 == 0)
                bytes.resize(random() % bytes.size());
            else
                bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1u << (random() % 8));
            writeFileAtomically(path(), bytes);
            try {
                readSafetensors(path());
            } catch (const Error&) {
                ++refused;
            }
        }
        QVERIFY(refused > 100); // a flip inside the values cannot be seen here; the model card's hash sees it
    }

    void restoreNamesWhatDoesNotFit()
    {
        torch::nn::Linear layer(3, 2);
        TensorFile file;
        collect(*layer, "x.", file);
        restore(*layer, "x.", file, "here");
        const auto expectError = [&](const TensorFile& broken, const char* text) {
            try {
                restore(*layer, "x.", broken, "here");
                QFAIL("accepted");
            } catch (const Error& error) {
                QVERIFY2(QString::fromStdString(error.what()).contains(text), error.what());
            }
        };
        auto missing = file;
        missing.tensors.erase("x.bias");
        expectError(missing, "x.bias");
        auto reshaped = file;
        reshaped.tensors["x.weight"] = torch::zeros({2, 4});
        expectError(reshaped, "[2, 3]");
        auto extra = file;
        extra.tensors["x.more"] = torch::zeros({1});
        expectError(extra, "x.more");
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "test_safetensors.moc"
