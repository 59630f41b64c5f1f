// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/commands/key_map.h"
#include "app/gui/help_window.h"
#include "app/gui/preferences.h"
#include "app/gui/welcome_page.h"
#include "app/session/settings.h"
#include "core/io/examples.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include <QComboBox>
#include <QDockWidget>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

using namespace sonosketch;
using namespace sonosketch::test;

/// The program around the editor: preferences, what is remembered, welcome page, help.
class TestProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_state = std::make_unique<QTemporaryDir>();
        qputenv("SONOSKETCH_STATE_DIR", m_state->path().toUtf8());
        open();
    }
    void cleanup()
    {
        m_window.reset();
        KeyMap::active().setPreset(KeyMap::Preset::SonoSketch);
        applyTheme(*qApp, Theme::Dark);
    }

    void layoutToolsAndLayersAreRemembered()
    {
        m_window->restoreState(); // nothing there yet
        dock("dockCanny")->hide();
        m_window->addDockWidget(Qt::RightDockWidgetArea, dock("dockTool"));
        m_window->tools().select(ToolId::SketchPen);
        m_window->tools().setDiameter(7);
        ToolOptions options;
        options.wandTolerance = 33;
        options.contiguous = false;
        m_window->tools().setOptions(options);
        m_window->layers().setOpacity(Layer::Labels, 0.75);
        m_window->layers().setVisible(Layer::AutoEdges, false);
        m_window->close();
        open(true);
        QVERIFY(dock("dockCanny")->isHidden());
        QCOMPARE(m_window->dockWidgetArea(dock("dockTool")), Qt::RightDockWidgetArea);
        QCOMPARE(m_window->tools().currentId(), ToolId::SketchPen);
        QCOMPARE(m_window->tools().diameter(), 7.0);
        QVERIFY(m_window->tools().options() == options);
        QCOMPARE(m_window->layers().style(Layer::Labels).opacity, 0.75);
        QVERIFY(!m_window->layers().style(Layer::AutoEdges).visible);
        trigger("view.resetLayout");
        QVERIFY(!dock("dockCanny")->isHidden());
        QCOMPARE(m_window->dockWidgetArea(dock("dockTool")), Qt::LeftDockWidgetArea);
    }

    void windowsThatWereNotAskedKeepNothing()
    {
        m_window->tools().setDiameter(99);
        m_window->close();
        QVERIFY(openSettings()->allKeys().isEmpty());
    }

    void damagedSettingsAreIgnored()
    {
        {
            const auto settings = openSettings();
            settings->setValue(QStringLiteral("window/layout"), QByteArray("rubbish"));
            settings->setValue(QStringLiteral("window/geometry"), 12);
            settings->setValue(QStringLiteral("layers/2/opacity"), QStringLiteral("1e300"));
            settings->setValue(QStringLiteral("tools"),
                QVariantMap{{QStringLiteral("current"), 4711}, {QStringLiteral("sizes"), QVariantMap{{QStringLiteral("label-brush"), 1e9}}},
                    {QStringLiteral("wandTolerance"), QStringLiteral("nan")}});
            settings->setValue(QStringLiteral("appearance/theme"), QStringLiteral("pink"));
        }
        const ToolId tool = m_window->tools().currentId();
        const double size = m_window->tools().diameter();
        const ToolOptions options = m_window->tools().options();
        m_window->restoreState();
        QCOMPARE(m_window->tools().currentId(), tool);
        QCOMPARE(m_window->tools().diameter(), size);
        QVERIFY(m_window->tools().options() == options);
        QVERIFY(m_window->layers().style(Layer::Labels).opacity <= 1.0);
        QCOMPARE(storedTheme(), Theme::System);
    }

    void themeChangesAtOnceAndIsKept()
    {
        trigger("edit.preferences");
        auto* theme = m_window->preferences().findChild<QComboBox*>(QStringLiteral("theme"));
        QVERIFY(theme && theme->isVisible());
        QVERIFY(qApp->palette().color(QPalette::Window).lightness() < 100);
        const QImage icon = m_window->commands().action(Command::Undo)->icon().pixmap(20, QIcon::Normal).toImage();
        choose(theme, static_cast<int>(Theme::Light));
        QVERIFY(qApp->palette().color(QPalette::Window).lightness() > 200);
        QVERIFY(qApp->palette().color(QPalette::WindowText).lightness() < 80);
        QVERIFY2(!qApp->styleSheet().contains(QLatin1Char('@')), "every colour name of the sheet is known");
        QVERIFY(icon != m_window->commands().action(Command::Undo)->icon().pixmap(20, QIcon::Normal).toImage());
        QCOMPARE(storedTheme(), Theme::Light);
        choose(theme, static_cast<int>(Theme::Dark));
        QCOMPARE(storedTheme(), Theme::Dark);
        QVERIFY(icon == m_window->commands().action(Command::Undo)->icon().pixmap(20, QIcon::Normal).toImage());
    }

    void keysAreEditedAndKept()
    {
        trigger("help.shortcuts");
        Preferences& preferences = m_window->preferences();
        auto* tree = preferences.findChild<QTreeWidget*>(QStringLiteral("keyTree"));
        auto* record = preferences.findChild<QKeySequenceEdit*>(QStringLiteral("keyRecord"));
        auto* note = preferences.findChild<QLabel*>(QStringLiteral("keyNote"));
        QVERIFY(tree && record && note && tree->isVisible());
        const auto rows = tree->findItems(CommandTable::plainName(Command::ToolPan), Qt::MatchExactly);
        QCOMPARE(rows.size(), 1);
        tree->setCurrentItem(rows.front());
        record->setFocus();
        QTest::keyClick(record, Qt::Key_B);
        // The field waits a second for a longer sequence.
        QTRY_VERIFY(note->text().contains(CommandTable::plainName(Command::ToolLabelBrush)));
        click(preferences, "keySet");
        QCOMPARE(m_window->commands().action(Command::ToolPan)->shortcut(), QKeySequence(QStringLiteral("B")));
        QVERIFY(m_window->commands().action(Command::ToolLabelBrush)->shortcut().isEmpty());
        // The key does it in the window, and is there after a restart.
        m_window->tools().select(ToolId::SketchPen);
        preferences.hide();
        QCoreApplication::processEvents();
        m_window->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), m_window.get());
        QTest::keyClick(m_window.get(), Qt::Key_B);
        QCOMPARE(m_window->tools().currentId(), ToolId::Pan);
        KeyMap::active().setPreset(KeyMap::Preset::SonoSketch); // stored as well, so write the edited map again
        KeyMap::active().setKeys(Command::ToolPan, {QKeySequence(QStringLiteral("B"))});
        const QVariantMap kept = KeyMap::active().stored();
        m_window.reset();
        KeyMap::active().setPreset(KeyMap::Preset::SonoSketch);
        restorePreferences();
        QCOMPARE(KeyMap::active().stored(), kept);
    }

    void keyPageFindsAndResets()
    {
        trigger("help.shortcuts");
        Preferences& preferences = m_window->preferences();
        auto* tree = preferences.findChild<QTreeWidget*>(QStringLiteral("keyTree"));
        auto* filter = preferences.findChild<QLineEdit*>(QStringLiteral("keyFilter"));
        filter->setText(QStringLiteral("eraser"));
        int shown = 0;
        for (int row = 0; row < tree->topLevelItemCount(); ++row)
            shown += tree->topLevelItem(row)->isHidden() ? 0 : 1;
        QCOMPARE(shown, 3);
        tree->setCurrentItem(tree->findItems(CommandTable::plainName(Command::Undo), Qt::MatchExactly).front());
        click(preferences, "keyClear");
        QVERIFY(m_window->commands().action(Command::Undo)->shortcuts().isEmpty());
        click(preferences, "keyReset");
        QCOMPARE(m_window->commands().action(Command::Undo)->shortcut(), QKeySequence(QStringLiteral("Ctrl+Z")));
        choose(preferences.findChild<QComboBox*>(QStringLiteral("keyPreset")), static_cast<int>(KeyMap::Preset::Slicer));
        QCOMPARE(m_window->commands().action(Command::LastTool)->shortcut(), QKeySequence(QStringLiteral("Space")));
    }

    void welcomeOffersThreeRealCases()
    {
        m_window->welcomeAtFirstStart();
        auto* pages = m_window->findChild<QStackedWidget*>(QStringLiteral("pages"));
        QVERIFY(m_window->welcome() && pages->currentWidget() == m_window->welcome());
        const auto cards = m_window->welcome()->findChildren<QToolButton*>(QStringLiteral("welcomeCase"));
        QCOMPARE(cards.size(), 3);
        QCOMPARE(exampleCases().size(), std::size_t{3});
        QTest::mouseClick(cards[1], Qt::LeftButton);
        QTRY_COMPARE(QString::fromStdString(m_window->session().value().provenance.title), cards[1]->text());
        QCOMPARE(pages->currentIndex(), 0);
        QVERIFY(!m_window->session().value().source.empty());
        QVERIFY(cv::countNonZero(m_window->session().value().labels) > 500);
    }

    void welcomeComesOnceAndLeavesOnEscape()
    {
        auto* pages = m_window->findChild<QStackedWidget*>(QStringLiteral("pages"));
        m_window->welcomeAtFirstStart();
        QVERIFY(pages->currentIndex() != 0);
        QTest::keyClick(m_window->welcome(), Qt::Key_Escape);
        QCOMPARE(pages->currentIndex(), 0);
        m_window->welcomeAtFirstStart();
        QCOMPARE(pages->currentIndex(), 0);
        trigger("help.welcome");
        QVERIFY(pages->currentIndex() != 0);
    }

    void guideOpensWithTheKeysOfTheMoment()
    {
        trigger("help.guide");
        auto* text = m_window->help().findChild<QTextBrowser*>(QStringLiteral("helpText"));
        QVERIFY(text && text->isVisible());
        const QString key = QKeySequence(QStringLiteral("Ctrl+Alt+J")).toString(QKeySequence::NativeText);
        QVERIFY(text->toPlainText().size() > 1500);
        QVERIFY(!text->toPlainText().contains(key));
        KeyMap::active().setKeys(Command::Undo, {QKeySequence(QStringLiteral("Ctrl+Alt+J"))});
        QVERIFY(text->toPlainText().contains(key));
    }

    void fullScreenGoesAndComes()
    {
        trigger("view.fullScreen");
        QVERIFY(m_window->isFullScreen());
        trigger("view.fullScreen");
        QVERIFY(!m_window->isFullScreen());
    }

private:
    void open(bool remembering = false)
    {
        m_window.reset();
        m_window = openWindow(drawnCase(), drawingFactory(LabelPalette::bundled("mmotu"), std::make_shared<DrawingControl>()));
        QVERIFY(m_window);
        if (remembering)
            m_window->restoreState();
    }
    QDockWidget* dock(const char* name) const { return m_window->findChild<QDockWidget*>(QString::fromLatin1(name)); }
    void trigger(const char* name) const
    {
        auto* action = m_window->commands().findChild<QAction*>(QString::fromLatin1(name));
        QVERIFY2(action, name);
        action->trigger();
    }
    static void click(const QWidget& parent, const char* name)
    {
        auto* button = parent.findChild<QPushButton*>(QString::fromLatin1(name));
        QVERIFY2(button && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    static void choose(QComboBox* box, int data)
    {
        box->setCurrentIndex(box->findData(data));
        Q_EMIT box->activated(box->currentIndex());
    }

    std::unique_ptr<QTemporaryDir> m_state;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestProgram)
#include "test_program.moc"
