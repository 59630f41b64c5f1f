// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sonosketch::practice {

/// One thing a trainee did, with the times at which it was done: what a replay shows.
struct Stroke {
    enum class Tool : std::uint8_t {
        Brush,   ///< paints with `diameter`
        Eraser,  ///< takes away with `diameter`
        Lasso,   ///< encircles: the inside is painted
        Undo,    ///< takes the last of the three above back, or the last caliper away; one sample, for its time
        Click,   ///< the place in "spot the change", and where it is dragged to; the last one counts
        Caliper, ///< the end that stays, then the other one as it is dragged; of earlier versions both ends alone, at one time
        Slider,  ///< of a lesson: samples are (value, index of the slider)
        Choice,  ///< of a question: (index, 0); or of a class: (label, 0)
    };
    struct Sample {
        double x = 0, y = 0; ///< continuous canvas coordinates, or as the tool says
        std::int64_t ms = 0; ///< since the task was shown
        bool operator==(const Sample&) const = default;
    };
    Tool tool = Tool::Brush;
    double diameter = 0;
    std::vector<Sample> samples;
    int caliper = -1; ///< of Caliper: which one, from 0 on; one that is there is taken by an end again. -1 (earlier versions): one more
    /// What the trainee read, one line, so that a replay needs neither lesson nor palette: the slider's name; the class as the palette names it, or the
    /// answer's text. Empty in answers of earlier versions.
    std::string name = {};
    std::vector<std::string> values = {}; ///< of Slider: as many as samples, each one's value as it stood beside the name; or none

    bool operator==(const Stroke&) const = default;
};

inline constexpr std::size_t maxStrokes = 2'000;         ///< of one answer
inline constexpr std::size_t maxStrokeSamples = 200'000; ///< of one answer, all strokes together
inline constexpr std::size_t maxStrokeLine = 200;        ///< bytes of UTF-8 of a name or a value; AnswerSheet shortens what is longer
inline constexpr int maxCalipers = 16;

/// The strokes as JSON: {"strokes": [{"tool": "brush", "diameter": 12, "samples": [[x, y, ms], ...], "caliper": 0, "name": "Wall",
/// "values": ["2.0 mm", ...]}, ...]}, positions to a hundredth of a pixel; the last three only where they say something.
std::string strokesToJson(const std::vector<Stroke>& strokes);
/// Throws Error(Corrupt) with the place; for text that is not trusted.
std::vector<Stroke> strokesFromJson(const std::string& text, const std::string& where);

/// The mask a trainee paints, and how. Every stroke is kept, undo included, so that replaying them gives the same mask at each moment.
/// One thread. A sheet that is full (maxStrokes, maxStrokeSamples) takes no more: it stays as it is.
class AnswerSheet {
public:
    AnswerSheet();

    /// CV_8UC1 of canvas size, 255 = painted. An open lasso is filled when this is asked for, not at each of its samples; the reference is good until
    /// the sheet changes.
    const cv::Mat& mask() const;
    /// How often a lasso was filled so far: the costly part of painting.
    std::size_t fills() const { return m_fills; }
    const std::vector<Stroke>& strokes() const { return m_strokes; }
    bool drawing() const { return m_drawing; }
    bool canUndo() const { return !m_drawing && !m_masks.empty(); }

    /// Brush, Eraser or Lasso. Throws Error(InvalidArgument) for another tool, and while a stroke is open.
    void begin(Stroke::Tool tool, double diameter, cv::Point2d at, std::int64_t ms);
    void moveTo(cv::Point2d to, std::int64_t ms);
    void end();
    /// Takes the open stroke back without a trace.
    void cancel();
    void undo(std::int64_t ms);
    /// Notes something that does not paint: Click, Caliper, Slider, Choice, and the Undo of a caliper.
    void note(Stroke stroke);
    /// Goes on with the stroke that was noted last, as the pointer does while the button is down. `value` is for strokes that have values. Nothing
    /// happens if what came last paints.
    void noteMore(Stroke::Sample sample, std::string value = {});
    void clear();

    /// What `strokes` paint up to `ms`; all of it if negative. As StrokeReplay.
    static cv::Mat replayed(const std::vector<Stroke>& strokes, std::int64_t ms = -1);

private:
    bool full() const;
    void paint(cv::Point2d from, cv::Point2d to);

    void fillLasso() const;

    mutable cv::Mat m_mask;
    mutable bool m_lassoStale = false; ///< the open lasso has grown since it was filled
    mutable std::size_t m_fills = 0;
    std::vector<Stroke> m_strokes;
    std::vector<cv::Mat> m_masks; ///< before each painted stroke that can be undone; the oldest are dropped
    std::size_t m_samples = 0;
    bool m_drawing = false;
};

/// Strokes painted again as time passes. Forwards it goes on from where it stands, backwards it begins anew. Strokes from a file that go back in time are
/// taken at the latest time seen so far. One thread.
class StrokeReplay {
public:
    explicit StrokeReplay(std::vector<Stroke> strokes = {});
    /// What is painted `ms` after the task was shown; all of it if negative. Anything that is no brush, eraser, lasso or undo is passed over. The reference is
    /// good until the next call.
    const cv::Mat& at(std::int64_t ms);
    /// Lassos filled and samples painted so far, beginnings anew included: what a replay costs.
    std::size_t fills() const { return m_fillsBefore + m_sheet.fills(); }
    std::size_t painted() const { return m_painted; }

private:
    void restart();

    std::vector<Stroke> m_strokes;
    AnswerSheet m_sheet;
    std::size_t m_stroke = 0, m_sample = 0; ///< the next one to paint
    std::int64_t m_ms = -1;                 ///< where it stands
    std::size_t m_fillsBefore = 0, m_painted = 0;
};

} // namespace sonosketch::practice
