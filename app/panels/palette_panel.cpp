// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/palette_panel.h"

#include "app/commands/command_table.h"
#include "app/commands/icons.h"
#include "app/panels/panel_parts.h"
#include "app/session/layer_model.h"
#include "app/session/text.h"
#include "app/tools/tool_box.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace sonosketch {

namespace {

/// One class: swatch, name, number key at the right end.
class LabelButton : public QAbstractButton {
public:
    LabelButton(QColor color, const QString& name, const QString& key)
        : m_color(color)
        , m_key(key)
    {
        setText(name);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {160, 27}; }
    QSize minimumSizeHint() const override { return {90, 27}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        if (isChecked() || underMouse() || hasFocus()) {
            painter.setPen(isChecked() ? QPen(palette().color(QPalette::Highlight), 1) : QPen(Qt::NoPen));
            painter.setBrush(palette().color(isChecked() ? QPalette::Midlight : QPalette::Button));
            painter.drawRoundedRect(frame, 4, 4);
        }
        painter.drawPixmap(QPointF(7, (height() - 14) / 2.0), swatch(m_color));
        painter.setPen(palette().color(isChecked() ? QPalette::BrightText : QPalette::WindowText));
        const QRect name = rect().adjusted(29, 0, -20, 0);
        painter.drawText(name, Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideRight, name.width()));
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(0, 0, -7, 0), Qt::AlignVCenter | Qt::AlignRight, m_key);
    }

private:
    QColor m_color;
    QString m_key;
};

} // namespace

PalettePanel::PalettePanel(ToolBox& tools, LayerModel& layers, QWidget* parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_layers(layers)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(6, 6, 6, 8);
    m_rows->setSpacing(1);
    connect(&tools.session(), &EditorSession::caseOpened, this, &PalettePanel::rebuild);
    connect(&tools, &ToolBox::activeLabelChanged, this, &PalettePanel::showState);
    connect(&tools, &ToolBox::optionsChanged, this, &PalettePanel::showState);
    connect(&layers, &LayerModel::changed, this, &PalettePanel::showState);
    rebuild();
}

void PalettePanel::rebuild()
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_labels.clear();
    m_eyes.clear();
    m_locks.clear();
    for (const LabelClass& label : m_tools.session().value().palette.classes()) {
        const int id = label.id;
        const QString key = id < 10 ? QString::number(id) : QString();
        auto* line = new QWidget;
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(1);
        auto* button = new LabelButton(QColor(label.red, label.green, label.blue), classText(label.name), key);
        button->setObjectName(QStringLiteral("label%1").arg(id));
        describe(button, classText(label.name),
            id == 0 ? tr("Paints background.") : tr("Makes this class the active one and takes the brush."), key);
        connect(button, &QAbstractButton::clicked, this, [this, id] {
            m_tools.setActiveLabel(id);
            m_tools.select(ToolId::LabelBrush);
            showState(); // a second click does not let go of it
        });
        row->addWidget(button, 1);
        auto* eye = new QToolButton;
        eye->setObjectName(QStringLiteral("labelVisible%1").arg(id));
        eye->setCheckable(true);
        eye->setAutoRaise(true);
        eye->setIconSize({14, 14});
        describe(eye, tr("Show %1").arg(classText(label.name)),
            tr("Shows or hides this class on the canvas; the model sees it all the same."), CommandTable::keyText(Command::HideLabel));
        connect(eye, &QToolButton::toggled, this, [this, id](bool on) { m_layers.setLabelHidden(id, !on); });
        QSizePolicy keepsPlace = eye->sizePolicy();
        keepsPlace.setRetainSizeWhenHidden(true);
        eye->setSizePolicy(keepsPlace);
        eye->setVisible(id != 0); // the background has nothing to hide
        row->addWidget(eye);
        m_eyes.push_back(eye);
        auto* lock = new QToolButton;
        lock->setObjectName(QStringLiteral("labelLock%1").arg(id));
        lock->setCheckable(true);
        lock->setAutoRaise(true);
        lock->setIconSize({14, 14});
        describe(lock, tr("Lock %1").arg(classText(label.name)), tr("A locked class neither shrinks nor grows."),
            CommandTable::keyText(Command::LockLabel));
        connect(lock, &QToolButton::toggled, this, [this, id](bool on) { m_tools.setLocked(id, on); });
        row->addWidget(lock);
        m_rows->addWidget(line);
        m_labels.push_back(button);
        m_locks.push_back(lock);
    }
    m_rows->addStretch(1);
    showState();
}

void PalettePanel::showState()
{
    static const QIcon locked = icon("lock");
    static const QIcon unlocked = icon("unlock");
    static const QIcon shown = icon("eye");
    static const QIcon hidden = icon("eye-off");
    for (std::size_t id = 0; id < m_labels.size(); ++id) {
        const QSignalBlocker labelBlocker(m_labels[id]);
        const QSignalBlocker lockBlocker(m_locks[id]);
        const QSignalBlocker eyeBlocker(m_eyes[id]);
        const bool isHidden = m_layers.isLabelHidden(static_cast<int>(id));
        m_eyes[id]->setChecked(!isHidden);
        m_eyes[id]->setIcon(isHidden ? hidden : shown);
        m_labels[id]->setChecked(static_cast<int>(id) == m_tools.activeLabel());
        const bool isLocked = m_tools.isLocked(static_cast<int>(id));
        m_locks[id]->setChecked(isLocked);
        m_locks[id]->setIcon(isLocked ? locked : unlocked);
        m_labels[id]->update();
    }
}

} // namespace sonosketch
