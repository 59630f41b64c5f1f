// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/key_page.h"

#include "app/commands/key_map.h"
#include "app/panels/panel_parts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace sonosketch {

namespace {
constexpr int idRole = Qt::UserRole;

QString keysText(Command id)
{
    QStringList keys;
    for (const QKeySequence& key : KeyMap::active().keys(id))
        keys << key.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral("   "));
}
} // namespace

KeyPage::KeyPage(QWidget* parent)
    : QWidget(parent)
    , m_preset(new QComboBox)
    , m_filter(new QLineEdit)
    , m_tree(new QTreeWidget)
    , m_record(new QKeySequenceEdit)
    , m_set(new QPushButton(tr("Set")))
    , m_add(new QPushButton(tr("Add")))
    , m_clear(new QPushButton(tr("No key")))
    , m_reset(new QPushButton(tr("Default")))
    , m_note(new QLabel)
{
    m_preset->setObjectName(QStringLiteral("keyPreset"));
    m_filter->setObjectName(QStringLiteral("keyFilter"));
    m_tree->setObjectName(QStringLiteral("keyTree"));
    m_record->setObjectName(QStringLiteral("keyRecord"));
    m_set->setObjectName(QStringLiteral("keySet"));
    m_add->setObjectName(QStringLiteral("keyAdd"));
    m_clear->setObjectName(QStringLiteral("keyClear"));
    m_reset->setObjectName(QStringLiteral("keyReset"));
    m_note->setObjectName(QStringLiteral("keyNote"));
    describe(m_preset, tr("Preset"), tr("Gives every command the keys of a program you know. Changes of your own are dropped."));
    describe(m_filter, tr("Find"), tr("Shows the commands and keys that hold this text."));
    describe(m_tree, tr("Commands"), tr("Choose a command, then press its new keys in the field below."));
    describe(m_record, tr("New keys"), tr("Click here and press the keys together."));
    describe(m_set, tr("Set keys"), tr("Replaces the keys of the chosen command."));
    describe(m_add, tr("Add keys"), tr("Gives the chosen command one more key."));
    describe(m_clear, tr("No key"), tr("Takes all keys from the chosen command."));
    describe(m_reset, tr("Default keys"), tr("Gives the chosen command the keys of the preset."));
    for (const auto preset : {KeyMap::Preset::SonoSketch, KeyMap::Preset::Slicer})
        m_preset->addItem(KeyMap::presetName(preset), static_cast<int>(preset));
    m_filter->setPlaceholderText(tr("Find a command or a key"));
    m_filter->setClearButtonEnabled(true);
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Command"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->header()->setStretchLastSection(false);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(m_note->fontMetrics().lineSpacing() * 2);

    auto* top = new QHBoxLayout;
    auto* presetLabel = new QLabel(tr("&Preset"));
    presetLabel->setBuddy(m_preset);
    top->addWidget(presetLabel);
    top->addWidget(m_preset);
    top->addWidget(m_filter, 1);
    auto* bottom = new QHBoxLayout;
    auto* recordLabel = new QLabel(tr("New &keys"));
    recordLabel->setBuddy(m_record);
    bottom->addWidget(recordLabel);
    bottom->addWidget(m_record, 1);
    for (QPushButton* button : {m_set, m_add, m_clear, m_reset})
        bottom->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(m_tree, 1);
    column->addLayout(bottom);
    column->addWidget(m_note);

    connect(m_preset, &QComboBox::activated, this,
        [this](int index) { KeyMap::active().setPreset(static_cast<KeyMap::Preset>(m_preset->itemData(index).toInt())); });
    connect(m_filter, &QLineEdit::textChanged, this, &KeyPage::applyFilter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &KeyPage::showChoice);
    connect(m_record, &QKeySequenceEdit::keySequenceChanged, this, &KeyPage::showChoice);
    connect(m_set, &QPushButton::clicked, this, [this] { assign(false); });
    connect(m_add, &QPushButton::clicked, this, [this] { assign(true); });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        if (const auto id = chosen())
            KeyMap::active().setKeys(*id, {});
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const auto id = chosen())
            KeyMap::active().resetKeys(*id);
    });
    connect(&KeyMap::active(), &KeyMap::changed, this, &KeyPage::showKeys);
    fill();
}

void KeyPage::fill()
{
    for (const CommandSpec& spec : commandList()) {
        auto* row = new QTreeWidgetItem(m_tree, {CommandTable::plainName(spec.id), QString()});
        row->setData(0, idRole, static_cast<int>(spec.id));
        row->setToolTip(0, spec.tip);
    }
    showKeys();
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
}

void KeyPage::showKeys()
{
    m_preset->setCurrentIndex(m_preset->findData(static_cast<int>(KeyMap::active().preset())));
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_tree->topLevelItem(row);
        const auto id = static_cast<Command>(item->data(0, idRole).toInt());
        item->setText(1, keysText(id));
        QFont font = item->font(0);
        font.setBold(KeyMap::active().isChanged(id)); // one's own changes stand out
        item->setFont(0, font);
        item->setFont(1, font);
    }
    applyFilter();
    showChoice();
}

void KeyPage::applyFilter()
{
    const QString text = m_filter->text().trimmed();
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_tree->topLevelItem(row);
        item->setHidden(!item->text(0).contains(text, Qt::CaseInsensitive) && !item->text(1).contains(text, Qt::CaseInsensitive));
    }
}

std::optional<Command> KeyPage::chosen() const
{
    const QTreeWidgetItem* item = m_tree->currentItem();
    if (!item)
        return std::nullopt;
    return static_cast<Command>(item->data(0, idRole).toInt());
}

void KeyPage::showChoice()
{
    const auto id = chosen();
    const QKeySequence key = m_record->keySequence();
    m_set->setEnabled(id && !key.isEmpty());
    m_add->setEnabled(id && !key.isEmpty() && KeyMap::active().keys(*id).size() < KeyMap::maxKeys);
    m_clear->setEnabled(id && !KeyMap::active().keys(*id).isEmpty());
    m_reset->setEnabled(id && KeyMap::active().isChanged(*id));
    if (key.isEmpty())
        return;
    const auto owner = KeyMap::active().owner(key);
    m_note->setText(owner && owner != id ? tr("%1 now means \u201c%2\u201d; that command would lose it.")
                                               .arg(key.toString(QKeySequence::NativeText), CommandTable::plainName(*owner))
                                         : QString());
}

void KeyPage::assign(bool add)
{
    const auto id = chosen();
    // One stroke: a sequence of several would make every first key wait.
    const QKeySequence key(m_record->keySequence()[0]);
    if (!id || key.isEmpty())
        return;
    QList<QKeySequence> keys = add ? KeyMap::active().keys(*id) : QList<QKeySequence>();
    if (!keys.contains(key))
        keys << key;
    QList<Command> lost;
    KeyMap::active().setKeys(*id, keys, &lost);
    m_record->clear();
    QStringList names;
    for (const Command other : lost)
        names << CommandTable::plainName(other);
    m_note->setText(names.isEmpty()
            ? tr("%1: %2").arg(CommandTable::plainName(*id), keysText(*id))
            : tr("%1 was taken from: %2").arg(key.toString(QKeySequence::NativeText), names.join(QStringLiteral(", "))));
}

} // namespace sonosketch
