// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/help_window.h"
#include "app/gui/preferences.h"
#include "app/gui/welcome_page.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDockWidget>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>
#include <QToolButton>
#include <QTranslator>

#include <set>

using namespace sonosketch;
using namespace sonosketch::test;

namespace {

/// A language in which every text stands in brackets: what shows without them was never offered for translation.
class Brackets : public QTranslator {
public:
    QString translate(const char*, const char* source, const char*, int) const override
    {
        return QStringLiteral("\u27e6%1\u27e7").arg(QString::fromUtf8(source));
    }
    bool isEmpty() const override { return false; }
};

bool hasWords(const QString& text)
{
    static const QRegularExpression word(QStringLiteral("[A-Za-z\u00c0-\u024f]{2,}"));
    static const QRegularExpression tag(QStringLiteral("<[^>]*>|&[a-z]+;"));
    return word.match(QString(text).remove(tag)).hasMatch();
}

/// The parts that Qt makes of its own accord, inside of others.
bool isQtsOwn(const QWidget* widget)
{
    for (const QObject* at = widget; at; at = at->parent()) {
        const QString name = at->objectName();
        if (name == QLatin1String("qt_scrollarea_viewport") || name == QLatin1String("qt_tabwidget_stackedwidget"))
            continue; // holds ours
        if (name.startsWith(QLatin1String("qt_")) || name == QLatin1String("ScrollLeftButton")
            || name == QLatin1String("ScrollRightButton"))
            return true;
    }
    const QWidget* parent = widget->parentWidget();
    return qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) || qobject_cast<const QLineEdit*>(parent)
        || qobject_cast<const QTabBar*>(parent) || widget->inherits("QHeaderView") || widget->inherits("QTableCornerButton")
        || qobject_cast<const QKeySequenceEdit*>(parent)
        || (qobject_cast<const QDockWidget*>(parent) && qobject_cast<const QAbstractButton*>(widget))
        || (parent && parent->inherits("QComboBoxPrivateContainer"));
}

QString nameOf(const QWidget* widget)
{
    return QStringLiteral("%1 '%2' in %3")
        .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
            widget->parentWidget() ? QString::fromLatin1(widget->parentWidget()->metaObject()->className()) : QString());
}

} // namespace

/// Every control of the real window: named for screen readers, reachable by keyboard, translatable.
class TestAccessibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Before any text is looked up: the action table keeps its texts.
        QCoreApplication::installTranslator(&m_brackets);
        m_window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), std::make_shared<DrawingControl>()));
        QVERIFY(m_window);
        m_window->showWelcome();
        m_window->welcome()->setRecent({{QStringLiteral("1"), QStringLiteral("2"), "/3"}});
        m_window->preferences().showPage(Preferences::Page::General);
        m_window->help();
    }
    void cleanupTestCase()
    {
        m_window.reset();
        QCoreApplication::removeTranslator(&m_brackets);
    }

    void controlsHaveNames()
    {
        QStringList nameless;
        int controls = 0;
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (!isControl(widget) || isQtsOwn(widget))
                continue;
            ++controls;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const QString name = widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
            if (name.trimmed().isEmpty())
                nameless << nameOf(widget);
        }
        QVERIFY2(controls > 60, qPrintable(QString::number(controls)));
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void controlsAreReachableByKeyboard()
    {
        std::set<const QAction*> inMenus;
        for (const QMenu* menu : m_window->menuBar()->findChildren<QMenu*>())
            for (const QAction* action : menu->actions())
                inMenus.insert(action);
        QStringList unreachable;
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (!isControl(widget) || isQtsOwn(widget))
                continue;
            const auto* button = qobject_cast<const QToolButton*>(widget);
            const bool byMenu = button && button->defaultAction() && inMenus.contains(button->defaultAction());
            if (!(widget->focusPolicy() & Qt::TabFocus) && !byMenu)
                unreachable << nameOf(widget);
        }
        QVERIFY2(unreachable.isEmpty(), qPrintable(unreachable.join(QLatin1Char('\n'))));
        for (const QAction* action : m_window->commands().actions())
            QVERIFY2(inMenus.contains(action), qPrintable(action->objectName()));
    }

    void textsAreTranslatable()
    {
        // What comes from the case, the palette or a file name is data and no text of the program.
        std::set<QString> data{QString::fromStdString(m_window->session().value().provenance.title)};
        for (const LabelClass& label : m_window->session().value().palette.classes())
            data.insert(QString::fromStdString(label.name).replace(QLatin1Char('_'), QLatin1Char(' ')));
        QStringList foreign;
        int texts = 0;
        const auto check = [&](const QString& text, const QString& where) {
            if (!hasWords(text) || data.contains(text))
                return;
            ++texts;
            if (!text.contains(QChar(0x27e6)))
                foreign << QStringLiteral("%1: %2").arg(where, text);
        };
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (widget->inherits("QTextBrowser") || isQtsOwn(widget) || isData(widget))
                continue;
            check(widget->windowTitle(), nameOf(widget));
            check(widget->accessibleName(), nameOf(widget));
            check(widget->toolTip(), nameOf(widget));
            if (const auto* label = qobject_cast<const QLabel*>(widget))
                check(label->text(), nameOf(widget));
            if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
                check(button->text(), nameOf(widget));
            if (const auto* edit = qobject_cast<const QLineEdit*>(widget))
                check(edit->placeholderText(), nameOf(widget));
            if (const auto* box = qobject_cast<const QComboBox*>(widget))
                for (int item = 0; item < box->count() && box->objectName() != QLatin1String("language"); ++item)
                    check(box->itemText(item), nameOf(widget));
            for (const QAction* action : widget->actions()) {
                check(action->text(), action->objectName());
                check(action->statusTip(), action->objectName());
            }
        }
        check(m_window->windowTitle(), QStringLiteral("window"));
        QVERIFY2(texts > 150, "the walk found the window's texts");
        foreign.removeDuplicates();
        QVERIFY2(foreign.isEmpty(), qPrintable(foreign.join(QLatin1Char('\n'))));
    }

private:
    static bool isControl(const QWidget* widget)
    {
        return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QAbstractSlider*>(widget)
            ? !qobject_cast<const QScrollBar*>(widget)
            : qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QComboBox*>(widget)
                || qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractItemView*>(widget)
                || qobject_cast<const QKeySequenceEdit*>(widget);
    }
    /// Widgets whose texts are names out of a case, of a model or of a step of the history.
    static bool isData(const QWidget* widget)
    {
        static const QSet<QString> names{
            QStringLiteral("welcomeCase"), QStringLiteral("statusModel"), QStringLiteral("statusDevice"), QStringLiteral("viewDetail")};
        return names.contains(widget->objectName());
    }

    Brackets m_brackets;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestAccessibility)
#include "test_accessibility.moc"
