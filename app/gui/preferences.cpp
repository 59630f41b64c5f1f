// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/preferences.h"

#include "app/commands/key_map.h"
#include "app/gui/key_page.h"
#include "app/panels/panel_parts.h"
#include "app/session/settings.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QLibraryInfo>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTranslator>
#include <QVBoxLayout>

// Resources in a static library are registered by hand, outside of any namespace.
static void registerTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace sonosketch {

namespace {
constexpr const char* themeKey = "appearance/theme";
constexpr const char* languageKey = "appearance/language";
constexpr const char* keysKey = "keys";
} // namespace

Preferences::Preferences(QWidget* parent)
    : QDialog(parent)
    , m_pages(new QTabWidget)
    , m_theme(new QComboBox)
    , m_language(new QComboBox)
{
    setObjectName(QStringLiteral("preferences"));
    setWindowTitle(tr("Preferences"));
    m_pages->addTab(makeGeneralPage(), tr("&General"));
    m_pages->addTab(new KeyPage, tr("&Keys"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_pages, 1);
    column->addWidget(buttons);
    resize(620, 640);
    connect(&KeyMap::active(), &KeyMap::changed, this, [] { openSettings()->setValue(QLatin1String(keysKey), KeyMap::active().stored()); });
}

QWidget* Preferences::makeGeneralPage()
{
    m_theme->setObjectName(QStringLiteral("theme"));
    m_language->setObjectName(QStringLiteral("language"));
    m_theme->addItem(tr("As the desktop"), static_cast<int>(Theme::System));
    m_theme->addItem(tr("Dark"), static_cast<int>(Theme::Dark));
    m_theme->addItem(tr("Light"), static_cast<int>(Theme::Light));
    m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(storedTheme())));
    describe(m_theme, tr("Theme"), tr("Dark suits a reading room, light a bright one. The pictures keep their dark surroundings."));
    m_language->addItem(tr("As the desktop"), QString());
    for (const QString& language : availableLanguages()) {
        QString name = QLocale(language).nativeLanguageName();
        m_language->addItem(name.replace(0, 1, name.left(1).toUpper()), language);
    }
    m_language->setCurrentIndex(std::max(0, m_language->findData(storedLanguage())));
    describe(m_language, tr("Language"), tr("Counts from the next start on."));
    auto* reset = new QPushButton(tr("Restore panels"));
    reset->setObjectName(QStringLiteral("resetLayout"));
    describe(reset, tr("Restore panels"), tr("Brings every panel and toolbar back to its first place."));

    connect(m_theme, &QComboBox::activated, this, [this](int index) {
        const auto theme = static_cast<Theme>(m_theme->itemData(index).toInt());
        openSettings()->setValue(QLatin1String(themeKey), themeName(theme));
        applyTheme(*qApp, theme);
    });
    connect(m_language, &QComboBox::activated, this,
        [this](int index) { openSettings()->setValue(QLatin1String(languageKey), m_language->itemData(index).toString()); });
    connect(reset, &QPushButton::clicked, this, &Preferences::layoutResetRequested);

    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("&Theme"), m_theme);
    form->addRow(tr("&Language"), m_language);
    form->addRow(QString(), new QLabel(tr("The language counts from the next start on.")));
    form->addRow(tr("Panels"), reset);
    return page;
}

void Preferences::showPage(Page page)
{
    m_pages->setCurrentIndex(static_cast<int>(page));
    show();
    raise();
    activateWindow();
}

void restorePreferences()
{
    KeyMap::active().restore(openSettings()->value(QLatin1String(keysKey)).toMap());
}

Theme storedTheme()
{
    return themeFromName(openSettings()->value(QLatin1String(themeKey), themeName(Theme::Dark)).toString());
}

QString storedLanguage()
{
    const QString language = openSettings()->value(QLatin1String(languageKey)).toString();
    return availableLanguages().contains(language) ? language : QString();
}

QStringList availableLanguages()
{
    registerTranslations();
    QStringList languages{QStringLiteral("en")};
    for (const QString& file : QDir(QStringLiteral(":/translations")).entryList({QStringLiteral("sonosketch_*.qm")}))
        languages << file.section(QLatin1Char('_'), 1).section(QLatin1Char('.'), 0, 0);
    return languages;
}

bool installLanguage(const QString& language)
{
    registerTranslations();
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    if (locale.language() == QLocale::English)
        return true;
    auto ours = std::make_unique<QTranslator>();
    if (!ours->load(locale, QStringLiteral("sonosketch"), QStringLiteral("_"), QStringLiteral(":/translations")))
        return false;
    // Qt's own texts (dialog buttons) come from its package, where it is installed.
    auto qt = std::make_unique<QTranslator>();
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        qt->setParent(qApp);
        QCoreApplication::installTranslator(qt.release());
    }
    ours->setParent(qApp);
    return QCoreApplication::installTranslator(ours.release());
}

} // namespace sonosketch
