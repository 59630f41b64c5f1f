// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_page.h"
#include "core/practice/task.h"

#include <array>

class QToolButton;

namespace sonosketch {

/// Measure it: two calipers, the longest diameter and the widest one across it, against those of the mask.
class MeasurePage : public PracticePage {
    Q_OBJECT

public:
    explicit MeasurePage(PracticePictures& pictures, QWidget* parent = nullptr);

    PracticeView& view() { return *m_view; }
    const practice::LesionTask& lesion() const { return *m_task; }

protected:
    void prepare() override;
    void reset() override;
    bool complete(QString& why) const override;
    QString score(practice::Answer& answer, practice::AnswerPictures& pictures) override;

private:
    void press(QPointF at);
    void drag(QPointF to);
    void undo();
    void removeLast();
    /// Notes that the end under m_dragged of this line is held, and where the other one lies.
    void noteCaliper(std::size_t index, QPointF fixed);
    void showLines();

    PracticeView* m_view;
    QToolButton* m_undo;
    std::shared_ptr<practice::LesionTask> m_task;
    cv::Mat m_picture;
    struct Line {
        QPointF from, to;
    };
    std::vector<Line> m_lines;    ///< two at most
    QPointF* m_dragged = nullptr; ///< an end of one of them
    practice::AnswerSheet m_done; ///< each drag and removal, for replays
};

} // namespace sonosketch
