// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace sonosketch {

/// The lines of SHA256SUMS, sorted by path, however many: beyond `held` of them they wait, sorted, in files of their own and are merged at the end,
/// so that memory does not grow with the set. One thread. Internal to core/export.
class ChecksumList {
public:
    static constexpr std::size_t usualHeld = 50'000;

    /// `folder` exists and takes the files that wait; they go with this object.
    explicit ChecksumList(std::filesystem::path folder, std::size_t held = usualHeld);
    ~ChecksumList();
    ChecksumList(const ChecksumList&) = delete;
    ChecksumList& operator=(const ChecksumList&) = delete;

    /// A path of one line. Throws Error(WriteFailed).
    void add(const std::string& path, const std::string& sha256);
    /// Writes "SHA256  PATH" for each, as sha256sum reads it. Afterwards the list is empty. Throws Error(WriteFailed) where what waits cannot be read
    /// back; the state of `out` is the caller's to check.
    void write(std::ostream& out);

private:
    void spill();
    void sortHeld();
    std::filesystem::path place(std::size_t run) const;

    std::filesystem::path m_folder;
    std::size_t m_most;
    std::vector<std::pair<std::string, std::string>> m_held;
    std::vector<std::size_t> m_lines; ///< of each file that waits
};

} // namespace sonosketch
