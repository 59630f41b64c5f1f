// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QString>

#include <filesystem>
#include <optional>

namespace sonosketch {

/// Paths travel as UTF-8 between Qt and the standard library.
std::filesystem::path toPath(const QString& text);
QString toText(const std::filesystem::path& path);

/// A class name as people read it: "High-grade_Serous_Cystadenoma" becomes "High-grade Serous Cystadenoma".
QString classText(const std::string& name);

/// "x 213  y 87 px" and, where the spacing is known, "  ·  31.2, 12.7 mm".
QString positionText(QPointF canvasPosition, std::optional<double> mmPerPixel);

/// "0.8 s" below ten seconds, "12 s" below two minutes, else minutes.
QString ageText(qint64 milliseconds);

} // namespace sonosketch
