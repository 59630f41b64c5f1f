// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/condition/condition.h"
#include "tests/support/check.h"

#include <QtTest>

#include <random>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;
using Bytes = cv::Mat_<std::uint8_t>;

class TestCondition : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void specCountsChannels()
    {
        const ConditionSpec spec = ConditionSpec::forPalette(test::threeClasses());
        QCOMPARE(spec.classes, (std::vector<std::string>{"Cyst", "Septum", "Solid"}));
        QCOMPARE(spec.palette, std::string("three"));
        QCOMPARE(spec.channels(), 5);
        QCOMPARE(spec.sketchChannel(), 3);
        QCOMPARE(ConditionSpec::forPalette(test::threeClasses(), false).channels(), 4);
    }
    void specGoesThroughJson()
    {
        const ConditionSpec spec = ConditionSpec::forPalette(LabelPalette::bundled("mmotu"), false);
        QVERIFY(ConditionSpec::fromJson(spec.toJson(), "w") == spec);
        const auto with = [&](const char* find, const char* replace) {
            const QString text = QString::fromStdString(spec.toJson());
            const QString changed = QString(text).replace(find, replace);
            return changed == text ? std::nullopt : codeOf([&] { ConditionSpec::fromJson(changed.toStdString(), "w"); });
        };
        QCOMPARE(with("\"version\": 1", "\"version\": 2"), ErrorCode::VersionMismatch);
        QCOMPARE(with("\"Teratoma\"", "3"), ErrorCode::Corrupt);
        QCOMPARE(with("\"Teratoma\"", "\"Simple_Cyst\""), ErrorCode::Corrupt);
        QCOMPARE(with("\"palette\"", "\"colours\""), ErrorCode::Corrupt);
        QCOMPARE(with("false", "0"), ErrorCode::Corrupt);
        QCOMPARE(with("{", "["), ErrorCode::Corrupt);
    }
    void builderRefusesAnotherVersion()
    {
        ConditionSpec spec = ConditionSpec::forPalette(test::threeClasses());
        spec.version = 2;
        QCOMPARE(codeOf([&] { ConditionBuilder builder(spec); }), ErrorCode::VersionMismatch);
    }
    void compositeKeepsEdgesOutOfTheObject()
    {
        //                   edge, object, pen, erased in all combinations
        const Bytes edges = (Bytes(2, 6) << 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255);
        const Bytes labels = (Bytes(2, 6) << 0, 0, 0, 0, 0, 0, 1, 2, 1, 3, 1, 1);
        const Bytes marks = (Bytes(2, 6) << 0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2);
        const Bytes expected = (Bytes(2, 6) << 0, 255, 255, 255, 0, 0, 0, 0, 255, 255, 0, 0);
        QVERIFY(samePixels(composeSketch(edges, labels, marks), expected));
        const Bytes penOnly = (Bytes(2, 6) << 0, 0, 255, 255, 0, 0, 0, 0, 255, 255, 0, 0);
        QVERIFY(samePixels(composeSketch({}, labels, marks), penOnly));
        QCOMPARE(codeOf([&] { composeSketch(edges, labels, Bytes::zeros(2, 5)); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { composeSketch(Bytes::zeros(3, 6), labels, marks); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { composeSketch(edges, cv::Mat::zeros(2, 6, CV_32F), marks); }), ErrorCode::InvalidArgument);
    }
    void planarLayoutHoldsEveryPixelOnce()
    {
        std::mt19937 random(41);
        constexpr int size = 37;
        Bytes labels(size, size), sketch(size, size), view(size, size);
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x) {
                labels(y, x) = static_cast<std::uint8_t>(random() % 4);
                sketch(y, x) = random() % 3 == 0 ? 255 : 0;
                view(y, x) = random() % 3 == 0 ? 0 : 255;
            }
        const ConditionBuilder builder(ConditionSpec::forPalette(test::threeClasses()));
        const Condition condition = builder.build(labels, sketch, view);
        QCOMPARE(condition.channels, 5);
        QCOMPARE(condition.size, size);
        QCOMPARE(condition.values.size(), std::size_t(5 * size * size));
        const auto at = [&](int channel, int y, int x) {
            return condition.values[static_cast<std::size_t>((channel * size + y) * size + x)];
        };
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x) {
                for (int channel = 0; channel < 3; ++channel)
                    QCOMPARE(int(at(channel, y, x)), int(labels(y, x) == channel + 1));
                QCOMPARE(int(at(3, y, x)), int(sketch(y, x) != 0));
                QCOMPARE(int(at(4, y, x)), int(view(y, x) != 0));
            }
        const Condition open = builder.build(labels, sketch, {});
        QCOMPARE(std::count(open.values.end() - size * size, open.values.end(), 1), std::ptrdiff_t(size * size));
        const Condition without = ConditionBuilder(ConditionSpec::forPalette(test::threeClasses(), false)).build(labels, sketch, view);
        QVERIFY(std::equal(without.values.begin(), without.values.end(), condition.values.begin()));
        QCOMPARE(without.values.size(), std::size_t(4 * size * size));
    }
    void wrongPlanesAreRefused()
    {
        const ConditionBuilder builder(ConditionSpec::forPalette(test::threeClasses()));
        const Bytes ok(8, 8, std::uint8_t(0));
        QCOMPARE(codeOf([&] { builder.build(Bytes::zeros(8, 9), Bytes::zeros(8, 9), {}); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { builder.build(cv::Mat(), ok, {}); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { builder.build(ok, Bytes::zeros(9, 9), {}); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { builder.build(ok, cv::Mat(), {}); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { builder.build(ok, ok, Bytes::zeros(9, 9)); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { builder.build(cv::Mat::zeros(8, 8, CV_8UC3), ok, {}); }), ErrorCode::InvalidArgument);
        Bytes beyond = ok.clone();
        beyond(3, 2) = 4;
        QCOMPARE(codeOf([&] { builder.build(beyond, ok, {}); }), ErrorCode::InvalidArgument);
        QVERIFY(test::messageOf([&] { builder.build(beyond, ok, {}); }).find("(2, 3)") != std::string::npos);
    }
    void aCaseGivesItsEdgesMarksAndView()
    {
        Case value = Case::blank(test::threeClasses());
        value.source = test::ringPicture();
        value.labels(cv::Rect(0, 0, 256, 512)).setTo(1);
        value.sketch(cv::Rect(10, 10, 20, 1)).setTo(SketchPen);
        value.sketch(cv::Rect(256, 0, 256, 200)).setTo(SketchErased);
        value.fieldOfView(cv::Rect(0, 400, 512, 112)).setTo(0);
        const ConditionBuilder builder(ConditionSpec::forPalette(value.palette));
        const cv::Mat edges = cannyEdges(value.source, value.canny, value.fieldOfView);
        QVERIFY(cv::countNonZero(edges) > 50);
        const Condition expected = builder.build(value.labels, composeSketch(edges, value.labels, value.sketch), value.fieldOfView);
        QVERIFY(builder.build(value).values == expected.values);
        QVERIFY(builder.build(value, edges).values == expected.values);
        const Condition penOnly = builder.build(value.labels, composeSketch({}, value.labels, value.sketch), value.fieldOfView);
        QVERIFY(penOnly.values != expected.values);
        value.autoSketch = false;
        QVERIFY(builder.build(value).values == penOnly.values);
        value.autoSketch = true;
        value.source = cv::Mat();
        QVERIFY(builder.build(value).values == penOnly.values);
    }
    void aCaseOfAnotherPaletteIsRefusedByName()
    {
        const ConditionBuilder builder(ConditionSpec::forPalette(test::threeClasses()));
        const Case other = Case::blank(LabelPalette::bundled("fetal-head"));
        QCOMPARE(codeOf([&] { builder.build(other); }), ErrorCode::VersionMismatch);
        const std::string message = test::messageOf([&] { builder.build(other); });
        QVERIFY(message.find("three") != std::string::npos && message.find("fetal-head") != std::string::npos);
        // The same classes under another name and in other colours are the same to the network.
        const Case renamed = Case::blank(LabelPalette("copy", {{0, "Nothing"}, {1, "Cyst", 9, 9, 9}, {2, "Septum"}, {3, "Solid"}}));
        QCOMPARE(builder.build(renamed).channels, 5);
    }
};

QTEST_GUILESS_MAIN(TestCondition)
#include "test_condition.moc"
