// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/model_catalogue.h"

#include "core/base/error.h"

#include <algorithm>
#include <utility>

namespace sonosketch {

void ModelCatalogue::add(Entry entry)
{
    if (entry.hash.empty() || !entry.factory)
        return;
    const auto same = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& present) { return present.hash == entry.hash; });
    if (same == m_entries.end()) {
        m_entries.push_back(std::move(entry));
    } else {
        if (entry.where.isEmpty())
            entry.where = same->where;
        if (entry.metrics.empty() && entry.limitations.empty()) { // who adds a model that is in use has not read its card
            entry.metrics = same->metrics;
            entry.limitations = same->limitations;
        }
        *same = std::move(entry);
    }
    Q_EMIT changed();
}

const ModelCatalogue::Entry* ModelCatalogue::find(const std::string& hash) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.hash == hash; });
    return found == m_entries.end() ? nullptr : &*found;
}

std::string ModelCatalogue::addFolder(const std::filesystem::path& folder)
{
    if (!m_reader)
        throw Error(ErrorCode::Unsupported, "This program reads no model folders", folder.string());
    Entry entry = m_reader(folder);
    std::string hash = entry.hash;
    add(std::move(entry));
    return hash;
}

} // namespace sonosketch
