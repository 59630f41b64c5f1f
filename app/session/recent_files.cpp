// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/recent_files.h"

#include "app/session/text.h"

#include <QSettings>

#include <algorithm>
#include <mutex>

namespace sonosketch {

namespace {
/// Two of these may work on one list: reading, changing and writing it belong together.
std::mutex listMutex;

std::filesystem::path absolutePath(const std::filesystem::path& path)
{
    std::error_code problem;
    const auto found = std::filesystem::weakly_canonical(std::filesystem::absolute(path, problem), problem);
    return problem ? path : found;
}
} // namespace

RecentFiles::RecentFiles(const std::filesystem::path& settingsFile, QObject* parent)
    : QObject(parent)
    , m_file(toText(settingsFile))
{
}

std::vector<RecentFile> RecentFiles::load() const
{
    // Read anew each time: another window may have added to it. A file that is no list reads as an empty one.
    QSettings settings(m_file, QSettings::IniFormat);
    std::vector<RecentFile> entries;
    const int count = std::min(settings.beginReadArray(QStringLiteral("recent")), maxEntries);
    for (int index = 0; index < count; ++index) {
        settings.setArrayIndex(index);
        const QString path = settings.value(QStringLiteral("path")).toString();
        if (!path.isEmpty())
            entries.push_back(
                {toPath(path), settings.value(QStringLiteral("title")).toString(), settings.value(QStringLiteral("time")).toDateTime()});
    }
    return entries;
}

void RecentFiles::store(const std::vector<RecentFile>& entries) const
{
    QSettings settings(m_file, QSettings::IniFormat);
    settings.remove(QStringLiteral("recent"));
    settings.beginWriteArray(QStringLiteral("recent"), static_cast<int>(entries.size()));
    for (std::size_t index = 0; index < entries.size(); ++index) {
        settings.setArrayIndex(static_cast<int>(index));
        settings.setValue(QStringLiteral("path"), toText(entries[index].path));
        settings.setValue(QStringLiteral("title"), entries[index].title);
        settings.setValue(QStringLiteral("time"), entries[index].time);
    }
    settings.endArray();
}

std::vector<RecentFile> RecentFiles::entries()
{
    const std::lock_guard lock(listMutex);
    std::vector<RecentFile> all = load();
    const auto gone = std::erase_if(all, [](const RecentFile& entry) {
        std::error_code problem;
        return !std::filesystem::exists(entry.path, problem);
    });
    if (gone > 0)
        store(all);
    return all;
}

void RecentFiles::add(const std::filesystem::path& path, const QString& title)
{
    {
        const std::lock_guard lock(listMutex);
        std::vector<RecentFile> all = load();
        const auto place = absolutePath(path);
        std::erase_if(all, [&](const RecentFile& entry) { return entry.path == place; });
        all.insert(all.begin(), {place, title, QDateTime::currentDateTime()});
        if (all.size() > maxEntries)
            all.resize(maxEntries);
        store(all);
    }
    Q_EMIT changed();
}

void RecentFiles::remove(const std::filesystem::path& path)
{
    {
        const std::lock_guard lock(listMutex);
        std::vector<RecentFile> all = load();
        if (std::erase_if(all, [place = absolutePath(path)](const RecentFile& entry) { return entry.path == place; }) == 0)
            return;
        store(all);
    }
    Q_EMIT changed();
}

void RecentFiles::clear()
{
    {
        const std::lock_guard lock(listMutex);
        store({});
    }
    Q_EMIT changed();
}

} // namespace sonosketch
