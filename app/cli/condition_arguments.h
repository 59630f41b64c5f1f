// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/condition/condition.h"
#include "core/document/case.h"

#include <string>

namespace CLI {
class App;
}

namespace sonosketch {

/// The inputs that "synthesize" and "condition" share.
struct ConditionArguments {
    std::string image, labels, sketch, fieldOfView, caseFolder, palette = "mmotu";
    double low = CannySettings{}.low, high = CannySettings{}.high, sigma = CannySettings{}.sigma;
    int aperture = CannySettings{}.aperture;
    bool keepOverlay = false;

    void addTo(CLI::App& command);
    /// Loads a case folder, or makes a case from image, labels and sketch. A given sketch replaces the automatic edges. Throws Error.
    Case load() const;
};

} // namespace sonosketch
