# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""The networks of models/nn once more, from PyTorch's own modules; the names of their tensors are those in our weights files.

Each takes the dictionary of settings that the C++ Config beside the network has. Values and shapes: see the headers in models/nn.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def norm_of(kind, channels):
    """A normalisation with affine parameters; none for "none"."""
    if kind == "instance":
        return nn.InstanceNorm2d(channels, eps=1e-5, affine=True)
    if kind == "batch":
        return nn.BatchNorm2d(channels, eps=1e-5)
    assert kind == "none", kind
    return nn.Identity()


def leaky(x):
    return F.leaky_relu(x, 0.2)


def repeat(x):
    return F.interpolate(x, scale_factor=2, mode="nearest")


def twice(x):
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


def halve(x):
    return F.avg_pool2d(x, 2)


def visible(condition, hidden):
    """The condition without the channel that the network does not look at."""
    keep = [channel for channel in range(condition.shape[1]) if channel != hidden]
    return condition[:, keep]


class FadeInDown(nn.Module):
    def __init__(self, channels, hidden, alpha):
        super().__init__()
        self.alpha = alpha
        self.conv1 = nn.Conv2d(channels, hidden, 3, padding=1)
        self.conv2 = nn.Conv2d(hidden, channels, 3, stride=2, padding=1)

    def forward(self, x):
        return self.alpha * self.conv2(leaky(self.conv1(x))) + (1 - self.alpha) * halve(x)


