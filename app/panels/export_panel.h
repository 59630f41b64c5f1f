// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/panels/export_places.h"
#include "app/session/export_job.h"
#include "app/session/job_runner.h"
#include "core/inference/generator.h"

#include <QDialog>
#include <QImage>

#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTimer;

namespace sonosketch {

class ExportRecipeBox;
class ExportSourcesBox;
struct SetFolderState;

/// Makes image sets: sources, recipe, layouts and folder, a few variations to look at, and the job in the background. It stays open beside the editor.
/// Where the folder holds an unfinished set, the controls show what that one was begun with, and going on needs nothing to be entered again.
class ExportPanel : public QDialog {
    Q_OBJECT

public:
    using Sources = ExportPlace::Kind;
    using AddSources = sonosketch::AddSources;
    /// What the panel asks of the window, on the GUI thread; may throw Error.
    struct Surroundings {
        std::function<AddSources(Sources)> steps;            ///< a copy of the case on show, of the pinned or of all steps
        std::function<std::optional<GeneratorInfo>()> model; ///< of the picture on show; nothing while none has loaded
        std::function<GeneratorFactory()> factory;
        std::function<void(SetPlan&)> describeModel = {}; ///< measures and limits of the plan's model, where its card is at hand
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
    QWidget* makeTarget();
    AddSources reader();
    /// Goes on with the unfinished set in a folder, by its own plan.
    ExportJob::Planner unfinishedPlanner(const std::filesystem::path& folder);
    /// Reads what the folder holds, off the GUI thread. `aloud`: says what was found.
    void look(bool aloud);
    void showUnfinished(const SetFolderState& state, const std::optional<ExportPlace>& place, bool aloud);
    void drawPreviews();
    void showPreviews(int request, const std::vector<QImage>& images, const QString& problem);
    void start(bool resume);
    void say(const QString& text, bool warning = false);
    void sayUsual();
    /// Says what is wrong with the controls, until previews show that it no longer is.
    void warn(const QString& reason);
    void updateButtons();

    Surroundings m_surroundings;
    ExportSourcesBox* m_sources;
    ExportRecipeBox* m_recipe;
    QLineEdit* m_folder;
    QSpinBox *m_count, *m_seed;
    QListWidget* m_formats;
    QLabel *m_strip, *m_message;
    QProgressBar* m_progress;
    QPushButton *m_start, *m_resume, *m_cancel;
    QTimer *m_wait, *m_lookWait; ///< until sliders rest; until the folder's name is written
    std::vector<QImage> m_previews;
    int m_request = 0, m_shown = 0; ///< of previews, counted; those on show
    int m_look = 0;                 ///< looks into folders, counted
    bool m_unfinished = false;      ///< the controls show what the set in the folder was begun with
    bool m_warned = false;          ///< the message is of warn()
    bool m_settled = false;         ///< previews under way were asked for after it
    bool m_quietPreviews = false;   ///< those to come next say nothing of what is wrong
    CancelToken m_previewCancel;    ///< of the previews that were asked for last: new ones take their place
    ExportJob m_job;                ///< goes first: it tells the controls
    JobRunner m_previewJobs;        ///< goes before everything it draws for
};

} // namespace sonosketch
