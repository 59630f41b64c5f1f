// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/editor_session.h"
#include "app/tools/tool.h"
#include "app/tools/tool_options.h"

#include <QObject>
#include <QVariantMap>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sonosketch {

class MoveObjectTool;

/// The tools, which one is active, and what they draw with. Lives as long as the window; GUI thread.
class ToolBox : public QObject {
    Q_OBJECT

public:
    explicit ToolBox(EditorSession& session, QObject* parent = nullptr);
    ~ToolBox() override;

    EditorSession& session() { return m_session; }
    const EditorSession& session() const { return m_session; }

    Tool& tool(ToolId id) { return *m_tools.at(static_cast<std::size_t>(id)); }
    Tool& current() { return tool(m_current); }
    ToolId currentId() const { return m_current; }
    void select(ToolId id);
    /// Back to the tool used before this one.
    void selectLast() { select(m_last); }
    static QString name(ToolId id);
    /// Of resources/icons; the history keeps it as the tool's id.
    static const char* iconName(ToolId id);

    /// Palette id the label brush paints. Ids the palette does not hold are ignored.
    int activeLabel() const { return m_activeLabel; }
    void setActiveLabel(int id);
    /// The label under a position becomes active; background too.
    void pickLabelAt(QPointF canvas);

    /// Canvas pixels, 1..256; every tool remembers its own.
    double diameter(ToolId id) const { return m_diameters.at(static_cast<std::size_t>(id)); }
    double diameter() const { return diameter(m_current); }
    void setDiameter(double diameter);
    /// A fifth larger or smaller, one pixel at least.
    void stepDiameter(int steps);

    BrushShape shape() const { return m_shape; }
    void setShape(BrushShape shape);
    bool pressureSize() const { return m_pressureSize; }
    void setPressureSize(bool on);

    const PaintRule& paintRule() const { return m_rule; }
    void setPaintOver(PaintRule::Over over, std::uint64_t chosen = ~0ull);
    void setLocked(int label, bool locked);
    bool isLocked(int label) const { return (m_rule.locked >> label) & 1u; }

    /// What a person set, for the settings file; which tool is in the hand is part of it, locks and paint rule belong to the case and are not.
    QVariantMap stored() const;
    /// Settings are a file from outside: unknown tools and sizes out of range are left as they are.
    void restore(const QVariantMap& stored);
    const ToolOptions& options() const { return m_options; }
    void setOptions(const ToolOptions& options);
    const ShapeNumbers& shapeNumbers() const { return m_shapeNumbers; }
    void setShapeNumbers(const ShapeNumbers& numbers);
    const LineNumbers& lineNumbers() const { return m_lineNumbers; }
    void setLineNumbers(const LineNumbers& numbers);
    /// Of the case's list; nothing if none is, or it is gone.
    std::optional<std::size_t> selectedMeasurement() const;
    /// The same while a measuring tool is active, which alone can do something to it.
    std::optional<std::size_t> shownMeasurement() { return current().measures() ? selectedMeasurement() : std::nullopt; }
    void selectMeasurement(std::optional<std::size_t> index);

    // -- for tools
    MoveObjectTool& moveTool();
    /// Fills a mask with the active label, or with background, under the paint rule: one step. False if nothing changed; a lock that is
    /// the reason is told.
    bool paintLabels(const QString& what, const cv::Mat& mask, bool erase);
    /// "Polygon: Teratoma", "Polygon: erase".
    QString stepText(const QString& what, bool erase) const;
    std::uint8_t labelToWrite(bool erase) const { return erase ? std::uint8_t{0} : static_cast<std::uint8_t>(m_activeLabel); }
    /// Does it and tells a person what an Error says; false then.
    bool attempt(const std::function<void()>& action);
    void say(const QString& text) { Q_EMIT message(text); }
    /// After every change of what the current tool draws above the picture.
    void overlayMoved();
    bool busy() { return current().busy(); }

    // -- what the canvas tells
    void setViewZoom(double zoom) { m_viewZoom = zoom; }
    /// Canvas pixels that this many screen pixels are.
    double onCanvas(double viewPixels) const { return viewPixels / m_viewZoom; }
    void setPointer(std::optional<QPointF> canvas) { m_pointer = canvas; }
    /// Where the pointer is, in canvas coordinates, while it is above the canvas.
    std::optional<QPointF> pointer() const { return m_pointer; }
    void setViewCentre(QPointF canvas) { m_viewCentre = canvas; }
    QPointF viewCentre() const { return m_viewCentre; }
    /// Tells cases apart, in this program and others: another one whenever a case is opened.
    quint64 caseToken() const { return m_caseToken; }

    void requestPan(QPointF delta) { Q_EMIT panRequested(delta); }

Q_SIGNALS:
    void toolChanged();
    void activeLabelChanged(int id);
    /// Size, shape, pressure or paint rule.
    void optionsChanged();
    void panRequested(QPointF viewDelta);
    /// What the current tool draws above the pictures.
    void overlayChanged();
    /// Something is pending now that Esc would drop, or no longer.
    void busyChanged();
    /// A sentence for the status bar.
    void message(const QString& text);

private:
    void fitToPalette();
    void caseOpened();
    void documentMoved();

    EditorSession& m_session;
    std::vector<std::unique_ptr<Tool>> m_tools;
    ToolId m_current = ToolId::LabelBrush;
    ToolId m_last = ToolId::LabelEraser;
    int m_activeLabel = 1;
    std::array<double, allTools.size()> m_diameters{28, 28, 3, 12, 40, 40, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 1, 1, 1, 1};
    BrushShape m_shape = BrushShape::Round;
    bool m_pressureSize = true;
    PaintRule m_rule;
    ToolOptions m_options;
    ShapeNumbers m_shapeNumbers;
    LineNumbers m_lineNumbers;
    std::optional<std::size_t> m_measurement;
    double m_viewZoom = 1;
    std::optional<QPointF> m_pointer;
    QPointF m_viewCentre{256, 256};
    quint64 m_caseToken = 0;
    bool m_wasBusy = false;
};

} // namespace sonosketch
