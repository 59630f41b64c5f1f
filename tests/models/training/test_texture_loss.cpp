// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/nn/cpu_setup.h"
#include "models/training/texture_loss.h"

#include <QtTest>

using namespace sonosketch;
using training::textureLoss;

namespace {

double loss(const torch::Tensor& a, const torch::Tensor& b)
{
    return textureLoss(a, b).item<double>();
}

torch::Tensor grain(double strength)
{
    return strength * torch::randn({1, 1, 256, 256});
}

} // namespace

class TestTextureLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        torch::manual_seed(4);
    }

    /// Another pattern of equal strength costs next to nothing, brightness nothing; smooth, stronger and coarser pictures do cost.
    void asksForTheStrengthAlone()
    {
        const auto real = grain(0.1);
        QCOMPARE(loss(real, real), 0.0);
        QVERIFY(loss(real + 0.3, real) < 1e-6);
        const double other = loss(grain(0.1), real);
        QVERIFY2(other < 0.012, qPrintable(QString::number(other)));
        for (const auto& wrong :
            {torch::zeros_like(real), grain(0.2), torch::upsample_nearest2d(0.1 * torch::randn({1, 1, 64, 64}), {256, 256})})
            QVERIFY2(loss(wrong, real) > 4 * other, qPrintable(QString::number(loss(wrong, real))));
    }

    /// Grain in the wrong half of the picture is not grain in the right one.
    void asksWhere()
    {
        auto left = grain(0.1), right = grain(0.1);
        left.narrow(3, 128, 128).zero_();
        right.narrow(3, 0, 128).zero_();
        auto alike = grain(0.1);
        alike.narrow(3, 128, 128).zero_();
        QVERIFY(loss(left, right) > 5 * loss(left, alike));
    }

    /// Streaks along one direction are told from streaks along the other.
    void asksForTheDirection()
    {
        const auto down = 0.1 * torch::randn({1, 1, 1, 256}).expand({1, 1, 256, 256});
        const auto across = 0.1 * torch::randn({1, 1, 256, 1}).expand({1, 1, 256, 256});
        const auto downAgain = 0.1 * torch::randn({1, 1, 1, 256}).expand({1, 1, 256, 256});
        QVERIFY(loss(down, across) > 3 * loss(down, downAgain));
    }

    /// A flat picture learns to have grain: the slope is finite and points that way for noise.
    void slopesAreFinite()
    {
        const auto pattern = grain(1.0), real = grain(0.1);
        const auto scale = torch::full({1}, 0.01, torch::requires_grad());
        textureLoss(scale * pattern, real).backward();
        QVERIFY(scale.grad().item<float>() < 0);
        const auto flat = torch::zeros({1, 1, 256, 256}, torch::requires_grad());
        textureLoss(flat, real).backward();
        QVERIFY(torch::isfinite(flat.grad()).all().item<bool>());
    }
};

QTEST_GUILESS_MAIN(TestTextureLoss)
#include "test_texture_loss.moc"
