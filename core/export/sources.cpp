// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/item_case.h"
#include "core/export/plan.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"
#include "core/variation/variation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

std::string textHash(const std::string& text)
{
    return sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

/// Two cases made from one scan must not part; the scan's pixels name it, also where a case was repainted or saved under another name.
std::string scanOf(const Case& value, const std::string& identity)
{
    if (value.source.empty())
        return identity;
    const cv::Mat pixels = value.source.isContinuous() ? value.source : value.source.clone();
    return sha256({pixels.data, pixels.total()});
}

/// Parts for groups that nobody cut yet.
std::map<std::string, std::string> cutGroups(const std::set<std::string>& groups)
{
    std::vector<std::string> order(groups.begin(), groups.end());
    // By a hash of its own: the order of scans must not decide, nor what else the groups' hashes are used for.
    std::sort(order.begin(), order.end(),
        [](const std::string& a, const std::string& b) { return textHash("split/" + a) < textHash("split/" + b); });
    const double count = static_cast<double>(order.size());
    const auto tenth = static_cast<std::size_t>(order.size() >= 3 ? std::max(1.0, std::round(count / 10)) : 0);
    std::map<std::string, std::string> parts;
    for (std::size_t i = 0; i < order.size(); ++i)
        parts[order[i]] = i < tenth ? "test" : i < 2 * tenth ? "val" : "train";
    return parts;
}

std::string folderName(const fs::path& folder)
{
    const fs::path whole = fs::absolute(folder).lexically_normal();
    return whole.has_filename() ? whole.filename().string() : whole.parent_path().filename().string();
}

} // namespace

std::string plainName(const std::string& text)
{
    std::string name;
    for (const char letter : text) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
        if (plain)
            name += letter;
        else if (letter >= 'A' && letter <= 'Z')
            name += static_cast<char>(letter - 'A' + 'a');
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    name = name.substr(0, 60);
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    while (!name.empty() && name.front() == '-')
        name.erase(0, 1);
    return name.empty() ? "case" : name;
}

std::string SetSources::groupOf(const std::string& name)
{
    std::string first = name;
    for (auto at = m_joined.find(first); at != m_joined.end(); at = m_joined.find(first))
        first = at->second;
    if (first != name)
        m_joined[name] = first; // the next way is a short one
    return first;
}

void SetSources::join(const std::string& one, const std::string& other)
{
    const std::string a = groupOf(one), b = groupOf(other);
    if (a != b)
        m_joined[std::max(a, b)] = std::min(a, b);
}

std::string planLine(std::string text)
{
    for (char& letter : text)
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f)
            letter = ' ';
    std::size_t end = std::min<std::size_t>(text.size(), 4000);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) // not inside a letter
        --end;
    text.resize(end);
    return text;
}

void SetSources::add(SetSource source, const Case& value, const std::vector<std::string>& together)
{
    if (m_cancel.isCancelled())
        throw Error(ErrorCode::Cancelled, "Cancelled", "image set");
    source.identity = caseIdentity(value);
    source.group = scanOf(value, source.identity);
    for (const std::string& name : together) // before duplicates are left out: they tie groups together all the same
        join(source.group, name);
    source.title = value.provenance.title;
    source.license = value.provenance.license;
    source.attribution = value.provenance.attribution;
    if (m_sources.empty())
        m_palette = value.palette;
    else if (!(m_palette == value.palette))
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("\"{}\" has the palette \"{}\", the cases before it \"{}\"", source.name, value.palette.name(), m_palette.name()),
            "image set", "Make a set of its own for each palette");
    if (!m_identities.insert(source.identity).second) {
        ++m_duplicates; // the same images again would be nothing new, only more of the same
        return;
    }
    m_sources.push_back(std::move(source));
}

void SetSources::addExamples()
{
    const auto folders = exampleCases();
    if (folders.empty())
        throw Error(ErrorCode::NotFound, "There are no bundled cases", (resourceDir() / "examples").string());
    for (const fs::path& folder : folders) {
        if (full())
            return;
        SetSource source;
        source.kind = "example";
        source.name = folder.filename().string();
        source.load = [folder] { return loadCase(folder); };
        add(std::move(source), loadCase(folder));
    }
}

