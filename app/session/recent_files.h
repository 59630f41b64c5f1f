// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>

#include <filesystem>
#include <vector>

namespace sonosketch {

/// One case that was open lately.
struct RecentFile {
    std::filesystem::path path; ///< absolute: a project, a case folder, an image or an OpenRaster file
    QString title;              ///< what people call it
    QDateTime time;             ///< of the last visit
};

/// The cases that were open last, newest first, in an INI file; for the File menu and a first page. Several objects may share one file,
/// on several threads and in several windows.
class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr int maxEntries = 12;

    explicit RecentFiles(const std::filesystem::path& settingsFile, QObject* parent = nullptr);

    /// Without those whose files are gone; these are forgotten.
    std::vector<RecentFile> entries();
    /// Puts a case on top. A path that is there already moves up and takes the new title.
    void add(const std::filesystem::path& path, const QString& title);
    void remove(const std::filesystem::path& path);
    void clear();

Q_SIGNALS:
    void changed();

private:
    std::vector<RecentFile> load() const;
    void store(const std::vector<RecentFile>& entries) const;

    QString m_file;
};

} // namespace sonosketch
