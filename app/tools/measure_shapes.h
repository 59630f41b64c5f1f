// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/measurement.h"

#include <QPointF>

#include <array>

namespace sonosketch {

/// The two ends of an ellipse's other diameter; they may lie beside the canvas.
std::array<QPointF, 2> acrossEnds(const Measurement& measurement);
double distanceToSegment(QPointF at, QPointF from, QPointF to);

} // namespace sonosketch
