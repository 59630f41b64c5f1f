// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include <QMouseEvent>
#include <QTest>

#include <memory>
#include <string>

namespace sonosketch::test {

/// A hand on one of the views: mouse events at exact canvas positions, and keys.
class ToolHand {
public:
    explicit ToolHand(ImageView& view)
        : m_view(view)
    {
    }
    void press(QPointF at, Qt::KeyboardModifiers keys = {}) { send(QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton, keys); }
    void move(QPointF at, Qt::KeyboardModifiers keys = {})
    {
        send(QEvent::MouseMove, at, Qt::NoButton, m_down ? Qt::LeftButton : Qt::NoButton, keys);
    }
    void release(QPointF at, Qt::KeyboardModifiers keys = {}) { send(QEvent::MouseButtonRelease, at, Qt::LeftButton, Qt::NoButton, keys); }
    void click(QPointF at, Qt::KeyboardModifiers keys = {})
    {
        press(at, keys);
        release(at, keys);
    }
    /// All that arrives of a double click: press, release, double click, release.
    void doubleClick(QPointF at, Qt::KeyboardModifiers keys = {})
    {
        click(at, keys);
        send(QEvent::MouseButtonDblClick, at, Qt::LeftButton, Qt::LeftButton, keys);
        release(at, keys);
    }
    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers keys = {})
    {
        press(from, keys);
        for (int step = 1; step <= 4; ++step)
            move(from + (to - from) * (step / 4.0), keys);
        release(to, keys);
    }
    void key(int which, Qt::KeyboardModifiers keys = {}) { QTest::keyClick(&m_view, static_cast<Qt::Key>(which), keys); }

private:
    void send(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons buttons, Qt::KeyboardModifiers keys)
    {
        m_down = buttons != Qt::NoButton;
        const QPointF local = m_view.toWidget(at);
        QMouseEvent event(type, local, m_view.mapToGlobal(local), button, buttons, keys);
        QCoreApplication::sendEvent(&m_view, &event);
    }

    ImageView& m_view;
    bool m_down = false;
};

/// What tests of tools share: the window with the drawn case, and a hand on its canvas.
class ToolTest : public QObject {
protected:
    void open(Case value = drawnCase())
    {
        window.reset();
        control = std::make_shared<DrawingControl>();
        const LabelPalette palette = value.palette;
        window = openWindow(std::move(value), drawingFactory(palette, control));
        QVERIFY(window);
        hand = std::make_unique<ToolHand>(window->canvas());
    }
    void close()
    {
        hand.reset();
        window.reset();
    }
    const Case& value() const { return window->session().value(); }
    int labelAt(int x, int y) const { return value().labels.at<std::uint8_t>(y, x); }
    int markAt(int x, int y) const { return value().sketch.at<std::uint8_t>(y, x); }
    std::size_t steps() const { return window->session().history().size() - 1; }
    QString stepText() const
    {
        const auto& history = window->session().history();
        return QString::fromStdString(history.node(history.current()).delta.text);
    }
    void run(Command command) { window->commands().action(command)->trigger(); }

    std::shared_ptr<DrawingControl> control;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<ToolHand> hand;
};

} // namespace sonosketch::test
