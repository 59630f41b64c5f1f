// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace sonosketch {

/// How well found label maps agree with true ones: Dice (1945) coefficients 2 |F and T| / (|F| + |T|), 0 (apart) .. 1 (equal). Pixels are counted over
/// everything that was added: one pair of maps gives the agreement of that pair, a whole set the pooled agreement, in which large objects
/// count more than small ones. Any thread, one at a time.
class LabelAgreement {
public:
    /// Labels are 0 (background) .. labelCount - 1. Throws Error(InvalidArgument) unless labelCount is 2 .. 256.
    explicit LabelAgreement(int labelCount);

    /// Two non-empty CV_8UC1 label maps of one size. Throws Error(SizeMismatch), or Error(InvalidArgument) for another type or a label out of range;
    /// nothing is counted then.
    void add(const cv::Mat& found, const cv::Mat& truth);
    /// Adds what another one counted. Throws Error(SizeMismatch) if it has another number of labels.
    void add(const LabelAgreement& other);

    /// Dice of one label; undefined when it is in neither map. Throws Error(InvalidArgument) for a label out of range.
    std::optional<double> dice(int label) const;
    /// Mean Dice over the labels other than background that the truth holds; undefined when it holds none.
    std::optional<double> meanDice() const;
    /// Dice of "any object" (every label but background, whichever); undefined when neither holds an object.
    std::optional<double> objectDice() const;
    int labelCount() const { return static_cast<int>(m_labels.size()); }

private:
    struct Counts {
        std::int64_t found = 0, truth = 0, both = 0;
    };
    static std::optional<double> diceOf(const Counts& counts);

    std::vector<Counts> m_labels;
    Counts m_objects;
};

} // namespace sonosketch
