// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <array>
#include <cstdint>

namespace sonosketch {

/// The layers of the condition canvas, bottom first.
enum class Layer : int { Source, FieldOfView, Labels, AutoEdges, Strokes };
inline constexpr std::array allLayers{Layer::Source, Layer::FieldOfView, Layer::Labels, Layer::AutoEdges, Layer::Strokes};

struct LayerStyle {
    bool visible = true;
    double opacity = 1.0; ///< 0 .. 1

    bool operator==(const LayerStyle&) const = default;
};
using LayerStyles = std::array<LayerStyle, allLayers.size()>;

/// How the layers are shown. View state alone: it never reaches the condition, the history or a file.
class LayerModel : public QObject {
    Q_OBJECT

public:
    explicit LayerModel(QObject* parent = nullptr);

    const LayerStyles& styles() const { return m_styles; }
    const LayerStyle& style(Layer layer) const { return m_styles[static_cast<std::size_t>(layer)]; }
    void setVisible(Layer layer, bool visible);
    /// Clamped to 0 .. 1.
    void setOpacity(Layer layer, double opacity);
    /// Bit i: label i is not shown. The background has nothing to hide.
    std::uint64_t hiddenLabels() const { return m_hiddenLabels; }
    bool isLabelHidden(int label) const { return label >= 0 && label < 64 && (m_hiddenLabels >> label & 1u); }
    void setLabelHidden(int label, bool hidden);
    void showAllLabels();
    static QString name(Layer layer);

Q_SIGNALS:
    void changed();

private:
    LayerStyles m_styles;
    std::uint64_t m_hiddenLabels = 0;
};

} // namespace sonosketch
