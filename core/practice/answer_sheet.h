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
        Undo,    ///< takes the last of the three above back; one sample, for its time
        Click,   ///< the place in "spot the change"
        Caliper, ///< two samples: from and to
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

    bool operator==(const Stroke&) const = default;
};

inline constexpr std::size_t maxStrokes = 2'000;         ///< of one answer
inline constexpr std::size_t maxStrokeSamples = 200'000; ///< of one answer, all strokes together

/// The strokes as JSON: [{"tool": "brush", "diameter": 12, "samples": [[x, y, ms], ...]}, ...], positions to a hundredth of a pixel.
std::string strokesToJson(const std::vector<Stroke>& strokes);
/// Throws Error(Corrupt) with the place; for text that is not trusted.
std::vector<Stroke> strokesFromJson(const std::string& text, const std::string& where);

/// The mask a trainee paints, and how. Every stroke is kept, undo included, so that replaying them gives the same mask at each moment.
/// One thread. A sheet that is full (maxStrokes, maxStrokeSamples) takes no more: it stays as it is.
class AnswerSheet {
public:
    AnswerSheet();

    /// CV_8UC1 of canvas size, 255 = painted.
    const cv::Mat& mask() const { return m_mask; }
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
    /// Notes something that does not paint: Click, Caliper, Slider, Choice.
    void note(Stroke stroke);
    void clear();

    /// What `strokes` paint up to `ms`; all of it if negative. Anything that is no brush, eraser, lasso or undo is passed over.
    static cv::Mat replayed(const std::vector<Stroke>& strokes, std::int64_t ms = -1);

private:
    bool full() const;
    void paint(cv::Point2d from, cv::Point2d to);

    cv::Mat m_mask;
    std::vector<Stroke> m_strokes;
    std::vector<cv::Mat> m_masks; ///< before each painted stroke that can be undone; the oldest are dropped
    std::size_t m_samples = 0;
    bool m_drawing = false;
};

} // namespace sonosketch::practice
