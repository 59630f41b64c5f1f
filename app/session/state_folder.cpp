// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/state_folder.h"

#include "app/session/text.h"
#include "core/io/project_image.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStandardPaths>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <unistd.h>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {
QDateTime timeOf(const fs::path& file)
{
    std::error_code problem;
    const auto written = fs::last_write_time(file, problem);
    if (problem)
        return {};
    const auto time = std::chrono::file_clock::to_sys(written);
    return QDateTime::fromSecsSinceEpoch(std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}
} // namespace

StateFolder::StateFolder(fs::path folder)
    : m_folder(std::move(folder))
{
    std::error_code problem;
    fs::create_directories(m_folder, problem);
    const fs::path real = fs::canonical(m_folder, problem);
    if (!problem)
        m_folder = real; // projects know themselves by their real path
}

fs::path StateFolder::defaultFolder()
{
    if (const char* set = std::getenv("SONOSKETCH_STATE_DIR"); set && *set)
        return set;
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
}

fs::path StateFolder::newProject() const
{
    std::error_code problem;
    fs::create_directories(m_folder / "unsaved", problem);
    fs::create_directories(m_folder / "kept", problem);
    const QString stem = QStringLiteral("untitled-%1-%2")
                             .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")))
                             .arg(static_cast<qint64>(::getpid()));
    for (int number = 1;; ++number) {
        const fs::path name = toPath(QStringLiteral("%1-%2%3").arg(stem).arg(number).arg(QLatin1String(projectSuffix)));
        const fs::path path = m_folder / "unsaved" / name;
        if (!fs::exists(path, problem) && !fs::exists(writeAheadLog(path), problem) && !fs::exists(m_folder / "kept" / name, problem))
            return path;
    }
}

bool StateFolder::holds(const fs::path& project) const
{
    const fs::path folder = project.parent_path();
    return folder == m_folder / "unsaved" || folder == m_folder / "kept";
}

fs::path StateFolder::keep(const fs::path& project) const
{
    const fs::path target = m_folder / "kept" / project.filename();
    std::error_code problem;
    if (!holds(project) || target == project || fs::exists(target, problem))
        return project;
    fs::create_directories(target.parent_path(), problem);
    try {
        const ProjectLock lock(project, ProjectLock::Kind::Exclusive); // not while another window works on it
        return moveLocked(project, target);
    } catch (const Error&) {
        return project;
    }
}

fs::path StateFolder::moveLocked(const fs::path& project, const fs::path& target)
{
    std::error_code problem;
    // The log first: a log without its file is put aside by whoever makes a file of that name, a file without its log loses steps.
    if (fs::exists(writeAheadLog(project), problem)) {
        fs::rename(writeAheadLog(project), writeAheadLog(target), problem);
        if (problem)
            return project;
    }
    fs::rename(project, target, problem);
    if (!problem)
        return target;
    fs::rename(writeAheadLog(target), writeAheadLog(project), problem);
    return project;
}

void StateFolder::discard(const fs::path& project) const
{
    if (!holds(project))
        return;
    try {
        const ProjectLock lock(project, ProjectLock::Kind::Exclusive);
        std::error_code problem;
        fs::remove(project, problem);
        fs::remove(writeAheadLog(project), problem);
    } catch (const Error&) {
        // Gone already, or another window works on it.
    }
}

std::vector<LeftProject> findLeftProjects(const StateFolder& folder)
{
    std::vector<fs::path> candidates;
    std::error_code problem;
    for (const char* part : {"unsaved", "kept"})
        for (const auto& entry : fs::directory_iterator(folder.path() / part, problem)) {
            const fs::path& path = entry.path();
            const bool project = path.extension() == projectSuffix && !path.filename().string().starts_with('.');
            if (project && (!folder.keeps(path) || fs::exists(writeAheadLog(path), problem)))
                candidates.push_back(path);
        }
    std::vector<LeftProject> found;
    for (const fs::path& path : candidates) {
        LeftProject left;
        left.path = path;
        left.time = timeOf(path);
        if (const QDateTime log = timeOf(writeAheadLog(path)); log.isValid() && log > left.time)
            left.time = log;
        try {
            const ProjectContents contents = readProject(path);
            left.title = QString::fromStdString(contents.initial.provenance.title);
            for (std::size_t node = 1; node < contents.history.size(); ++node)
                left.steps += contents.history.contains(node) ? 1 : 0;
            for (auto node = contents.current;; node = contents.history.node(node).parent) {
                const auto thumbnail = contents.thumbnails.find(node);
                if (thumbnail != contents.thumbnails.end())
                    left.thumbnail = thumbnail->second;
                if (node == 0 || thumbnail != contents.thumbnails.end())
                    break;
            }
        } catch (const ProjectLocked&) {
            continue; // at work in another window
        } catch (const Error&) {
            left.damaged = true;
        }
        found.push_back(std::move(left));
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.time > b.time; });
    return found;
}

QString untitledText(const QDateTime& time)
{
    return QCoreApplication::translate("Project", "Untitled \u2013 %1").arg(QLocale().toString(time, QStringLiteral("d MMM yyyy HH:mm")));
}

} // namespace sonosketch
