// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/error.h"
#include "models/training/adam.h"

#include <QtTest>

using namespace sonosketch;

class TestAdam : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsLibTorchsAdam()
    {
        torch::manual_seed(5);
        torch::nn::Linear ours(4, 3), theirs(4, 3);
        {
            torch::NoGradGuard guard;
            theirs->weight.copy_(ours->weight);
            theirs->bias.copy_(ours->bias);
        }
        training::Adam adam(*ours);
        torch::optim::Adam reference(theirs->parameters(), torch::optim::AdamOptions(0.01).betas({0.5, 0.999}));
        for (int i = 0; i < 20; ++i) {
            const auto x = torch::randn({8, 4});
            adam.zeroGrad();
            ours->forward(x).pow(2).sum().backward();
            adam.step(0.01);
            reference.zero_grad();
            theirs->forward(x).pow(2).sum().backward();
            reference.step();
        }
        QVERIFY(torch::allclose(ours->weight, theirs->weight, 1e-5, 1e-6));
        QVERIFY(torch::allclose(ours->bias, theirs->bias, 1e-5, 1e-6));
    }

    void savedMomentsContinueExactly()
    {
        torch::manual_seed(6);
        torch::nn::Linear first(4, 3), second(4, 3);
        training::Adam a(*first);
        const auto x = torch::randn({8, 4});
        const auto stepOf = [&x](training::Adam& adam, torch::nn::Linear& layer) {
            adam.zeroGrad();
            layer->forward(x).pow(2).sum().backward();
            adam.step(0.01);
        };
        for (int i = 0; i < 3; ++i)
            stepOf(a, first);
        checkpoint::TensorFile file;
        a.save("adam.", file);
        checkpoint::collect(*first, "net.", file);
        training::Adam b(*second);
        checkpoint::restore(*second, "net.", file, "test");
        b.load("adam.", file, "test");
        stepOf(a, first);
        stepOf(b, second);
        QVERIFY(torch::equal(first->weight, second->weight));
        file.tensors.erase("adam.mean.bias");
        QVERIFY_THROWS_EXCEPTION(Error, b.load("adam.", file, "test"));
    }
};

QTEST_GUILESS_MAIN(TestAdam)
#include "test_adam.moc"
