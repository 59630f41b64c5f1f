// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch::evaluation {

/// What a person does most in the editor.
enum class EditKind : std::uint8_t { Delete, Add, Move, Relabel, Septum };
inline constexpr std::array allEdits{EditKind::Delete, EditKind::Add, EditKind::Move, EditKind::Relabel, EditKind::Septum};
/// "delete", "add", "move", "relabel", "septum".
const char* editName(EditKind kind);

/// How far around the changed pixels of the condition a change of the picture counts as inside, in canvas pixels.
inline constexpr int editMargin = 8;

/// The largest object of a label map.
struct Lesion {
    int label = 0;
    cv::Mat mask; ///< CV_8UC1 0/255
};
/// The largest connected piece of one label; nothing if it is smaller than 600 px, covers more than 60% of the field of view, or is not at all in view.
std::optional<Lesion> findLesion(const Case& value);

/// A case before and after one edit, and where it was edited.
struct EditPlan {
    EditKind kind{};
    Case before, after;
    cv::Mat region;          ///< CV_8UC1 0/255: what was edited, grown by editMargin: where the picture should change
    cv::Mat emptied, filled; ///< where an object went away and where one came; empty if none did
    int oldLabel = 0, newLabel = 0;
};

/// Makes the edit on a copy of the case, as the editor does: through a document's transactions, with undoable strokes on top of the automatic edges.
///  Delete:  the lesion's labels become background; the edges in it and of its outline are rubbed out.
///  Add:     an ellipse in view, clear of every object, of one of `labels`.
///  Move:    the lesion with the edges inside it (drawn as strokes, before as after); what it leaves is emptied as in Delete.
///  Relabel: the lesion becomes another one of `labels`.
///  Septum:  a line drawn through the lesion.
/// Same arguments, same result. Nothing where there is no room (Add, Move, Septum) or no other label (Relabel). `edges`: automatic edges of the case.
std::optional<EditPlan> planEdit(
    EditKind kind, const Case& value, const cv::Mat& edges, const Lesion& lesion, const std::vector<int>& labels, std::uint64_t seed);

} // namespace sonosketch::evaluation
