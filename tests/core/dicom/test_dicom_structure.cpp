// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/dicom_file.h"
#include "tests/support/check.h"

#include <QtTest>

#include <cstring>

using namespace sonosketch;
using dicom::checkStructure;
using test::codeOf;

namespace {
/// A DICOM file written byte by byte.
struct Maker {
    std::vector<std::uint8_t> bytes = std::vector<std::uint8_t>(128, 0);

    explicit Maker(const std::string& syntax)
    {
        text("DICM");
        element(0x0002, 0x0010, "UI", syntax.size() % 2 == 0 ? syntax : syntax + '\0');
    }
    void text(const std::string& value)
    {
        for (const char letter : value)
            bytes.push_back(static_cast<std::uint8_t>(letter));
    }
    void number(std::uint32_t value, int count)
    {
        for (int i = 0; i < count; ++i)
            bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    }
    void tag(std::uint32_t group, std::uint32_t element)
    {
        number(group, 2);
        number(element, 2);
    }
    void element(std::uint32_t group, std::uint32_t which, const char* vr, const std::string& value)
    {
        tag(group, which);
        text(vr);
        number(static_cast<std::uint32_t>(value.size()), 2);
        text(value);
    }
    void sequence(std::uint32_t length, const char* vr = "SQ")
    {
        tag(0x0008, 0x1140);
        text(vr);
        number(0, 2);
        number(length, 4);
    }
    void item(std::uint32_t length)
    {
        tag(0xfffe, 0xe000);
        number(length, 4);
    }
    void itemEnd()
    {
        tag(0xfffe, 0xe00d);
        number(0, 4);
    }
    void sequenceEnd()
    {
        tag(0xfffe, 0xe0dd);
        number(0, 4);
    }
};
constexpr const char* explicitLittle = "1.2.840.10008.1.2.1";
constexpr const char* implicitLittle = "1.2.840.10008.1.2";
constexpr std::uint32_t open = 0xffffffffu;

Maker nested(int depth, bool closed = true)
{
    Maker maker(explicitLittle);
    for (int i = 0; i < depth; ++i) {
        maker.sequence(open);
        maker.item(open);
    }
    for (int i = 0; i < depth && closed; ++i) {
        maker.itemEnd();
        maker.sequenceEnd();
    }
    return maker;
}
} // namespace

