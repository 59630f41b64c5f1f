// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/command_table.h"

#include <QSet>
#include <QTest>

using namespace sonosketch;

class TestCommandTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsComplete()
    {
        CommandTable table;
        QSet<QString> names;
        for (const CommandSpec& spec : commandList()) {
            QVERIFY2(!spec.text.isEmpty() && !spec.tip.isEmpty(), spec.name);
            QVERIFY2(!names.contains(spec.name), spec.name);
            names.insert(spec.name);
            if (spec.icon)
                QVERIFY2(!table.action(spec.id)->icon().isNull(), spec.icon);
        }
    }

    void noTwoCommandsShareAKey()
    {
        QHash<QString, QString> owner;
        for (const CommandSpec& spec : commandList())
            for (const QKeySequence& key : spec.keys) {
                QVERIFY2(!key.isEmpty(), spec.name);
                QVERIFY2(!owner.contains(key.toString()),
                    qPrintable(QStringLiteral("%1: %2 and %3").arg(key.toString(), owner.value(key.toString()), spec.name)));
                owner.insert(key.toString(), spec.name);
            }
    }

    void tooltipsNameTheKeys()
    {
        CommandTable table;
        for (const CommandSpec& spec : commandList())
            if (!spec.keys.isEmpty())
                QVERIFY2(table.action(spec.id)->toolTip().contains(spec.keys.first().toString(QKeySequence::NativeText).toHtmlEscaped()),
                    spec.name);
    }

    void rulesFollowTheState()
    {
        CommandTable table;
        CommandState state;
        state.labels = 4;
        table.update(state);
        QVERIFY(!table.action(Command::Undo)->isEnabled());
        QVERIFY(!table.action(Command::SavePicture)->isEnabled());
        QVERIFY(!table.action(Command::CancelStroke)->isEnabled());
        QVERIFY(table.action(Command::Label3)->isEnabled());
        QVERIFY(!table.action(Command::Label4)->isEnabled());
        state.canUndo = state.hasPicture = true;
        table.update(state);
        QVERIFY(table.action(Command::Undo)->isEnabled());
        QVERIFY(table.action(Command::SavePicture)->isEnabled());
        state.strokeActive = true;
        table.update(state);
        QVERIFY(!table.action(Command::Undo)->isEnabled());
        QVERIFY(!table.action(Command::Open)->isEnabled());
        QVERIFY(table.action(Command::CancelStroke)->isEnabled());
    }
};

QTEST_MAIN(TestCommandTable)
#include "test_command_table.moc"
