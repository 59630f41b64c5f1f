// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/metrics/label_agreement.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sonosketch {

LabelAgreement::LabelAgreement(int labelCount)
{
    if (labelCount < 2 || labelCount > 256)
        throw Error(ErrorCode::InvalidArgument, fmt::format("{} labels", labelCount), "label agreement", "Allowed is 2 to 256");
    m_labels.resize(static_cast<std::size_t>(labelCount));
}

void LabelAgreement::add(const cv::Mat& found, const cv::Mat& truth)
{
    for (const cv::Mat* map : {&found, &truth})
        if (map->empty() || map->dims > 2 || map->type() != CV_8UC1)
            throw Error(ErrorCode::InvalidArgument, "Label maps are compared as 8-bit, one channel", "label agreement");
    if (found.size() != truth.size())
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("{}x{} and {}x{} pixels cannot be compared", found.cols, found.rows, truth.cols, truth.rows), "label agreement");
    auto labels = m_labels;
    auto objects = m_objects;
    for (int y = 0; y < truth.rows; ++y) {
        const auto *foundRow = found.ptr<std::uint8_t>(y), *trueRow = truth.ptr<std::uint8_t>(y);
        for (int x = 0; x < truth.cols; ++x) {
            const std::size_t f = foundRow[x], t = trueRow[x];
            if (f >= labels.size() || t >= labels.size())
                throw Error(ErrorCode::InvalidArgument, fmt::format("Label {} where there are {}", std::max(f, t), labels.size()),
                    "label agreement", "Compare maps of one palette");
            ++labels[f].found;
            ++labels[t].truth;
            labels[t].both += f == t;
            objects.found += f != 0;
            objects.truth += t != 0;
            objects.both += f != 0 && t != 0;
        }
    }
    m_labels = std::move(labels);
    m_objects = objects;
}

void LabelAgreement::add(const LabelAgreement& other)
{
    if (other.m_labels.size() != m_labels.size())
        throw Error(ErrorCode::SizeMismatch, fmt::format("{} and {} labels cannot be added", m_labels.size(), other.m_labels.size()),
            "label agreement");
    const auto plus = [](Counts& sum, const Counts& more) {
        sum.found += more.found;
        sum.truth += more.truth;
        sum.both += more.both;
    };
    for (std::size_t i = 0; i < m_labels.size(); ++i)
        plus(m_labels[i], other.m_labels[i]);
    plus(m_objects, other.m_objects);
}

std::optional<double> LabelAgreement::diceOf(const Counts& counts)
{
    const auto sum = counts.found + counts.truth;
    if (sum == 0)
        return std::nullopt;
    return 2.0 * static_cast<double>(counts.both) / static_cast<double>(sum);
}

std::optional<double> LabelAgreement::dice(int label) const
{
    if (label < 0 || label >= labelCount())
        throw Error(ErrorCode::InvalidArgument, fmt::format("Label {} where there are {}", label, labelCount()), "label agreement");
    return diceOf(m_labels[static_cast<std::size_t>(label)]);
}

std::optional<double> LabelAgreement::meanDice() const
{
    double sum = 0;
    int present = 0;
    for (std::size_t i = 1; i < m_labels.size(); ++i) {
        if (m_labels[i].truth == 0)
            continue;
        sum += diceOf(m_labels[i]).value_or(0);
        ++present;
    }
    if (present == 0)
        return std::nullopt;
    return sum / present;
}

std::optional<double> LabelAgreement::objectDice() const
{
    return diceOf(m_objects);
}

} // namespace sonosketch
