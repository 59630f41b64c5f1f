// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/nn/layers.h"

#include <vector>

namespace sonosketch::nn {

/// Shape of the feature encoder.
struct FeatureEncoderConfig {
    int width = 16;      ///< channels of the first stage; the stages have 1, 1.5, 2, 3 and 4 times as many
    int dimensions = 64; ///< length of a feature vector; a multiple of 8

    /// Throws Error(InvalidArgument).
    void check() const;
    bool operator==(const FeatureEncoderConfig&) const = default;
};

/// A small convolutional network whose pooled features describe a picture at several scales. Input [N, 1, h, w] in -1..1, h and w at least 32.
/// Five stages of stride 2 (batch normalisation, ReLU); 1x1 convolutions with ReLU read the stages 2 to 5, and their means over all positions
/// are the features: an eighth, an eighth, a quarter and a half of `dimensions`. Fine stages speak for speckle and sharpness, coarse ones for anatomy.
/// Features leave the network standardised: in units of their deviation over the real training pictures, whose mean is 0. A distance in them
/// does not depend on the scale that the training happened to give them. The buffers "feature_mean" and "feature_scale" hold that. Beyond a few
/// deviations they grow like a logarithm only (asinh): a single odd picture must not rule a covariance or a cubic kernel.
class FeatureEncoderImpl : public torch::nn::Module {
public:
    explicit FeatureEncoderImpl(const FeatureEncoderConfig& config);

    /// [N, dimensions].
    torch::Tensor forward(const torch::Tensor& x);
    /// Activations of the five stages, fine to coarse.
    std::vector<torch::Tensor> stages(const torch::Tensor& x);
    /// Sets mean 0 and deviation 1, before the asinh, for pictures whose features [M, dimensions] forward() gave; after the training.
    void standardise(const torch::Tensor& features);
    const FeatureEncoderConfig& config() const { return m_config; }

private:
    FeatureEncoderConfig m_config;
    std::vector<Conv> m_convs;    ///< "stage0" ... "stage4"
    std::vector<NormAct> m_norms; ///< "norm0" ... "norm4"
    std::vector<Conv> m_taps;     ///< "tap1" ... "tap4"
    torch::Tensor m_mean, m_scale;
};
TORCH_MODULE(FeatureEncoder);

} // namespace sonosketch::nn
