// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "tests/models/kernels/reference.h"

#include <QtTest/QTest>

#include <vector>

using namespace sonosketch;
using namespace sonosketch::kernels;
using namespace sonosketch::kernels::testing;
using torch::Tensor;

namespace {

struct Layer {
    int batch = 1, in = 1, height = 1, width = 1, out = 1, kernel = 1;
    ConvOptions options;
};

struct Case {
    Tensor x, weight, bias, gradient;
};

Case draw(const Layer& layer)
{
    torch::manual_seed(7 + layer.in + 31 * layer.out + layer.height);
    Case c;
    c.x = channelsLast(exactInBf16({layer.batch, layer.in, layer.height, layer.width}));
    c.weight = exactInBf16({layer.out, layer.in, layer.kernel, layer.kernel}, 0.05);
    c.bias = torch::randn({layer.out});
    const auto size = [&](int length) {
        return (length * layer.options.upsample + 2 * layer.options.padding - layer.kernel) / layer.options.stride + 1;
    };
    c.gradient = channelsLast(exactInBf16({layer.batch, layer.out, size(layer.height), size(layer.width)}));
    return c;
}

struct Results {
    Tensor y, x, weight, bias;
};

Results runLayer(const Case& c, const ConvOptions& options, torch::ScalarType type, bool weightChannelsLast = true)
{
    const Tensor x = c.x.to(type).detach().clone().requires_grad_();
    const Tensor weight = (weightChannelsLast ? channelsLast(c.weight) : c.weight).detach().clone().requires_grad_();
    const Tensor bias = c.bias.detach().clone().requires_grad_();
    const Tensor y = conv2d(x, weight, bias, options);
    y.backward(c.gradient.to(type));
    return {y.detach(), x.grad(), weight.grad(), bias.grad()};
}

/// Plain torch, written out once more: the fallback is tested against it too.
Results plainTorch(const Case& c, const ConvOptions& options)
{
    const Tensor x = c.x.detach().clone().requires_grad_();
    const Tensor weight = c.weight.detach().clone().requires_grad_();
    const Tensor bias = c.bias.detach().clone().requires_grad_();
    Tensor input = x;
    if (options.upsample > 1)
        input = input.repeat_interleave(options.upsample, 2).repeat_interleave(options.upsample, 3);
    const auto p = options.padding;
    if (options.border == Border::Reflect)
        input = torch::reflection_pad2d(input, {p, p, p, p});
    else
        input = torch::constant_pad_nd(input, {p, p, p, p});
    const Tensor y = torch::conv2d(input.contiguous(), weight, bias, options.stride);
    y.backward(c.gradient.contiguous());
    return {y.detach(), x.grad(), weight.grad(), bias.grad()};
}

ConvOptions plain(int stride, int padding)
{
    return {.stride = stride, .padding = padding};
}
ConvOptions mirrored(int stride, int padding)
{
    return {.stride = stride, .padding = padding, .border = Border::Reflect};
}
ConvOptions enlarged(int padding, Border border = Border::Zero, int upsample = 2)
{
    return {.stride = 1, .padding = padding, .border = border, .upsample = upsample};
}

} // namespace

Q_DECLARE_METATYPE(Layer)

class TestConvolution : public QObject {
    Q_OBJECT

private:
    static void compare(const Results& got, const Results& wanted, double error, double weightError)
    {
        QVERIFY2(got.y.sizes() == wanted.y.sizes(), "size of y");
        QVERIFY2(got.x.sizes() == wanted.x.sizes(), "size of the gradient of x");
        QCOMPARE_LT(relativeError(got.y, wanted.y), error);
        QCOMPARE_LT(relativeError(got.x, wanted.x), error);
        QCOMPARE_LT(relativeError(got.weight, wanted.weight), weightError);
        QCOMPARE_LT(relativeError(got.bias, wanted.bias), weightError);
    }

