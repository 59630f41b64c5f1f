// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <array>

class QSlider;
class QToolButton;

namespace sonosketch {

class LayerModel;

/// Visibility and opacity of every layer of the condition canvas, top layer first.
class LayersPanel : public QWidget {
    Q_OBJECT

public:
    explicit LayersPanel(LayerModel& layers, QWidget* parent = nullptr);

private:
    void showState();

    LayerModel& m_layers;
    std::array<QToolButton*, 5> m_eyes{};
    std::array<QSlider*, 5> m_sliders{};
};

} // namespace sonosketch
