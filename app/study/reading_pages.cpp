// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/reading_pages.h"

#include "app/panels/panel_parts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace sonosketch {

namespace {
constexpr int textWidth = 640;
}

ReadingTextPage::ReadingTextPage(const char* name, QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_warning(new QLabel)
    , m_buttons(new QWidget)
{
    setObjectName(QLatin1String(name));
    m_title->setObjectName(QStringLiteral("readingTitle"));
    m_text->setObjectName(QStringLiteral("readingText"));
    m_warning->setObjectName(QStringLiteral("readingWarning"));
    for (QLabel* label : {m_title, m_text, m_warning}) {
        label->setWordWrap(true);
        label->setFixedWidth(textWidth);
    }
    m_title->setTextFormat(Qt::PlainText);
    m_warning->setTextFormat(Qt::PlainText);
    m_warning->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_warning->setFocusPolicy(Qt::NoFocus);
    m_warning->hide();
    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 8, 0, 0);
    row->setSpacing(10);
    row->addStretch(1);
    m_buttons->setFixedWidth(textWidth);
    m_column->setSpacing(14);
    m_column->addWidget(m_title);
    m_column->addWidget(m_text);
    m_column->addWidget(m_warning);
    m_column->addWidget(m_buttons);

    auto* whole = new QHBoxLayout(this);
    whole->addStretch(1);
    auto* middle = new QVBoxLayout;
    middle->addStretch(2);
    middle->addLayout(m_column);
    middle->addStretch(3);
    whole->addLayout(middle);
    whole->addStretch(1);
}

void ReadingTextPage::setTexts(const QString& title, const QString& html)
{
    m_title->setText(title);
    m_text->setText(html);
}

void ReadingTextPage::setWarning(const QString& text)
{
    m_warning->setText(text);
    m_warning->setVisible(!text.isEmpty());
}

QString ReadingTextPage::warning() const
{
    return m_warning->text();
}

QPushButton* ReadingTextPage::addButton(const char* name, const QString& text, const QString& tip, const QString& keys)
{
    auto* button = new QPushButton(keys.isEmpty() ? text : QStringLiteral("%1   %2").arg(text, keys));
    button->setObjectName(QLatin1String(name));
    // Every button has a key of the window; the focus stays where it cannot press one by accident.
    button->setFocusPolicy(Qt::NoFocus);
    describe(button, text, tip, keys);
    auto* row = static_cast<QHBoxLayout*>(m_buttons->layout());
    // The first stands at the right, where the way goes on.
    row->insertWidget(1, button);
    return button;
}

void ReadingTextPage::insert(QWidget* widget)
{
    widget->setFixedWidth(textWidth);
    m_column->insertWidget(m_column->indexOf(m_warning), widget);
}

ReaderPage::ReaderPage(QWidget* parent)
    : ReadingTextPage("readerPage", parent)
    , m_list(new QListWidget)
    , m_name(new QLineEdit)
{
    m_list->setObjectName(QStringLiteral("readerList"));
    m_list->setMaximumHeight(200);
    describe(m_list, tr("Readers of this study"), tr("Choose your name to go on where you stopped."));
    m_name->setObjectName(QStringLiteral("readerName"));
    m_name->setPlaceholderText(tr("Your name or initials"));
    m_name->setMaxLength(60);
    describe(m_name, tr("Name"), tr("Your answers are kept under this name."));
    insert(m_list);
    insert(m_name);
    m_begin = addButton("readerBegin", tr("Go on"), tr("To what is asked."), tr("Enter"));
    m_begin->setEnabled(false);
    auto* close = addButton("readerClose", tr("Close"), tr("Closes the window."));

    connect(m_name, &QLineEdit::textChanged, this, [this] { m_begin->setEnabled(!name().isEmpty()); });
    const auto choose = [this] {
        if (!name().isEmpty())
            Q_EMIT chosen(name());
    };
    connect(m_begin, &QPushButton::clicked, this, choose);
    connect(close, &QPushButton::clicked, this, &ReaderPage::closeWanted);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item)
            m_name->setText(item->data(Qt::UserRole).toString());
    });
    connect(m_list, &QListWidget::itemDoubleClicked, this, choose);
}

void ReaderPage::setReaders(const std::vector<study::LoggedReader>& readers, std::size_t trials)
{
    m_list->clear();
    for (const study::LoggedReader& reader : readers) {
        if (reader.simulated)
            continue;
        const QString known = QString::fromStdString(reader.name);
        const QString state = reader.open ? tr("at work in another window")
            : reader.answered == trials   ? tr("finished")
                                          : tr("%1 of %2 answered").arg(reader.answered).arg(trials);
        auto* item = new QListWidgetItem(QStringLiteral("%1   \u2013   %2").arg(known, state), m_list);
        item->setData(Qt::UserRole, known);
    }
    m_list->setVisible(m_list->count() > 0);
    m_list->setFixedHeight(std::min(200, 10 + m_list->count() * 25));
}

void ReaderPage::setName(const QString& name)
{
    m_name->setText(name);
}

QString ReaderPage::name() const
{
    return m_name->text().trimmed();
}

void ReaderPage::takeFocus()
{
    m_name->setFocus();
}

} // namespace sonosketch
