// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/key_map.h"

#include <QAction>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace sonosketch;

class TestKeyMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { KeyMap::active().setPreset(KeyMap::Preset::SonoSketch); }

    void noPresetGivesAKeyTwice()
    {
        for (const auto preset : {KeyMap::Preset::SonoSketch, KeyMap::Preset::Slicer}) {
            QHash<QString, QString> owners;
            for (const CommandSpec& spec : commandList())
                for (const QKeySequence& key : KeyMap::presetKeys(preset, spec.id)) {
                    const QString text = key.toString(QKeySequence::PortableText);
                    QVERIFY2(!owners.contains(text),
                        qPrintable(QStringLiteral("%1: %2 and %3").arg(text, owners.value(text), QString::fromLatin1(spec.name))));
                    owners.insert(text, QString::fromLatin1(spec.name));
                }
        }
    }

    void slicerPresetHasSlicersKeys()
    {
        CommandTable table;
        KeyMap::active().setPreset(KeyMap::Preset::Slicer);
        QCOMPARE(KeyMap::active().owner(QKeySequence(QStringLiteral("Y"))), Command::Redo);
        QCOMPARE(KeyMap::active().owner(QKeySequence(QStringLiteral("Space"))), Command::LastTool);
        QCOMPARE(KeyMap::active().owner(QKeySequence(QStringLiteral("+"))), Command::LargerBrush);
        QVERIFY(KeyMap::active().owner(QKeySequence(QStringLiteral("2"))) != Command::Label2);
        QCOMPARE(table.action(Command::LastTool)->shortcut(), QKeySequence(QStringLiteral("Space")));
    }

    void changedKeysReachActionsTipsAndList()
    {
        CommandTable table;
        const QKeySequence key(QStringLiteral("Ctrl+Alt+U"));
        KeyMap::active().setKeys(Command::Undo, {key});
        QCOMPARE(table.action(Command::Undo)->shortcuts(), QList<QKeySequence>{key});
        QVERIFY(table.action(Command::Undo)->toolTip().contains(key.toString(QKeySequence::NativeText)));
        QCOMPARE(CommandTable::keyText(Command::Undo), key.toString(QKeySequence::NativeText));
        QVERIFY(CommandTable::shortcutsHtml().contains(key.toString(QKeySequence::NativeText)));
        QVERIFY(KeyMap::active().isChanged(Command::Undo));
        KeyMap::active().resetKeys(Command::Undo);
        QVERIFY(!KeyMap::active().isChanged(Command::Undo));
        QCOMPARE(table.action(Command::Undo)->shortcut(), QKeySequence(QStringLiteral("Ctrl+Z")));
    }

    void aKeyHasOneOwner()
    {
        QList<Command> lost;
        KeyMap::active().setKeys(Command::Redo, {QKeySequence(QStringLiteral("Z"))}, &lost);
        QCOMPARE(lost, QList<Command>{Command::Undo});
        QCOMPARE(KeyMap::active().owner(QKeySequence(QStringLiteral("Z"))), Command::Redo);
        QVERIFY(!KeyMap::active().keys(Command::Undo).contains(QKeySequence(QStringLiteral("Z"))));
        QVERIFY(KeyMap::active().keys(Command::Undo).contains(QKeySequence(QStringLiteral("Ctrl+Z"))));
    }

    void exchangedKeysSurviveStorage()
    {
        KeyMap::active().setKeys(Command::ToolLabelBrush, {QKeySequence(QStringLiteral("E"))});
        KeyMap::active().setKeys(Command::ToolLabelEraser, {QKeySequence(QStringLiteral("B"))});
        const QVariantMap stored = KeyMap::active().stored();
        KeyMap::active().setPreset(KeyMap::Preset::SonoSketch);
        QCOMPARE(KeyMap::active().owner(QKeySequence(QStringLiteral("B"))), Command::ToolLabelBrush);
        QSignalSpy changed(&KeyMap::active(), &KeyMap::changed);
        KeyMap::active().restore(stored);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(KeyMap::active().owner(QKeySequence(QStringLiteral("B"))), Command::ToolLabelEraser);
        QCOMPARE(KeyMap::active().owner(QKeySequence(QStringLiteral("E"))), Command::ToolLabelBrush);
    }

    void damagedSettingsDoNoHarm()
    {
        const QVariantMap keys{{QStringLiteral("no.such.command"), QStringList{QStringLiteral("Q")}},
            {QStringLiteral("edit.undo"),
                QStringList{QStringLiteral("B"), QStringLiteral("Ctrl+Alt+1"), QStringLiteral("nonsense+++"), QString()}},
            {QStringLiteral("edit.redo"), 17}};
        KeyMap::active().restore({{QStringLiteral("preset"), QStringLiteral("other")}, {QStringLiteral("keys"), keys}});
        QCOMPARE(KeyMap::active().preset(), KeyMap::Preset::SonoSketch);
        QCOMPARE(KeyMap::active().owner(QKeySequence(QStringLiteral("B"))), Command::ToolLabelBrush); // stays with the one who has it
        QCOMPARE(KeyMap::active().keys(Command::Undo), QList<QKeySequence>{QKeySequence(QStringLiteral("Ctrl+Alt+1"))});
        QSet<QString> seen;
        for (const CommandSpec& spec : commandList())
            for (const QKeySequence& key : KeyMap::active().keys(spec.id)) {
                QVERIFY2(!seen.contains(key.toString()), qPrintable(key.toString()));
                seen.insert(key.toString());
            }
    }
};

QTEST_MAIN(TestKeyMap)
#include "test_key_map.moc"
