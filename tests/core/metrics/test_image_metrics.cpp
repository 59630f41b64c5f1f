// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/image_metrics.h"
#include "tests/support/check.h"

#include <QtTest>

#include <cmath>

using namespace sonosketch;
using test::codeOf;

namespace {

using Grid = std::vector<std::vector<double>>;

Grid gridOf(const cv::Mat& image)
{
    Grid grid(static_cast<std::size_t>(image.rows), std::vector<double>(static_cast<std::size_t>(image.cols)));
    for (int y = 0; y < image.rows; ++y)
        for (int x = 0; x < image.cols; ++x)
            grid[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] = image.at<std::uint8_t>(y, x);
    return grid;
}

/// Straight from the formulas of the papers, one window at a time: {SSIM, contrast and structure}.
std::pair<double, double> slowSimilarity(const Grid& a, const Grid& b)
{
    double weights[11][11], total = 0;
    for (int y = 0; y < 11; ++y)
        for (int x = 0; x < 11; ++x)
            total += weights[y][x] = std::exp(-((x - 5) * (x - 5) + (y - 5) * (y - 5)) / (2 * 1.5 * 1.5));
    const double c1 = 6.5025, c2 = 58.5225;
    double whole = 0, structure = 0, count = 0;
    for (std::size_t top = 0; top + 11 <= a.size(); ++top)
        for (std::size_t left = 0; left + 11 <= a[0].size(); ++left) {
            double meanA = 0, meanB = 0, varA = 0, varB = 0, covariance = 0;
            for (std::size_t y = 0; y < 11; ++y)
                for (std::size_t x = 0; x < 11; ++x) {
                    meanA += weights[y][x] / total * a[top + y][left + x];
                    meanB += weights[y][x] / total * b[top + y][left + x];
                }
            for (std::size_t y = 0; y < 11; ++y)
                for (std::size_t x = 0; x < 11; ++x) {
                    const double dA = a[top + y][left + x] - meanA, dB = b[top + y][left + x] - meanB;
                    varA += weights[y][x] / total * dA * dA;
                    varB += weights[y][x] / total * dB * dB;
                    covariance += weights[y][x] / total * dA * dB;
                }
            const double luminance = (2 * meanA * meanB + c1) / (meanA * meanA + meanB * meanB + c1);
            const double cs = (2 * covariance + c2) / (varA + varB + c2);
            whole += luminance * cs;
            structure += cs;
            ++count;
        }
    return {whole / count, structure / count};
}

Grid slowHalf(const Grid& grid)
{
    Grid half;
    for (std::size_t y = 0; y < grid.size(); y += 2) {
        half.emplace_back();
        for (std::size_t x = 0; x < grid[0].size(); x += 2) {
            const std::size_t y1 = std::min(y + 1, grid.size() - 1), x1 = std::min(x + 1, grid[0].size() - 1);
            half.back().push_back((grid[y][x] + grid[y][x1] + grid[y1][x] + grid[y1][x1]) / 4);
        }
    }
    return half;
}

cv::Mat noisy(const cv::Mat& image, double strength)
{
    cv::Mat noise(image.size(), CV_8UC1), result;
    cv::RNG random(77);
    random.fill(noise, cv::RNG::UNIFORM, 0, 256);
    cv::addWeighted(image, 1 - strength, noise, strength, 0, result);
    return result;
}

bool near(double found, double expected, double tolerance = 1e-9)
{
    if (std::abs(found - expected) <= tolerance)
        return true;
    qWarning("found %.12g, expected %.12g", found, expected);
    return false;
}

} // namespace