void SetSources::addCase(const fs::path& folder)
{
    if (full())
        return;
    SetSource source;
    source.kind = "case";
    source.name = folderName(folder);
    source.load = [folder] { return loadCase(folder); };
    add(std::move(source), loadCase(folder));
}

void SetSources::addCase(const std::string& kind, const std::string& name, const Case& value, std::optional<std::size_t> node)
{
    if (full())
        return;
    SetSource source;
    source.kind = kind;
    source.name = name;
    source.node = node;
    source.load = [kept = value.clone()] { return kept; };
    add(std::move(source), value);
}

void SetSources::addStep(
    const std::string& project, const std::string& history, std::size_t node, const Case& value, std::function<Case()> load)
{
    if (full())
        return;
    SetSource source;
    source.kind = "project";
    source.name = project;
    source.node = node;
    source.load = std::move(load);
    add(std::move(source), value, {"history/" + textHash(history)});
}

void SetSources::addDataset(const fs::path& folder, const std::vector<std::string>& splits)
{
    const auto manifest = std::make_shared<const DatasetManifest>(DatasetManifest::load(folder));
    std::size_t found = 0;
    for (const DatasetItem& item : manifest->items) {
        if (!splits.empty() && std::find(splits.begin(), splits.end(), item.split) == splits.end())
            continue;
        ++found;
        if (full())
            return;
        SetSource source;
        source.kind = "data";
        source.name = item.id;
        source.split = plainName(item.split);
        source.load = [manifest, folder, &item] { return caseOfItem(*manifest, item, folder); }; // the item lives as long as the manifest
        std::vector<std::string> together;
        if (!item.group.empty()) // hashed: what a data set calls its patients is nobody's business
            together.push_back("patient/" + textHash(manifest->name + "/" + item.group));
        add(std::move(source), caseOfItem(*manifest, item, folder), together);
    }
    if (found == 0)
        throw Error(ErrorCode::NotFound, "No example is in the part asked for", folder.string(), "See the parts with: dataset validate");
}

std::vector<SetSource> SetSources::take(const std::string& into)
{
    for (SetSource& source : m_sources)
        source.group = groupOf(source.group);
    // A scan whose part is known takes all cases made from it along.
    std::map<std::string, std::string> known;
    std::set<std::string> open;
    for (const SetSource& source : m_sources)
        if (!source.split.empty()) {
            const auto [entry, isNew] = known.emplace(source.group, source.split);
            if (!isNew && entry->second != source.split && into.empty())
                throw Error(ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" shows a scan or a patient that is in the part \"{}\" and in \"{}\"", source.name, entry->second,
                        source.split),
                    "image set", "Put everything into one part, or leave one of the two out");
        }
    for (const SetSource& source : m_sources)
        if (!known.contains(source.group))
            open.insert(source.group);
    known.merge(cutGroups(open));
    std::map<std::string, std::size_t> names;
    for (const SetSource& source : m_sources)
        ++names[plainName(source.node ? fmt::format("{}-n{}", source.name, *source.node) : source.name)];
    std::set<std::string> keys;
    for (SetSource& source : m_sources) {
        source.split = into.empty() ? known.at(source.group) : plainName(into);
        source.key = plainName(source.node ? fmt::format("{}-n{}", source.name, *source.node) : source.name);
        // Names that only differ in letters' case, in folders or in signs get their content's hash; longer in the unlikely case that it is not enough.
        const std::string plain = source.key;
        for (std::size_t length = 8; names[plain] > 1 || keys.contains(source.key); length += 8) {
            source.key = plain + "-" + source.identity.substr(0, length);
            if (!keys.contains(source.key) && !names.contains(source.key))
                break;
        }
        keys.insert(source.key);
    }
    return std::move(m_sources);
}

} // namespace sonosketch
