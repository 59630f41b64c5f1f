// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_pictures.h"
#include "app/study/practice_view.h"
#include "core/practice/progress_store.h"

#include <QElapsedTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sonosketch {

/// "12.3 mm", or "61 px" where the scale is unknown.
QString practiceLengthText(double pixels, std::optional<double> mmPerPixel);

/// What the tasks have in common: pictures on the left; on the right what to do, the tools, the score, and one button that first checks the answer
/// and then asks for the next task (Enter).
class PracticePage : public QWidget {
    Q_OBJECT

public:
    struct Start {
        std::shared_ptr<const Case> from;
        double level = 0;
        std::uint64_t seed = 0;
        bool real = false;
        std::optional<double> assumedMm; ///< per pixel, where the case does not know its scale
    };
    enum class State { Empty, Waiting, Asking, Scored, Failed };

    PracticePage(PracticePictures& pictures, practice::Kind kind, QWidget* parent = nullptr);

    practice::Kind kind() const { return m_kind; }
    State state() const { return m_state; }
    /// Begins a task: Waiting, then Asking, or Failed with a sentence in its place.
    void start(const Start& start);
    /// Gives the task up without an answer.
    void leave();
    /// What the big button does now.
    void checkOrNext();
    /// The score as it is written, without its marks; empty before.
    QString scoreText() const;

Q_SIGNALS:
    /// Scored and shown already.
    void answered(const sonosketch::practice::Answer& answer, const sonosketch::practice::AnswerPictures& pictures);
    void nextRequested();
    void stateChanged();

protected:
    /// Starts m_pictures; calls ask() when they are there.
    virtual void prepare() = 0;
    /// Resets what is on the page for a new task.
    virtual void reset() = 0;
    /// Whether there is something to check; else `why` says what is missing.
    virtual bool complete(QString& why) const = 0;
    /// Fills in the score, shows it, and says it in HTML.
    virtual QString score(practice::Answer& answer, practice::AnswerPictures& pictures) = 0;

    const Start& task() const { return m_start; }
    /// Of the canvas, as known or assumed.
    std::optional<double> mmPerPixel() const;
    PracticePictures& pictures() { return m_pictures; }
    /// A view under the page's own zoom.
    PracticeView* addView(const QString& title);
    QVBoxLayout& controls() { return *m_controls; }
    void setTitle(const QString& title);
    void setInstruction(const QString& text);
    /// A line under the controls; a warning is coloured.
    void say(const QString& text, bool warning = false);
    /// Colour patches with names, shown with the score.
    void setLegend(const std::vector<std::pair<QImage, QString>>& entries);
    void ask(const std::string& model);
    void fail(const Error& error);
    qint64 elapsed() const { return m_state == State::Asking ? m_clock.elapsed() : 0; }
    QString lengthText(double pixels) const { return practiceLengthText(pixels, mmPerPixel()); }

private:
    void setState(State state);

    PracticePictures& m_pictures;
    practice::Kind m_kind;
    ViewTransform m_transform;
    Start m_start;
    State m_state = State::Empty;
    std::string m_model;
    QElapsedTimer m_clock;
    std::vector<PracticeView*> m_views;
    QHBoxLayout* m_viewRow;
    QVBoxLayout* m_controls;
    QLabel *m_title, *m_instruction, *m_message, *m_score, *m_legend, *m_facts;
    QPushButton* m_button;
};

} // namespace sonosketch
