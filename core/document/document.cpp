// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/document.h"

#include "core/base/error.h"

#include <utility>
#include <vector>

namespace sonosketch {

namespace {
const cv::Rect wholeCanvas(0, 0, canvasSize, canvasSize);
}

Document::Document(const Case& initial)
{
    validate(initial);
    m_case = initial.clone();
    m_dirtySinceSnapshot = wholeCanvas;
}

const cv::Mat& Document::autoEdges() const
{
    if (!m_autoEdgesValid) {
        // A new matrix each time: snapshots share the pixels of the old one.
        m_autoEdges = automaticEdges(m_case);
        m_autoEdgesValid = true;
    }
    return m_autoEdges;
}

std::shared_ptr<const CaseSnapshot> Document::snapshot()
{
    auto result = std::make_shared<CaseSnapshot>();
    result->revision = m_revision;
    result->value = m_case.clone();
    result->dirty = std::exchange(m_dirtySinceSnapshot, {});
    if (m_autoEdgesValid)
        result->autoEdges = m_autoEdges;
    return result;
}

void Document::replace(const Case& value)
{
    if (m_beingWritten)
        throw Error(ErrorCode::InvalidArgument, "Another case cannot be opened in the middle of an edit", value.provenance.title,
            "Finish the stroke first");
    validate(value);
    m_case = value.clone();
    DocumentChange change;
    change.dirty = wholeCanvas;
    change.planes = change.settings = change.measurements = change.replaced = true;
    changed(change, true);
}

int Document::addObserver(Observer observer)
{
    m_observers.emplace(m_nextObserver, std::move(observer));
    return m_nextObserver++;
}

void Document::removeObserver(int id)
{
    m_observers.erase(id);
}

void Document::changed(DocumentChange change, bool edgesStale)
{
    change.revision = ++m_revision;
    m_dirtySinceSnapshot |= change.dirty;
    if (edgesStale)
        m_autoEdgesValid = false;
    // Ids first: an observer may add or remove observers, itself included.
    std::vector<int> ids;
    for (const auto& [id, observer] : m_observers)
        ids.push_back(id);
    for (const int id : ids) {
        const auto found = m_observers.find(id);
        if (found == m_observers.end() || !found->second)
            continue;
        const Observer observer = found->second;
        observer(change);
    }
}

} // namespace sonosketch
