// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/practice_page.h"
#include "core/practice/task.h"

#include <QTimer>

class QCheckBox;

namespace sonosketch {

/// Spot the change: two pictures of one case; a click where they differ. Afterwards the second view blinks between both.
class SpotPage : public PracticePage {
    Q_OBJECT

public:
    explicit SpotPage(PracticePictures& pictures, QWidget* parent = nullptr);

    PracticeView& first() { return *m_first; }
    PracticeView& second() { return *m_second; }
    const practice::SpotTask& change() const { return *m_task; }
    bool blinking() const { return m_timer.isActive(); }

protected:
    void prepare() override;
    void reset() override;
    bool complete(QString& why) const override;
    QString score(practice::Answer& answer, practice::AnswerPictures& pictures) override;

private:
    void prepareFrom(std::uint64_t seed, int triesLeft);
    /// Where the pointer was pressed, or dragged to.
    void place(QPointF at, bool pressed);
    void setBlinking(bool on);
    void blink();

    PracticeView *m_first, *m_second;
    QCheckBox* m_blink;
    std::shared_ptr<practice::SpotTask> m_task;
    cv::Mat m_before, m_after; ///< as shown
    std::optional<QPointF> m_at;
    practice::AnswerSheet m_done; ///< every click, for replays
    QTimer m_timer;
    bool m_showsBefore = false;
};

} // namespace sonosketch
