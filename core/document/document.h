// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace sonosketch {

/// An immutable copy of a case at one revision; what a worker thread gets to see.
struct CaseSnapshot {
    std::uint64_t revision = 0;
    Case value;                       ///< deep copy; nobody writes to it
    cv::Rect dirty;                   ///< canvas pixels changed since the snapshot before this one
    std::optional<cv::Mat> autoEdges; ///< the document's edges at this revision if they were known already; nobody writes to them
};

/// What an observer is told after a change.
struct DocumentChange {
    std::uint64_t revision = 0;
    cv::Rect dirty;            ///< canvas pixels
    bool planes = false;       ///< labels, sketch or field of view changed inside `dirty`
    bool settings = false;     ///< Canny settings or autoSketch changed, or the edges' field of view: automatic edges may differ anywhere
    bool measurements = false; ///< the list of measurements changed
    bool replaced = false;     ///< another case was opened

    /// Whether the generator may see a difference.
    bool condition() const { return planes || settings || replaced; }
};

/// The case being edited, with its revision. Reading is free; writing goes through core/edit's Transaction alone.
/// Lives on one thread (the GUI's); only the snapshots it hands out may travel.
class Document {
public:
    using Observer = std::function<void(const DocumentChange&)>;

    /// Throws like validate(Case). Keeps pixels of its own.
    explicit Document(const Case& initial);
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    const Case& value() const { return m_case; }
    std::uint64_t revision() const { return m_revision; }
    /// Whether an edit is open: the pixels are between two steps then.
    bool isBeingWritten() const { return m_beingWritten; }
    /// Automatic edges for the current source, settings and field of view; CV_8UC1 0/255, computed when first asked after a change.
    const cv::Mat& autoEdges() const;
    /// A deep copy for another thread; clears the dirty rectangle that the next snapshot reports.
    std::shared_ptr<const CaseSnapshot> snapshot();

    /// Opens another case: revision goes on rising, history is the caller's business. Throws like validate(Case), and
    /// Error(InvalidArgument) while a Transaction is open; the document is unchanged then.
    void replace(const Case& value);

    /// Returns an id for removeObserver. Observers run on the document's thread, after the change is complete; they may add and remove
    /// observers, but not change the document.
    int addObserver(Observer observer);
    void removeObserver(int id);

private:
    /// The one door to the pixels, opened by core/edit alone (core/edit/document_writer.h).
    friend class DocumentWriter;
    void changed(DocumentChange change, bool edgesStale);

    Case m_case;
    std::uint64_t m_revision = 1;
    cv::Rect m_dirtySinceSnapshot;
    bool m_beingWritten = false; ///< a DocumentWriter exists
    mutable cv::Mat m_autoEdges;
    mutable bool m_autoEdgesValid = false;
    std::map<int, Observer> m_observers;
    int m_nextObserver = 1;
};

} // namespace sonosketch
