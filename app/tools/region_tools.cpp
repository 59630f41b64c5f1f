// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/region_tools.h"

#include "app/tools/points.h"
#include "app/tools/tool_box.h"
#include "core/edit/regions.h"

#include <algorithm>
#include <utility>

namespace sonosketch {

namespace {

/// Greys outside of the scan sector are not the patient's, so no region crosses its border.
cv::Mat sideOfField(const Case& value, QPointF at)
{
    const cv::Point pixel = canvasPixel(toPoint(at));
    if (pixel.x < 0)
        return {};
    return value.fieldOfView.at<std::uint8_t>(pixel) != 0 ? value.fieldOfView : value.fieldOfView == 0;
}

constexpr double viewPixelsPerLevel = 3; ///< of the wand's drag

} // namespace

void FillTool::press(const ToolEvent& event)
{
    const Case& value = m_box.session().value();
    FloodOptions options;
    options.contiguous = m_box.options().contiguous;
    options.within = sideOfField(value, event.canvas);
    cv::Mat region;
    if (m_box.attempt([&] { region = floodRegion(value.labels, toPoint(event.canvas), options); }))
        m_box.paintLabels(ToolBox::tr("Fill"), region, event.erase);
}

void WandTool::press(const ToolEvent& event)
{
    m_box.session().commitSettings();
    m_active = true;
    m_erase = event.erase;
    m_seed = event.canvas;
    m_pressed = event.view;
    m_startTolerance = m_box.options().wandTolerance;
    show();
    m_box.overlayMoved();
}

void WandTool::move(const ToolEvent& event)
{
    if (!m_active)
        return;
    ToolOptions options = m_box.options();
    options.wandTolerance = std::clamp(std::round(m_startTolerance + (m_pressed.y() - event.view.y()) / viewPixelsPerLevel), 0.0, 255.0);
    if (options == m_box.options())
        return;
    m_box.setOptions(options);
    show();
    m_box.overlayMoved();
}

void WandTool::show()
{
    const ToolOptions& options = m_box.options();
    WandOptions wand;
    wand.tolerance = options.wandTolerance;
    wand.smoothing = options.wandSmoothing;
    wand.contiguous = options.contiguous;
    const bool shown = m_box.attempt([&] {
        wand.within = sideOfField(m_box.session().value(), m_seed);
        const cv::Mat region = wandRegion(m_box.session().value().source, toPoint(m_seed), wand);
        m_box.session().preview(
            m_box.stepText(ToolBox::tr("Magic wand"), m_erase), m_box.paintRule(),
            [&](Transaction& edit) { edit.fill(Plane::Labels, region, m_box.labelToWrite(m_erase)); }, "wand");
    });
    if (!shown)
        cancel();
}

void WandTool::release(const ToolEvent& event)
{
    move(event);
    if (!std::exchange(m_active, false))
        return;
    m_box.session().endPreview();
    m_box.overlayMoved();
}

void WandTool::cancel()
{
    if (!std::exchange(m_active, false))
        return;
    m_box.session().cancelPreview();
    ToolOptions options = m_box.options();
    options.wandTolerance = m_startTolerance;
    m_box.setOptions(options);
    m_box.overlayMoved();
}

void WandTool::documentMoved()
{
    if (!m_box.session().previewActive())
        m_active = false;
}

ToolOverlay WandTool::overlay(Measurement::Picture picture) const
{
    ToolOverlay overlay;
    if (m_active && picture == Measurement::Picture::Condition) {
        overlay.handles.push_back({m_seed, ToolOverlay::Handle::Look::Cross, false});
        overlay.texts.push_back({m_seed, ToolBox::tr("Tolerance %1").arg(m_box.options().wandTolerance, 0, 'f', 0), false});
    }
    return overlay;
}

} // namespace sonosketch
