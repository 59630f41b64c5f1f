// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/condition/condition.h"
#include "core/export/set_folder.h"
#include "core/inference/generator.h"

#include <memory>
#include <string>
#include <vector>

namespace sonosketch {

/// An item ready for the model. Shares no pixels.
struct BuiltItem {
    PlannedItem item;
    Case value;     ///< varied
    cv::Mat sketch; ///< as the generator sees it, 0/255
    Condition condition;
    std::string parameters; ///< JSON of what was drawn
};
/// Any thread.
BuiltItem buildItem(const SetPlan& plan, const Case& source, const PlannedItem& item, const ConditionBuilder& builder);

/// All files of an item and its line of the journal, from the picture the model drew. `layouts` in the order of plan.formats. Any thread.
StoredItem encodeItem(const SetPlan& plan, const std::vector<std::unique_ptr<SetLayout>>& layouts, const BuiltItem& built,
    const cv::Mat& image, const GeneratorInfo& model);

} // namespace sonosketch
