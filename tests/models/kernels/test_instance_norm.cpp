// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "tests/models/kernels/reference.h"

#include <QtTest/QTest>

using namespace sonosketch;
using namespace sonosketch::kernels;
using namespace sonosketch::kernels::testing;
using torch::Tensor;

namespace {

struct Case {
    Tensor x, weight, bias, residual, gradient;
};

struct Results {
    Tensor y, x, weight, bias, residual;
};

Tensor leaf(const Tensor& t)
{
    return t.defined() ? t.detach().clone().requires_grad_() : t;
}
Tensor gradientOf(const Tensor& t)
{
    return t.defined() ? t.grad() : Tensor();
}

Results runLayer(const Case& c, Act act, torch::ScalarType type)
{
    const Tensor x = leaf(c.x.to(type));
    const Tensor weight = leaf(c.weight);
    const Tensor bias = leaf(c.bias);
    const Tensor residual = leaf(c.residual.defined() ? c.residual.to(type) : Tensor());
    const Tensor y = instanceNormAct(x, weight, bias, 1e-5, act, residual);
    y.backward(c.gradient.to(type));
    return {y.detach(), x.grad(), gradientOf(weight), gradientOf(bias), gradientOf(residual)};
}

/// The definition, in float64.
Results byDefinition(const Case& c, Act act)
{
    const auto wide = [](const Tensor& t) { return t.defined() ? leaf(t.to(torch::kFloat64)) : t; };
    const Tensor x = wide(c.x);
    const Tensor weight = wide(c.weight);
    const Tensor bias = wide(c.bias);
    const Tensor residual = wide(c.residual);
    const Tensor centred = x - x.mean({2, 3}, true);
    Tensor y = centred / (centred.square().mean({2, 3}, true) + 1e-5).sqrt();
    if (weight.defined())
        y = y * weight.view({1, -1, 1, 1});
    if (bias.defined())
        y = y + bias.view({1, -1, 1, 1});
    if (act == Act::Relu)
        y = torch::relu(y);
    if (act == Act::LeakyRelu)
        y = torch::leaky_relu(y, 0.2);
    if (residual.defined())
        y = y + residual;
    y.backward(c.gradient.to(torch::kFloat64));
    return {y.detach(), x.grad(), gradientOf(weight), gradientOf(bias), gradientOf(residual)};
}

} // namespace

class TestInstanceNorm : public QObject {
    Q_OBJECT

private:
    static Case draw(int batch, int channels, int height, int width, bool affine, bool residual, double offset)
    {
        torch::manual_seed(11 + channels + height);
        Case c;
        c.x = channelsLast((torch::randn({batch, channels, height, width}) * 1.5 + offset).to(torch::kBFloat16).to(torch::kFloat32));
        c.gradient = channelsLast(exactInBf16({batch, channels, height, width}));
        if (affine) {
            c.weight = torch::randn({channels});
            c.bias = torch::randn({channels});
        }
        if (residual)
            c.residual = channelsLast(exactInBf16({batch, channels, height, width}));
        return c;
    }

    static void compare(const Results& got, const Results& wanted, double error, double weightError)
    {
        QCOMPARE_LT(relativeError(got.y, wanted.y), error);
        QCOMPARE_LT(relativeError(got.x, wanted.x), error);
        QCOMPARE(got.weight.defined(), wanted.weight.defined());
        QCOMPARE(got.residual.defined(), wanted.residual.defined());
        if (wanted.weight.defined()) {
            QCOMPARE_LT(relativeError(got.weight, wanted.weight), weightError);
            QCOMPARE_LT(relativeError(got.bias, wanted.bias), weightError);
        }
        if (wanted.residual.defined())
            QCOMPARE_LT(relativeError(got.residual, wanted.residual), error);
    }

