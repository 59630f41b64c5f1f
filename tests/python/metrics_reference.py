#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""Reference values of every measure on fixed inputs, from numpy, SciPy and scikit-image instead of our own C++.

    metrics_reference.py           writes metrics_reference.json beside this file
    metrics_reference.py --check   recomputes and compares with that file; exit status 1 where they differ
"""

import argparse
import json
import math
import pathlib
import sys

try:
    import numpy as np
    import scipy
    import scipy.linalg
    import scipy.ndimage
    import skimage
    import skimage.metrics
except ImportError as missing:
    sys.exit(f"{missing}: apt-get install --no-install-recommends python3-numpy python3-scipy python3-skimage")

import fixed_inputs

STORED = pathlib.Path(__file__).with_name("metrics_reference.json")


# --- two pictures

def window_mean(image):
    """Gaussian window 11x11, sigma 1.5, wherever it lies within the image; straight sums over the window."""
    x = np.arange(11) - 5
    line = np.exp(-(x**2) / (2 * 1.5**2))
    window = np.outer(line, line) / line.sum() ** 2
    views = np.lib.stride_tricks.sliding_window_view(image, (11, 11))
    return np.einsum("yxij,ij->yx", views, window)


def similarity(a, b):
    """(SSIM, contrast and structure) after Wang et al. 2004, equations 6 to 13."""
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_a, mean_b = window_mean(a), window_mean(b)
    variance_a, variance_b = window_mean(a * a) - mean_a**2, window_mean(b * b) - mean_b**2
    covariance = window_mean(a * b) - mean_a * mean_b
    luminance = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    structure = (2 * covariance + c2) / (variance_a + variance_b + c2)
    return (luminance * structure).mean(), structure.mean()


def ms_ssim(a, b):
    """Wang, Simoncelli & Bovik 2003, equation 7; a scale is the 2x2 mean of the one before, an odd last row or column counting twice."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    product = 1.0
    weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    for scale, weight in enumerate(weights):
        whole, structure = similarity(a, b)
        product *= max(whole if scale == len(weights) - 1 else structure, 0.0) ** weight
        a, b = (halve(image) for image in (a, b))
    return product


def halve(image):
    height, width = image.shape
    even = np.pad(image, ((0, height % 2), (0, width % 2)), mode="edge")
    return even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).mean(axis=(1, 3))


def picture_values():
    result = []
    for width, height, kind in [(181, 176, "noisy"), (256, 256, "noisy"), (192, 224, "another"), (256, 192, "speckled")]:
        a = fixed_inputs.picture(width, height, 1)
        b = {
            "noisy": lambda: fixed_inputs.noisy(a, 2),
            "another": lambda: fixed_inputs.picture(width, height, 3),
            "speckled": lambda: fixed_inputs.speckled(width, height, 4),
        }[kind]()
        # It too leaves out the border where the window would reach over the edge.
        ssim = skimage.metrics.structural_similarity(
            a, b, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255)
        own = similarity(a.astype(np.float64), b.astype(np.float64))[0]
        assert abs(own - ssim) < 1e-9, "the similarity that MS-SSIM is built on"
        result.append({
            "width": width, "height": height, "kind": kind,
            "l1": float(np.abs(a.astype(np.float64) - b).mean() / 255),
            "psnr": float(skimage.metrics.peak_signal_noise_ratio(a, b, data_range=255)),
            "ssim": float(ssim),
            "ms_ssim": float(ms_ssim(a, b)),
        })
    return result


# --- labels, edges, speckle

def dice(found, truth):
    both = np.logical_and(found, truth).sum()
    size = found.sum() + truth.sum()
    return None if size == 0 else float(2 * both / size)


def label_values():
    labels = 6
    found, truth = fixed_inputs.label_maps(100, 75, 5)
    each = [dice(found == label, truth == label) for label in range(labels)]
    present = [each[label] for label in range(1, labels) if (truth == label).any()]
    return {"width": 100, "height": 75, "seed": 5, "labels": labels, "dice": each, "mean": float(np.mean(present)),
            "object": dice(found > 0, truth > 0)}


