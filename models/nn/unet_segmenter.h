// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/layers.h"

#include <vector>

namespace sonosketch::nn {

/// Shape of the segmenter.
struct UnetSegmenterConfig {
    int classes = 9; ///< background included
    int width = 16;  ///< channels of the finest level; each coarser level has twice as many
    int levels = 4;  ///< halvings; the input's edge is a multiple of 2^levels

    /// Throws Error(InvalidArgument).
    void check() const;
    bool operator==(const UnetSegmenterConfig&) const = default;
};

/// U-Net (Ronneberger et al. 2015): a contracting path of pairs of 3x3 convolutions with max pooling, an expanding one with skip connections
/// by concatenation. Input [N, 1, s, s] in -1..1; output logits [N, classes, s, s], background first; a softmax over dimension 1 gives probabilities.
/// Differences: convolutions are padded, so that the map has the picture's size; batch normalisation follows each of them;
/// features are enlarged by a 1x1 convolution and bilinear doubling instead of a 2x2 transposed convolution (no checkerboards, cheaper).
class UnetSegmenterImpl : public torch::nn::Module {
public:
    explicit UnetSegmenterImpl(const UnetSegmenterConfig& config);
    /// Throws Error(SizeMismatch) for an edge that is no multiple of 2^levels.
    torch::Tensor forward(const torch::Tensor& x);
    const UnetSegmenterConfig& config() const { return m_config; }

private:
    /// Two 3x3 convolutions, each with normalisation and ReLU; "NAME.conv1.weight", "NAME.norm1.weight", ...
    class PairImpl : public torch::nn::Module {
    public:
        PairImpl(int in, int out);
        torch::Tensor forward(const torch::Tensor& x);

    private:
        Conv m_conv1{nullptr}, m_conv2{nullptr};
        NormAct m_norm1{nullptr}, m_norm2{nullptr};
    };
    TORCH_MODULE(Pair);

    UnetSegmenterConfig m_config;
    std::vector<Pair> m_down, m_up; ///< "down0" is the finest level; "up0" too
    std::vector<Conv> m_enlarge;    ///< "enlarge0" leads to the finest level
    Conv m_out{nullptr};
};
TORCH_MODULE(UnetSegmenter);

} // namespace sonosketch::nn
