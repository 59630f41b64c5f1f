// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/lesson.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/edit/objects.h"
#include "core/io/case_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sonosketch::practice {

namespace fs = std::filesystem;
using nlohmann::json;
namespace fields = json_fields;

namespace {

constexpr const char* format = "sonosketch-lesson";
constexpr int version = 1;
constexpr std::size_t maxListed = 200;

/// Before it is parsed: messages write values out, which goes as deep as they do.
void checkDepth(const std::string& text, const std::string& where)
{
    std::size_t depth = 0;
    bool quoted = false, escaped = false;
    for (const char c : text) {
        if (quoted) {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > maxLessonDepth)
                throw Error(ErrorCode::Corrupt, fmt::format("The file is nested deeper than {} levels", maxLessonDepth), where,
                    "This is no lesson of SonoSketch");
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
}

std::vector<std::string> textsAt(const json& object, const std::string& key, const std::string& path, const std::string& where,
    std::size_t maxItems, std::size_t maxBytes)
{
    const json& list = fields::arrayAt(object, key, path, where, maxItems);
    std::vector<std::string> texts;
    // Each as a field of an object, so that one reader checks all texts.
    for (std::size_t i = 0; i < list.size(); ++i)
        texts.push_back(fields::textAt(json{{"text", list[i]}}, "text", fmt::format("{}/{}/{}", path, key, i), where, maxBytes));
    return texts;
}

double withinAt(const json& object, const char* key, const std::string& path, const std::string& where, double low, double high)
{
    const double value = fields::numberAt(object, key, path, where);
    if (value < low || value > high)
        fields::fail(fmt::format("The number must lie within {} .. {}", low, high), path + "/" + key, where, &object[key]);
    return value;
}

LessonSlider sliderFrom(const json& value, const std::string& path, const std::string& where)
{
    LessonSlider slider;
    const std::string kind = fields::textAt(value, "kind", path, where, 20);
    bool known = false;
    for (const SliderKind each :
        {SliderKind::Size, SliderKind::Class, SliderKind::Wall, SliderKind::Septa, SliderKind::Septum, SliderKind::Papilla})
        if (kind == sliderName(each)) {
            slider.kind = each;
            known = true;
        }
    if (!known)
        fields::fail("A slider is one of size, class, wall, septa, septum, papilla", path + "/kind", where, &value["kind"]);
    slider.name = fields::textAt(value, "name", path, where, maxLessonLine);
    if (slider.kind == SliderKind::Class) {
        slider.classes = textsAt(value, "classes", path, where, 63, maxLessonLine);
        if (slider.classes.empty())
            fields::fail("A slider of classes needs one at least", path + "/classes", where);
        slider.to = static_cast<double>(slider.classes.size() - 1);
        slider.start = withinAt(value, "start", path, where, 0, slider.to);
        return slider;
    }
    const auto [low, high] = sliderLimits(slider.kind);
    slider.from = withinAt(value, "from", path, where, low, high);
    slider.to = withinAt(value, "to", path, where, slider.from, high);
    slider.start = withinAt(value, "start", path, where, slider.from, slider.to);
    return slider;
}

LessonStep stepFrom(const json& value, const std::string& path, const std::string& where)
{
    LessonStep step;
    step.title = fields::textAt(value, "title", path, where, maxLessonLine);
    step.text = textsAt(value, "text", path, where, maxLessonParagraphs, maxLessonText);
    if (value.contains("sliders")) {
        const json& sliders = fields::arrayAt(value, "sliders", path, where, maxLessonSliders);
        for (std::size_t i = 0; i < sliders.size(); ++i)
            step.sliders.push_back(sliderFrom(sliders[i], fmt::format("{}/sliders/{}", path, i), where));
        if (!sliders.empty()) {
            const auto place = fields::integersAt(value, "object", path, where, 2, 0, canvasSize - 1);
            step.object = {static_cast<double>(place[0]) + 0.5, static_cast<double>(place[1]) + 0.5};
        }
    }
    if (value.contains("question")) {
        const json& asked = fields::objectAt(value, "question", path, where);
        const std::string at = path + "/question";
        LessonQuestion question;
        question.text = fields::textAt(asked, "text", at, where, maxLessonText);
        question.choices = textsAt(asked, "choices", at, where, maxLessonChoices, maxLessonLine);
        if (question.choices.size() < 2)
            fields::fail("A question has two choices at least", at + "/choices", where);
        question.right =
            static_cast<int>(fields::integerAt(asked, "right", at, where, 0, static_cast<std::int64_t>(question.choices.size()) - 1));
        question.why = fields::textAt(asked, "why", at, where, maxLessonText);
        step.question = std::move(question);
    }
    return step;
}

/// lesson.json alone; the case stays empty.
Lesson readText(const fs::path& folder)
{
    const fs::path file = folder / "lesson.json";
    std::error_code problem;
    if (fs::exists(file, problem) && !fs::is_regular_file(file, problem)) // a pipe would keep the window waiting for ever
        throw Error(ErrorCode::Corrupt, "lesson.json is no plain file", file.string());
    const std::string where = file.string(), text = readTextFile(file, maxLessonBytes);
    checkDepth(text, where);
    const json root = fields::parseObject(text, where);
    fields::checkFormat(root, format, version, where);
    Lesson lesson;
    lesson.folder = folder;
    lesson.title = fields::textAt(root, "title", "", where, maxLessonLine);
    lesson.summary = fields::textAt(root, "summary", "", where, maxLessonText);
    lesson.author = fields::textAt(root, "author", "", where, maxLessonLine);
    lesson.sources = textsAt(root, "sources", "", where, 30, maxLessonText);
    const json& steps = fields::arrayAt(root, "steps", "", where, maxLessonSteps);
    for (std::size_t i = 0; i < steps.size(); ++i)
        lesson.steps.push_back(stepFrom(steps[i], fmt::format("/steps/{}", i), where));
    return lesson;
}

json jsonOf(const LessonStep& step)
{
    json value{{"title", step.title}, {"text", step.text}};
    if (!step.sliders.empty()) {
        value["object"] = {static_cast<int>(step.object.x), static_cast<int>(step.object.y)};
        value["sliders"] = json::array();
        for (const LessonSlider& slider : step.sliders) {
            json each{{"kind", sliderName(slider.kind)}, {"name", slider.name}, {"start", slider.start}};
            if (slider.kind == SliderKind::Class) {
                each["classes"] = slider.classes;
            } else {
                each["from"] = slider.from;
                each["to"] = slider.to;
            }
            value["sliders"].push_back(std::move(each));
        }
    }
    if (step.question)
        value["question"] = {{"text", step.question->text}, {"choices", step.question->choices}, {"right", step.question->right},
            {"why", step.question->why}};
    return value;
}

void requireText(const std::string& text, std::size_t maxBytes, bool needed, const std::string& where, const char* what)
{
    const bool control = std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if ((needed && text.empty()) || text.size() > maxBytes || control)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("The {} is {}", what, text.empty() ? "missing" : "too long, or has line breaks"), where,
            fmt::format("Write one line of up to {} bytes", maxBytes));
}

void checkStep(const LessonStep& step, const Case& value, const std::string& where)
{
    const auto refuse = [&where](const std::string& problem, const char* hint) {
        throw Error(ErrorCode::InvalidArgument, problem, where, hint);
    };
    requireText(step.title, maxLessonLine, true, where, "title");
    if (step.text.size() > maxLessonParagraphs || step.sliders.size() > maxLessonSliders)
        refuse("The step has too many paragraphs or sliders", "Make two steps of it");
    for (const std::string& paragraph : step.text)
        requireText(paragraph, maxLessonText, false, where, "text");
    if (!step.sliders.empty() && !objectAt(value, step.object))
        refuse("There is no lesion where the sliders should work", "Click on a lesion of the case");
    for (const LessonSlider& slider : step.sliders) {
        requireText(slider.name, maxLessonLine, true, where, "name of a slider");
        const auto [low, high] = sliderLimits(slider.kind);
        if (!(slider.from >= low && slider.to <= high && slider.from <= slider.start && slider.start <= slider.to))
            refuse(fmt::format("The range of the slider \"{}\" is wrong", slider.name),
                "Its start lies between both ends, these in its limits");
        if (slider.kind == SliderKind::Class && (slider.classes.empty() || slider.to > static_cast<double>(slider.classes.size()) - 1))
            refuse("The slider of classes has none", "Choose one at least");
        for (const std::string& name : slider.classes)
            if (const LabelClass* found = value.palette.find(name); !found || found->id == 0)
                refuse(fmt::format("The case has no class \"{}\"", name), "Choose a class of its palette");
    }
    if (step.question) {
        requireText(step.question->text, maxLessonText, true, where, "question");
        requireText(step.question->why, maxLessonText, false, where, "explanation");
        if (step.question->choices.size() < 2 || step.question->choices.size() > maxLessonChoices)
            refuse("A question has two to six choices", "Add or remove some");
        for (const std::string& choice : step.question->choices)
            requireText(choice, maxLessonLine, true, where, "choice");
        if (step.question->right < 0 || step.question->right >= static_cast<int>(step.question->choices.size()))
            refuse("No choice is the right one", "Mark one");
    }
}

} // namespace

