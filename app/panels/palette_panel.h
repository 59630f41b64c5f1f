// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QAbstractButton;
class QVBoxLayout;

namespace sonosketch {

class LayerModel;
class ToolBox;

/// The classes of the case's palette: colour, number key, name, eye and lock; a click makes one active and takes up the brush.
class PalettePanel : public QWidget {
    Q_OBJECT

public:
    PalettePanel(ToolBox& tools, LayerModel& layers, QWidget* parent = nullptr);

private:
    void rebuild();
    void showState();

    ToolBox& m_tools;
    LayerModel& m_layers;
    QVBoxLayout* m_rows;
    std::vector<QAbstractButton*> m_labels; ///< by palette id
    std::vector<QAbstractButton*> m_eyes;   ///< none for the background
    std::vector<QAbstractButton*> m_locks;
};

} // namespace sonosketch
