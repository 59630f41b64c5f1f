// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/condition/condition.h"
#include "core/io/synthetic_image.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

/// A condition, and where it was found, for people.
struct FoundCondition {
    Condition condition;
    std::string where;
};

/// A place that may hold the condition that a picture was made from, known by its hash; or the case that a picture of an image set is a variation of,
/// known by its identity. A new kind of place is one more of these.
class ConditionFinder {
public:
    virtual ~ConditionFinder() = default;
    /// Nothing if it is not there. Throws Error if the place cannot be read.
    virtual std::optional<FoundCondition> find(const SyntheticRecord& record, const ConditionBuilder& builder) const = 0;
};

/// One for each place: a project (every step of its history), an OpenRaster file, an imported data set, a case folder, or a folder with case folders in it, at most three
/// levels down; and the bundled cases at the end. Throws Error(NotFound, Unsupported) for a place that is none of these.
std::vector<std::unique_ptr<ConditionFinder>> conditionFinders(const std::vector<std::string>& places);

/// The folder of the model with this hash, among `folders` and the bundled ones; empty if there is none.
std::string modelWithHash(const std::string& hash, const std::vector<std::string>& folders);

} // namespace sonosketch
