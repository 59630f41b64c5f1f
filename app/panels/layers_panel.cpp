// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/layers_panel.h"

#include "app/canvas/colors.h"
#include "app/commands/command_table.h"
#include "app/commands/icons.h"
#include "app/panels/panel_parts.h"
#include "app/session/layer_model.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <cmath>

namespace sonosketch {

LayersPanel::LayersPanel(LayerModel& layers, QWidget* parent)
    : QWidget(parent)
    , m_layers(layers)
{
    constexpr std::array keys{Command::LayerSource, Command::LayerField, Command::LayerLabels, Command::LayerEdges, Command::LayerStrokes};
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(8, 6, 10, 8);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(2, 1);
    int row = 0;
    for (auto layer = allLayers.rbegin(); layer != allLayers.rend(); ++layer, ++row) {
        const auto index = static_cast<std::size_t>(*layer);
        const QString name = LayerModel::name(*layer);
        auto* eye = new QToolButton;
        eye->setCheckable(true);
        eye->setAutoRaise(true);
        eye->setIconSize({16, 16});
        eye->setObjectName(QStringLiteral("layerVisible%1").arg(index));
        describe(eye, tr("Show %1").arg(name), tr("Shows or hides this layer; the model sees it all the same."),
            CommandTable::keyText(keys[index]));
        connect(eye, &QToolButton::toggled, this, [this, which = *layer](bool on) { m_layers.setVisible(which, on); });
        auto* label = new QLabel(name);
        if (*layer == Layer::AutoEdges || *layer == Layer::Strokes) {
            auto* patch = new QLabel;
            patch->setPixmap(swatch(*layer == Layer::Strokes ? colors::penStrokes : colors::autoEdges, 10));
            grid->addWidget(patch, row, 3, Qt::AlignCenter);
        }
        auto* slider = new QSlider(Qt::Horizontal);
        slider->setRange(0, 100);
        slider->setMinimumWidth(44);
        slider->setObjectName(QStringLiteral("layerOpacity%1").arg(index));
        describe(slider, tr("Opacity of %1").arg(name), tr("How strongly this layer covers the ones below."));
        connect(slider, &QSlider::valueChanged, this, [this, which = *layer](int percent) { m_layers.setOpacity(which, percent / 100.0); });
        grid->addWidget(eye, row, 0);
        grid->addWidget(label, row, 1);
        grid->addWidget(slider, row, 2);
        m_eyes[index] = eye;
        m_sliders[index] = slider;
    }
    grid->setColumnMinimumWidth(3, 12);
    grid->setRowStretch(row, 1);
    connect(&layers, &LayerModel::changed, this, &LayersPanel::showState);
    showState();
}

void LayersPanel::showState()
{
    static const QIcon shown = icon("eye");
    static const QIcon hidden = icon("eye-off");
    for (const Layer layer : allLayers) {
        const auto index = static_cast<std::size_t>(layer);
        const LayerStyle& style = m_layers.style(layer);
        const QSignalBlocker eyeBlocker(m_eyes[index]);
        const QSignalBlocker sliderBlocker(m_sliders[index]);
        m_eyes[index]->setChecked(style.visible);
        m_eyes[index]->setIcon(style.visible ? shown : hidden);
        m_sliders[index]->setValue(static_cast<int>(std::lround(style.opacity * 100.0)));
        m_sliders[index]->setEnabled(style.visible);
    }
}

} // namespace sonosketch
