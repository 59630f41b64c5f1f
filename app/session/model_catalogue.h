// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/live_worker.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sonosketch {

/// The models this program can make, by the hash of their weights: the bundled ones, those used in this session, those opened from a folder. The
/// program fills it; nothing else in the editor knows where models lie. GUI thread.
class ModelCatalogue : public QObject {
    Q_OBJECT

public:
    struct Entry {
        std::string name, hash;
        QString where; ///< for people: a folder; may be empty
        LiveWorker::Factory factory;
        std::map<std::string, double> metrics = {}; ///< what its card says it measured, on its validation split
        std::string limitations = {};               ///< of its card
    };
    /// Reads what a model folder says about itself, without its weights. Throws Error.
    using FolderReader = std::function<Entry(const std::filesystem::path&)>;

    using QObject::QObject;

    /// An entry of the same hash is replaced, and keeps its place. Without a hash or a factory nothing is added.
    void add(Entry entry);
    const std::vector<Entry>& entries() const { return m_entries; }
    /// Nothing if there is none, or `hash` is empty. Valid until the next add().
    const Entry* find(const std::string& hash) const;

    void setFolderReader(FolderReader reader) { m_reader = std::move(reader); }
    /// Adds the model of a folder and returns its hash. Throws Error, Unsupported where the program reads none.
    std::string addFolder(const std::filesystem::path& folder);

Q_SIGNALS:
    void changed();

private:
    std::vector<Entry> m_entries;
    FolderReader m_reader;
};

} // namespace sonosketch
