// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/help_window.h"

#include "app/commands/key_map.h"
#include "app/session/text.h"
#include "core/base/files.h"

#include <QDesktopServices>
#include <QFile>
#include <QLocale>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace sonosketch {

HelpWindow::HelpWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_text(new QTextBrowser)
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("User guide \u2013 SonoSketch"));
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setAccessibleName(tr("User guide"));
    m_text->setOpenLinks(false); // a link of the guide leads within it; others go to the browser
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.isRelative() && url.path().isEmpty())
            m_text->scrollToAnchor(url.fragment());
        else
            QDesktopServices::openUrl(url);
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    resize(900, 760);
    connect(&KeyMap::active(), &KeyMap::changed, this, &HelpWindow::load);
    load();
}

void HelpWindow::load()
{
    const auto folder = resourceDir() / "help";
    // The guide of the program's language, else the English one.
    QFile file(toText(folder / ("guide_" + QLocale().name().left(2).toStdString() + ".html")));
    if (!file.exists())
        file.setFileName(toText(folder / "guide.html"));
    if (!file.open(QIODevice::ReadOnly)) {
        m_text->setHtml(tr("<p>The guide is missing: %1</p>").arg(file.fileName().toHtmlEscaped()));
        return;
    }
    QString html = QString::fromUtf8(file.readAll());
    // The keys are those of this moment: the page holds a place for them.
    html.replace(QStringLiteral("<!-- keys -->"), CommandTable::shortcutsHtml());
    m_text->setSearchPaths({toText(folder)});
    m_text->setHtml(html);
}

void HelpWindow::showGuide()
{
    show();
    raise();
    activateWindow();
}

} // namespace sonosketch
