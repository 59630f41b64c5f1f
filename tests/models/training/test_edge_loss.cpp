// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/canny.h"
#include "models/nn/cpu_setup.h"
#include "models/training/edge_loss.h"

#include <QtTest>

using namespace sonosketch;
using training::edgeLoss;

namespace {

constexpr int size = 512;

double loss(const torch::Tensor& a, const torch::Tensor& b)
{
    return edgeLoss(a, b).item<double>();
}

/// Dark above row `at`, brighter by `step` grey levels from there on.
torch::Tensor ledge(int at, double step)
{
    auto picture = torch::full({1, 1, size, size}, -0.5);
    picture.narrow(2, at, size - at).add_(step / 127.5);
    return picture;
}

/// Whether the automatic sketch, with its defaults, sees an edge in the middle of it.
bool seen(const torch::Tensor& picture)
{
    const auto bytes = ((picture + 1) * 127.5).round().to(torch::kUInt8).contiguous();
    const cv::Mat image(size, size, CV_8UC1, bytes.data_ptr<std::uint8_t>());
    return cv::countNonZero(cannyEdges(image, {}).rowRange(size / 2 - 4, size / 2 + 4)) > size / 2;
}

} // namespace

class TestEdgeLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        torch::manual_seed(4);
    }

    /// Brightness and fine grain cost next to nothing; an edge that is missing, or one too many, does; one that is two rows off costs less than one far off.
    void asksForTheEdgesAlone()
    {
        const auto real = ledge(size / 2, 60);
        QVERIFY(loss(real, real) < 0.002);
        QVERIFY(loss(real + 0.2, real) < 0.002);
        const auto nothing = torch::zeros_like(real);
        const double missing = loss(nothing, real);
        QVERIFY2(missing > 0.01, qPrintable(QString::number(missing)));
        QVERIFY(qAbs(loss(real, nothing) - missing) < 1e-6);
        const double grain = loss(real + 0.03 * torch::randn_like(real), real);
        QVERIFY2(grain < 0.3 * missing, qPrintable(QStringLiteral("%1 %2").arg(grain).arg(missing)));
        const double near = loss(ledge(size / 2 + 2, 60), real), far = loss(ledge(size / 2 + 40, 60), real);
        QVERIFY2(near < 0.6 * far && far > 1.7 * missing, qPrintable(QStringLiteral("%1 %2 %3").arg(near).arg(far).arg(missing)));
    }

    /// An edge the other way round is worse than none.
    void asksForTheDirection()
    {
        const auto real = ledge(size / 2, 60);
        QVERIFY(loss(-real, real) > 1.7 * loss(torch::zeros_like(real), real));
    }

    /// The middle of what it calls an edge lies between Canny's two thresholds: the same steps are edges for both.
    void agreesWithTheAutomaticSketch()
    {
        const auto nothing = torch::full({1, 1, size, size}, -0.5);
        const double strong = loss(ledge(size / 2, 200), nothing);
        const auto faint = ledge(size / 2, 20), plain = ledge(size / 2, 80);
        QVERIFY(!seen(faint) && seen(plain));
        QVERIFY2(loss(faint, nothing) < 0.2 * strong, qPrintable(QString::number(loss(faint, nothing) / strong)));
        QVERIFY2(loss(plain, nothing) > 0.4 * strong, qPrintable(QString::number(loss(plain, nothing) / strong)));
    }

    /// At half the size the same picture says much the same.
    void scalesWithThePicture()
    {
        const auto real = ledge(size / 2, 60);
        const auto nothing = torch::zeros_like(real);
        const double whole = loss(nothing, real), half = loss(torch::avg_pool2d(nothing, 2), torch::avg_pool2d(real, 2));
        QVERIFY2(half > 0.7 * whole && half < 2 * whole, qPrintable(QStringLiteral("%1 %2").arg(whole).arg(half)));
    }

    /// A step too weak to be an edge learns to be one, and a flat picture has a finite slope.
    void slopesAreFinite()
    {
        const auto real = ledge(size / 2, 80);
        const auto shape = ledge(size / 2, 1) + 0.5;
        const auto scale = torch::full({1}, 30.0, torch::requires_grad());
        edgeLoss(scale * shape - 0.5, real).backward();
        QVERIFY(scale.grad().item<float>() < 0);
        const auto flat = torch::zeros({1, 1, size, size}, torch::requires_grad());
        edgeLoss(flat, real).backward();
        QVERIFY(torch::isfinite(flat.grad()).all().item<bool>());
    }
};

QTEST_GUILESS_MAIN(TestEdgeLoss)
#include "test_edge_loss.moc"
