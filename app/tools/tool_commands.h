// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/object_clipboard.h"
#include "core/edit/morphology.h"

#include <optional>

namespace sonosketch {

class ToolBox;

// What menus and keys do to objects, labels and the sketch. Each is one history step, or none if nothing changed; what cannot be done is told
// through ToolBox::message. GUI thread.

/// The selected object as it is shown, else the one under the pointer.
std::optional<CopiedObject> objectToCopy(ToolBox& box);
/// Shows the object floating under the move tool: at its old place in the case it came from if that is free, else in the middle of the view; at
/// its true size where both spacings are known.
bool pasteCopied(ToolBox& box, const CopiedObject& copied);
/// Removes the selected measurement, if a measuring tool is active, else the selected object or the one under the pointer, with its sketch.
bool deleteSelected(ToolBox& box);
/// Left and right of the object change sides.
bool mirrorSelected(ToolBox& box);
bool mirrorWholeCase(ToolBox& box);

/// The active label, by the amount of ToolOptions.
bool reshapeActiveLabel(ToolBox& box, Reshape how);
/// The next or previous class, background included, around the end.
void stepActiveLabel(ToolBox& box, int steps);

bool thinSketch(ToolBox& box);
/// Edges of the whole source, with the case's Canny settings.
bool burnEverywhere(ToolBox& box);

} // namespace sonosketch