def boundary(mask):
    """Pixels that touch the outside, or the rim of the picture, by an edge."""
    return mask & ~scipy.ndimage.binary_erosion(mask, scipy.ndimage.generate_binary_structure(2, 1), border_value=0)


def boundary_distance(found, truth, percent):
    """The larger of both directed percentiles, nearest rank."""
    found, truth = boundary(found), boundary(truth)
    there = scipy.ndimage.distance_transform_edt(~truth)[found]
    back = scipy.ndimage.distance_transform_edt(~found)[truth]
    return float(max(np.percentile(values, percent, method="inverted_cdf") for values in (there, back)))


def boundary_values():
    """Discs of two sizes, the second one moved; and a label of two noisy maps, whose stray pixels part 95 from 100 per cent."""
    result = []
    for width, height, first, second, move_x, move_y in [(120, 90, 60, 60, 0, 0), (120, 90, 60, 40, 0, 0), (200, 150, 50, 55, 17, -9), (90, 120, 100, 30, 4, 11)]:
        a = fixed_inputs.disc(width, height, first) > 0
        b = np.roll(fixed_inputs.disc(width, height, second) > 0, (move_y, move_x), axis=(0, 1))
        result.append({"width": width, "height": height, "first": first, "second": second, "move_x": move_x, "move_y": move_y,
                       "at_95": boundary_distance(a, b, 95), "at_100": boundary_distance(a, b, 100)})
    found, truth = fixed_inputs.label_maps(100, 75, 5)
    blocks = {"label": 2, "at_95": boundary_distance(found == 2, truth == 2, 95), "at_100": boundary_distance(found == 2, truth == 2, 100)}
    return {"discs": result, "blocks": blocks}


def edge_values():
    width, height = 120, 90
    region = fixed_inputs.disc(width, height, 80) > 0
    found = np.logical_and(fixed_inputs.edges(width, height, 6, 60) > 0, region)
    wanted = np.logical_and(fixed_inputs.edges(width, height, 7, 35) > 0, region)
    result = []
    for tolerance in [0.0, 1.0, 2.0, 3.5]:
        near = scipy.ndimage.distance_transform_edt(~wanted) <= tolerance + 1e-9
        precision = float((found & near).sum() / found.sum())
        near = scipy.ndimage.distance_transform_edt(~found) <= tolerance + 1e-9
        recall = float((wanted & near).sum() / wanted.sum())
        result.append({"tolerance": tolerance, "precision": precision, "recall": recall,
                       "f1": 2 * precision * recall / (precision + recall)})
    return {"width": width, "height": height, "region_percent": 80, "found_seed": 6, "found_one_in": 60, "wanted_seed": 7,
            "wanted_one_in": 35, "at": result}


def speckle_values():
    width, height = 200, 160
    image = fixed_inputs.speckled(width, height, 8).astype(np.float64)
    inside = fixed_inputs.disc(width, height, 90) > 0
    ratios = []
    for y in range(0, height - 15, 8):
        for x in range(0, width - 15, 8):
            window = image[y:y + 16, x:x + 16]
            quarters = window.reshape(2, 8, 2, 8).mean(axis=(1, 3))
            if inside[y:y + 16, x:x + 16].all() and window.mean() >= 16 and np.ptp(quarters) <= 0.25 * window.mean():
                ratios.append(window.mean() / max(window.std(), 12**-0.5))
    blur = lambda values: scipy.ndimage.gaussian_filter(values, 2.0, mode="constant", truncate=4.0)
    weight = inside.astype(np.float64)
    fine = image - blur(image * weight) / np.maximum(blur(weight), 1e-12)
    return {"width": width, "height": height, "seed": 8, "region_percent": 90, "snr": float(np.median(ratios)), "windows": len(ratios),
            "texture": float(fine[inside].std())}


