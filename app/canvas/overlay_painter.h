// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool_overlay.h"

#include <QColor>
#include <QRectF>
#include <QRegion>
#include <QTransform>

class QFont;
class QPainter;

namespace sonosketch {

/// Draws what tools want above a picture: lines and handles as thick on the screen at any zoom, each over a dark rim, so that they are seen on
/// any echo. `color` is that of shapes; helpers, texts and handles have their own.
void paintOverlay(QPainter& painter, const ToolOverlay& overlay, const QTransform& toWidget, const QColor& color);

/// The widget pixels that paintOverlay may touch.
QRegion overlayRegion(const ToolOverlay& overlay, const QTransform& toWidget, const QFont& font);

} // namespace sonosketch