class TestDicomStructure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void depthIsCountedAndLimited()
    {
        QCOMPARE(checkStructure(nested(3).bytes, "x").depth, 3);
        QCOMPARE(checkStructure(nested(DicomLimits{}.maxDepth).bytes, "x").depth, DicomLimits{}.maxDepth);
        QCOMPARE(codeOf([] { checkStructure(nested(DicomLimits{}.maxDepth + 1).bytes, "x"); }), ErrorCode::TooLarge);
        // Far more than a recursive parser's stack would bear.
        QCOMPARE(codeOf([] { DicomFile::parse(nested(400'000).bytes, "x"); }), ErrorCode::TooLarge);
        QCOMPARE(codeOf([] { checkStructure(nested(5, false).bytes, "x"); }), ErrorCode::Unreadable);
    }
    void nestingWithLengthsAndWithoutVrIsSeen()
    {
        // Lengths instead of delimiters, from the inside out.
        std::vector<std::uint8_t> inner;
        for (int i = 0; i < 40; ++i) {
            Maker maker(explicitLittle);
            const std::size_t head = maker.bytes.size();
            maker.sequence(static_cast<std::uint32_t>(inner.size() + 8));
            maker.item(static_cast<std::uint32_t>(inner.size()));
            maker.bytes.insert(maker.bytes.end(), inner.begin(), inner.end());
            inner.assign(maker.bytes.begin() + static_cast<std::ptrdiff_t>(head), maker.bytes.end());
        }
        Maker file(explicitLittle);
        file.bytes.insert(file.bytes.end(), inner.begin(), inner.end());
        QCOMPARE(codeOf([&] { checkStructure(file.bytes, "x"); }), ErrorCode::TooLarge);
        // "UN" of undefined length holds an implicit sequence.
        Maker unknown(explicitLittle);
        unknown.sequence(open, "UN");
        for (int i = 0; i < 30; ++i) {
            unknown.item(open);
            unknown.tag(0x0008, 0x1140);
            unknown.number(open, 4);
        }
        QCOMPARE(codeOf([&] { checkStructure(unknown.bytes, "x"); }), ErrorCode::TooLarge);
        Maker implicit(implicitLittle);
        for (int i = 0; i < 30; ++i) {
            implicit.tag(0x0009, 0x1001);
            implicit.number(open, 4);
            implicit.item(open);
        }
        QCOMPARE(codeOf([&] { checkStructure(implicit.bytes, "x"); }), ErrorCode::TooLarge);
    }
    void lengthsStayWithinTheFile()
    {
        Maker maker(explicitLittle);
        maker.tag(0x0008, 0x0060);
        maker.text("CS");
        maker.number(200, 2);
        maker.text("US");
        QCOMPARE(codeOf([&] { checkStructure(maker.bytes, "x"); }), ErrorCode::Unreadable);
        Maker item(explicitLittle);
        item.sequence(20);
        item.item(4'000'000'000u);
        item.bytes.resize(item.bytes.size() + 12);
        QCOMPARE(codeOf([&] { checkStructure(item.bytes, "x"); }), ErrorCode::Unreadable);
        Maker pixels(explicitLittle);
        pixels.tag(0x7fe0, 0x0010);
        pixels.text("OB");
        pixels.number(0, 2);
        pixels.number(open, 4);
        pixels.item(1000);
        QCOMPARE(codeOf([&] { checkStructure(pixels.bytes, "x"); }), ErrorCode::Unreadable);
    }
    void theHeaderIsAsLongAsItSays()
    {
        for (const int off : {0, 2, -2, 14}) {
            Maker file("1.2.840.10008.1.2.1");
            const auto length = static_cast<std::uint32_t>(static_cast<int>(file.bytes.size()) - 132 + off);
            std::vector<std::uint8_t> first{2, 0, 0, 0, 'U', 'L', 4, 0};
            for (int i = 0; i < 4; ++i)
                first.push_back(static_cast<std::uint8_t>(length >> 8 * i));
            file.bytes.insert(file.bytes.begin() + 132, first.begin(), first.end());
            file.element(0x0010, 0x0010, "PN", "A^B ");
            if (off == 0)
                checkStructure(file.bytes, "x", DicomLimits{});
            else
                QCOMPARE(codeOf([&] { checkStructure(file.bytes, "x", DicomLimits{}); }), ErrorCode::Unreadable);
        }
    }
    void delimitersNeedABeginning()
    {
        for (const int which : {0, 1, 2}) {
            Maker maker(explicitLittle);
            which == 0 ? maker.itemEnd() : which == 1 ? maker.sequenceEnd() : maker.item(0);
            QCOMPARE(codeOf([&] { checkStructure(maker.bytes, "x"); }), ErrorCode::Unreadable);
        }
        Maker crossed(explicitLittle);
        crossed.sequence(open);
        crossed.item(open);
        crossed.sequenceEnd();
        QCOMPARE(codeOf([&] { checkStructure(crossed.bytes, "x"); }), ErrorCode::Unreadable);
    }
    void strangersAreRefused()
    {
        Maker vr(explicitLittle);
        vr.element(0x0008, 0x0060, "??", "US");
        QCOMPARE(codeOf([&] { checkStructure(vr.bytes, "x"); }), ErrorCode::Unsupported);
        QCOMPARE(codeOf([] { checkStructure({}, "x"); }), ErrorCode::Unsupported);
        std::vector<std::uint8_t> head(132, 0);
        std::memcpy(head.data() + 128, "DICM", 4);
        QCOMPARE(codeOf([&] { checkStructure(head, "x"); }), ErrorCode::Unreadable);
        // No pixels, and nothing else: a sentence.
        Maker empty(explicitLittle);
        empty.element(0x0008, 0x0060, "CS", "US");
        QCOMPARE(codeOf([&] { DicomFile::parse(empty.bytes, "x"); }), ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestDicomStructure)
#include "test_dicom_structure.moc"
