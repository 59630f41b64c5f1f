// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/delta.h"

#include <memory>
#include <optional>
#include <string>

namespace sonosketch {

/// Largest brush diameter in canvas pixels; the smallest is 1.
inline constexpr double maxBrushDiameter = 256;

enum class BrushShape : std::uint8_t { Round, Square };

/// Which pixels a label edit may touch.
struct PaintRule {
    enum class Over : std::uint8_t { Everywhere, OnlyBackground, OnlyChosen };
    Over over = Over::Everywhere;
    std::uint64_t chosen = ~0ull; ///< bit i: label i may be painted over (with OnlyChosen)
    std::uint64_t locked = 0;     ///< bit i: label i is locked: its region neither shrinks nor grows

    bool isLocked(std::uint8_t label) const { return label < 64 && (locked >> label & 1u) != 0; }
    /// Whether a pixel that holds the label `old` may be given the label `value`.
    bool allows(std::uint8_t old, std::uint8_t value) const;
};

/// The one way pixels of a document change. Painting is visible at once (each call that changes a pixel bumps the revision and tells the
/// observers its dirty rectangle); commit() returns the delta for the history; a transaction that goes away uncommitted restores what was
/// there. On the document's thread; the document must outlive it. One transaction at a time: while it is open, a second one, undo and
/// Document::replace throw Error(InvalidArgument). So does every call but rollback() after the end.
///
///     Transaction stroke(document, "Brush: Teratoma");
///     stroke.paintSegment(Plane::Labels, from, to, 12, 3);
///     if (auto delta = stroke.commit())
///         history.add(std::move(*delta));
class Transaction {
public:
    Transaction(Document& document, std::string text);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void setRule(const PaintRule& rule) { m_rule = rule; }
    const PaintRule& rule() const { return m_rule; }
    /// The case as it is now, with what this transaction did so far.
    const Case& value() const;

    /// A dab or a straight stroke segment with a brush of `diameter` canvas pixels (1..256). Positions are continuous canvas coordinates
    /// (the centre of pixel x is x + 0.5) and may lie outside; one that is not finite is ignored. Which pixels: see core/edit/brush_area.h.
    /// `value` is a palette id, a SketchMark or 0/255 by plane. Throws Error(InvalidArgument) on a value the plane does not know and on
    /// a diameter out of range.
    void paintDab(Plane plane, cv::Point2f at, double diameter, std::uint8_t value, BrushShape shape = BrushShape::Round);
    void paintSegment(
        Plane plane, cv::Point2f from, cv::Point2f to, double diameter, std::uint8_t value, BrushShape shape = BrushShape::Round);

    /// Writes `value` where `mask` (CV_8UC1, canvas size) is non-zero; the paint rule applies to labels.
    void fill(Plane plane, const cv::Mat& mask, std::uint8_t value);
    /// Replaces a whole plane; the paint rule applies to labels. Throws like validate(Case).
    void setPlane(Plane plane, const cv::Mat& pixels);
    /// Gives a region another outline: pixels of `from` that hold `label` and lie outside `to` become background, pixels of `to` get the
    /// label. Both masks CV_8UC1 of canvas size, non-zero = inside. Locks hold everywhere; "paint over" (PaintRule::over) holds for what the
    /// region gains, but not for its own pixels, which it may always give up. Throws Error(InvalidArgument) for label 0 or an unknown
    /// label, Error(SizeMismatch) for masks of another size.
    void reshape(const cv::Mat& from, const cv::Mat& to, std::uint8_t label);
    void setCanny(const CannySettings& settings);
    void setAutoSketch(bool on);
    /// Replaces the list of measurements. Throws like validate(std::vector<Measurement>).
    void setMeasurements(const std::vector<Measurement>& measurements);

    /// Takes back everything so far and stays open: how a preview that follows the pointer begins anew. The rule stays.
    void restart();
    /// Ends the transaction. Nothing if nothing differs from the start: a click that changes nothing leaves no trace.
    std::optional<Delta> commit();
    /// Restores the state at the start and ends the transaction. Also done by the destructor.
    void rollback();

private:
    struct Implementation;
    Implementation& open() const;

    std::unique_ptr<Implementation> m_impl;
    PaintRule m_rule;
};

} // namespace sonosketch
