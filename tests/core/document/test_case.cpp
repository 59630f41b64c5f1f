// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/case.h"
#include "tests/support/check.h"

#include <QtTest>

#include <limits>

using namespace sonosketch;
using test::codeOf;

class TestCase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void blankIsValidAndEmpty()
    {
        const Case value = Case::blank(test::threeClasses());
        validate(value);
        QCOMPARE(cv::countNonZero(value.labels), 0);
        QCOMPARE(cv::countNonZero(value.sketch), 0);
        QCOMPARE(cv::countNonZero(value.fieldOfView), canvasSize * canvasSize);
        QVERIFY(value.source.empty());
    }
    void cloneSharesNoPixels()
    {
        Case value = Case::blank(test::threeClasses());
        value.source = test::ringPicture();
        Case copy = value.clone();
        for (const Plane which : allPlanes)
            copy.plane(which).setTo(0);
        copy.sketch.setTo(1);
        copy.labels.setTo(1);
        copy.source.setTo(9);
        QCOMPARE(cv::countNonZero(value.labels) + cv::countNonZero(value.sketch), 0);
        QCOMPARE(cv::countNonZero(value.fieldOfView), canvasSize * canvasSize);
        QVERIFY(test::samePixels(value.source, test::ringPicture()));
    }
    void planesAreTheMembers()
    {
        Case value = Case::blank(test::threeClasses());
        QCOMPARE(value.plane(Plane::Labels).data, value.labels.data);
        QCOMPARE(value.plane(Plane::Sketch).data, value.sketch.data);
        QCOMPARE(value.plane(Plane::FieldOfView).data, value.fieldOfView.data);
        QCOMPARE(codeOf([&] { value.plane(static_cast<Plane>(9)); }), ErrorCode::InvalidArgument);
    }
    void validateFindsWhatIsWrong()
    {
        const auto after = [](auto change) {
            Case value = Case::blank(test::threeClasses());
            change(value);
            return codeOf([&] { validate(value); });
        };
        QCOMPARE(after([](Case&) {}), std::nullopt);
        QCOMPARE(after([](Case& c) { c.labels = cv::Mat::zeros(512, 511, CV_8UC1); }), ErrorCode::SizeMismatch);
        QCOMPARE(after([](Case& c) { c.sketch = cv::Mat(); }), ErrorCode::SizeMismatch);
        QCOMPARE(after([](Case& c) { c.fieldOfView = cv::Mat::zeros(512, 512, CV_8UC3); }), ErrorCode::InvalidArgument);
        QCOMPARE(after([](Case& c) { c.source = cv::Mat::zeros(10, 10, CV_8UC1); }), ErrorCode::SizeMismatch);
        QCOMPARE(after([](Case& c) { c.labels.at<std::uint8_t>(511, 511) = 3; }), std::nullopt);
        QCOMPARE(after([](Case& c) { c.labels.at<std::uint8_t>(511, 511) = 4; }), ErrorCode::InvalidArgument);
        QCOMPARE(after([](Case& c) { c.sketch.at<std::uint8_t>(0, 0) = 3; }), ErrorCode::InvalidArgument);
        QCOMPARE(after([](Case& c) { c.fieldOfView.at<std::uint8_t>(0, 0) = 254; }), ErrorCode::InvalidArgument);
        QCOMPARE(after([](Case& c) { c.mmPerPixel = 0.0; }), ErrorCode::InvalidArgument);
        QCOMPARE(after([](Case& c) { c.mmPerPixel = std::numeric_limits<double>::quiet_NaN(); }), ErrorCode::InvalidArgument);
        QCOMPARE(after([](Case& c) { c.mmPerPixel = 0.1; }), std::nullopt);
        QCOMPARE(after([](Case& c) { c.crop.scale = -1; }), ErrorCode::InvalidArgument);
        QCOMPARE(after([](Case& c) { c.canny.low = c.canny.high + 1; }), ErrorCode::InvalidArgument);
        QCOMPARE(after([](Case& c) { c.palette = LabelPalette(); }), ErrorCode::InvalidArgument);
    }
    void messageNamesThePixel()
    {
        Case value = Case::blank(test::threeClasses());
        value.labels.at<std::uint8_t>(7, 5) = 9;
        const std::string message = test::messageOf([&] { validate(value); });
        QVERIFY(message.find("(5, 7)") != std::string::npos && message.find('9') != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestCase)
#include "test_case.moc"
