// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/editor_session.h"
#include "app/tools/tool.h"

#include <QObject>
#include <QVariantMap>

#include <memory>
#include <vector>

namespace sonosketch {

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

    void requestPan(QPointF delta) { Q_EMIT panRequested(delta); }

Q_SIGNALS:
    void toolChanged();
    void activeLabelChanged(int id);
    /// Size, shape, pressure or paint rule.
    void optionsChanged();
    void panRequested(QPointF viewDelta);

private:
    void fitToPalette();

    EditorSession& m_session;
    std::vector<std::unique_ptr<Tool>> m_tools;
    ToolId m_current = ToolId::LabelBrush;
    ToolId m_last = ToolId::LabelEraser;
    int m_activeLabel = 1;
    std::array<double, allTools.size()> m_diameters{28, 28, 3, 12, 40, 40, 1, 1};
    BrushShape m_shape = BrushShape::Round;
    bool m_pressureSize = true;
    PaintRule m_rule;
};

} // namespace sonosketch
