// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sonosketch::nn {

/// One convolution of Inception v3 with its batch normalisation.
struct InceptionLayer {
    std::string name; ///< "Mixed_5b.branch5x5_1": tensors NAME.conv.weight, NAME.bn.{weight, bias, running_mean, running_var}
    std::int64_t in = 0, out = 0;
    std::array<std::int64_t, 2> kernel{1, 1}; ///< height, width
    std::int64_t stride = 1;
    std::array<std::int64_t, 2> padding{0, 0};
};

/// All layers up to the pooled features, with every channel count divided by `divisor` (1, 2, 4, 8 or 16; the input keeps its three channels).
std::vector<InceptionLayer> inceptionLayers(std::int64_t divisor = 1);

/// The feature network of Inception v3 (Szegedy et al. 2015, "Rethinking the Inception Architecture for Computer Vision") in the variant that
/// FID is defined by (Heusel et al. 2017; the TensorFlow graph of 2015): average pools leave their padding out of the mean, and the last block's
/// pool takes the maximum. Inference only: the normalisations (epsilon 0.001) are folded into the convolutions.
class Inception {
public:
    static constexpr std::int64_t inputSize = 299;

    /// Weights under torchvision's names; "fc.*", "AuxLogits.*" and "*.num_batches_tracked" are ignored. The divisor follows from the first
    /// layer: 32 channels are the full network, 2 the smallest stand-in. Throws Error(Corrupt) naming the tensor that is missing, left over or of another shape.
    Inception(const std::map<std::string, torch::Tensor>& weights, const std::string& where);

    void to(torch::Device device);
    std::int64_t dimensions() const { return 2048 / m_divisor; }
    /// float32 [N, 3, 299, 299] in -1..1 to [N, dimensions()].
    torch::Tensor forward(const torch::Tensor& x) const;
    /// Activations after the stem's third and last convolutions, Mixed_5d, Mixed_6e and Mixed_7b.
    std::vector<torch::Tensor> stages(const torch::Tensor& x) const;

private:
    struct Folded {
        InceptionLayer layer;
        torch::Tensor weight, bias;
    };
    torch::Tensor conv(const std::string& name, const torch::Tensor& x) const;
    torch::Tensor chain(const std::string& block, std::initializer_list<const char*> names, const torch::Tensor& x) const;
    torch::Tensor blockA(const std::string& name, const torch::Tensor& x) const;
    torch::Tensor blockB(const std::string& name, const torch::Tensor& x) const;
    torch::Tensor blockC(const std::string& name, const torch::Tensor& x) const;
    torch::Tensor blockD(const std::string& name, const torch::Tensor& x) const;
    torch::Tensor blockE(const std::string& name, const torch::Tensor& x, bool maximumPool) const;

    std::int64_t m_divisor = 1;
    std::map<std::string, Folded> m_layers;
};

} // namespace sonosketch::nn
