// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_page.h"
#include "core/practice/task.h"

class QButtonGroup;
class QListWidget;
class QToolButton;

namespace sonosketch {

class NumberSlider;

/// Find and paint: the lesion is painted or encircled and its class named; Dice, distance of the outlines and class are the score.
class PaintPage : public PracticePage {
    Q_OBJECT

public:
    explicit PaintPage(PracticePictures& pictures, QWidget* parent = nullptr);

    PracticeView& view() { return *m_view; }
    const practice::AnswerSheet& sheet() const { return m_sheet; }
    const practice::LesionTask& lesion() const { return *m_task; }
    void selectTool(practice::Stroke::Tool tool);
    void setDiameter(double diameter);
    /// By name of the palette.
    void selectClass(const std::string& name);

protected:
    void prepare() override;
    void reset() override;
    bool complete(QString& why) const override;
    QString score(practice::Answer& answer, practice::AnswerPictures& pictures) override;

private:
    void buildTools();
    void noteClass();
    void undo();
    void setClassesFixed(bool fixed);
    void showAnswer();
    void stepDiameter(double factor);

    PracticeView* m_view;
    practice::AnswerSheet m_sheet;
    int m_noted = -1; ///< row of the class that was noted last
    std::shared_ptr<practice::LesionTask> m_task;
    cv::Mat m_picture; ///< as shown
    practice::Stroke::Tool m_tool = practice::Stroke::Tool::Brush;
    QButtonGroup* m_tools;
    QToolButton* m_undo;
    NumberSlider* m_diameter;
    QListWidget* m_classes;
};

} // namespace sonosketch
