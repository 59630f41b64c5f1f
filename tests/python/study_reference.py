#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""Reference values of the reader study's statistics, from SciPy and from numpy by other formulas than our own C++.

    study_reference.py           writes study_reference.json beside this file, inputs and results
    study_reference.py --check   recomputes and compares with that file; exit status 1 where they differ

Independent are: the binomial test, Wilson's and the exact interval (SciPy's binomtest), how often these contain the truth (sums over SciPy's binom),
areas under the curve (SciPy's Mann-Whitney U), DeLong's variance (from ranks, Sun and Xu 2014; ours goes over all pairs) and its test, the interval of
Cohen's kappa (delta method with numeric derivatives; ours is the closed form of 1969), Fleiss' kappa (by counting agreeing pairs of readers), quartiles
(numpy).
"""

import argparse
import itertools
import json
import math
import pathlib
import sys

try:
    import numpy as np
    import scipy
    import scipy.stats
except ImportError as missing:
    sys.exit(f"{missing}: apt-get install --no-install-recommends python3-numpy python3-scipy")

STORED = pathlib.Path(__file__).with_name("study_reference.json")
Z = float(scipy.stats.norm.ppf(0.975))


def proportions():
    result = []
    for successes, trials, chance in [(0, 1, 0.5), (1, 1, 0.5), (0, 20, 0.5), (20, 20, 0.5), (13, 20, 0.5), (7, 20, 0.5), (10, 20, 0.5), (64, 100, 0.5),
                                      (43, 100, 0.5), (251, 500, 0.5), (3, 17, 0.3), (9, 17, 0.3), (600, 1000, 0.55),
                                      (1, 20000, 0.5), (13000, 20000, 0.65)]:
        test = scipy.stats.binomtest(successes, trials, chance)
        interval, exact = test.proportion_ci(0.95, method="wilson"), test.proportion_ci(0.95, method="exact")
        result.append({"successes": successes, "trials": trials, "chance": chance, "p": float(test.pvalue),
                       "low": float(interval.low), "high": float(interval.high), "exact_low": float(exact.low), "exact_high": float(exact.high)})
    return result


def coverages():
    """How often intervals contain the true share, over all outcomes."""
    result = []
    for trials, share in [(1, 0.5), (17, 0.3), (40, 0.5), (40, 0.64), (200, 0.5), (200, 0.7), (500, 0.43)]:
        row = {"trials": trials, "share": share}
        for method in ("wilson", "exact"):
            found = [scipy.stats.binomtest(k, trials).proportion_ci(0.95, method=method) for k in range(trials + 1)]
            row[method] = math.fsum(float(scipy.stats.binom.pmf(k, trials, share)) for k, ci in enumerate(found) if ci.low <= share <= ci.high)
        result.append(row)
    return result


# --- areas under the curve

def components(positives, negatives):
    """DeLong's structural components by way of midranks."""
    m, n = len(positives), len(negatives)
    together = scipy.stats.rankdata(np.concatenate([positives, negatives]))
    of_positives = (together[:m] - scipy.stats.rankdata(positives)) / n
    of_negatives = 1 - (together[m:] - scipy.stats.rankdata(negatives)) / m
    return of_positives, of_negatives


def area(positives, negatives):
    return float(scipy.stats.mannwhitneyu(positives, negatives).statistic) / (len(positives) * len(negatives))


def areas(random):
    result = []
    for m, n, shift, levels in [(20, 20, 1.0, 5), (30, 12, 0.0, 5), (50, 70, 0.6, 5), (8, 9, 2.0, 3), (2, 2, 0.5, 5), (40, 40, -0.7, 5)]:
        def ratings(count, mean, base):
            values = np.clip(np.rint(base + mean + random.normal(0, 1, count) * 2), -levels, levels).astype(int)
            return np.where(values == 0, 1, values)  # as a reader's ratings: no zero
        shared_p, shared_n = random.normal(0, 1, m), random.normal(0, 1, n)
        positives_a, negatives_a = ratings(m, shift, shared_p), ratings(n, -shift, shared_n)
        positives_b, negatives_b = ratings(m, shift / 2, shared_p), ratings(n, -shift / 2, shared_n)
        (a_p, a_n), (b_p, b_n) = components(positives_a, negatives_a), components(positives_b, negatives_b)
        covariance = np.cov(np.stack([a_p, b_p])) / m + np.cov(np.stack([a_n, b_n])) / n
        difference = area(positives_a, negatives_a) - area(positives_b, negatives_b)
        variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
        case = {"positives_a": positives_a.tolist(), "negatives_a": negatives_a.tolist(), "positives_b": positives_b.tolist(),
                "negatives_b": negatives_b.tolist(), "area_a": area(positives_a, negatives_a), "area_b": area(positives_b, negatives_b),
                "variance_a": float(covariance[0, 0]), "difference": difference, "z": None, "p": None}
        assert abs(case["area_a"] - a_p.mean()) < 1e-12 and abs(case["area_a"] - a_n.mean()) < 1e-12
        half = float(scipy.stats.norm.ppf(0.975)) * math.sqrt(covariance[0, 0])
        case["interval"] = None if covariance[0, 0] < 1e-12 else {
            "low": max(0.0, case["area_a"] - half), "high": min(1.0, case["area_a"] + half)}
        if variance > 1e-12:
            case["z"] = difference / math.sqrt(variance)
            case["p"] = float(2 * scipy.stats.norm.sf(abs(case["z"])))
        result.append(case)
    return result


# --- agreement

def kappa_of(table):
    """Cohen 1960 from a table of shares."""
    expected = float((table.sum(1) * table.sum(0)).sum())
    return (float(np.trace(table)) - expected) / (1 - expected)


def kappa_variance(table, n):
    """Delta method for multinomial shares, derivatives by central differences."""
    step = 1e-6
    slope = np.zeros_like(table)
    for index in np.ndindex(table.shape):
        up, down = table.copy(), table.copy()
        up[index] += step
        down[index] -= step
        slope[index] = (kappa_of(up) - kappa_of(down)) / (2 * step)
    return float(((table * slope**2).sum() - (table * slope).sum() ** 2) / n)


def cohen(random):
    result = []
    for n, classes, same in [(20, 2, 0.6), (50, 2, 0.0), (200, 2, 0.9), (60, 4, 0.5), (12, 2, -1.0)]:
        a = random.integers(0, classes, n)
        b = 1 - a if same < 0 else np.where(random.random(n) < same, a, random.integers(0, classes, n))
        table = np.zeros((classes, classes))
        for x, y in zip(a, b):
            table[x, y] += 1 / n
        value, variance = kappa_of(table), kappa_variance(table, n)
        case = {"a": a.tolist(), "b": b.tolist(), "value": value, "low": None, "high": None}
        if variance > 1e-9:
            half = Z * math.sqrt(variance)
            case["low"], case["high"] = max(-1.0, value - half), min(1.0, value + half)
        result.append(case)
    return result


def fleiss(random):
    result = []
    for n, readers, classes, noise in [(20, 3, 2, 0.3), (50, 5, 2, 1.0), (30, 4, 3, 0.2), (10, 2, 2, 0.5)]:
        truth = random.integers(0, classes, n)
        answers = np.where(random.random((n, readers)) < noise, random.integers(0, classes, (n, readers)), truth[:, None])
        pairs = list(itertools.permutations(range(readers), 2))
        observed = np.mean([[row[i] == row[j] for i, j in pairs] for row in answers])
        expected = sum(float((answers == label).mean()) ** 2 for label in range(classes))
        result.append({"answers": answers.tolist(), "value": float((observed - expected) / (1 - expected))})
    return result


def times(random):
    result = []
    for count in [1, 2, 3, 4, 7, 40]:
        values = random.integers(300, 20000, count)
        low, median, high = np.percentile(values, [25, 50, 75])
        result.append({"values": values.tolist(), "low": float(low), "median": float(median), "high": float(high)})
    return result


def compute():
    random = np.random.Generator(np.random.PCG64(2020))
    return {
        "made_by": "tests/python/study_reference.py",
        "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__},
        "proportions": proportions(),
        "coverages": coverages(),
        "areas": areas(random),
        "cohen": cohen(random),
        "fleiss": fleiss(random),
        "times": times(random),
    }


def differences(stored, found, place=""):
    if isinstance(found, dict) and isinstance(stored, dict) and found.keys() == stored.keys():
        return [line for key in found if key != "versions" for line in differences(stored[key], found[key], f"{place}/{key}")]
    if isinstance(found, list) and isinstance(stored, list) and len(found) == len(stored):
        return [line for i, value in enumerate(found) for line in differences(stored[i], value, f"{place}/{i}")]
    if isinstance(found, float) and isinstance(stored, (int, float)):
        same = math.isclose(found, stored, rel_tol=1e-9, abs_tol=1e-9)
    else:
        same = found == stored
    return [] if same else [f"{place}: stored {stored!r}, computed {found!r}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the stored file instead of writing it")
    arguments = parser.parse_args()
    found = compute()
    if not arguments.check:
        STORED.write_text(json.dumps(found) + "\n", encoding="utf-8")
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
