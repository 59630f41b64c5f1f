// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

namespace sonosketch::colors {

inline constexpr QColor viewBackground{17, 18, 20}; ///< around the pictures: near black, so that echoes keep their contrast
inline constexpr QColor frame{54, 58, 64};
inline constexpr QColor text{176, 182, 190};
inline constexpr QColor accent{86, 156, 214};
inline constexpr QColor warning{224, 168, 78};
inline constexpr QColor autoEdges{240, 120, 186};    ///< pseudo-colour of automatic edges; apart from every class of the bundled palettes
inline constexpr QColor penStrokes{255, 112, 58};    ///< pseudo-colour of strokes drawn by hand
inline constexpr QColor measurements{226, 230, 235}; ///< and shapes of tools that have no colour of their own
inline constexpr QColor outsideView{38, 56, 84};     ///< tint outside the field of view

} // namespace sonosketch::colors
