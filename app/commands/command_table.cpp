// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/command_table.h"

#include "app/commands/icons.h"

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
    for (const QKeySequence& key : spec.keys)
        keys << key.toString(QKeySequence::NativeText);
    return keys.join(QObject::tr(" or "));
}
} // namespace

CommandTable::CommandTable(QObject* parent)
    : QObject(parent)
{
    auto* tools = new QActionGroup(this);
    for (const CommandSpec& spec : commandList()) {
        auto* action = new QAction(spec.text, this);
        action->setObjectName(QString::fromLatin1(spec.name));
        action->setShortcuts(spec.keys);
        action->setToolTip(tipWithKeys(spec));
        action->setStatusTip(spec.tip);
        action->setCheckable(spec.kind != CommandSpec::Kind::Plain);
        if (spec.icon)
            action->setIcon(icon(spec.icon));
        if (spec.kind == CommandSpec::Kind::Tool)
            tools->addAction(action);
        // Holding a bracket key goes on changing the size; nothing else should repeat by accident.
        action->setAutoRepeat(spec.id == Command::SmallerBrush || spec.id == Command::LargerBrush || spec.id == Command::Undo
            || spec.id == Command::Redo || spec.id == Command::ZoomIn || spec.id == Command::ZoomOut);
        connect(action, &QAction::triggered, this, [this, id = spec.id](bool checked) { Q_EMIT triggered(id, checked); });
        m_actions.emplace(spec.id, action);
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
    const auto& list = commandList();
    const auto found = std::find_if(list.begin(), list.end(), [id](const CommandSpec& spec) { return spec.id == id; });
    return found == list.end() || found->keys.isEmpty() ? QString() : found->keys.first().toString(QKeySequence::NativeText);
}

QString CommandTable::shortcutsHtml()
{
    QString rows;
    const auto row = [&rows](const QString& keys, const QString& what) {
        rows += QStringLiteral("<tr><td align='right'><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(keys.toHtmlEscaped(), what.toHtmlEscaped());
    };
    for (const CommandSpec& spec : commandList())
        if (!spec.keys.isEmpty())
            row(keysText(spec), plainText(spec.text));
    row(tr("Ctrl held"), tr("Any brush erases"));
    row(tr("Space held"), tr("Any tool pans"));
    row(tr("Space held in the comparison"), tr("While blinking: the other picture"));
    row(tr("Right click"), tr("Pick the label under the pointer"));
    row(tr("Wheel"), tr("Zoom at the pointer"));
    row(tr("Shift+Wheel"), tr("Brush size"));
    row(tr("Middle button"), tr("Pan"));
    return QStringLiteral("<table cellspacing='2'>%1</table>").arg(rows);
}

} // namespace sonosketch
