// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/tool_commands.h"

#include "app/session/text.h"
#include "app/tools/measure_tools.h"
#include "app/tools/move_object_tool.h"
#include "app/tools/points.h"
#include "app/tools/tool_box.h"
#include "core/base/error.h"
#include "core/edit/sketch_lines.h"

#include <algorithm>

namespace sonosketch {

namespace {

/// The object under the pointer; tells a person if there is none.
std::optional<LabelObject> objectUnderPointer(ToolBox& box)
{
    std::optional<LabelObject> object;
    if (const auto at = box.pointer())
        box.attempt([&] { object = objectAt(box.session().value(), toPoint(*at)); });
    if (!object)
        box.say(ToolBox::tr("There is no object under the pointer; select one with the move tool."));
    return object;
}

bool edit(ToolBox& box, const QString& text, const EditorSession::Work& work)
{
    bool changed = false;
    if (box.attempt([&] { changed = box.session().edit(text, box.paintRule(), work); }) && !changed)
        box.say(ToolBox::tr("%1: nothing to change.").arg(text));
    return changed;
}

/// Whether the pixels of an object are all there still.
bool isInPlace(const Case& value, const LabelObject& object)
{
    const LabelClass* label = value.palette.find(object.className);
    return label && cv::countNonZero(object.mask & (value.labels(object.area) != label->id)) == 0;
}

QString textOf(Reshape how)
{
    switch (how) {
    case Reshape::Grow:
        return ToolBox::tr("Grow");
    case Reshape::Shrink:
        return ToolBox::tr("Shrink");
    case Reshape::Close:
        return ToolBox::tr("Close gaps");
    case Reshape::Open:
        return ToolBox::tr("Open bridges");
    case Reshape::Majority:
        return ToolBox::tr("Smooth");
    case Reshape::FillHoles:
        return ToolBox::tr("Fill holes");
    case Reshape::LargestPart:
        return ToolBox::tr("Keep largest part");
    case Reshape::RemoveIslands:
        return ToolBox::tr("Remove islands");
    }
    return {};
}

} // namespace

std::optional<CopiedObject> objectToCopy(ToolBox& box)
{
    auto object = box.moveTool().shown();
    if (!object)
        object = objectUnderPointer(box);
    if (!object)
        return std::nullopt;
    return CopiedObject{*object, box.caseToken()};
}

bool pasteCopied(ToolBox& box, const CopiedObject& copied)
{
    // A floating copy becomes a step first: it may be what lies at the old place.
    box.moveTool().commit();
    const LabelObject& object = copied.object;
    const Case& value = box.session().value();
    const bool sameCase = copied.caseToken == box.caseToken();
    Placement placement;
    placement.pivot = middle(object);
    if (!sameCase || object.empty() || isInPlace(value, object)) {
        const auto inside = [](double position) { return std::clamp(std::round(position), 16.0, canvasSize - 16.0); };
        cv::Point2d target(inside(box.viewCentre().x()), inside(box.viewCentre().y()));
        // Exactly on top of the original nobody would see it.
        if (sameCase && cv::norm(target - placement.pivot) < 16)
            target += cv::Point2d(16, 16);
        placement.move = target - placement.pivot;
        placement.move = {std::round(placement.move.x), std::round(placement.move.y)};
    }
    const double scale = std::clamp(trueToSize(object, value), 1.0 / 32, 32.0);
    placement.scale = {scale, scale};
    box.select(ToolId::MoveObject);
    return box.moveTool().paste(object, placement);
}

bool deleteSelected(ToolBox& box)
{
    if (box.current().key(ToolKey::Delete, false))
        return true;
    if (box.moveTool().floats()) {
        box.moveTool().cancel();
        return true;
    }
    // Taken back first: what it was dragged across comes back, and one step remains.
    auto object = box.moveTool().picked();
    box.moveTool().cancel();
    if (!object)
        object = objectUnderPointer(box);
    if (!object)
        return false;
    return edit(box, ToolBox::tr("Delete object: %1").arg(classText(object->className)), [&](Transaction& change) {
        const LabelClass* label = change.value().palette.find(object->className);
        if (!label)
            return;
        if (change.rule().isLocked(label->id) || change.rule().isLocked(0))
            throw Error(ErrorCode::InvalidArgument, "The object cannot be deleted while it or the background is locked", object->className,
                "Unlock it first");
        cv::Mat from = cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1);
        object->mask.copyTo(from(object->area));
        change.reshape(from, cv::Mat::zeros(canvasSize, canvasSize, CV_8UC1), label->id);
        cv::Mat sketch = change.value().sketch.clone();
        sketch(object->area).setTo(SketchNone, object->marks);
        change.setPlane(Plane::Sketch, sketch);
    });
}

bool mirrorSelected(ToolBox& box)
{
    MoveObjectTool& tool = box.moveTool();
    if (tool.hasSelection()) {
        Placement placement = tool.placement();
        // Mirrored on the screen, whatever the object was turned by: the turn changes its sense.
        placement.mirrored = !placement.mirrored;
        placement.rotation = -placement.rotation;
        return tool.setPlacement(placement);
    }
    const auto object = objectUnderPointer(box);
    if (!object)
        return false;
    Placement placement;
    placement.pivot = middle(*object);
    placement.mirrored = true;
    return edit(box, ToolBox::tr("Mirror object: %1").arg(classText(object->className)),
        [&](Transaction& change) { moveObject(change, *object, affine(placement)); });
}

bool mirrorWholeCase(ToolBox& box)
{
    return edit(box, ToolBox::tr("Mirror case"), [](Transaction& change) { mirrorCase(change); });
}

bool reshapeActiveLabel(ToolBox& box, Reshape how)
{
    const int label = box.activeLabel();
    const double amount = how == Reshape::RemoveIslands ? box.options().islandPixels : box.options().reshapeAmount;
    const QString name = classText(box.session().value().palette.classes().at(static_cast<std::size_t>(label)).name);
    return edit(box, ToolBox::tr("%1: %2").arg(textOf(how), name),
        [&](Transaction& change) { reshapeLabel(change, static_cast<std::uint8_t>(label), how, amount); });
}

void stepActiveLabel(ToolBox& box, int steps)
{
    const int count = box.session().value().palette.size();
    box.setActiveLabel(((box.activeLabel() + steps) % count + count) % count);
}

bool thinSketch(ToolBox& box)
{
    return edit(box, ToolBox::tr("Thin sketch"), [](Transaction& change) { thinPen(change); });
}

bool burnEverywhere(ToolBox& box)
{
    return edit(box, ToolBox::tr("Burn in edges"), [](Transaction& change) { burnEdges(change, change.value().canny); });
}

} // namespace sonosketch
