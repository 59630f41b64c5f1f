// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_image.h"

namespace sonosketch {

/// A project file on its way to its place: written under another name beside it, then renamed. Internal to core/io.
/// A write-ahead log left by an earlier file of that name would be played into the new file: a replaced project's log is folded into it first, so
/// that a failed rename loses nothing, and a log whose file is gone is put aside as "NAME-wal.old".
class PlacedFile {
public:
    /// Throws Error(WriteFailed) if `target` exists and may not be replaced, is no file, or its folder does not exist; ProjectLocked.
    PlacedFile(const std::filesystem::path& target, bool replace);
    /// Removes what was not finished.
    ~PlacedFile();
    PlacedFile(const PlacedFile&) = delete;
    PlacedFile& operator=(const PlacedFile&) = delete;

    const std::filesystem::path& temporary() const { return m_temporary; }
    const std::filesystem::path& target() const { return m_target; }
    void write(const Bytes& bytes);
    /// Syncs, renames, syncs the folder. Returns the lock on the new file, taken before anybody else could see it.
    std::unique_ptr<ProjectLock> finish();

private:
    void clearLog();

    std::filesystem::path m_target, m_temporary;
    std::unique_ptr<ProjectLock> m_replaced; ///< held until the new file is there
};

} // namespace sonosketch
