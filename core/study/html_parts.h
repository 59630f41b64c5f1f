// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch::study::html {

/// Internal to core/study: the plots and cells of its report; the page around them is core/report's. Colours are report::color's.

/// A probability of a test: "0.031", "< 0.001", a dash.
std::string probability(std::optional<double> p);
/// "<span class=dot>" in a reader's colour and the name, marked if simulated.
std::string readerName(const std::string& name, bool simulated, std::size_t index);

/// A line of a plot: a value for each axis, or points.
struct RadarLine {
    std::vector<std::optional<double>> values; ///< 0 to 1
    std::size_t color = 0;
    bool dashed = false;
};
/// One axis a name, 0 in the middle, 1 at the rim, the circle of chance (0.5) marked. Fewer than three axes give no area and are drawn all the same.
std::string radar(const std::vector<std::string>& axes, const std::vector<RadarLine>& lines, const std::string& title);

struct RocLine {
    std::vector<std::array<double, 2>> points;
    std::size_t color = 0;
    bool dashed = false;
};
std::string rocPlot(const std::vector<RocLine>& lines, const std::string& title);

/// A share with its interval on an axis from 0 to 1 with chance marked; rows have a label and a colour.
struct Bar {
    std::string name;
    std::optional<double> value;
    std::optional<std::array<double, 2>> interval;
    std::size_t color = 0;
};
std::string shares(const std::vector<Bar>& bars, const std::string& title);

} // namespace sonosketch::study::html
