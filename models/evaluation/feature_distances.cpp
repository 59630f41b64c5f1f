// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/feature_distances.h"

#include "models/metrics/frechet_distance.h"
#include "models/metrics/kernel_distance.h"

#include <torch/torch.h>
#include <torch/version.h>

#include <algorithm>
#include <limits>

namespace sonosketch::evaluation {

int kernelSubsetSize(int smallerSet)
{
    return std::max(2, std::min(1000, smallerSet / 2));
}

SetDistances setDistances(const cv::Mat& a, const cv::Mat& b, std::uint64_t seed)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (std::min(a.rows, b.rows) < 4)
        return {none, none, none};
    const auto view = [](const cv::Mat& rows) { return torch::from_blob(rows.data, {rows.rows, rows.cols}, torch::kFloat32).clone(); };
    const auto first = view(a.isContinuous() ? a : a.clone()), second = view(b.isContinuous() ? b : b.clone());
    SetDistances result;
    result.frechet = metrics::frechetDistance(first, second);
    const auto kernel = metrics::kernelDistance(first, second, kernelSubsets, kernelSubsetSize(std::min(a.rows, b.rows)), seed);
    result.kidX100 = 100 * kernel.mean;
    result.kidStd = 100 * kernel.deviation;
    return result;
}

std::string torchVersion()
{
    return TORCH_VERSION;
}

} // namespace sonosketch::evaluation