void checkLesson(const Lesson& lesson)
{
    requireText(lesson.title, maxLessonLine, true, "lesson", "title");
    requireText(lesson.summary, maxLessonText, false, "lesson", "summary");
    requireText(lesson.author, maxLessonLine, false, "lesson", "author");
    for (const std::string& source : lesson.sources)
        requireText(source, maxLessonText, false, "lesson", "source");
    if (lesson.steps.empty() || lesson.steps.size() > maxLessonSteps || lesson.sources.size() > 30)
        throw Error(
            ErrorCode::InvalidArgument, "The lesson has no steps, or too many", "lesson", fmt::format("Write 1 to {}", maxLessonSteps));
    for (std::size_t i = 0; i < lesson.steps.size(); ++i)
        checkStep(lesson.steps[i], lesson.value, fmt::format("step {}", i + 1));
}

Lesson loadLesson(const fs::path& folder)
{
    Lesson lesson = readText(folder);
    lesson.value = loadCase(folder);
    try {
        checkLesson(lesson);
    } catch (const Error& error) {
        throw Error(ErrorCode::Corrupt, error.problem(), (folder / "lesson.json").string() + ", " + error.where(), error.hint());
    }
    return lesson;
}

void saveLesson(const Lesson& lesson, const fs::path& folder)
{
    checkLesson(lesson);
    saveCase(lesson.value, folder);
    json steps = json::array();
    for (const LessonStep& step : lesson.steps)
        steps.push_back(jsonOf(step));
    const json root{{"format", format}, {"version", version}, {"title", lesson.title}, {"summary", lesson.summary},
        {"author", lesson.author}, {"sources", lesson.sources}, {"steps", std::move(steps)}};
    writeFileAtomically(folder / "lesson.json", fields::dump(root) + "\n");
}

std::vector<FoundLesson> findLessons(const fs::path& root)
{
    std::vector<FoundLesson> found;
    std::error_code problem, ignored;
    for (fs::directory_iterator at(root, problem), end; !problem && at != end; at.increment(problem)) {
        const fs::directory_entry& entry = *at;
        if (found.size() >= maxListed)
            break;
        if (!fs::exists(entry.path() / "lesson.json", ignored))
            continue;
        FoundLesson each{entry.path(), {}, {}, {}};
        try {
            const Lesson lesson = readText(entry.path());
            each.title = lesson.title;
            each.summary = lesson.summary;
        } catch (const Error& error) {
            each.problem = error.what();
        }
        found.push_back(std::move(each));
    }
    std::ranges::sort(found, {}, &FoundLesson::folder);
    return found;
}

fs::path bundledLessons()
{
    return resourceDir() / "lessons";
}

} // namespace sonosketch::practice
