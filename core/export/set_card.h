// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/plan.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <map>
#include <string>

namespace sonosketch {

/// What a set holds in numbers, gathered item by item in the plan's order, and the data-set card made of it. Internal to core/export.
class SetStatistics {
public:
    explicit SetStatistics(const SetPlan& plan);
    /// `manifest` is the item's entry in manifest.jsonl.
    void add(const PlannedItem& item, const nlohmann::json& manifest);
    /// card.json: all figures, for programs.
    std::string card(const std::string& planHash, const std::string& sumsHash) const;
    /// README.md: the same for people.
    std::string readme() const;

private:
    /// One figure over the images that have it, such as the part of the field of view that a class covers where it is shown.
    struct Spread {
        std::size_t images = 0;
        double sum = 0, squares = 0;
        double least = std::numeric_limits<double>::max(), most = std::numeric_limits<double>::lowest();
        void add(double value);
        double mean() const { return images ? sum / static_cast<double>(images) : 0; }
        double deviation() const;
        /// "images", and with `prefix` before them "mean", "deviation", "least" and "most".
        nlohmann::json toJson(const std::string& prefix) const;
    };
    std::string partsText() const;
    std::string modelText() const;

    const SetPlan& m_plan;
    std::map<std::string, std::size_t> m_images;                    ///< by split
    std::map<std::string, std::size_t> m_sources;                   ///< by split
    std::map<std::string, std::map<std::string, Spread>> m_classes; ///< by split, then class
    std::map<std::string, Spread> m_all;                            ///< by class
    std::map<std::string, Spread> m_grey, m_speckle;                ///< of the pictures, by split
    std::map<std::string, std::size_t> m_objects;                   ///< by class
    std::size_t m_empty = 0;                                        ///< images without an object
    std::map<std::string, std::size_t> m_devices;
};

} // namespace sonosketch
