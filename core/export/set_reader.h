// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/set_folder.h"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>

namespace sonosketch {

/// A whole set, item by item in its order, for the files that are written at its end. One thread.
class SetReader {
public:
    SetReader(SetFolder& folder, std::string layout);

    const SetPlan& plan() const { return m_folder.plan(); }
    std::size_t size() const { return m_folder.plan().count; }
    PlannedItem item(std::size_t index) const { return m_folder.plan().item(index); }
    /// The parts that have items, in alphabetical order.
    std::vector<std::string> splits() const;
    /// The layout's fragment of an item, as JSON; empty if it gave none.
    std::string fragment(std::size_t index) const;
    /// Throws Error(Corrupt) if it is not what was stored.
    std::vector<std::uint8_t> payload(std::size_t index) const;

    /// Writes a file of the layout, below its own folder.
    void write(const std::string& relative, const std::string& text);
    /// The same bit by bit, for files that do not fit into memory.
    void write(const std::string& relative, const std::function<void(std::ostream&)>& writer);
    /// The same for libraries that open files themselves.
    void writeFile(const std::string& relative, const std::function<void(const std::filesystem::path&)>& writer);

private:
    SetFolder& m_folder;
    std::string m_layout, m_prefix;
};

/// Where a layout's payload of an item lies below the set's folder.
std::string payloadPath(const std::string& layout, const PlannedItem& item);

} // namespace sonosketch
