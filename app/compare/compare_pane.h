// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/view_transform.h"
#include "app/compare/comparison.h"

#include <QTimer>
#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QProgressBar;
class QSpinBox;

namespace sonosketch {

class CompareView;

/// The comparison as a person sees it: what is on each side, in which way, and what is measured.
class ComparePane : public QWidget {
    Q_OBJECT

public:
    enum class Mode : std::uint8_t { SideBySide, Wipe, Blink, Difference };

    ComparePane(EditorSession& session, LiveController& live, NodePictures& pictures, PictureService& service, ModelCatalogue& models,
        QWidget* parent = nullptr);
    ~ComparePane() override;

    Comparison& comparison() { return m_comparison; }
    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    void nextMode();
    void swap();
    /// Takes these two.
    void compare(const CompareSource& left, const CompareSource& right);
    /// 0: the only one but side by side; 1: the right one.
    CompareView& view(int index) { return *m_views.at(static_cast<std::size_t>(index)); }
    /// The side that blinking shows now.
    int shownSide() const { return m_shown; }

Q_SIGNALS:
    void folderWanted(int side);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildControls();
    void buildViews();
    void fillSources();
    void chooseSource(int side, int row);
    void showPictures();
    void showFacts();
    void flip(bool held);

    EditorSession& m_session;
    ModelCatalogue& m_models;
    PictureService& m_service;
    Comparison m_comparison;
    ViewTransform m_transform;
    Mode m_mode = Mode::SideBySide;
    int m_shown = 0;
    std::array<CompareView*, 2> m_views{};
    std::array<QLabel*, 2> m_titles{};
    std::array<QComboBox*, 2> m_sources{};
    std::array<std::vector<CompareSource>, 2> m_choices; ///< of the boxes, row by row
    QButtonGroup* m_modes = nullptr;
    QSpinBox* m_threshold = nullptr;
    QSpinBox* m_interval = nullptr;
    QLabel* m_facts = nullptr;
    QProgressBar* m_progress = nullptr;
    QTimer m_blink;
};

} // namespace sonosketch
