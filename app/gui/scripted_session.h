// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QString>

#include <vector>

namespace sonosketch {

class MainWindow;

// What scripts, screenshots and tests do with a real window: wait for the picture, and move the mouse. GUI thread; runs the event loop.

/// Waits until a picture of the present revision is on show. Empty if it came, else why not.
QString waitForPicture(MainWindow& window, int timeoutMs);

/// Draws through mouse events that enter at the native window and travel the way of a person's, with the tool that is selected.
/// Positions are canvas coordinates. Between events the event loop runs, so that the window repaints and the worker sees the stroke grow.
void strokeThrough(MainWindow& window, const std::vector<QPointF>& canvasPositions);

/// Clicks at these places, one after the other, in the same way; the pointer stays over the last one.
void clickThrough(MainWindow& window, const std::vector<QPointF>& canvasPositions);

/// Lets the event loop run.
void restFor(int milliseconds);

/// A stroke that suits any case: it enlarges the largest object to its lower right, or paints a new one in the middle.
std::vector<QPointF> demonstrationStroke(MainWindow& window);

} // namespace sonosketch
