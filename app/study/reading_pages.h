// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/trial_log.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace sonosketch {

/// A page of text with a few buttons, as wide as text is read well: what is asked, break, trouble, end.
class ReadingTextPage : public QWidget {
    Q_OBJECT

public:
    explicit ReadingTextPage(const char* name, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& html);
    /// One line below the text in the colour of warnings; empty: none.
    void setWarning(const QString& text);
    QString warning() const;
    /// The first one is what Enter does. `name` is the object name.
    QPushButton* addButton(const char* name, const QString& text, const QString& tip, const QString& keys = {});

protected:
    QVBoxLayout* column() { return m_column; }
    /// Above the warning and the buttons.
    void insert(QWidget* widget);

private:
    QVBoxLayout* m_column;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_warning;
    QWidget* m_buttons;
};

/// Who reads: those who have answered here before, or a new name.
class ReaderPage : public ReadingTextPage {
    Q_OBJECT

public:
    explicit ReaderPage(QWidget* parent = nullptr);

    void setReaders(const std::vector<study::LoggedReader>& readers, std::size_t trials);
    void setName(const QString& name);
    QString name() const;
    void takeFocus();

Q_SIGNALS:
    void chosen(const QString& name);
    void closeWanted();

private:
    QListWidget* m_list;
    QLineEdit* m_name;
    QPushButton* m_begin;
};

} // namespace sonosketch
