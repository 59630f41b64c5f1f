// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/set_reader.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"

#include <fmt/format.h>

#include <fstream>
#include <set>

namespace sonosketch {

namespace fs = std::filesystem;
using nlohmann::json;

std::string payloadPath(const std::string& layout, const PlannedItem& item)
{
    return fmt::format("{}/{}/{}", SetFolder::workName, layout, item.id);
}

SetReader::SetReader(SetFolder& folder, std::string layout)
    : m_folder(folder)
    , m_layout(std::move(layout))
    , m_prefix(folder.plan().folderOf(m_layout))
{
}

std::vector<std::string> SetReader::splits() const
{
    std::set<std::string> names;
    const SetPlan& plan = m_folder.plan();
    for (std::size_t i = 0; i < std::min(plan.count, plan.sources.size()); ++i)
        names.insert(plan.item(i).split);
    return {names.begin(), names.end()};
}

std::string SetReader::fragment(std::size_t index) const
{
    const json line = json::parse(m_folder.line(index));
    const auto parts = line.find("parts");
    if (parts == line.end() || !parts->contains(m_layout))
        return {};
    return json_fields::dump(parts->at(m_layout), -1);
}

std::vector<std::uint8_t> SetReader::payload(std::size_t index) const
{
    const std::string path = payloadPath(m_layout, item(index));
    std::vector<std::uint8_t> bytes = readFile(m_folder.path() / path, 64u << 20);
    for (const JournalFile& file : parseJournalLine(m_folder.line(index), "journal").files)
        if (file.path == path && file.bytes == bytes.size() && file.sha256 == sha256(bytes))
            return bytes;
    throw Error(ErrorCode::Corrupt, "A part of the image set was changed", (m_folder.path() / path).string(), "Resume to make it anew");
}

void SetReader::write(const std::string& relative, const std::string& text)
{
    write(relative, [&](std::ostream& out) { out << text; });
}

void SetReader::write(const std::string& relative, const std::function<void(std::ostream&)>& writer)
{
    writeFile(relative, [&](const fs::path& path) {
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        writer(out);
        out.close();
        if (!out)
            throw Error(ErrorCode::WriteFailed, "The image set cannot be written", (m_folder.path() / m_prefix / relative).string(),
                "Check the folder, its permissions and the free space; --resume goes on");
    });
}

void SetReader::writeFile(const std::string& relative, const std::function<void(const fs::path&)>& writer)
{
    m_folder.writeWhole(m_prefix + relative, writer);
}

} // namespace sonosketch
