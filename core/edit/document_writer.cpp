// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/edit/document_writer.h"

#include "core/base/error.h"

#include <utility>

namespace sonosketch {

DocumentWriter::DocumentWriter(Document& document)
    : m_document(document)
{
    if (document.m_beingWritten)
        throw Error(ErrorCode::InvalidArgument, "Another edit is still open", document.value().provenance.title, "Finish the stroke first");
    document.m_beingWritten = true;
}

DocumentWriter::~DocumentWriter()
{
    m_document.m_beingWritten = false;
}

void DocumentWriter::setCanny(const CannySettings& settings)
{
    if (settings == value().canny)
        return;
    m_document.m_case.canny = settings;
    touchSettings();
}

void DocumentWriter::setAutoSketch(bool on)
{
    if (on == value().autoSketch)
        return;
    m_document.m_case.autoSketch = on;
    touchSettings();
}

void DocumentWriter::setMeasurements(const std::vector<Measurement>& measurements)
{
    if (measurements == value().measurements)
        return;
    m_document.m_case.measurements = measurements;
    m_pending.measurements = true;
}

void DocumentWriter::touchSettings()
{
    m_pending.dirty = cv::Rect(0, 0, canvasSize, canvasSize);
    m_pending.settings = true;
    m_edgesStale = true;
}

void DocumentWriter::touch(Plane which, const cv::Rect& rect)
{
    if (rect.empty())
        return;
    m_pending.dirty |= rect;
    m_pending.planes = true;
    if (which != Plane::FieldOfView)
        return;
    m_edgesStale = true;
    // Hysteresis follows an edge as far as it goes: a new border may change edges anywhere on the canvas.
    if (value().autoSketch && !value().source.empty())
        touchSettings();
}

void DocumentWriter::publish()
{
    if (!m_pending.planes && !m_pending.settings && !m_pending.measurements)
        return;
    m_document.changed(std::exchange(m_pending, {}), std::exchange(m_edgesStale, false));
}

} // namespace sonosketch
