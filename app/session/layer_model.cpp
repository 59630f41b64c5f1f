// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/layer_model.h"

#include <algorithm>

namespace sonosketch {

LayerModel::LayerModel(QObject* parent)
    : QObject(parent)
{
    m_styles[static_cast<std::size_t>(Layer::FieldOfView)].opacity = 0.5;
    m_styles[static_cast<std::size_t>(Layer::Labels)].opacity = 0.4;
    m_styles[static_cast<std::size_t>(Layer::AutoEdges)].opacity = 0.8;
}

void LayerModel::setVisible(Layer layer, bool visible)
{
    auto& style = m_styles[static_cast<std::size_t>(layer)];
    if (style.visible == visible)
        return;
    style.visible = visible;
    Q_EMIT changed();
}

void LayerModel::setOpacity(Layer layer, double opacity)
{
    auto& style = m_styles[static_cast<std::size_t>(layer)];
    opacity = std::clamp(opacity, 0.0, 1.0);
    if (style.opacity == opacity)
        return;
    style.opacity = opacity;
    Q_EMIT changed();
}

void LayerModel::setLabelHidden(int label, bool hidden)
{
    if (label < 1 || label > 63 || isLabelHidden(label) == hidden)
        return;
    m_hiddenLabels ^= std::uint64_t{1} << label;
    Q_EMIT changed();
}

void LayerModel::showAllLabels()
{
    if (m_hiddenLabels == 0)
        return;
    m_hiddenLabels = 0;
    Q_EMIT changed();
}

QString LayerModel::name(Layer layer)
{
    switch (layer) {
    case Layer::Source:
        return tr("Source image");
    case Layer::FieldOfView:
        return tr("Field of view");
    case Layer::Labels:
        return tr("Labels");
    case Layer::AutoEdges:
        return tr("Automatic sketch");
    case Layer::Strokes:
        return tr("Pen strokes");
    }
    return {};
}

} // namespace sonosketch
