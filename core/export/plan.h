// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/dataset/item_case.h"
#include "core/document/case.h"
#include "core/variation/recipe.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sonosketch {

/// A case that an image set is made from. What is written down of it names no path of this machine.
struct SetSource {
    std::string kind;                ///< "example", "case", "project" or "data"
    std::string name;                ///< of the folder, the file or the data set's item, without a path
    std::optional<std::size_t> node; ///< of a project's history
    std::string title, license, attribution;
    std::string identity; ///< caseIdentity()
    std::string group;    ///< what must not straddle splits shares it: see SetSources::take
    std::string split;    ///< "train", "val", "test", or what the source's data set says; made fit for a folder's name
    std::string key;      ///< what its items' names begin with: lower case letters, digits, '-' and '_'; unique within the set

    std::function<Case()> load; ///< any thread; empty for a source that was read back from a plan
};

/// Which part of a set this run makes: items whose number modulo `count` is `index`.
struct SetShard {
    std::size_t index = 0, count = 1;
    bool contains(std::size_t item) const { return item % count == index; }
    bool operator==(const SetShard&) const = default;
};

/// One image of a set, before anything of it exists.
struct PlannedItem {
    std::size_t index = 0;       ///< 0 .. count - 1
    std::size_t source = 0;      ///< into SetPlan::sources
    std::uint64_t variation = 0; ///< of that source
    std::string id;              ///< "teratoma-00017": what its files are called; unique also where letters' case does not count
    std::string split;
};

/// Everything that decides the bytes of an image set. A plain value; shards of one set share it.
struct SetPlan {
    static constexpr std::size_t maxItems = 10'000'000, maxSources = 100'000;

    std::string name = "sonosketch-set"; ///< a title for people, one line
    VariationRecipe recipe;
    std::uint64_t seed = 0;
    std::size_t count = 0;            ///< items; they go round the sources
    std::vector<std::string> formats; ///< of layoutNames(), each once
    bool visibleMark = false;
    std::size_t tarItems = 1000; ///< items in a WebDataset shard, 1 .. 1,000,000
    LabelPalette palette;        ///< of all sources
    std::string model, modelHash, modelLicense, modelAttribution;
    std::map<std::string, double> modelMetrics; ///< what the model's card says of it, measured on its own validation part; may be empty
    std::string modelLimitations;               ///< likewise; empty if unknown
    std::vector<SetSource> sources;

    PlannedItem item(std::size_t index) const;
    /// Where a layout's files lie within the set's folder: "" if it is the only one, else "coco/".
    std::string folderOf(const std::string& format) const;
    /// In one line; equal plans give equal text. And back, without loaders. Throws Error: Corrupt with the JSON path, VersionMismatch.
    std::string toJson() const;
    static SetPlan fromJson(const std::string& text, const std::string& where);
    /// SHA-256 of toJson().
    std::string hash() const;
    /// Throws Error(InvalidArgument): nothing to do, unknown formats, too many items, sources of several palettes, a recipe that names other classes.
    void check() const;
};

/// Gathers sources, in the order they are named.
class SetSources {
public:
    /// Reads no more cases once there are `most` different ones: for a look at the first few. Every add...() throws Error(Cancelled) after `cancel`.
    explicit SetSources(std::size_t most = SetPlan::maxSources + 1, CancelToken cancel = {})
        : m_most(most)
        , m_cancel(std::move(cancel))
    {
    }
    /// The bundled cases. Throws like loadCase; NotFound if there are none.
    void addExamples();
    void addCase(const std::filesystem::path& folder);
    /// A case that is at hand; `kind` as in SetSource.
    void addCase(const std::string& kind, const std::string& name, const Case& value, std::optional<std::size_t> node = std::nullopt);
    /// A step of a project's history; `load` gives it again, on any thread. `history` is what all steps of one history share and no others do: they
    /// stay in one part, also where they show no scan.
    void addStep(const std::string& project, const std::string& history, std::size_t node, const Case& value, std::function<Case()> load);
    /// Items of an imported data set, all or of the named parts; they keep their part. Throws like DatasetManifest::load; NotFound for a part without items.
    void addDataset(const std::filesystem::path& folder, const std::vector<std::string>& splits = {});

    /// Of how many sources each came twice (the same pixels) and was left out.
    std::size_t duplicates() const { return m_duplicates; }
    bool empty() const { return m_sources.empty(); }
    /// What is added now is passed over.
    bool full() const { return m_sources.size() >= m_most; }
    /// With unique keys, groups and splits. One group is what shows one scan (the same pixels on the canvas), what comes of one history, and what a data
    /// set says to be of one exam or patient; also through others in between. Nothing else is known about patients: of plain cases with different scans
    /// nobody can tell. A source whose split nobody gave goes where its group is known to be; other groups are cut into 80 % train, 10 % val and 10 %
    /// test, in the order of a hash of the group; from three groups on each part has one. `into` puts everything into one part of that name.
    /// Throws Error(InvalidArgument) without `into` if data sets put one group into two parts.
    std::vector<SetSource> take(const std::string& into = {});
    /// The palette of the first source.
    const LabelPalette& palette() const { return m_palette; }

private:
    /// `together`: names of what else the source belongs with.
    void add(SetSource source, const Case& value, const std::vector<std::string>& together = {});
    std::string groupOf(const std::string& name);
    void join(const std::string& one, const std::string& other);

    std::size_t m_most;
    CancelToken m_cancel;
    std::vector<SetSource> m_sources;
    std::set<std::string> m_identities;
    std::map<std::string, std::string>
        m_joined; ///< from a scan, history or patient to a name before it in the alphabet that is of the same group
    LabelPalette m_palette;
    std::size_t m_duplicates = 0;
};

/// Letters a to z, digits, '-' and '_' alone, lower case, at most 60; never empty: fit for a file's name on every system.
std::string plainName(const std::string& text);

/// Paragraphs, such as a model card's, as the one line that a plan holds: at most 4000 bytes of UTF-8.
std::string planLine(std::string text);

} // namespace sonosketch