    static void rows()
    {
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("affine");
        QTest::addColumn<bool>("residual");
        QTest::addColumn<double>("offset");
        QTest::addColumn<int>("act");
        QTest::newRow("32 channels, ReLU") << 4 << 32 << 128 << 128 << true << false << 0.3 << 1;
        QTest::newRow("256 channels, residual") << 2 << 256 << 64 << 64 << true << true << 0.0 << 0;
        QTest::newRow("128 channels, leaky") << 3 << 128 << 31 << 30 << true << false << -0.5 << 2;
        QTest::newRow("not affine, residual, leaky") << 2 << 64 << 30 << 30 << false << true << 0.2 << 2;
        QTest::newRow("odd channels") << 2 << 37 << 17 << 9 << true << true << 0.1 << 1;
        QTest::newRow("51 channels") << 1 << 51 << 5 << 7 << true << false << 0.1 << 2;
        QTest::newRow("one channel") << 1 << 1 << 12 << 12 << true << false << 0.0 << 1;
        QTest::newRow("mean far from zero") << 2 << 48 << 64 << 64 << false << false << 100.0 << 0;
    }

private Q_SLOTS:
    void initTestCase() { prepareTorch(); }

    void kernelsMatchDefinition_data() { rows(); }
    void kernelsMatchDefinition()
    {
        if (!fastPathEnabled())
            QSKIP("THIS CPU HAS NO AMX BF16: the bf16 kernels are not tested here");
        check(1e-4);
    }

    void floatKernelsMatchDefinition_data() { rows(); }
    void floatKernelsMatchDefinition()
    {
        const Paths paths(KernelPath::Float);
        if (kernelPath() != KernelPath::Float)
            QSKIP("THIS CPU HAS NEITHER AVX-512 NOR AVX2: the float32 kernels are not tested here");
        for (const FloatIsa set : floatIsas()) {
            const Isa isa(set);
            check(1e-4);
        }
    }

    void fallbackMatchesDefinition_data() { rows(); }
    void fallbackMatchesDefinition()
    {
        const FastPath off(false);
        check(1e-3);
    }

    void constantImageStaysFinite()
    {
        Case c = draw(1, 16, 8, 8, true, false, 0.0);
        c.x.fill_(3.0);
        const Results got = runLayer(c, Act::None, torch::kFloat32);
        QVERIFY(torch::isfinite(got.y).all().item<bool>());
        QVERIFY(torch::isfinite(got.x).all().item<bool>());
        QCOMPARE_LT(relativeError(got.y, c.bias.view({1, -1, 1, 1}).expand_as(got.y)), 1e-3);
    }

    void refusesWhatDoesNotFit()
    {
        const Tensor x = torch::zeros({1, 3, 8, 8});
        QVERIFY_THROWS_EXCEPTION(Error, instanceNormAct(torch::zeros({3, 8, 8})));
        QVERIFY_THROWS_EXCEPTION(Error, instanceNormAct(x, torch::ones({4})));
        QVERIFY_THROWS_EXCEPTION(Error, instanceNormAct(x, {}, {}, 1e-5, Act::None, torch::zeros({1, 3, 8, 9})));
    }

private:
    static void check(double exactError)
    {
        QFETCH(int, batch);
        QFETCH(int, channels);
        QFETCH(int, height);
        QFETCH(int, width);
        QFETCH(bool, affine);
        QFETCH(bool, residual);
        QFETCH(double, offset);
        QFETCH(int, act);
        const Case c = draw(batch, channels, height, width, affine, residual, offset);
        const Results wanted = byDefinition(c, static_cast<Act>(act));
        const Results exact = runLayer(c, static_cast<Act>(act), torch::kFloat32);
        compare(exact, wanted, exactError, exactError);
        QCOMPARE(exact.y.scalar_type(), torch::kFloat32);
        const Results half = runLayer(c, static_cast<Act>(act), torch::kBFloat16);
        compare(half, wanted, 6e-3, 6e-3);
        QCOMPARE(half.y.scalar_type(), torch::kBFloat16);
    }
};

QTEST_GUILESS_MAIN(TestInstanceNorm)
#include "test_instance_norm.moc"
