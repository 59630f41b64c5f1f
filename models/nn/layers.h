// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/torch.h>

#include <string>

namespace sonosketch::nn {

/// What follows a normalisation.
enum class Activation { None, Relu, LeakyRelu };

/// How a layer normalises. Instance statistics give the better picture here; batch statistics can be folded into the convolution.
enum class Norm { None, Instance, Batch };
/// "none", "instance" or "batch"; throws Error(InvalidArgument) for anything else.
Norm parseNorm(const std::string& text);
std::string toString(Norm norm);

/// A convolution whose weights carry the names PyTorch's Conv2d uses ("weight", "bias"). Input [N, in, H, W].
class ConvImpl : public torch::nn::Module {
public:
    enum class Padding { Zero, Reflect };

    /// `kernel` odd or even; `padding` pixels on each side; `upsample` 2 repeats each pixel twice in both directions before the convolution
    /// (no checkerboards, and cheaper than a transposed convolution).
    ConvImpl(int in, int out, int kernel, int stride, int padding, Padding kind = Padding::Zero, int upsample = 1);
    torch::Tensor forward(const torch::Tensor& x);

    /// Divides the weight by its largest singular value from now on (Miyato et al. 2018, section 2.1), estimated by one power iteration per
    /// training pass; adds the buffer "u" that remembers the estimate. Call once, after construction.
    void useSpectralNorm();

    torch::Tensor weight; ///< [out, in, kernel, kernel]
    torch::Tensor bias;   ///< [out]

private:
    torch::Tensor normalisedWeight();

    torch::Tensor m_u; ///< left singular vector, [out]; undefined without spectral normalisation
    int m_stride;
    int m_padding;
    Padding m_kind;
    int m_upsample;
};
TORCH_MODULE(Conv);

/// Normalisation with affine parameters, and the activation behind it. Input [N, C, H, W]; parameter names "weight" and "bias".
/// Norm::None has no parameters and only activates.
class NormActImpl : public torch::nn::Module {
public:
    NormActImpl(Norm norm, int channels, Activation activation);
    /// act(norm(x)) + residual, if there is one.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& residual = {});

private:
    Norm m_norm;
    Activation m_activation;
    torch::Tensor m_weight, m_bias, m_mean, m_variance;
};
TORCH_MODULE(NormAct);

torch::Tensor activate(const torch::Tensor& x, Activation activation);

/// The input without one of its channels, [N, C - 1, H, W]; all of it for a negative `channel`.
torch::Tensor withoutChannel(const torch::Tensor& x, int channel);

/// Halves height and width by averaging 2x2 pixels: the only way this project makes a smaller condition or image for a network,
/// so that training at 256 and the skip path of a grown network see the same thing.
torch::Tensor halve(const torch::Tensor& x);
/// Doubles height and width, bilinear (align_corners false).
torch::Tensor twice(const torch::Tensor& x);

/// Draws the convolution weights of every submodule from N(0, 0.02) as pix2pix does, biases 0; sets scale 1 and shift 0 of normalisations.
void initialise(torch::nn::Module& module);
/// Draws them from N(0, 2 / (inputs of a unit)), biases 0 (He et al. 2015): what passes through keeps its strength, also where no normalisation follows.
void initialiseHe(torch::nn::Module& module);
/// Number of trainable values.
std::int64_t parameterCount(const torch::nn::Module& module);

} // namespace sonosketch::nn
