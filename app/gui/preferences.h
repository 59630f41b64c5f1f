// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/gui/theme.h"

#include <QDialog>

class QComboBox;
class QTabWidget;

namespace sonosketch {

/// What a person chooses once: theme, language, keys. Works at once and is written to the settings as it is changed; not modal.
class Preferences : public QDialog {
    Q_OBJECT

public:
    enum class Page : int { General, Keys };

    explicit Preferences(QWidget* parent = nullptr);
    void showPage(Page page);

Q_SIGNALS:
    /// Panels and toolbars back to where they were at first.
    void layoutResetRequested();

private:
    QWidget* makeGeneralPage();

    QTabWidget* m_pages;
    QComboBox* m_theme;
    QComboBox* m_language;
};

// What main() does with the settings before the first window exists, and what the dialog writes. Unknown values count as the default.
void restorePreferences();
Theme storedTheme();
/// "de", "en" ...; empty: the desktop's language.
QString storedLanguage();

/// The languages there are translations for, "en" first.
QStringList availableLanguages();
/// Installs the translations of `language` (empty: the desktop's) for the program and for Qt's own texts; false if there are none.
/// Before the first window: texts are looked up when widgets are made.
bool installLanguage(const QString& language);

} // namespace sonosketch
