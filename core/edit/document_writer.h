// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/document.h"

namespace sonosketch {

/// The one door through which a document's pixels change; used by Transaction and applyDelta, by nobody else.
/// Write through plane(), say what was touched, then publish() once: revision + 1 and one message to the observers.
/// At most one per document at a time: a second one throws Error(InvalidArgument), so that undo cannot cut into a stroke.
class DocumentWriter {
public:
    explicit DocumentWriter(Document& document);
    ~DocumentWriter();
    DocumentWriter(const DocumentWriter&) = delete;
    DocumentWriter& operator=(const DocumentWriter&) = delete;

    const Case& value() const { return m_document.value(); }
    cv::Mat& plane(Plane which) { return m_document.m_case.plane(which); }
    void setCanny(const CannySettings& settings);
    void setAutoSketch(bool on);
    void setMeasurements(const std::vector<Measurement>& measurements);

    /// Pixels of `rect` differ from what the observers know.
    void touch(Plane which, const cv::Rect& rect);
    /// Tells the observers; does nothing if nothing was touched.
    void publish();

private:
    void touchSettings();

    Document& m_document;
    DocumentChange m_pending;
    bool m_edgesStale = false;
};

} // namespace sonosketch
