// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// sonosketch-gpu-pack: a data set's folder as one packed file. Part of the normal build; pack.sh calls it.

#include "core/base/error.h"
#include "models/nn/cpu_setup.h"
#include "models/training/folder_set.h"
#include "models/training/packed_set.h"

#include <CLI/CLI.hpp>

#include <cstdio>

int main(int argc, char** argv)
{
    using namespace sonosketch;
    CLI::App app("Packs the train and val splits of an imported data set into one file for the trainer of packaging/gpu");
    std::string data, out;
    int tolerance = 2;
    app.add_option("--data", data, "Folder written by \"dataset import\"")->required();
    app.add_option("--out", out, "File to write")->required();
    app.add_option("--tolerance", tolerance, "How far a grey level may be off; 0 keeps every one")
        ->check(CLI::Range(0, 15))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        nn::prepareCpu();
        const auto show = [](std::size_t done, std::size_t total, const std::string& what) {
            if (done % 100 == 0 || done == total)
                std::fprintf(stderr, "%s: %zu/%zu\n", what.c_str(), done, total);
        };
        const auto set = training::loadFolder(data, show);
        training::writePackedSet(out, set, tolerance, show);
        // Read back: what is carried away must be what was meant, and the loss is told, not guessed.
        const auto back = training::readPackedSet(out);
        const auto off = back.train.image.to(torch::kFloat32).sub_(set.train.image).square_().mean().item<double>();
        std::printf("%zu train and %zu val examples, tolerance %d, ", set.train.size(), set.val.size(), tolerance);
        if (off > 0)
            std::printf("PSNR of the grey levels %.1f dB\n", 10 * std::log10(255.0 * 255.0 / off));
        else
            std::printf("lossless\n");
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sonosketch-gpu-pack: %s\n", error.what());
        return 1;
    }
}