    static void layers()
    {
        QTest::addColumn<Layer>("layer");
        QTest::newRow("first layer, 7x7 mirrored") << Layer{2, 10, 64, 64, 32, 7, mirrored(1, 3)};
        QTest::newRow("first layer, padded outside") << Layer{1, 10, 70, 70, 32, 7, plain(1, 0)};
        QTest::newRow("last layer, 7x7 to one channel") << Layer{2, 32, 64, 64, 1, 7, mirrored(1, 3)};
        QTest::newRow("down 32 to 64") << Layer{3, 32, 64, 64, 64, 3, plain(2, 1)};
        QTest::newRow("down 64 to 128") << Layer{4, 64, 32, 32, 128, 3, plain(2, 1)};
        QTest::newRow("residual 128") << Layer{4, 128, 64, 64, 128, 3, plain(1, 1)};
        QTest::newRow("residual 128 mirrored") << Layer{2, 128, 64, 64, 128, 3, mirrored(1, 1)};
        QTest::newRow("residual 256") << Layer{1, 256, 64, 64, 256, 3, plain(1, 1)};
        QTest::newRow("up 128 to 64") << Layer{2, 128, 32, 32, 64, 3, enlarged(1)};
        QTest::newRow("up 64 to 32 mirrored") << Layer{2, 64, 17, 33, 32, 3, enlarged(1, Border::Reflect)};
        QTest::newRow("three times, mirrored by four") << Layer{1, 5, 4, 6, 7, 5, enlarged(4, Border::Reflect, 3)};
        QTest::newRow("patch 11 to 64") << Layer{3, 11, 64, 64, 64, 4, plain(2, 1)};
        QTest::newRow("patch 64 to 128") << Layer{4, 64, 32, 32, 128, 4, plain(2, 1)};
        QTest::newRow("patch 256 to 512, 32 to 31") << Layer{4, 256, 32, 32, 512, 4, plain(1, 1)};
        QTest::newRow("patch 512 to 1, 31 to 30") << Layer{4, 512, 31, 31, 1, 4, plain(1, 1)};
        QTest::newRow("wide rows, several bands") << Layer{1, 33, 150, 301, 17, 3, plain(1, 1)};
        QTest::newRow("odd sizes, stride 2") << Layer{3, 17, 31, 45, 49, 3, plain(2, 1)};
        QTest::newRow("odd sizes, stride 3") << Layer{2, 7, 29, 23, 18, 4, plain(3, 2)};
        QTest::newRow("kernel smaller than the stride") << Layer{2, 20, 15, 18, 34, 1, plain(2, 0)};
        QTest::newRow("1x1") << Layer{2, 40, 9, 11, 24, 1, plain(1, 0)};
        QTest::newRow("one pixel, one channel") << Layer{1, 1, 3, 3, 1, 3, plain(1, 0)};
        QTest::newRow("rows at the end that no window reaches") << Layer{1, 3, 10, 12, 5, 3, plain(4, 0)};
    }

private Q_SLOTS:
    void initTestCase() { prepareTorch(); }

    void tilesMatchTorch_data() { layers(); }
    void tilesMatchTorch()
    {
        if (!fastPathEnabled())
            QSKIP("THIS CPU HAS NO AMX BF16: the tile kernels are not tested here");
        QFETCH(Layer, layer);
        const Case c = draw(layer);
        const Results wanted = plainTorch(c, layer.options);
        const Results exact = runLayer(c, layer.options, torch::kFloat32);
        compare(exact, wanted, 1e-4, 1e-4); // float32 sums of exact products
        QCOMPARE(exact.y.scalar_type(), torch::kFloat32);
        const Results half = runLayer(c, layer.options, torch::kBFloat16);
        compare(half, wanted, 6e-3, 1e-4); // only the stored results are rounded
        QCOMPARE(half.y.scalar_type(), torch::kBFloat16);
        QVERIFY(half.y.is_contiguous(torch::MemoryFormat::ChannelsLast));
        const Results otherLayout = runLayer(c, layer.options, torch::kBFloat16, false);
        compare(otherLayout, half, 1e-6, 1e-6);
        QVERIFY(otherLayout.weight.is_contiguous());
    }

    void registersMatchTorch_data() { layers(); }
    void registersMatchTorch()
    {
        const Paths paths(KernelPath::Float);
        if (kernelPath() != KernelPath::Float)
            QSKIP("THIS CPU HAS NEITHER AVX-512 NOR AVX2: the float32 kernels are not tested here");
        QFETCH(Layer, layer);
        const Case c = draw(layer);
        const Results wanted = plainTorch(c, layer.options);
        for (const FloatIsa set : floatIsas()) {
            const Isa isa(set);
            const Results got = runLayer(c, layer.options, torch::kFloat32);
            compare(got, wanted, 1e-5, 1e-5);
            QVERIFY(got.y.is_contiguous(torch::MemoryFormat::ChannelsLast));
            const Results otherLayout = runLayer(c, layer.options, torch::kFloat32, false);
            compare(otherLayout, got, 1e-6, 1e-6);
            const Results again = runLayer(c, layer.options, torch::kFloat32);
            QVERIFY2(torch::equal(got.weight, again.weight), "the same sums in the same order");
        }
        compare(runLayer(c, layer.options, torch::kBFloat16), wanted, 6e-3, 6e-3); // through torch
    }

