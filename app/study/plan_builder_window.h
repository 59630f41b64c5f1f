// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/job_runner.h"
#include "app/study/plan_builder_add.h"

#include <QTimer>
#include <QWidget>

#include <mutex>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QListWidget;
class QProgressBar;
class QSpinBox;
class QTableWidget;

namespace sonosketch {

/// Makes a reader study: sets, how many of each, what is asked, where it goes. Checks are shown while one types; making runs in the background and can
/// be cancelled. GUI thread.
class PlanBuilderWindow : public QWidget {
    Q_OBJECT

public:
    explicit PlanBuilderWindow(const ModelCatalogue& models, QWidget* parent = nullptr);
    ~PlanBuilderWindow() override;

    /// What is on the page now.
    study::BuilderPlan plan() const;
    /// Looks at the set's pictures in the background, then shows it.
    void addSet(const study::BuilderSet& set);
    bool busy() const { return m_jobs.busy(); }
    /// What went wrong or was done last, as the page shows it.
    QString message() const;

Q_SIGNALS:
    void made(const QString& folder, const QString& key);
    /// A person wants to read what was made.
    void readWanted(const QString& folder);

private:
    struct Progress {
        std::mutex mutex;
        std::string text;
    };
    QWidget* makeSets();
    QWidget* makeOptions();
    QWidget* makeFoot();
    void addTarget(QFormLayout* form, QLineEdit* line, const QString& label, const QString& tip, const char* name, bool file);
    void showSets();
    void check();
    void make();
    void finished(const study::MadeStudy& study, const study::BuilderPlan& plan);
    void say(const QString& text, bool warn);
    void showBusy();

    PlanBuilderAdd* m_add;
    QTableWidget* m_table;
    QLineEdit* m_title;
    QLineEdit* m_question;
    QSpinBox* m_repeats;
    QSpinBox* m_practice;
    QCheckBox* m_feedback;
    QLineEdit* m_seed;
    QComboBox* m_size;
    QDoubleSpinBox* m_limit;
    QComboBox* m_atLimit;
    QCheckBox* m_back;
    QCheckBox* m_text;
    QLineEdit* m_folder;
    QLineEdit* m_key;
    QListWidget* m_remarks;
    QProgressBar* m_bar;
    QLabel* m_message;
    QPushButton* m_make;
    QPushButton* m_cancel;
    QPushButton* m_read;
    std::vector<study::BuilderSet> m_sets;
    std::shared_ptr<Progress> m_progress = std::make_shared<Progress>();
    QTimer m_watch;
    QString m_made; ///< the study that was made last
    bool m_keyByHand = false;
    JobRunner m_jobs; ///< goes first: it waits for what is still running
};

} // namespace sonosketch
