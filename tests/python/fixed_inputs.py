# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures, label maps, edges and feature vectors from integer formulas; tests/support/fixed_inputs.h has the same in C++."""

import numpy as np


def hashes(seed, count):
    """The first `count` numbers of SplitMix64 (Steele, Lea & Flood 2014) started with `seed`."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + (np.arange(count, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def numbers(seed, shape, below):
    """Whole numbers 0 .. below - 1 in the given shape, row by row."""
    return (hashes(seed, int(np.prod(shape))) % np.uint64(below)).astype(np.int64).reshape(shape)


def grid(width, height):
    """x and y of every pixel, each [height, width]."""
    return np.meshgrid(np.arange(width), np.arange(height))


def disc(width, height, percent):
    """255 in an ellipse that takes `percent` of width and height, 0 outside."""
    x, y = grid(width, height)
    inside = ((2 * x - width) * height) ** 2 + ((2 * y - height) * width) ** 2
    return np.where(inside * 10000 < (width * height * percent) ** 2, 255, 0).astype(np.uint8)


def picture(width, height, seed):
    """Slopes with jumps, a darker disc, noise."""
    x, y = grid(width, height)
    values = 40 + (3 * x + 2 * y) % 97 - 30 * (disc(width, height, 50) // 255).astype(np.int64)
    return (values + numbers(seed, (height, width), 41)).astype(np.uint8)


def noisy(image, seed):
    """Three parts of the image, one part noise."""
    return ((3 * image.astype(np.int64) + numbers(seed, image.shape, 256)) // 4).astype(np.uint8)


def speckled(width, height, seed):
    """Bright noise on a slope with a black disc in the middle."""
    x, _ = grid(width, height)
    values = 70 + x // 8 + numbers(seed, (height, width), 81)
    return np.where(disc(width, height, 30) > 0, 3, values).astype(np.uint8)


def label_maps(width, height, seed):
    """(found, truth): truth holds labels 0 to 3 in blocks of 8x8, found differs at one pixel in five and holds label 4 besides."""
    x, y = grid(width, height)
    blocks = numbers(seed, ((height + 7) // 8, (width + 7) // 8), 4)
    truth = blocks[y // 8, x // 8]
    other = numbers(seed + 1, (height, width), 25)
    found = np.where(other < 5, other, truth)
    return found.astype(np.uint8), truth.astype(np.uint8)


def edges(width, height, seed, one_in):
    """255 at one pixel in `one_in`."""
    return np.where(numbers(seed, (height, width), one_in) == 0, 255, 0).astype(np.uint8)


def features(count, length, seed, shift):
    """Vectors whose values differ in spread and lean on their neighbours, [count, length], double precision."""
    unit = (hashes(seed, count * length) >> np.uint64(11)).astype(np.float64).reshape(count, length) * 2.0**-53
    j = np.arange(length)
    spread = (unit - 0.5) * (1 + j % 7) / 2 + shift * (j % 3)
    return spread + 0.5 * np.roll(spread, -1, axis=1)


def subset_rows(stream, count, size):
    """The first `size` places of a shuffle of 0 .. count - 1; `stream` yields the numbers of SplitMix64."""
    rows = list(range(count))
    for i in range(size):
        j = i + next(stream) % (count - i)
        rows[i], rows[j] = rows[j], rows[i]
    return rows[:size]
