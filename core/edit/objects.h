// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sonosketch {

class Transaction;

/// One painted object with its inner sketch, as a plain value: what is picked, moved, copied and pasted, into another case too. Shares no
/// pixels with the case it came from. Functions that read or make objects may run on any thread, those with a Transaction on its own.
struct LabelObject {
    std::string className;            ///< of its label; ids differ between palettes, names stay
    cv::Rect area;                    ///< canvas pixels that `mask` and `marks` cover; inside the canvas, empty if nothing is left
    cv::Mat mask;                     ///< CV_8UC1 of area's size: 255 in the object, else 0
    cv::Mat marks;                    ///< CV_8UC1 of area's size: the SketchMark values that belong to it
    std::optional<double> mmPerPixel; ///< of the canvas it was copied from

    bool empty() const { return area.empty(); }
};

/// Throws Error(Corrupt) unless the name is there, area lies on the canvas, both planes have its size and known values, and the spacing is
/// positive and finite: for objects from a clipboard or a file.
void validate(const LabelObject& object);

inline constexpr double maxSketchMargin = 64;

/// The object under a point (continuous canvas coordinates): the 8-connected part of one label; nothing on background and beside the
/// canvas. Its sketch are the pen and erased marks on it, in its holes and within `margin` pixels (0 .. maxSketchMargin) of it, but not
/// those on other labels, which are theirs. Throws Error(InvalidArgument) on a position that is not finite and a margin out of range.
std::optional<LabelObject> objectAt(const Case& value, cv::Point2d at, double margin = 3);

/// How an object is placed anew: about `pivot` (canvas coordinates) mirrored left-right, then scaled, then turned, then moved.
struct Placement {
    cv::Point2d pivot{0, 0};
    cv::Point2d move{0, 0}; ///< canvas pixels
    double rotation = 0;    ///< degrees, clockwise on the screen
    cv::Size2d scale{1, 1}; ///< along x and y, 1/32 .. 32 each
    bool mirrored = false;  ///< left and right change sides
};
/// As an affine map of canvas coordinates. Throws Error(InvalidArgument) on numbers that are not finite or out of range.
cv::Matx23d affine(const Placement& placement);

/// The middle of an object's bounding box: the usual pivot. The canvas's middle for an empty object.
cv::Point2d middle(const LabelObject& object);

/// The object under an affine map, clipped to the canvas: also the preview while it is dragged. Nearest neighbour, at pixel centres; a map
/// that is the identity, a whole-pixel move, a mirror or quarter turn about a pixel's middle or corner therefore keeps every pixel. Where
/// the map shrinks, each mark is also drawn at the pixel it lands on, so that a line of one pixel stays whole. Always transform the
/// object as it was picked: clipping and rounding are not undone by the reverse map.
/// Throws Error(InvalidArgument) if the map is not finite, or scales any direction beyond 1/1024 .. 1024.
LabelObject transformed(const LabelObject& object, const cv::Matx23d& map);

/// Moves an object of the transaction's case: what it leaves behind becomes background, its sketch goes along, one delta. What it lands on
/// obeys the paint rule (its own old pixels are free); where it lands its marks replace those under it, in the margin they are added,
/// and where the rule keeps it out they are left out too.
/// `object` is as objectAt gave it for the case at the start of the transaction; call Transaction::restart() between two previews.
/// Throws Error(InvalidArgument) if the label or the background is locked, if the object is not in the case any more, or would leave the
/// canvas altogether; NotFound if the case has no such class.
void moveObject(Transaction& edit, const LabelObject& object, const cv::Matx23d& map);

/// Pastes an object, also one of another case: the label is the class of the same NAME (case of letters aside). Lands like moveObject.
/// Throws Error(NotFound) naming the class if the palette has none of it; Error(InvalidArgument) if the object is empty or its label
/// is locked; like validate(LabelObject).
void pasteObject(Transaction& edit, const LabelObject& object);

/// The scale at which a copied object keeps its size in millimetres in another case: 1 where either spacing is unknown.
double trueToSize(const LabelObject& object, const Case& into);

/// Mirrors the whole case left-right: labels, sketch and field of view, as one edit that undo takes back bit for bit.
/// The source image is NOT mirrored: it is the real scan, a case keeps it unchanged, and its crop and provenance go on being true. Because
/// automatic edges come from it, they are turned into pen strokes first (as far as they counted: on background and not erased) and the
/// automatic sketch is switched off; the generator so sees exactly the mirror image of what it saw. Switching it on again brings back the
/// edges of the unmirrored scan. Painting rules do not apply to a mirror, locks do: Error(InvalidArgument) naming the label if a locked
/// one would change.
void mirrorCase(Transaction& edit);

} // namespace sonosketch
