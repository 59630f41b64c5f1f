// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commands/command_table.h"

#include <QHash>
#include <QVariantMap>

#include <optional>

namespace sonosketch {

/// Which keys trigger which command: a preset, and what a person changed in it. One for the whole program, because keys are a habit of the
/// hand and not of a window; tables and tooltips follow changed(). GUI thread.
class KeyMap : public QObject {
    Q_OBJECT

public:
    enum class Preset : int {
        SonoSketch, ///< the keys written in the action table
        Slicer,     ///< those of 3D Slicer's Segment Editor where it has them (docs of Slicer 5, module "Segment Editor")
    };
    static constexpr int maxKeys = 4; ///< of one command

    static KeyMap& active();

    /// The first one is shown in menus. Empty: the command has no key.
    QList<QKeySequence> keys(Command id) const { return m_keys.value(id); }
    /// Takes the keys away from any other command that holds one of them; `lost` names those. More than maxKeys are cut off.
    void setKeys(Command id, QList<QKeySequence> keys, QList<Command>* lost = nullptr);
    /// Back to the preset's; another command that was given one of them loses it.
    void resetKeys(Command id);
    bool isChanged(Command id) const { return m_keys.value(id) != presetKeys(m_preset, id); }
    /// Who holds a key; nothing if it is free.
    std::optional<Command> owner(const QKeySequence& key) const;

    Preset preset() const { return m_preset; }
    /// Every command gets the preset's keys; a person's changes are dropped.
    void setPreset(Preset preset);
    static QString presetName(Preset preset);
    static QList<QKeySequence> presetKeys(Preset preset, Command id);

    /// The preset and the changes, as settings keep them: {"preset": .., "keys": {"edit.undo": ["Ctrl+Z", ..], ..}}.
    QVariantMap stored() const;
    /// Settings are a file from outside: unknown commands, unreadable keys and second owners of a key are left out.
    void restore(const QVariantMap& stored);

Q_SIGNALS:
    void changed();

private:
    KeyMap();

    Preset m_preset = Preset::SonoSketch;
    QHash<Command, QList<QKeySequence>> m_keys;
};

} // namespace sonosketch
