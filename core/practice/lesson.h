// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sonosketch {
class Transaction;
}

namespace sonosketch::practice {

/// What a slider of a lesson changes on its object.
enum class SliderKind : std::uint8_t {
    Size,    ///< per cent of the object's diameter, 20 .. 200
    Class,   ///< index into `classes`
    Wall,    ///< thickness of a wall in pixels, 0 (as it is) .. 30
    Septa,   ///< number of septa across the object, 0 .. 6
    Septum,  ///< thickness of one septum in pixels, 0 (none) .. 20
    Papilla, ///< height of a papillary projection from the wall in pixels, 0 (none) .. 80
};
struct LessonSlider {
    SliderKind kind = SliderKind::Size;
    std::string name; ///< for people
    double from = 0, to = 1, start = 0;
    std::vector<std::string> classes; ///< names of the palette, for Class alone

    bool operator==(const LessonSlider&) const = default;
};
/// "size", "class", "wall", "septa", "septum" or "papilla".
const char* sliderName(SliderKind kind);
/// Lowest and highest value that a slider of this kind may have.
std::pair<double, double> sliderLimits(SliderKind kind);

struct LessonQuestion {
    std::string text;
    std::vector<std::string> choices; ///< 2 .. 6
    int right = 0;                    ///< index
    std::string why;                  ///< shown after the answer

    bool operator==(const LessonQuestion&) const = default;
};

struct LessonStep {
    std::string title;
    std::vector<std::string> text; ///< paragraphs: what to look for
    cv::Point2d object{0, 0};      ///< a place on the object that the sliders change; canvas coordinates
    std::vector<LessonSlider> sliders;
    std::optional<LessonQuestion> question;

    bool operator==(const LessonStep&) const = default;
};

/// A lesson as a teacher writes it: a case, and steps with sliders, text and questions.
struct Lesson {
    std::string title, summary, author;
    std::vector<std::string> sources; ///< what the texts rest on
    std::vector<LessonStep> steps;
    Case value;
    std::filesystem::path folder; ///< where it was read from
};

inline constexpr std::size_t maxLessonSteps = 30, maxLessonSliders = 4, maxLessonChoices = 6, maxLessonParagraphs = 12;
inline constexpr std::size_t maxLessonLine = 200, maxLessonText = 2'000; ///< bytes of UTF-8
inline constexpr std::size_t maxLessonBytes = 256 << 10, maxLessonDepth = 12;

/// A lesson folder is a case folder (core/io/case_io.h: case.json, labels.png, sketch.png, field of view and source if there are any) and
/// lesson.json, format "sonosketch-lesson", version 1:
///   {"format", "version", "title", "summary", "author", "sources": [..], "steps": [{"title", "text": [paragraph, ..], "object": [x, y],
///    "sliders": [{"kind", "name", "from", "to", "start", "classes": [..] of a class slider}],
///    "question": {"text", "choices": [..], "right": index, "why"}}]}
/// "sliders" and "question" may be missing. File names other than lesson.json stand in case.json and may not leave the folder.
/// Throws Error: NotFound, Corrupt (with the place in the file), VersionMismatch, TooLarge, and like loadCase.
Lesson loadLesson(const std::filesystem::path& folder);
/// Throws like checkLesson, and Error(WriteFailed); lesson.json comes last, so that a new folder
/// is no lesson before it is whole, and the text of an old one is there until the new one is.
void saveLesson(const Lesson& lesson, const std::filesystem::path& folder);
/// Error(InvalidArgument) that says which step and what is wrong: limits, ranges, classes and objects that the case does not have.
void checkLesson(const Lesson& lesson);

/// A folder that may hold a lesson, and why it cannot be used.
struct FoundLesson {
    std::filesystem::path folder;
    std::string title, summary; ///< empty if it cannot be read
    std::string problem;        ///< one sentence; empty if all is well
};
/// Folders with a lesson.json below `root`, in alphabetical order; 200 at most. Reads lesson.json alone.
std::vector<FoundLesson> findLessons(const std::filesystem::path& root);
/// resources/lessons.
std::filesystem::path bundledLessons();

/// Shows a step on the lesson's case: what its sliders, at these values, make of its object. `edit` stands on the case as the lesson has it (as
/// EditorSession::preview gives it). One value a slider, clipped to its range. Throws Error(InvalidArgument) if there is no object there.
void applySliders(Transaction& edit, const LessonStep& step, const std::vector<double>& values);

} // namespace sonosketch::practice