    void fallbackMatchesTorch_data() { layers(); }
    void fallbackMatchesTorch()
    {
        QFETCH(Layer, layer);
        const FastPath off(false);
        QVERIFY(!fastPathEnabled());
        const Case c = draw(layer);
        const Results wanted = plainTorch(c, layer.options);
        const Results got = runLayer(c, layer.options, torch::kFloat32);
        compare(got, wanted, 1e-5, 1e-5);
        const Results half = runLayer(c, layer.options, torch::kBFloat16);
        compare(half, wanted, 6e-3, 6e-3);
        QCOMPARE(half.y.scalar_type(), torch::kBFloat16);
    }

    void everyThreadCountAgrees()
    {
        const Layer layer{3, 24, 37, 41, 40, 3, plain(1, 1)};
        const Case c = draw(layer);
        const Results two = runLayer(c, layer.options, torch::kBFloat16);
        const Results again = runLayer(c, layer.options, torch::kBFloat16);
        QVERIFY2(torch::equal(two.weight, again.weight), "the same sums in the same order");
        torch::set_num_threads(1);
        const Results one = runLayer(c, layer.options, torch::kBFloat16);
        torch::set_num_threads(5);
        const Results five = runLayer(c, layer.options, torch::kBFloat16);
        torch::set_num_threads(2);
        compare(one, two, 1e-6, 1e-5);
        compare(five, two, 1e-6, 1e-5);
    }

    /// Scratch memory is kept between calls: what an earlier call left there, even infinities, must not reach a later one.
    void earlierCallsLeaveNothing()
    {
        const Case poison = draw({2, 64, 48, 48, 64, 3, plain(1, 1)});
        poison.x.fill_(std::numeric_limits<float>::infinity());
        poison.gradient.fill_(std::numeric_limits<float>::quiet_NaN());
        runLayer(poison, plain(1, 1), torch::kBFloat16);
        for (const Layer& layer :
            {Layer{1, 3, 13, 13, 5, 3, plain(1, 1)}, Layer{2, 11, 21, 30, 20, 4, plain(2, 1)}, Layer{1, 6, 9, 14, 3, 3, enlarged(1)}}) {
            const Case c = draw(layer);
            compare(runLayer(c, layer.options, torch::kBFloat16), plainTorch(c, layer.options), 6e-3, 6e-3);
        }
    }

    void gradientsOnlyWhereAskedFor()
    {
        const Case c = draw({1, 4, 8, 8, 6, 3, plain(1, 1)});
        const Tensor x = c.x.detach().requires_grad_();
        conv2d(x, c.weight, {}, 1, 1).backward(c.gradient);
        QVERIFY(x.grad().defined());
        QVERIFY(!c.weight.grad().defined());
        const Tensor weight = c.weight.detach().requires_grad_();
        conv2d(c.x, weight, c.bias, 1, 1).backward(c.gradient);
        QVERIFY(weight.grad().defined());
        QVERIFY(!c.x.grad().defined());
        const torch::NoGradGuard guard;
        QVERIFY(!conv2d(x, weight, c.bias, 1, 1).requires_grad());
    }

    void acceptsAnyLayoutOfX()
    {
        const Case c = draw({2, 6, 12, 14, 9, 3, plain(1, 1)});
        const Tensor wanted = conv2d(c.x, c.weight, c.bias, 1, 1);
        QCOMPARE_LT(relativeError(conv2d(c.x.contiguous(), c.weight, c.bias, 1, 1), wanted), 1e-6);
        const Tensor wider = torch::cat({c.x, c.x}, 3);
        QCOMPARE_LT(relativeError(conv2d(wider.slice(3, 14, 28), c.weight, c.bias, 1, 1), wanted), 1e-6);
    }

    void refusesWhatDoesNotFit()
    {
        const Tensor x = torch::zeros({1, 3, 8, 8});
        const Tensor weight = torch::zeros({4, 3, 3, 3});
        QVERIFY_THROWS_EXCEPTION(Error, conv2d(x, torch::zeros({4, 2, 3, 3}), {}, 1, 1));
        QVERIFY_THROWS_EXCEPTION(Error, conv2d(x, weight, torch::zeros({3}), 1, 1));
        QVERIFY_THROWS_EXCEPTION(Error, conv2d(x, weight, {}, 0, 1));
        QVERIFY_THROWS_EXCEPTION(Error, conv2d(x, weight, {}, 1, -1));
        QVERIFY_THROWS_EXCEPTION(Error, conv2d(torch::zeros({1, 3, 2, 8}), weight, {}, 1, 0));
        QVERIFY_THROWS_EXCEPTION(Error, conv2d(x, weight, {}, mirrored(1, 8)));
        QVERIFY_THROWS_EXCEPTION(Error, conv2d(torch::zeros({3, 8, 8}), weight, {}, 1, 1));
    }
};

QTEST_GUILESS_MAIN(TestConvolution)
#include "test_convolution.moc"
