// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/story.h"

namespace sonosketch::story {

/// Checks that the writers of stories share; internal to core/io. They throw Error.
void requireFrames(const std::vector<StoryFrame>& frames);
void requireDuration(const StoryOptions& options);
void requireGoingOn(const CancelToken& cancel);
std::vector<std::string> stepTexts(const std::vector<StoryFrame>& frames);

} // namespace sonosketch::story
