// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imaging/canny.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QPushButton;

namespace sonosketch {

class EditorSession;
class NumberSlider;

/// The automatic sketch: on or off, thresholds, smoothing and aperture. One gesture of a slider is one step of the history.
class CannyPanel : public QWidget {
    Q_OBJECT

public:
    explicit CannyPanel(EditorSession& session, QWidget* parent = nullptr);

private:
    void showState();
    void apply(const CannySettings& settings);

    EditorSession& m_session;
    QCheckBox* m_on;
    NumberSlider* m_low;
    NumberSlider* m_high;
    NumberSlider* m_sigma;
    QComboBox* m_aperture;
    QPushButton* m_reset;
    QTimer m_gestureEnd; ///< keys and wheel have no release: a pause ends their gesture
};

} // namespace sonosketch
