// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QString>

#include <vector>

namespace sonosketch {

/// What a tool wants drawn above a picture, in canvas coordinates; app/canvas paints it. Sizes of handles are the view's business.
struct ToolOverlay {
    struct Line {
        enum class Look { Shape, Erase, Helper };

        std::vector<QPointF> points;
        bool closed = false;
        Look look = Look::Shape; ///< helpers (frames, rubber bands) are dashed and thin, erasing lines dashed and pale
    };
    struct Handle {
        enum class Look { Square, Round, Strong, Cross };

        QPointF at;
        Look look = Look::Square; ///< crosses are those of calipers; Strong stands out, as the corner that would close a polygon
        bool selected = false;
    };
    struct Text {
        QPointF at; ///< of its lower left corner, beside which it is drawn
        QString text;
        bool selected = false;
    };

    std::vector<Line> lines;
    std::vector<Handle> handles;
    std::vector<Text> texts;

    bool empty() const { return lines.empty() && handles.empty() && texts.empty(); }
};

/// The outline of an ellipse or a rectangle (half sides, degrees clockwise on the screen) as points of a closed line.
std::vector<QPointF> ellipseOutline(QPointF centre, double radiusX, double radiusY, double rotation = 0);
std::vector<QPointF> rectangleOutline(QPointF centre, double radiusX, double radiusY, double rotation = 0);

} // namespace sonosketch
