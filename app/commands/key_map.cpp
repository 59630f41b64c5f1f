// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/key_map.h"

#include <algorithm>

namespace sonosketch {

namespace {

/// What differs from the action table. Slicer's digits choose effects, so labels move to Ctrl+Alt; Space is its key for the last two tools,
/// so panning is the middle button's or the pan tool's.
const QHash<Command, QStringList>& slicerKeys()
{
    static const QHash<Command, QStringList> keys = [] {
        QHash<Command, QStringList> all{
            {Command::Undo, {"Z", "Ctrl+Z"}}, {Command::Redo, {"Y", "Ctrl+Y", "Ctrl+Shift+Z"}}, {Command::LastTool, {"Space", "X"}},
            {Command::SmallerBrush, {"-", "["}}, {Command::LargerBrush, {"+", "=", "]"}}, {Command::PreviousLabel, {"Q", ","}},
            {Command::NextLabel, {"W", "."}}, {Command::ToolWand, {"1"}},            // Threshold
            {Command::ToolLabelBrush, {"2", "B"}}, {Command::ToolLasso, {"3", "L"}}, // Draw
            {Command::ToolLabelEraser, {"4", "E"}}, {Command::ToolFill, {"5", "K"}}, // the nearest to its region tools
        };
        for (int digit = 0; digit <= 9; ++digit)
            all.insert(static_cast<Command>(static_cast<int>(Command::Label0) + digit), {QStringLiteral("Ctrl+Alt+%1").arg(digit)});
        return all;
    }();
    return keys;
}

const CommandSpec* find(const QString& name)
{
    const auto& list = commandList();
    const auto found = std::find_if(list.begin(), list.end(), [&](const CommandSpec& spec) { return name == QLatin1String(spec.name); });
    return found == list.end() ? nullptr : &*found;
}

QStringList toText(const QList<QKeySequence>& keys)
{
    QStringList text;
    for (const QKeySequence& key : keys)
        text << key.toString(QKeySequence::PortableText);
    return text;
}

QList<QKeySequence> fromText(const QStringList& text)
{
    QList<QKeySequence> keys;
    for (const QString& one : text.mid(0, KeyMap::maxKeys)) {
        const QKeySequence key = QKeySequence::fromString(one, QKeySequence::PortableText);
        if (!key.isEmpty() && key[0].key() != Qt::Key_unknown && !keys.contains(key))
            keys << key;
    }
    return keys;
}

} // namespace

KeyMap& KeyMap::active()
{
    static KeyMap map;
    return map;
}

KeyMap::KeyMap()
{
    for (const CommandSpec& spec : commandList())
        m_keys.insert(spec.id, spec.keys);
}

QList<QKeySequence> KeyMap::presetKeys(Preset preset, Command id)
{
    if (preset == Preset::Slicer) {
        const auto found = slicerKeys().constFind(id);
        if (found != slicerKeys().constEnd())
            return fromText(*found);
    }
    const auto& list = commandList();
    const auto spec = std::find_if(list.begin(), list.end(), [id](const CommandSpec& row) { return row.id == id; });
    QList<QKeySequence> keys = spec == list.end() ? QList<QKeySequence>() : spec->keys;
    if (preset == Preset::Slicer) {
        // A key that Slicer uses for something else is no longer free for this command.
        for (const QStringList& taken : slicerKeys())
            for (const QKeySequence& key : fromText(taken))
                keys.removeAll(key);
    }
    return keys;
}

void KeyMap::setKeys(Command id, QList<QKeySequence> keys, QList<Command>* lost)
{
    keys = keys.mid(0, maxKeys);
    keys.removeAll(QKeySequence());
    for (const CommandSpec& spec : commandList()) {
        if (spec.id == id)
            continue;
        QList<QKeySequence>& held = m_keys[spec.id];
        if (held.removeIf([&](const QKeySequence& key) { return keys.contains(key); }) > 0 && lost)
            lost->append(spec.id);
    }
    m_keys[id] = keys;
    Q_EMIT changed();
}

void KeyMap::resetKeys(Command id)
{
    setKeys(id, presetKeys(m_preset, id));
}

std::optional<Command> KeyMap::owner(const QKeySequence& key) const
{
    for (auto entry = m_keys.constBegin(); entry != m_keys.constEnd(); ++entry)
        if (entry.value().contains(key))
            return entry.key();
    return std::nullopt;
}

void KeyMap::setPreset(Preset preset)
{
    m_preset = preset;
    for (const CommandSpec& spec : commandList())
        m_keys[spec.id] = presetKeys(preset, spec.id);
    Q_EMIT changed();
}

QString KeyMap::presetName(Preset preset)
{
    return preset == Preset::Slicer ? tr("3D Slicer") : tr("SonoSketch");
}

QVariantMap KeyMap::stored() const
{
    QVariantMap keys;
    for (const CommandSpec& spec : commandList())
        if (isChanged(spec.id))
            keys.insert(QString::fromLatin1(spec.name), toText(m_keys.value(spec.id)));
    return {{QStringLiteral("preset"), m_preset == Preset::Slicer ? QStringLiteral("slicer") : QStringLiteral("sonosketch")},
        {QStringLiteral("keys"), keys}};
}

void KeyMap::restore(const QVariantMap& stored)
{
    const bool slicer = stored.value(QStringLiteral("preset")).toString() == QLatin1String("slicer");
    m_preset = slicer ? Preset::Slicer : Preset::SonoSketch;
    for (const CommandSpec& spec : commandList())
        m_keys[spec.id] = presetKeys(m_preset, spec.id);
    const QVariantMap changes = stored.value(QStringLiteral("keys")).toMap();
    QHash<Command, QList<QKeySequence>> wanted;
    for (auto entry = changes.constBegin(); entry != changes.constEnd(); ++entry)
        if (const CommandSpec* spec = find(entry.key()))
            wanted.insert(spec->id, fromText(entry.value().toStringList()));
    // All changed commands let go first: two that exchanged their keys must both get them back.
    for (auto entry = wanted.constBegin(); entry != wanted.constEnd(); ++entry)
        m_keys[entry.key()].clear();
    for (const CommandSpec& spec : commandList()) {
        const auto found = wanted.constFind(spec.id);
        if (found == wanted.constEnd())
            continue;
        QList<QKeySequence> free;
        for (const QKeySequence& key : *found)
            if (!owner(key))
                free << key;
        m_keys[spec.id] = free;
    }
    Q_EMIT changed();
}

} // namespace sonosketch
