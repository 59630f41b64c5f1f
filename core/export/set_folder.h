// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/layout.h"
#include "core/export/plan.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace sonosketch {

/// A finished item: its files, and one line of JSON that says everything about it.
struct StoredItem {
    std::size_t index = 0;
    std::vector<ItemFile> files; ///< paths below the set's folder
    std::string line;            ///< JSON object {"index", "files": [{"path", "bytes", "sha256"}], ...}; one line
};

/// The folder an image set grows in. Beside the items lies "set.work": the plan, which shard this is, a journal with one line for each finished item, and
/// what containers are put together from. Each file is written beside its place and renamed; the journal's line comes after the item's files, so that
/// whatever kills the program leaves whole items and at most files that are written again. Nothing waits for the disk item by item: after a power cut
/// resuming finds items whose files are not what the journal says and makes them anew.
class SetFolder {
public:
    enum class Existing : std::uint8_t {
        Refuse, ///< the folder must be new or empty
        Resume, ///< goes on with the same plan and shard, or begins
    };
    /// Throws Error: WriteFailed (not writable, something is there already, another program is at it), InvalidArgument (resumed with another plan;
    /// says what differs), Corrupt (a journal nobody here wrote).
    SetFolder(const std::filesystem::path& folder, const SetPlan& plan, const SetShard& shard, Existing existing);
    ~SetFolder();
    SetFolder(const SetFolder&) = delete;
    SetFolder& operator=(const SetFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    const SetPlan& plan() const { return m_plan; }
    const SetShard& shard() const { return m_shard; }
    /// The set was finished before: nothing is left to do.
    bool isComplete() const { return m_complete; }
    bool isDone(std::size_t item) const { return item < m_at.size() && m_at[item] >= 0; }
    std::size_t done() const { return m_done; }

    /// Any thread. Throws Error(WriteFailed); the journal then does not know the item. InvalidArgument for an item that is there already.
    void store(const StoredItem& item);
    /// The journal's line of an item that is done. Any thread.
    std::string line(std::size_t item) const;

    /// For files that belong to the set as a whole: written beside, then renamed to `relative`. The writer gets the place to write to and throws on failure.
    void writeWhole(const std::string& relative, const std::function<void(const std::filesystem::path&)>& writer);
    /// Those of writeWhole(), but SHA256SUMS and the card, which come after.
    std::set<std::string> wholeFiles() const;
    /// All is on the disk, and the folder holds nothing of the work any more. Last of all.
    void finish();

    static constexpr const char* workName = "set.work";
    static constexpr const char* cardName = "card.json";

private:
    void begin();
    void resume();
    void readJournal();
    bool isIntact(const std::string& line) const;

    std::filesystem::path m_path, m_work;
    SetPlan m_plan;
    SetShard m_shard;
    int m_lock = -1, m_journal = -1;
    bool m_complete = false;
    mutable std::mutex m_mutex;
    std::vector<std::int64_t> m_at; ///< where in the journal an item's line begins; -1: not done
    std::int64_t m_end = 0;         ///< of the journal, bytes
    std::size_t m_done = 0;
    std::set<std::string> m_wholes;
};

/// Reads what a folder says about itself, without changing it. Throws Error: NotFound if it holds no unfinished set or shard; Corrupt.
struct SetFolderState {
    SetPlan plan;
    std::string planHash;
    SetShard shard;
};
SetFolderState readSetFolder(const std::filesystem::path& folder);
/// Calls `see` with each whole line of a folder's journal, in the order they were written.
void readSetJournal(const std::filesystem::path& folder, const std::function<void(const std::string&)>& see);

/// A file that a journal's line names.
struct JournalFile {
    std::string path, sha256;
    std::uintmax_t bytes = 0;
};
struct JournalLine {
    std::size_t index = 0;
    std::vector<JournalFile> files;
};
/// Throws Error(Corrupt) for text that is no line of a journal, and for paths that leave the folder.
JournalLine parseJournalLine(const std::string& line, const std::string& where);

} // namespace sonosketch
