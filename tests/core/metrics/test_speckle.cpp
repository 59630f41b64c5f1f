// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/speckle.h"
#include "tests/support/check.h"
#include "tests/support/fixed_inputs.h"

#include <QtTest>
#include <opencv2/imgproc.hpp>

#include <cmath>

using namespace sonosketch;
using test::codeOf;

namespace {

/// Envelope of fully developed speckle: Rayleigh distributed, each pixel on its own.
cv::Mat rayleigh(int size)
{
    return test::drawn(size, size, [](int, int, std::uint64_t i) {
        const double uniform = (static_cast<double>(test::hashAt(3, i) >> 11) + 0.5) * 0x1p-53;
        return std::min(255.0, 40 * std::sqrt(-2 * std::log(uniform)));
    });
}

} // namespace

class TestSpeckle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fullyDevelopedSpeckleHasTheKnownRatio()
    {
        const auto found = speckleSnr(rayleigh(256));
        QVERIFY(found.windows > 500);
        QVERIFY2(std::abs(found.snr.value() - 1.91) < 0.04, qPrintable(QString::number(found.snr.value())));
    }
    void blurAndNoiseShow()
    {
        const cv::Mat image = test::fixedSpeckled(256, 256, 1);
        cv::Mat blurred, noisier = image.clone();
        cv::GaussianBlur(image, blurred, {}, 2.0);
        for (int y = 0; y < 256; ++y)
            for (int x = 0; x < 256; ++x) {
                auto& value = noisier.at<std::uint8_t>(y, x);
                value = cv::saturate_cast<std::uint8_t>(value + ((x + y) % 2 ? 30 : -30));
            }
        const double plain = speckleSnr(image).snr.value(), texture = textureEnergy(image).value();
        QVERIFY(speckleSnr(blurred).snr.value() > 2 * plain);
        QVERIFY(speckleSnr(noisier).snr.value() < plain);
        QVERIFY(textureEnergy(blurred).value() < texture / 4);
        QVERIFY(textureEnergy(noisier).value() > texture);
    }
    void darkAndUnevenWindowsDoNotCount()
    {
        cv::Mat image = rayleigh(256);
        const int all = speckleSnr(image).windows;
        image(cv::Rect(0, 0, 128, 256)).setTo(5);
        const auto right = speckleSnr(image);
        QVERIFY(right.windows > all / 3 && right.windows < all / 2 + 40);
        QVERIFY(std::abs(right.snr.value() - 1.91) < 0.06);
        // A step of brightness every 8 px lies in every window, and in different quarters of it.
        const cv::Mat stripes = test::drawn(256, 256, [](int x, int, std::uint64_t) { return x / 8 % 2 ? 60 : 180; });
        const auto none = speckleSnr(stripes);
        QCOMPARE(none.windows, 0);
        QVERIFY(!none.snr);
    }
    void onlyTheFieldOfViewCounts()
    {
        cv::Mat image(256, 256, CV_8UC1, cv::Scalar(100));
        const cv::Mat region = test::disc(256, 256, 70);
        const double flat = 100 * std::sqrt(12.0);
        QVERIFY(std::abs(speckleSnr(image).snr.value() - flat) < 1e-6);
        image.setTo(0, region == 0);
        QVERIFY(std::abs(speckleSnr(image, region).snr.value() - flat) < 1e-6);
        // The border of the sector is no texture.
        QVERIFY(textureEnergy(image, region).value() < 1e-9);
        QVERIFY(textureEnergy(image).value() > 1);
        const cv::Mat nothing = cv::Mat::zeros(256, 256, CV_8UC1);
        QVERIFY(!speckleSnr(image, nothing).snr && !textureEnergy(image, nothing));
        QVERIFY(!speckleSnr(image(cv::Rect(0, 0, 10, 10))).snr);
    }
    void badArgumentsAreRefused()
    {
        const cv::Mat image = rayleigh(32);
        QCOMPARE(codeOf([&] { speckleSnr(cv::Mat()); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { speckleSnr(cv::Mat::zeros(9, 9, CV_8UC3)); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { speckleSnr(image, cv::Mat::zeros(9, 9, CV_8UC1)); }), ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { speckleSnr(image, cv::Mat::zeros(32, 32, CV_32F)); }), ErrorCode::InvalidArgument);
        for (const SpeckleSettings& bad : {SpeckleSettings{15, 8}, SpeckleSettings{2, 8}, SpeckleSettings{16, 0},
                 SpeckleSettings{16, 8, 0.0}, SpeckleSettings{16, 8, 16, std::nan("")}})
            QCOMPARE(codeOf([&] { speckleSnr(image, {}, bad); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { textureEnergy(image, {}, 0.1); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { textureEnergy(image, {}, std::nan("")); }), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestSpeckle)
#include "test_speckle.moc"
