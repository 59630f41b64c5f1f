// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/command_table.h"

#include "app/commands/icons.h"
#include "app/commands/key_map.h"

#include <QActionGroup>

#include <algorithm>

namespace sonosketch {

namespace {
QString plainText(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("\u2026"));
}
QString keysText(const CommandSpec& spec)
{
    QStringList keys;
    for (const QKeySequence& key : KeyMap::active().keys(spec.id))
        keys << key.toString(QKeySequence::NativeText);
    return keys.join(CommandTable::tr(" or "));
}
const CommandSpec* specOf(Command id)
{
    const auto& list = commandList();
    const auto found = std::find_if(list.begin(), list.end(), [id](const CommandSpec& spec) { return spec.id == id; });
    return found == list.end() ? nullptr : &*found;
}
} // namespace

CommandTable::CommandTable(QObject* parent)
    : QObject(parent)
{
    auto* tools = new QActionGroup(this);
    for (const CommandSpec& spec : commandList()) {
        auto* action = new QAction(spec.text, this);
        action->setObjectName(QString::fromLatin1(spec.name));
        action->setStatusTip(spec.tip);
        action->setCheckable(spec.kind != CommandSpec::Kind::Plain);
        if (spec.icon)
            action->setIcon(icon(spec.icon));
        if (spec.kind == CommandSpec::Kind::Tool)
            tools->addAction(action);
        // Holding a bracket key goes on changing the size; nothing else should repeat by accident.
        action->setAutoRepeat(spec.id == Command::SmallerBrush || spec.id == Command::LargerBrush || spec.id == Command::Undo
            || spec.id == Command::Redo || spec.id == Command::NextLabel || spec.id == Command::PreviousLabel || spec.id == Command::ZoomIn
            || spec.id == Command::ZoomOut);
        connect(action, &QAction::triggered, this, [this, id = spec.id](bool checked) { Q_EMIT triggered(id, checked); });
        m_actions.emplace(spec.id, action);
    }
    connect(&KeyMap::active(), &KeyMap::changed, this, &CommandTable::takeKeys);
    takeKeys();
}

void CommandTable::takeKeys()
{
    for (const CommandSpec& spec : commandList()) {
        m_actions.at(spec.id)->setShortcuts(KeyMap::active().keys(spec.id));
        m_actions.at(spec.id)->setToolTip(tipWithKeys(spec));
    }
}

QList<QAction*> CommandTable::actions() const
{
    QList<QAction*> all;
    for (const CommandSpec& spec : commandList())
        all << m_actions.at(spec.id);
    return all;
}

void CommandTable::update(const CommandState& state)
{
    for (const CommandSpec& spec : commandList())
        if (spec.enabled)
            m_actions.at(spec.id)->setEnabled(spec.enabled(state));
}

QString CommandTable::tipWithKeys(const CommandSpec& spec)
{
    const QString keys = keysText(spec);
    const QString title = plainText(spec.text);
    return QStringLiteral("<b>%1</b>%2<br>%3")
        .arg(title.toHtmlEscaped(), keys.isEmpty() ? QString() : QStringLiteral(" &nbsp;(%1)").arg(keys.toHtmlEscaped()),
            spec.tip.toHtmlEscaped());
}

QString CommandTable::keyText(Command id)
{
    const QList<QKeySequence> keys = KeyMap::active().keys(id);
    return keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
}

QString CommandTable::plainName(Command id)
{
    const CommandSpec* spec = specOf(id);
    return spec ? plainText(spec->text) : QString();
}

QString CommandTable::shortcutsHtml()
{
    QString rows;
    const auto row = [&rows](const QString& keys, const QString& what) {
        rows += QStringLiteral("<tr><td align='right'><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(keys.toHtmlEscaped(), what.toHtmlEscaped());
    };
    for (const CommandSpec& spec : commandList())
        if (!KeyMap::active().keys(spec.id).isEmpty())
            row(keysText(spec), plainText(spec.text));
    row(tr("Ctrl held"), tr("Any brush or shape erases"));
    row(tr("Shift held"), tr("Circle, square, angles of 15 degrees, size in proportion"));
    row(tr("Alt held"), tr("Ellipse and rectangle from the middle"));
    row(tr("Enter"), tr("Ends a polygon or curve, puts a moved object down"));
    row(tr("Backspace"), tr("Takes back the last corner"));
    row(tr("Arrow keys"), tr("Move the selected object by a pixel, with Shift by ten"));
    row(tr("Space held"), tr("Any tool pans"));
    row(tr("Space held in the comparison"), tr("While blinking: the other picture"));
    row(tr("Right click"), tr("Pick the label under the pointer"));
    row(tr("Wheel"), tr("Zoom at the pointer"));
    row(tr("Shift+Wheel"), tr("Brush size"));
    row(tr("Middle button"), tr("Pan"));
    return QStringLiteral("<table cellspacing='2'>%1</table>").arg(rows);
}

} // namespace sonosketch
