// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/document.h"
#include "core/edit/transaction.h"
#include "core/io/case_io.h"
#include "core/practice/lesson.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

namespace {

/// Every step as it begins, and with its sliders at their ends.
void play(const practice::Lesson& lesson)
{
    Document document(lesson.value);
    Transaction edit(document, "fuzz");
    for (const practice::LessonStep& step : lesson.steps) {
        if (step.sliders.empty())
            continue;
        for (const double place : {-1.0, 0.0, 1.0}) {
            std::vector<double> values;
            for (const practice::LessonSlider& slider : step.sliders)
                values.push_back(place < 0 ? slider.start : place == 0 ? slider.from : slider.to);
            edit.restart();
            practice::applySliders(edit, step, values);
        }
    }
}

} // namespace

/// lesson.json beside a case that is sound.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder, written;
    static const bool once = [] {
        saveCase(loadCase(practice::bundledLessons() / "septa"), folder.path());
        return true;
    }();
    static_cast<void>(once);
    folder.put("lesson.json", {data, size});
    fuzz::read([] {
        const practice::Lesson lesson = practice::loadLesson(folder.path());
        play(lesson);
        practice::saveLesson(lesson, written.path() / "lesson");
        const practice::Lesson again = practice::loadLesson(written.path() / "lesson");
        fuzz::require(again.title == lesson.title && again.summary == lesson.summary && again.author == lesson.author
                && again.sources == lesson.sources && again.steps == lesson.steps,
            "a lesson is written as it was read");
    });
    return 0;
}