class FadeInUp(nn.Module):
    def __init__(self, width, alpha, noise=False):
        super().__init__()
        self.alpha = alpha
        self.conv1 = nn.Conv2d(width, max(width // 2, 1), 3, padding=1)
        self.conv2 = nn.Conv2d(max(width // 2, 1), 1, 7, padding=3)
        if noise:
            self.noise = Noise(max(width // 2, 1), 4)

    def forward(self, features, image):
        hidden = self.conv1(repeat(features))
        if hasattr(self, "noise"):
            hidden = self.noise(hidden)
        added = torch.tanh(self.conv2(F.relu(hidden)))
        return self.alpha * added + (1 - self.alpha) * twice(image)


def noise_plane(seed, layer, height, width):
    """White noise as a hash (SplitMix64's finaliser) of seed, layer, row and column; uniform, variance 1."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.uint64)
    place = (np.uint64(layer * 4096) + rows) * np.uint64(4096) + columns + np.uint64(1)
    z = np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15) * place
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return (((z >> np.uint64(40)).astype(np.float64) + 0.5) / 2**24 - 0.5) * np.sqrt(12.0)


class Noise(nn.Module):
    """Noise injection with the seed of every picture that is shown."""

    def __init__(self, channels, layer):
        super().__init__()
        self.layer = layer
        self.scale = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        plane = torch.from_numpy(noise_plane(0, self.layer, x.shape[2], x.shape[3])).to(x.dtype)
        return x + self.scale.view(1, -1, 1, 1) * plane


class ResidualBlock(nn.Module):
    def __init__(self, channels, norm):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, padding_mode="reflect")
        self.norm1 = norm_of(norm, channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, padding_mode="reflect")
        self.norm2 = norm_of(norm, channels)

    def forward(self, x):
        return x + self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))


class Generator(nn.Module):
    """PGSgan's generator."""

    def __init__(self, config):
        super().__init__()
        w, norm, self.hidden = config["width"], config["norm"], config["hiddenChannel"]
        channels = config["conditionChannels"] - (self.hidden >= 0)
        self.stem = nn.Conv2d(channels, w, 7, padding=3, padding_mode="reflect")
        self.stem_norm = norm_of(norm, w)
        self.down1 = nn.Conv2d(w, 2 * w, 3, stride=2, padding=1)
        self.down1_norm = norm_of(norm, 2 * w)
        self.down2 = nn.Conv2d(2 * w, 4 * w, 3, stride=2, padding=1)
        self.down2_norm = norm_of(norm, 4 * w)
        self.blocks = nn.ModuleList(ResidualBlock(4 * w, norm) for _ in range(config["residualBlocks"]))
        self.up1 = nn.Conv2d(4 * w, 2 * w, 3, padding=1)
        self.up1_norm = norm_of(norm, 2 * w)
        self.up2 = nn.Conv2d(2 * w, w, 3, padding=1)
        self.up2_norm = norm_of(norm, w)
        self.out = nn.Conv2d(w, 1, 7, padding=3, padding_mode="reflect")
        self.noisy = config["noise"]
        if self.noisy:
            self.down2_noise, self.up1_noise, self.up2_noise = Noise(4 * w, 1), Noise(2 * w, 2), Noise(w, 3)
        self.grown = config["grown"]
        if self.grown:
            self.fib_down = FadeInDown(channels, max(w // 2, 4), config["alpha"])
            self.fib_up = FadeInUp(w, config["alpha"], self.noisy)

    def with_noise(self, name, x):
        return getattr(self, name)(x) if self.noisy else x

    def forward(self, condition):
        x = visible(condition, self.hidden)
        if self.grown:
            x = self.fib_down(x)
        x = F.relu(self.stem_norm(self.stem(x)))
        x = F.relu(self.down1_norm(self.down1(x)))
        x = F.relu(self.down2_norm(self.with_noise("down2_noise", self.down2(x))))
        for block in self.blocks:
            x = block(x)
        x = F.relu(self.up1_norm(self.with_noise("up1_noise", self.up1(repeat(x)))))
        x = F.relu(self.up2_norm(self.with_noise("up2_noise", self.up2(repeat(x)))))
        image = torch.tanh(self.out(x))
        return [self.fib_up(x, image) if self.grown else image]


class UnetGenerator(nn.Module):
    """pix2pix's generator, without dropout: as it is evaluated."""

    def __init__(self, config):
        super().__init__()
        w, norm, self.hidden = config["width"], config["norm"], config["hiddenChannel"]
        before = config["conditionChannels"] - (self.hidden >= 0)
        widths = [w, 2 * w, 4 * w, 8 * w, 8 * w, 8 * w, 8 * w, 8 * w]
        for number, width in enumerate(widths, start=1):
            setattr(self, f"down{number}", nn.Conv2d(before, width, 4, stride=2, padding=1))
            setattr(self, f"down{number}_norm", norm_of("none" if number in (1, 8) else norm, width))
            before = width
        for number in range(8, 0, -1):
            enters = widths[number - 1] if number == 8 else 2 * widths[number - 1]
            leaves = 1 if number == 1 else widths[number - 2]
            setattr(self, f"up{number}", nn.Conv2d(enters, leaves, 3, padding=1))
            setattr(self, f"up{number}_norm", norm_of("none" if number == 1 else norm, leaves))

    def forward(self, condition):
        down = {}
        x = visible(condition, self.hidden)
        for number in range(1, 9):
            x = leaky(getattr(self, f"down{number}_norm")(getattr(self, f"down{number}")(x)))
            down[number] = x
        for number in range(8, 1, -1):
            x = F.relu(getattr(self, f"up{number}_norm")(getattr(self, f"up{number}")(repeat(x))))
            x = torch.cat([x, down[number - 1]], dim=1)
        return [torch.tanh(self.up1(repeat(x)))]


class SpectralConv(nn.Conv2d):
    """A convolution by weight / sigma, where sigma is the largest singular value as the stored vector u estimates it."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.register_buffer("u", torch.zeros(self.out_channels))

    def forward(self, x):
        matrix = self.weight.flatten(1)
        v = matrix.t() @ self.u
        sigma = self.u @ matrix @ (v / v.norm())
        return F.conv2d(x, self.weight / sigma, self.bias, self.stride, self.padding)


class Discriminator(nn.Module):
    """The 70x70 PatchGAN; answers the activations of its layers, the logits last."""

    def __init__(self, config):
        super().__init__()
        w, norm, self.hidden = config["width"], config["norm"], config["hiddenChannel"]
        channels = config["conditionChannels"] - (self.hidden >= 0) + 1
        conv = SpectralConv if config["spectralNorm"] else nn.Conv2d
        self.conv1 = conv(channels, w, 4, stride=2, padding=1)
        self.conv2 = conv(w, 2 * w, 4, stride=2, padding=1)
        self.norm2 = norm_of(norm, 2 * w)
        self.conv3 = conv(2 * w, 4 * w, 4, stride=2, padding=1)
        self.norm3 = norm_of(norm, 4 * w)
        self.conv4 = conv(4 * w, 8 * w, 4, stride=1, padding=1)
        self.norm4 = norm_of(norm, 8 * w)
        self.conv5 = conv(8 * w, 1, 4, stride=1, padding=1)
        self.grown = config["grown"]
        if self.grown:
            self.fib_down = FadeInDown(channels, max(w // 2, 4), config["alpha"])

    def forward(self, condition, image):
        x = torch.cat([visible(condition, self.hidden), image], dim=1)
        if self.grown:
            x = self.fib_down(x)
        first = leaky(self.conv1(x))
        second = leaky(self.norm2(self.conv2(first)))
        third = leaky(self.norm3(self.conv3(second)))
        fourth = leaky(self.norm4(self.conv4(third)))
        return [first, second, third, fourth, self.conv5(fourth)]


class Pair(nn.Module):
    def __init__(self, before, after):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, padding=1)
        self.norm1 = nn.BatchNorm2d(after, eps=1e-5)
        self.conv2 = nn.Conv2d(after, after, 3, padding=1)
        self.norm2 = nn.BatchNorm2d(after, eps=1e-5)

    def forward(self, x):
        return F.relu(self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x))))))


class UnetSegmenter(nn.Module):
    """U-Net; answers logits."""

    def __init__(self, config):
        super().__init__()
        self.levels = config["levels"]
        widths = [config["width"] * 2**level for level in range(self.levels + 1)]
        for level, width in enumerate(widths):
            setattr(self, f"down{level}", Pair(1 if level == 0 else widths[level - 1], width))
        for level in range(self.levels):
            setattr(self, f"enlarge{level}", nn.Conv2d(widths[level + 1], widths[level], 1))
            setattr(self, f"up{level}", Pair(2 * widths[level], widths[level]))
        self.out = nn.Conv2d(widths[0], config["classes"], 1)

    def forward(self, x):
        x = self.down0(x)
        finer = []
        for level in range(1, self.levels + 1):
            finer.append(x)
            x = getattr(self, f"down{level}")(F.max_pool2d(x, 2))
        for level in reversed(range(self.levels)):
            larger = twice(getattr(self, f"enlarge{level}")(x))
            x = getattr(self, f"up{level}")(torch.cat([finer[level], larger], dim=1))
        return [self.out(x)]


class FeatureEncoder(nn.Module):
    """The feature encoder; answers the features, then the activations of its five stages."""

    def __init__(self, config):
        super().__init__()
        width, dimensions = config["width"], config["dimensions"]
        widths = [width, width * 3 // 2, width * 2, width * 3, width * 4]
        for stage in range(5):
            size = 5 if stage == 0 else 3
            before = 1 if stage == 0 else widths[stage - 1]
            setattr(self, f"stage{stage}", nn.Conv2d(before, widths[stage], size, stride=2, padding=size // 2))
            setattr(self, f"norm{stage}", nn.BatchNorm2d(widths[stage], eps=1e-5))
        for stage, share in zip((1, 2, 3, 4), (8, 8, 4, 2)):
            setattr(self, f"tap{stage}", nn.Conv2d(widths[stage], dimensions // share, 1))
        self.register_buffer("feature_mean", torch.zeros(dimensions))
        self.register_buffer("feature_scale", torch.ones(dimensions))

    def forward(self, x):
        stages = []
        for stage in range(5):
            x = F.relu(getattr(self, f"norm{stage}")(getattr(self, f"stage{stage}")(x)))
            stages.append(x)
        taps = [F.relu(getattr(self, f"tap{stage}")(stages[stage])).mean(dim=(2, 3)) for stage in range(1, 5)]
        return [torch.asinh((torch.cat(taps, dim=1) - self.feature_mean) * self.feature_scale)] + stages


NETWORKS = {
    "generator": Generator,
    "unet-generator": UnetGenerator,
    "discriminator": Discriminator,
    "unet-segmenter": UnetSegmenter,
    "feature-encoder": FeatureEncoder,
}
