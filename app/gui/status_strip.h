// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QStatusBar;

namespace sonosketch {

class LiveController;

/// The status bar's contents: message at the left; pointer, model, device, precision, time and the disclaimer at the right.
class StatusStrip : public QObject {
    Q_OBJECT

public:
    StatusStrip(QStatusBar& bar, LiveController& live, QObject* parent = nullptr);

    /// A sentence about what was just done; goes away by itself.
    void say(const QString& text);
    /// A sentence about what went wrong; stays longer.
    void warn(const QString& text);
    void setPointerText(const QString& text);
    /// What the message area shows now.
    QString message() const;

Q_SIGNALS:
    /// Ten times a second while something is running or the picture is behind, else when something changes.
    void refreshed();

private:
    void refresh();
    void makeRoom(const QString& text);

    QStatusBar& m_bar;
    LiveController& m_live;
    QLabel* m_message;
    QLabel* m_pointer;
    QLabel* m_model;
    QLabel* m_device;
    QLabel* m_time;
    QLabel* m_state;
    QTimer m_pulse;
    QTimer m_clear;
    QString m_note;
    bool m_noteIsWarning = false;
};

} // namespace sonosketch
