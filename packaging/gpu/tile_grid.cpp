// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "packaging/gpu/tile_grid.h"

#include "core/base/files.h"

#include <cstring>
#include <string>

namespace sonosketch::gpu {

namespace {

torch::Tensor half(const torch::Tensor& plane)
{
    return torch::avg_pool2d(plane.to(torch::kFloat32).unsqueeze(0).unsqueeze(0), 2)[0][0].round().to(torch::kUInt8);
}

torch::Tensor conditionPicture(const training::ExamplePlanes& example)
{
    const auto inside = example.fieldOfView.ne(0).to(torch::kUInt8).mul(40);
    const auto objects = example.labels.mul(12).add(90);
    return torch::where(example.sketch.ne(0), torch::full_like(objects, 255), torch::where(example.labels.ne(0), objects, inside));
}

} // namespace

void writeTileGrid(const std::filesystem::path& path, const std::vector<training::SampleTensors>& rows)
{
    std::vector<torch::Tensor> lines, line;
    for (const auto& row : rows) {
        line.insert(line.end(), {half(conditionPicture(row.example)), half(row.synthesised), half(row.example.image)});
        if (line.size() == 6) {
            lines.push_back(torch::cat(line, 1));
            line.clear();
        }
    }
    if (!line.empty()) {
        while (line.size() < 6)
            line.push_back(torch::zeros_like(line.front()));
        lines.push_back(torch::cat(line, 1));
    }
    if (lines.empty())
        return;
    const auto grid = torch::cat(lines, 0).contiguous();
    std::string text = "P5\n" + std::to_string(grid.size(1)) + " " + std::to_string(grid.size(0)) + "\n255\n";
    const auto header = text.size();
    text.resize(header + static_cast<std::size_t>(grid.numel()));
    std::memcpy(text.data() + header, grid.data_ptr(), static_cast<std::size_t>(grid.numel()));
    writeFileAtomically(path, text);
}

} // namespace sonosketch::gpu
