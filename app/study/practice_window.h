// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/case_choice.h"
#include "app/study/lesson_page.h"
#include "app/study/practice_measure_page.h"
#include "app/study/practice_paint_page.h"
#include "app/study/practice_progress_page.h"
#include "app/study/practice_spot_page.h"
#include "core/base/error.h"
#include "core/practice/progress_store.h"

#include <QWidget>

#include <array>
#include <optional>
#include <random>
#include <set>

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace sonosketch {

/// What a practice window works with.
struct PracticeSetup {
    std::vector<std::shared_ptr<const Case>> cases; ///< with a known mask; at least one
    std::shared_ptr<const Case> open;               ///< the editor's: joins them if it has a lesion (CaseChoice); may be empty
    std::vector<std::filesystem::path> folders;     ///< read when the window opens, and practised on instead; empty: the cases above
    GeneratorFactory factory;
    std::filesystem::path storeFile;
    std::vector<std::filesystem::path> lessonFolders;
    std::uint64_t seed = 0; ///< of the tasks; 0: another one each time
};
/// The bundled cases and lessons, lessons in the state folder, the log there. Throws like loadCase, and Error(NotFound) without a case.
PracticeSetup standardPractice(GeneratorFactory factory);
/// Where a teacher's lessons lie if nothing else was chosen: "lessons" in the state folder.
std::filesystem::path ownLessons();

/// Practising: find and paint, spot the change, measure it, what if, and the progress so far. A window of its own beside the editor.
/// Every answer is in the log before the next task begins; where that fails, it is kept and tried again.
class PracticeWindow : public QWidget {
    Q_OBJECT

public:
    enum class Page : int { Start, Paint, Spot, Measure, WhatIf, Progress };
    enum class Source : int { Synthesised, Real, Both };

    explicit PracticeWindow(PracticeSetup setup, QWidget* parent = nullptr);
    ~PracticeWindow() override;

    /// Shows a page; a page of tasks begins one.
    void showPage(Page page);
    Page page() const;
    PaintPage& paint() { return *m_paint; }
    SpotPage& spot() { return *m_spot; }
    MeasurePage& measure() { return *m_measure; }
    LessonPage& lessons() { return *m_lessons; }
    ProgressPage& progress() { return *m_progress; }
    void setSource(Source source);
    /// What tasks are made from. While it reads, tasks wait on the start page.
    CaseChoice& choice() { return *m_choice; }
    /// Difficulty of the next task of a kind.
    double level(practice::Kind kind) const { return m_staircases.at(static_cast<std::size_t>(kind)).level(); }
    /// Answers that could not be written yet.
    std::size_t unsaved() const { return m_unsaved.size(); }
    /// What the bar at the top says; empty if it is hidden.
    QString problem() const;
    /// What the bar's button does: writes again, or puts a log aside that cannot be used. A log is put aside only if the bar has offered that, and what
    /// stood against it then still does.
    void mend();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    struct Unsaved {
        practice::Answer answer;
        practice::AnswerPictures pictures;
    };
    QWidget* makeStartPage();
    QWidget* makeNavigation();
    void openStore();
    void loseStore(const Error& error);
    void nextTask(PracticePage& page);
    void take(const practice::Answer& answer, const practice::AnswerPictures& pictures);
    bool writeUnsaved();
    void showProblem(const QString& text, const QString& button);
    void updateStart();

    PracticeSetup m_setup;
    std::mt19937_64 m_random;
    std::optional<practice::ProgressStore> m_store;
    std::int64_t m_session = 0;              ///< 0: no answer was written yet
    std::optional<ErrorCode> m_asideOffered; ///< because of this the bar offers to put the log aside
    std::array<practice::Staircase, practice::allKinds.size()> m_staircases;
    std::vector<Unsaved> m_unsaved;
    bool m_warnedAtClose = false;

    QStackedWidget* m_pages;
    QButtonGroup* m_navigation;
    QComboBox* m_source;
    CaseChoice* m_choice;
    std::optional<Page> m_afterReading;     ///< asked for while cases were read
    std::set<PracticePage*> m_fromOldCases; ///< their tasks were made before other cases were chosen
    QWidget* m_bar;
    QLabel* m_problem;
    QPushButton* m_mend;
    std::array<QLabel*, 3> m_levels{};
    PaintPage* m_paint;
    SpotPage* m_spot;
    MeasurePage* m_measure;
    LessonPage* m_lessons;
    ProgressPage* m_progress;
    PracticePictures m_pictures; ///< last: it joins its thread before the pages go
};

/// "paint", "spot", "measure", "what-if", "progress" or "start"; nothing for another word.
std::optional<PracticeWindow::Page> practicePageFromName(const QString& name);

} // namespace sonosketch
