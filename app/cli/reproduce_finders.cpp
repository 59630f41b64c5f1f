// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/reproduce_finders.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/item_case.h"
#include "core/export/origin.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"
#include "core/io/open_raster.h"
#include "core/io/project_file.h"
#include "core/variation/variation.h"
#include "models/checkpoint/model_card.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

/// The case's condition, or that of its variation, if it is the wanted one. A case with another palette than the model's is not.
std::optional<FoundCondition> matching(
    const Case& value, const SyntheticRecord& record, const ConditionBuilder& builder, const std::string& where)
{
    try {
        if (isSetItemOrigin(record.origin)) {
            const SetItemOrigin origin = SetItemOrigin::fromJson(record.origin, where);
            if (caseIdentity(value) != origin.identity)
                return std::nullopt;
            Condition condition = builder.build(rebuildSetItem(origin, [&value](const SetItemOrigin&) { return std::optional(value); }));
            if (sha256(condition.values) != record.conditionHash)
                throw Error(ErrorCode::Corrupt, "The variation of this case has become another one", where,
                    "Use the version of the program that made the set");
            return FoundCondition{std::move(condition), fmt::format("{}, variation {}", where, origin.variation)};
        }
        Condition condition = builder.build(value);
        if (sha256(condition.values) == record.conditionHash)
            return FoundCondition{std::move(condition), where};
    } catch (const Error& error) {
        if (error.code() != ErrorCode::VersionMismatch)
            throw;
    }
    return std::nullopt;
}

class CasesFinder : public ConditionFinder {
public:
    explicit CasesFinder(std::vector<fs::path> folders)
        : m_folders(std::move(folders))
    {
    }
    std::optional<FoundCondition> find(const SyntheticRecord& record, const ConditionBuilder& builder) const override
    {
        for (const fs::path& folder : m_folders)
            if (auto found = matching(loadCase(folder), record, builder, fmt::format("case {}", folder.string())))
                return found;
        return std::nullopt;
    }

private:
    std::vector<fs::path> m_folders;
};

class ProjectFinder : public ConditionFinder {
public:
    explicit ProjectFinder(fs::path project)
        : m_project(std::move(project))
    {
    }
    std::optional<FoundCondition> find(const SyntheticRecord& record, const ConditionBuilder& builder) const override
    {
        ProjectContents contents = readProject(m_project);
        Document document(contents.initial);
        std::vector<std::size_t> nodes;
        for (std::size_t node = 0; node < contents.history.size(); ++node)
            if (contents.history.contains(node))
                nodes.push_back(node);
        // The step that the picture names first; most often it is the one.
        const nlohmann::json origin = nlohmann::json::parse(record.origin, nullptr, false);
        if (origin.is_object() && origin.contains("node") && origin["node"].is_number_unsigned())
            if (const auto named = std::find(nodes.begin(), nodes.end(), origin["node"].get<std::size_t>()); named != nodes.end())
                std::rotate(nodes.begin(), named, named + 1);
        for (const std::size_t node : nodes) {
            contents.history.jumpTo(document, node);
            if (auto found = matching(document.value(), record, builder, fmt::format("{}, step {}", m_project.string(), node)))
                return found;
        }
        return std::nullopt;
    }

private:
    fs::path m_project;
};

class DatasetFinder : public ConditionFinder {
public:
    explicit DatasetFinder(fs::path folder)
        : m_folder(std::move(folder))
    {
    }
    std::optional<FoundCondition> find(const SyntheticRecord& record, const ConditionBuilder& builder) const override
    {
        const DatasetManifest manifest = DatasetManifest::load(m_folder);
        for (const DatasetItem& item : manifest.items)
            if (auto found =
                    matching(caseOfItem(manifest, item, m_folder), record, builder, fmt::format("{} of {}", item.id, m_folder.string())))
                return found;
        return std::nullopt;
    }

private:
    fs::path m_folder;
};

class OpenRasterFinder : public ConditionFinder {
public:
    explicit OpenRasterFinder(fs::path file)
        : m_file(std::move(file))
    {
    }
    std::optional<FoundCondition> find(const SyntheticRecord& record, const ConditionBuilder& builder) const override
    {
        // A file of another program names no classes: they are the model's.
        std::vector<LabelClass> classes{{0, "Background"}};
        for (const std::string& name : builder.spec().classes)
            classes.push_back({static_cast<std::uint8_t>(classes.size()), name});
        const OpenRasterContents contents =
            readOpenRaster(m_file, LabelPalette(builder.spec().palette, std::move(classes)), OpenRasterPalette::OfFile);
        return matching(contents.value, record, builder, fmt::format("layers of {}", m_file.string()));
    }

private:
    fs::path m_file;
};

/// Case folders within a folder, in alphabetical order.
std::vector<fs::path> casesWithin(const fs::path& folder)
{
    constexpr int deepest = 3;
    std::vector<fs::path> cases;
    std::error_code problem;
    for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, problem), end; !problem && at != end;
         at.increment(problem)) {
        if (at.depth() >= deepest)
            at.disable_recursion_pending();
        if (at->path().filename() == "case.json")
            cases.push_back(at->path().parent_path());
    }
    std::sort(cases.begin(), cases.end());
    return cases;
}

} // namespace

std::vector<std::unique_ptr<ConditionFinder>> conditionFinders(const std::vector<std::string>& places)
{
    std::vector<std::unique_ptr<ConditionFinder>> finders;
    for (const std::string& text : places) {
        const fs::path place = text;
        if (!fs::exists(place))
            throw Error(ErrorCode::NotFound, "There is nothing of that name", text);
        if (fs::exists(place / "manifest.json")) {
            finders.push_back(std::make_unique<DatasetFinder>(place));
        } else if (fs::is_directory(place)) {
            auto cases = casesWithin(place);
            if (cases.empty())
                throw Error(ErrorCode::Unsupported, "There is no case in this folder", text,
                    "Name a project, a data set, a case folder or a folder of cases");
            finders.push_back(std::make_unique<CasesFinder>(std::move(cases)));
        } else if (place.extension() == projectSuffix) {
            finders.push_back(std::make_unique<ProjectFinder>(place));
        } else if (looksLikeOpenRaster(place)) {
            finders.push_back(std::make_unique<OpenRasterFinder>(place));
        } else {
            throw Error(ErrorCode::Unsupported, "This is no project, no data set, no OpenRaster file and no folder of cases", text);
        }
    }
    finders.push_back(std::make_unique<CasesFinder>(exampleCases()));
    return finders;
}

std::string modelWithHash(const std::string& hash, const std::vector<std::string>& folders)
{
    for (const std::string& folder : folders)
        if (checkpoint::ModelCard::load(folder).sha256 == hash)
            return folder;
    std::vector<fs::path> bundled;
    std::error_code problem;
    for (fs::directory_iterator at(weightsDir(), problem), end; !problem && at != end; at.increment(problem))
        if (fs::exists(at->path() / "model.json"))
            bundled.push_back(at->path());
    std::sort(bundled.begin(), bundled.end());
    for (const fs::path& folder : bundled) {
        try {
            if (checkpoint::ModelCard::load(folder).sha256 == hash)
                return folder.string();
        } catch (const Error&) {
            continue; // beside the generators lie networks of other kinds
        }
    }
    return {};
}

} // namespace sonosketch
