// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_replay.h"

#include "app/session/text.h"
#include "app/study/practice_page.h"
#include "core/metrics/diameters.h"
#include "core/practice/replay_state.h"

#include <QLocale>

namespace sonosketch {

using practice::Answer;
using practice::Kind;

namespace {
QPointF point(cv::Point2d at)
{
    return {at.x, at.y};
}
} // namespace

std::vector<PracticeView::Drawing> replayDrawings(const Answer& answer, const cv::Mat& mask, std::int64_t ms)
{
    std::vector<PracticeView::Drawing> drawings;
    if (const QPainterPath painted = outlineOf(mask); !painted.isEmpty())
        drawings.push_back({painted, practice_colors::answer});
    const practice::ReplayState state = practice::replayState(answer.strokes, ms);
    for (const Span& line : state.calipers)
        drawings.push_back({caliperPath(point(line.from), point(line.to)), practice_colors::answer, Qt::SolidLine,
            practiceLengthText(line.length(), answer.mmPerPixel), point(line.to)});
    if (state.click)
        drawings.push_back({crossAt(point(*state.click)), practice_colors::answer});
    return drawings;
}

QStringList replayLines(const Answer& answer, std::int64_t ms)
{
    const practice::ReplayState state = practice::replayState(answer.strokes, ms);
    QStringList lines;
    // Earlier versions noted numbers alone, and the choice once, when it was final.
    for (const auto& slider : state.sliders)
        lines += PracticePage::tr("%1: %2").arg(
            slider.name.empty() ? PracticePage::tr("Slider %1").arg(slider.index + 1) : QString::fromStdString(slider.name),
            slider.text.empty() ? QLocale().toString(slider.value, 'f', 1) : QString::fromStdString(slider.text));
    if (state.choice || (ms < 0 && !answer.givenClass.empty())) {
        const std::string& name = state.choiceName.empty() ? answer.givenClass : state.choiceName;
        lines += answer.kind == Kind::WhatIf ? PracticePage::tr("Answer: %1").arg(QString::fromStdString(name))
                                             : PracticePage::tr("Class: %1").arg(classText(name));
    }
    return lines;
}

std::vector<PracticeView::Drawing> truthDrawings(const Answer& answer, const cv::Mat& truth)
{
    const bool measured = answer.kind == Kind::Measure;
    std::vector<PracticeView::Drawing> drawings{{outlineOf(truth), practice_colors::truth, measured ? Qt::DotLine : Qt::DashLine}};
    if (const auto truths = measured ? diametersOfRegion(truth) : std::nullopt)
        for (const Span& line : {truths->longest, truths->across})
            drawings.push_back({caliperPath(point(line.from), point(line.to)), practice_colors::truth, Qt::DashLine});
    return drawings;
}

} // namespace sonosketch
