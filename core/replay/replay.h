// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/objects.h"
#include "core/edit/transaction.h"
#include "core/replay/recorded_edit.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sonosketch {

/// The label with the largest area on a case: what a recording calls its lesion. Nothing if there is only background.
std::optional<std::uint8_t> lesionLabel(const Case& value);

/// Up to `count` places on the canvas where the edit fits: its samples and the width of its brush lie on the canvas, its first sample lies in the
/// field of view and on the ground it asks for. Equal seeds give equal places. An edit that moves the lesion or the sliders has one place;
/// none if there is no lesion, or no scan to take edges from. Fewer than `count` if chance finds no more.
std::vector<cv::Point> placesFor(const Case& value, const RecordedEdit& edit, std::size_t count, std::uint64_t seed);

/// Plays one recorded edit on a document, sample by sample, as an open transaction: what the pen does between press and release. Takes it back
/// when it goes away. On the document's thread; the document and the edit must outlive it.
class Replay {
public:
    /// `at` is one of placesFor(). Throws Error(InvalidArgument) if an edit is open already, or if it moves a lesion and there is none at `at`.
    Replay(Document& document, const RecordedEdit& edit, cv::Point at);

    bool finished() const { return m_next == m_edit.samples.size(); }
    /// The next sample. Whether the document changed: a pen that rests or paints what is there already changes nothing.
    bool step();
    /// Leaves the edit on the document. Throws Error(InvalidArgument) the second time.
    void keep() { m_transaction.commit(); }

private:
    void brush(const cv::Vec3d& sample);

    Document& m_document;
    const RecordedEdit& m_edit;
    cv::Point2f m_at, m_last;
    std::size_t m_next = 0;
    std::uint8_t m_label = 0;
    std::optional<LabelObject> m_object;
    CannySettings m_canny;
    Transaction m_transaction;
};

} // namespace sonosketch
