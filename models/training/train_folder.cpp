// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/image_metrics.h"
#include "models/nn/cpu_setup.h"
#include "models/training/folder_set.h"
#include "models/training/sample_grid.h"
#include "models/training/training_run.h"

#include <fmt/format.h>

namespace sonosketch::training {

namespace {

/// A view of a [rows, columns] tensor, which must live as long.
cv::Mat viewOf(const torch::Tensor& plane)
{
    return {static_cast<int>(plane.size(0)), static_cast<int>(plane.size(1)), CV_8UC1, plane.data_ptr()};
}

RunHooks folderHooks(const LabelPalette& palette)
{
    RunHooks hooks;
    hooks.writeSamples = [palette](std::filesystem::path path, const std::vector<SampleTensors>& samples) {
        std::vector<SampleRow> rows;
        rows.reserve(samples.size());
        for (const auto& sample : samples)
            rows.push_back({viewOf(sample.example.labels), viewOf(sample.example.sketch), viewOf(sample.example.fieldOfView),
                viewOf(sample.synthesised), viewOf(sample.example.image)});
        writeSampleGrid(path += ".png", drawSampleGrid(rows, palette));
    };
    hooks.measure = [](const torch::Tensor& synthesised, const torch::Tensor& real) -> std::map<std::string, double> {
        const cv::Mat a = viewOf(synthesised), b = viewOf(real);
        return {{"l1", l1(a, b)}, {"ms_ssim", msSsim(a, b)}}; // l1: 0..1, of the whole grey range
    };
    return hooks;
}

} // namespace

TrainResult train(const TrainOptions& options, const CancelToken& cancel)
{
    const auto loading = [&options](std::size_t done, std::size_t total, const std::string& what) {
        if (options.progress && (done % 50 == 0 || done == total))
            options.progress(fmt::format("{}: {}/{}", what, done, total));
    };
    nn::prepareCpu(); // before the first tensor
    auto set = loadFolder(options.data, loading);
    const RunHooks hooks = folderHooks(set.palette);
    return trainOn(std::move(set), options, hooks, cancel);
}

} // namespace sonosketch::training
