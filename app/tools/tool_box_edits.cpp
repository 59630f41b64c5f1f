// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/text.h"
#include "app/tools/move_object_tool.h"
#include "app/tools/tool_box.h"
#include "core/base/error.h"

#include <cmath>

// What the tools share: options by number, writing under the paint rule, messages.
namespace sonosketch {

namespace {
const LabelClass& classOf(const ToolBox& box, int label)
{
    return box.session().value().palette.classes().at(static_cast<std::size_t>(label));
}
} // namespace

void ToolBox::setOptions(const ToolOptions& options)
{
    if (options == m_options)
        return;
    m_options = options;
    Q_EMIT optionsChanged();
}

void ToolBox::setShapeNumbers(const ShapeNumbers& numbers)
{
    if (numbers == m_shapeNumbers)
        return;
    m_shapeNumbers = numbers;
    Q_EMIT optionsChanged();
}

void ToolBox::setLineNumbers(const LineNumbers& numbers)
{
    if (numbers == m_lineNumbers)
        return;
    m_lineNumbers = numbers;
    Q_EMIT optionsChanged();
}

std::optional<std::size_t> ToolBox::selectedMeasurement() const
{
    return m_measurement && *m_measurement < m_session.value().measurements.size() ? m_measurement : std::nullopt;
}

void ToolBox::selectMeasurement(std::optional<std::size_t> index)
{
    if (index == m_measurement)
        return;
    m_measurement = index;
    overlayMoved();
}

MoveObjectTool& ToolBox::moveTool()
{
    return static_cast<MoveObjectTool&>(tool(ToolId::MoveObject));
}

QString ToolBox::stepText(const QString& what, bool erase) const
{
    return erase || m_activeLabel == 0 ? tr("%1: erase").arg(what) : tr("%1: %2").arg(what, classText(classOf(*this, m_activeLabel).name));
}

bool ToolBox::paintLabels(const QString& what, const cv::Mat& mask, bool erase)
{
    bool changed = false;
    const std::uint8_t label = labelToWrite(erase);
    if (!attempt([&] {
            changed = m_session.edit(
                stepText(what, erase), m_rule, [&](Transaction& edit) { edit.fill(Plane::Labels, mask, label); }, iconName(m_current));
        }))
        return false;
    if (!changed && isLocked(label))
        say(tr("%1 is locked: unlock it in the list of labels to change it.").arg(classText(classOf(*this, label).name)));
    return changed;
}

bool ToolBox::attempt(const std::function<void()>& action)
{
    try {
        action();
        return true;
    } catch (const Error& error) {
        say(QString::fromStdString(error.what()));
    }
    return false;
}

void ToolBox::overlayMoved()
{
    Q_EMIT overlayChanged();
    const bool now = busy();
    if (now == m_wasBusy)
        return;
    m_wasBusy = now;
    Q_EMIT busyChanged();
}

} // namespace sonosketch