class TestImageMetrics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalPictures()
    {
        const cv::Mat image = test::ringPicture();
        QCOMPARE(l1(image, image), 0.0);
        QVERIFY(std::isinf(psnr(image, image)) && psnr(image, image) > 0);
        QVERIFY(near(ssim(image, image), 1));
        QVERIFY(near(msSsim(image, image), 1));
    }
    void aConstantShift()
    {
        // Flat pictures: no contrast at all, so that only luminance counts.
        const cv::Mat a(200, 200, CV_8UC1, cv::Scalar(100)), b(200, 200, CV_8UC1, cv::Scalar(110));
        const double luminance = (2.0 * 100 * 110 + 6.5025) / (100.0 * 100 + 110.0 * 110 + 6.5025);
        QVERIFY(near(l1(a, b), 10.0 / 255));
        QVERIFY(near(psnr(a, b), 20 * std::log10(25.5)));
        QVERIFY(near(ssim(a, b), luminance, 1e-7));
        QVERIFY(near(msSsim(a, b), std::pow(luminance, 0.1333), 1e-7));
        QVERIFY(near(l1(cv::Mat::zeros(3, 3, CV_8UC1), cv::Mat(3, 3, CV_8UC1, cv::Scalar(255))), 1));
        QVERIFY(near(psnr(cv::Mat::zeros(3, 3, CV_8UC1), cv::Mat(3, 3, CV_8UC1, cv::Scalar(255))), 0));
    }
    void agreesWithTheFormulas()
    {
        const cv::Mat image = test::ringPicture(190)(cv::Rect(0, 0, 181, 176)); // odd sizes on the way down, rows with a step
        for (const double strength : {0.1, 0.4, 1.0}) {
            const cv::Mat other = noisy(image, strength);
            Grid a = gridOf(image), b = gridOf(other);
            double absolute = 0, square = 0;
            for (std::size_t y = 0; y < a.size(); ++y)
                for (std::size_t x = 0; x < a[0].size(); ++x) {
                    absolute += std::abs(a[y][x] - b[y][x]);
                    square += (a[y][x] - b[y][x]) * (a[y][x] - b[y][x]);
                }
            const double count = 181 * 176;
            QVERIFY(near(l1(image, other), absolute / count / 255));
            QVERIFY(near(psnr(image, other), 10 * std::log10(255 * 255 / (square / count))));
            QVERIFY(near(ssim(image, other), slowSimilarity(a, b).first, 1e-8));
            const double weights[] = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
            double product = 1;
            for (int scale = 0; scale < 5; ++scale) {
                const auto [whole, structure] = slowSimilarity(a, b);
                product *= std::pow(std::max(0.0, scale == 4 ? whole : structure), weights[scale]);
                a = slowHalf(a);
                b = slowHalf(b);
            }
            QVERIFY(near(msSsim(image, other), product, 1e-8));
        }
    }
    void moreNoiseIsLessAlike()
    {
        const cv::Mat image = test::ringPicture();
        double lastSsim = 1, lastMs = 1, lastPsnr = 1e9, lastL1 = 0;
        for (const double strength : {0.1, 0.3, 0.6, 0.9}) {
            const cv::Mat other = noisy(image, strength);
            QVERIFY(ssim(image, other) < lastSsim && msSsim(image, other) < lastMs && psnr(image, other) < lastPsnr
                && l1(image, other) > lastL1);
            lastSsim = ssim(image, other), lastMs = msSsim(image, other), lastPsnr = psnr(image, other), lastL1 = l1(image, other);
            QVERIFY(near(ssim(other, image), lastSsim) && near(msSsim(other, image), lastMs));
        }
    }
    void theNegativeIsNotANumberProblem()
    {
        const cv::Mat image = noisy(test::ringPicture(), 0.9);
        const cv::Mat negative = 255 - image;
        QVERIFY(ssim(image, negative) < 0);
        QCOMPARE(msSsim(image, negative), 0.0);
    }
    void badPairsAreRefused()
    {
        const cv::Mat image = test::ringPicture(200);
        for (const auto& metric : {l1, psnr, ssim, msSsim}) {
            QCOMPARE(codeOf([&] { metric(image, test::ringPicture(201)); }), ErrorCode::SizeMismatch);
            QCOMPARE(codeOf([&] { metric(cv::Mat(), cv::Mat()); }), ErrorCode::InvalidArgument);
            QCOMPARE(codeOf([&] { metric(image, cv::Mat::zeros(200, 200, CV_32F)); }), ErrorCode::InvalidArgument);
        }
        QCOMPARE(codeOf([&] { ssim(test::ringPicture(10), test::ringPicture(10)); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { msSsim(test::ringPicture(160), test::ringPicture(160)); }), ErrorCode::InvalidArgument);
        QVERIFY(near(msSsim(test::ringPicture(161), test::ringPicture(161)), 1));
    }
};

QTEST_GUILESS_MAIN(TestImageMetrics)
#include "test_image_metrics.moc"