# --- sets of features

def frechet(a, b):
    """Heusel et al. 2017 as its authors compute it: a matrix root of the product of the covariances."""
    covariance_a, covariance_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(covariance_a @ covariance_b)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(covariance_a + covariance_b) - 2 * np.trace(root).real)


def discrepancy(x, y):
    """Unbiased MMD^2, a double sum over pairs (Gretton et al. 2012, equation 3), kernel (x.y / D + 1)^3."""
    kernel = lambda p, q: (float(np.dot(p, q)) / len(p) + 1) ** 3
    m, n = len(x), len(y)
    within_x = sum(kernel(x[i], x[j]) for i in range(m) for j in range(m) if i != j) / (m * (m - 1))
    within_y = sum(kernel(y[i], y[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
    across = sum(kernel(p, q) for p in x for q in y) / (m * n)
    return within_x + within_y - 2 * across


def stream_of(seed):
    index = 0
    while True:
        yield int(fixed_inputs.hashes((seed + index * 0x9E3779B97F4A7C15) % 2**64, 1)[0])
        index += 1


def feature_values():
    result = []
    for rows_a, rows_b, length, shift in [(200, 150, 24, 0.2), (60, 60, 60, 0.1), (30, 40, 64, 0.5), (90, 40, 64, 0.0)]:
        a, b = fixed_inputs.features(rows_a, length, 11, 0.0), fixed_inputs.features(rows_b, length, 12, shift)
        stream = stream_of(13)
        found = []
        for _ in range(5):
            x = a[fixed_inputs.subset_rows(stream, rows_a, 20)]
            y = b[fixed_inputs.subset_rows(stream, rows_b, 20)]
            found.append(discrepancy(x, y))
        fewest = min(rows_a, rows_b)
        result.append({
            "rows_a": rows_a, "rows_b": rows_b, "length": length, "shift": shift, "seed_a": 11, "seed_b": 12,
            "frechet": frechet(a, b),
            # Sets of one size, whole: no subset is drawn, so this does not hang on the order of random numbers.
            "whole_rows": fewest,
            "kernel_whole": discrepancy(a[:fewest], b[:fewest]),
            "subsets": 5, "subset_size": 20, "subset_seed": 13,
            "kernel_mean": float(np.mean(found)), "kernel_deviation": float(np.std(found)),
        })
    return result


def compute():
    return {
        "made_by": "tests/python/metrics_reference.py",
        "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "scikit-image": skimage.__version__},
        "pictures": picture_values(),
        "labels": label_values(),
        "boundaries": boundary_values(),
        "edges": edge_values(),
        "speckle": speckle_values(),
        "features": feature_values(),
    }


def differences(stored, found, place=""):
    """One line for each value that is not the same within 1e-9 of its size (matrix roots: 1e-5)."""
    if isinstance(found, dict) and isinstance(stored, dict) and found.keys() == stored.keys():
        return [line for key in found if key != "versions" for line in differences(stored[key], found[key], f"{place}/{key}")]
    if isinstance(found, list) and isinstance(stored, list) and len(found) == len(stored):
        return [line for i, value in enumerate(found) for line in differences(stored[i], value, f"{place}/{i}")]
    if isinstance(found, float) and isinstance(stored, (int, float)):
        tolerance = 1e-5 if place.endswith("/frechet") else 1e-9
        same = math.isclose(found, stored, rel_tol=tolerance, abs_tol=tolerance)
    else:
        same = found == stored
    return [] if same else [f"{place}: stored {stored!r}, computed {found!r}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the stored file instead of writing it")
    arguments = parser.parse_args()
    found = compute()
    if not arguments.check:
        STORED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {STORED}")
        return 0
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    if stored["versions"] != found["versions"]:
        print(f"stored with {stored['versions']}, checked with {found['versions']}")
    lines = differences(stored, found)
    print("\n".join(lines) if lines else "the stored values are confirmed")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
