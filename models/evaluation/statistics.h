// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace sonosketch::evaluation {

/// Figures of a list of values. Values that are not finite (a measure that has no value for a picture) are left out; NaN if none is left.
double mean(const std::vector<double>& values);
double median(std::vector<double> values);
/// `share` 0..1, linear between the two nearest values.
double quantile(std::vector<double> values, double share);

/// 95% percentile interval of the mean by bootstrap (Efron & Tibshirani 1993, chapter 13): 2,000 resamples with replacement. Equal seeds give
/// equal intervals on every machine. {NaN, NaN} without values.
std::array<double, 2> bootstrapInterval(const std::vector<double>& values, std::uint64_t seed);

/// Uniform in [0, 1) from 64 random bits; std's distributions differ between standard libraries.
constexpr double uniform(std::uint64_t bits)
{
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

/// `count` indices spread evenly over 0..total-1, first and last included; all of them if count is 0 or larger than total.
std::vector<std::size_t> spread(std::size_t total, std::size_t count);

} // namespace sonosketch::evaluation
