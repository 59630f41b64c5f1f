// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/export_job.h"
#include "app/session/job_runner.h"
#include "core/inference/generator.h"

#include <QDialog>
#include <QImage>

#include <functional>
#include <optional>
#include <vector>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTimer;

namespace sonosketch {

class NumberSlider;

/// Makes image sets: sources, recipe, layouts and folder, a few variations to look at, and the job in the background. It stays open beside the editor.
class ExportPanel : public QDialog {
    Q_OBJECT

public:
    enum class Sources : std::uint8_t { ThisCase, PinnedSteps, AllSteps, Examples, Folder };
    /// Adds cases until it has no more or the sources are full; owns all it needs, so it may be called on any thread. Throws Error.
    using AddSources = std::function<void(SetSources&)>;
    /// What the panel asks of the window, on the GUI thread; may throw Error.
    struct Surroundings {
        std::function<AddSources(Sources)> steps;            ///< a copy of the case on show, of the pinned or of all steps
        std::function<std::optional<GeneratorInfo>()> model; ///< of the picture on show; nothing while none has loaded
        std::function<GeneratorFactory()> factory;
    };

    explicit ExportPanel(Surroundings surroundings, QWidget* parent = nullptr);
    ~ExportPanel() override;

    ExportJob& job() { return m_job; }
    /// The sketches of the preview strip, once they are drawn.
    const std::vector<QImage>& previews() const { return m_previews; }
    /// Previews are on their way that are not shown yet.
    bool isWaiting() const;
    /// As the controls stand now. What it returns reads and hashes every source, so it is for another thread; it throws Error where the controls name
    /// nothing that can be made. planner() itself throws where no model has loaded.
    ExportJob::Planner planner();
    void setFolder(const QString& folder);
    /// Says that the case on show has changed.
    void refresh();

Q_SIGNALS:
    void previewed();

private:
    QWidget* makeSources();
    QWidget* makeRecipe();
    QWidget* makeTarget();
    VariationRecipe recipe() const;
    Sources sources() const;
    AddSources reader();
    void drawPreviews();
    void showPreviews(int request, const std::vector<QImage>& images, const QString& problem);
    void start(bool resume);
    void say(const QString& text, bool warning = false);
    void updateButtons();

    Surroundings m_surroundings;
    VariationRecipe m_base;
    QButtonGroup* m_sources;
    QLineEdit *m_caseFolder, *m_folder;
    NumberSlider *m_move, *m_turn, *m_size, *m_bend, *m_newLesions, *m_lines;
    QCheckBox* m_mirror;
    QSpinBox *m_count, *m_seed;
    QListWidget* m_formats;
    QLabel *m_strip, *m_message;
    QProgressBar* m_progress;
    QPushButton *m_start, *m_resume, *m_cancel;
    QTimer* m_wait; ///< until sliders rest
    std::vector<QImage> m_previews;
    int m_request = 0, m_shown = 0; ///< of previews, counted; those on show
    CancelToken m_previewCancel;    ///< of the previews that were asked for last: new ones take their place
    ExportJob m_job;                ///< goes first: it tells the controls
    JobRunner m_previewJobs;        ///< goes before everything it draws for
};

} // namespace sonosketch
