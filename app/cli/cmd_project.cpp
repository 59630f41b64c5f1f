// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/reproduce_finders.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/condition/condition.h"
#include "core/document/json_fields.h"
#include "core/inference/picture_seed.h"
#include "core/io/case_io.h"
#include "core/io/open_raster.h"
#include "core/io/png_file.h"
#include "core/io/project_file.h"
#include "core/io/synthetic_image.h"
#include "models/checkpoint/model_card.h"

#include <CLI/CLI.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <iostream>
#include <memory>
#include <optional>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

struct ExportArguments {
    std::string project, node = "current";
    std::string caseFolder, ora, labels, sketch, picture, salvage;
    bool force = false;
};

/// Steps, without node 0 and without what was removed; and how many ends the tree has.
struct TreeSize {
    std::size_t steps = 0, branches = 0;
};

TreeSize sizeOf(const HistoryTree& history)
{
    TreeSize size;
    for (std::size_t node = 0; node < history.size(); ++node) {
        if (!history.contains(node))
            continue;
        size.steps += node == 0 ? 0 : 1;
        size.branches += history.node(node).children.empty() ? 1 : 0;
    }
    return size;
}

std::string timeText(std::chrono::system_clock::time_point time)
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

/// Sound, or what is intact of it with the losses in `damage`.
ProjectContents readForLooking(const std::string& project)
{
    try {
        return readProject(project);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Corrupt)
            throw;
        ProjectContents contents = readProject(project, ReadMode::Salvage);
        if (contents.damage.empty())
            contents.damage.emplace_back(error.problem());
        return contents;
    }
}

void info(const std::string& project, bool json)
{
    const ProjectContents contents = readForLooking(project);
    const TreeSize size = sizeOf(contents.history);
    std::size_t pictureBytes = 0, thumbnailBytes = 0;
    for (const auto& [node, picture] : contents.pictures)
        pictureBytes += picture.png.size();
    for (const auto& [node, png] : contents.thumbnails)
        thumbnailBytes += png.size();
    const Case& value = contents.initial;
    const std::string version = fmt::format("{}.{}", contents.major, contents.minor);
    if (json) {
        nlohmann::ordered_json answer;
        answer["file"] = project;
        answer["version"] = version;
        answer["created_by"] = contents.createdBy;
        answer["created"] = timeText(contents.created);
        answer["title"] = value.provenance.title;
        answer["palette"] = value.palette.name();
        answer["has_source"] = !value.source.empty();
        answer["nodes"] = size.steps + 1;
        answer["branches"] = size.branches;
        answer["current"] = contents.current;
        answer["model"] = contents.model.name;
        answer["model_hash"] = contents.model.hash;
        answer["bytes"] = contents.fileBytes;
        answer["history_bytes"] = contents.history.bytes();
        answer["thumbnails"] = contents.thumbnails.size();
        answer["thumbnail_bytes"] = thumbnailBytes;
        answer["pictures"] = contents.pictures.size();
        answer["picture_bytes"] = pictureBytes;
        answer["read_only"] = contents.readOnlyReason;
        answer["damage"] = contents.damage;
        answer["notes"] = contents.notes;
        std::cout << answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
        return;
    }
    std::cout << (value.provenance.title.empty() ? "(no title)" : value.provenance.title) << ": project version " << version << " by "
              << contents.createdBy << ", " << timeText(contents.created) << "\n"
              << "  steps: " << size.steps << " on " << size.branches << (size.branches == 1 ? " branch" : " branches") << ", at step "
              << contents.current << "\n  palette: " << value.palette.name()
              << "\n  model: " << (contents.model.name.empty() ? "none" : contents.model.name + " " + contents.model.hash)
              << "\n  size: " << contents.fileBytes << " bytes; " << contents.thumbnails.size() << " thumbnails, "
              << contents.pictures.size() << " pictures\n";
    if (!contents.readOnlyReason.empty())
        std::cout << "  read-only: " << contents.readOnlyReason << "\n";
    for (const std::string& damage : contents.damage)
        std::cout << "  damage: " << damage << "\n";
    for (const std::string& note : contents.notes)
        std::cout << "  note: " << note << "\n";
}

void verify(const std::string& project, bool salvage)
{
    try {
        const ProjectContents contents = readProject(project);
        // The last check is the use: every step played forward on the case.
        Document document(contents.initial);
        HistoryTree history = contents.history;
        for (std::size_t node = 0; node < history.size(); ++node)
            if (history.contains(node))
                history.jumpTo(document, node);
        std::cout << project << ": sound, " << sizeOf(history).steps << " steps\n";
    } catch (const Error& error) {
        if (salvage && error.code() == ErrorCode::Corrupt) {
            const ProjectContents contents = readProject(project, ReadMode::Salvage);
            std::cout << project << ": the case and " << sizeOf(contents.history).steps << " steps are intact\n";
            for (const std::string& damage : contents.damage)
                std::cout << "  lost: " << damage << "\n";
        }
        throw;
    }
}

std::size_t nodeOf(const ProjectContents& contents, const ExportArguments& arguments)
{
    if (arguments.node == "current")
        return contents.current;
    std::size_t node = 0;
    const char* end = arguments.node.data() + arguments.node.size();
    if (const auto [rest, problem] = std::from_chars(arguments.node.data(), end, node); problem != std::errc() || rest != end)
        throw Error(ErrorCode::Usage, "Not a step of the history", arguments.node, "Give its number, or \"current\"");
    if (!contents.history.contains(node))
        throw Error(ErrorCode::NotFound, fmt::format("The project has no step {}", node), arguments.project,
            fmt::format("Steps go from 0 to {}", contents.history.size() - 1));
    return node;
}

void requireFree(const ExportArguments& arguments)
{
    // Asked of all before the first is written.
    for (const std::string* target :
        {&arguments.caseFolder, &arguments.ora, &arguments.labels, &arguments.sketch, &arguments.picture, &arguments.salvage})
        if (!target->empty() && fs::exists(*target)) {
            std::error_code problem;
            if (fs::equivalent(*target, arguments.project, problem))
                throw Error(ErrorCode::InvalidArgument, "This is the project itself", *target, "Name another file");
            if (!arguments.force)
                throw Error(ErrorCode::WriteFailed, "There is something of that name already", *target, "Add --force to replace it");
        }
}

cv::Mat sketchSeen(const Case& value)
{
    const ConditionBuilder builder(ConditionSpec::forPalette(value.palette));
    const Condition condition = builder.build(value);
    const std::size_t pixels = static_cast<std::size_t>(condition.size) * static_cast<std::size_t>(condition.size);
    const auto first =
        condition.values.begin() + static_cast<std::ptrdiff_t>(pixels * static_cast<std::size_t>(builder.spec().sketchChannel()));
    cv::Mat plane(condition.size, condition.size, CV_8UC1);
    std::copy(first, first + static_cast<std::ptrdiff_t>(pixels), plane.data);
    return plane != 0;
}

/// What a picture of a step says of itself: the model it was kept with, or the project's, and the condition. Nothing where no model is known.
std::optional<SyntheticRecord> recordOf(const ProjectContents& contents, std::size_t node, const Case& value)
{
    const auto kept = contents.pictures.find(node);
    const ProjectModel& model = kept == contents.pictures.end() ? contents.model : kept->second.model;
    if (model.hash.empty())
        return std::nullopt;
    SyntheticRecord record;
    record.model = model.name;
    record.modelHash = model.hash;
    record.caseTitle = value.provenance.title;
    record.attribution = value.provenance.attribution;
    record.origin = json_fields::dump({{"kind", "project"}, {"title", record.caseTitle}, {"node", node}, {"seed", pictureSeed}}, -1);
    // Which channels a condition has is the model's affair; one that is not here most likely has the usual ones.
    const std::string folder = modelWithHash(model.hash, {});
    try {
        const ConditionSpec spec = folder.empty() ? ConditionSpec::forPalette(value.palette) : checkpoint::ModelCard::load(folder).spec;
        record.conditionHash = sha256(ConditionBuilder(spec).build(value).values);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::VersionMismatch)
            throw;
        return std::nullopt; // a model of other classes has not made a picture of this case
    }
    return record;
}

/// The grey pixels of the picture kept with a step; nothing if none is.
std::optional<cv::Mat> keptPicture(const ProjectContents& contents, std::size_t node, const std::string& where)
{
    const auto kept = contents.pictures.find(node);
    if (kept == contents.pictures.end())
        return std::nullopt;
    return decodeGreyPng(kept->second.png, {canvasSize, canvasSize}, fmt::format("{}, step {}", where, node));
}

void writePicture(const ProjectContents& contents, std::size_t node, const Case& value, const ExportArguments& arguments)
{
    const auto pixels = keptPicture(contents, node, arguments.project);
    if (!pixels)
        throw Error(ErrorCode::NotFound, fmt::format("No picture is kept with step {}", node), arguments.project);
    SyntheticRecord record;
    if (const auto known = recordOf(contents, node, value)) {
        record = *known;
    } else {
        record.model = contents.pictures.at(node).model.name;
        record.modelHash = contents.pictures.at(node).model.hash;
        record.caseTitle = value.provenance.title;
        record.attribution = value.provenance.attribution;
    }
    writeSyntheticPng(arguments.picture, *pixels, record, {});
}

void writeLayers(const ProjectContents& contents, std::size_t node, const Case& value, const ExportArguments& arguments)
{
    std::optional<OpenRasterRecord> record;
    if (const auto known = recordOf(contents, node, value)) {
        record = OpenRasterRecord{*known, {}};
        if (const auto pixels = keptPicture(contents, node, arguments.project))
            record->pixelsSha256 = sha256({pixels->data, pixels->total()});
    }
    writeOpenRaster(value, arguments.ora, record);
}

void exportProject(const ExportArguments& arguments)
{
    if (arguments.caseFolder.empty() && arguments.ora.empty() && arguments.labels.empty() && arguments.sketch.empty()
        && arguments.picture.empty() && arguments.salvage.empty())
        throw Error(ErrorCode::Usage, "Nothing to export", arguments.project,
            "Name at least one of --case, --ora, --labels, --sketch, --picture and --salvage");
    ProjectContents contents = readProject(arguments.project, arguments.salvage.empty() ? ReadMode::Strict : ReadMode::Salvage);
    const std::size_t node = nodeOf(contents, arguments);
    requireFree(arguments);
    if (!arguments.salvage.empty()) {
        ProjectFile::create(arguments.salvage, contents, arguments.force ? ProjectFile::Existing::Replace : ProjectFile::Existing::Refuse);
        for (const std::string& damage : contents.damage)
            std::cerr << "lost: " << damage << "\n";
    }
    Document document(contents.initial);
    contents.history.jumpTo(document, node);
    const Case& value = document.value();
    if (!arguments.caseFolder.empty())
        saveCase(value, arguments.caseFolder);
    if (!arguments.ora.empty())
        writeLayers(contents, node, value, arguments);
    if (!arguments.labels.empty()) {
        PngContent labels{value.labels, {}, {}};
        for (const LabelClass& entry : value.palette.classes())
            labels.colors.push_back({entry.red, entry.green, entry.blue});
        writeFileAtomically(arguments.labels, encodePng(labels));
    }
    if (!arguments.sketch.empty())
        writeFileAtomically(arguments.sketch, encodePng({sketchSeen(value), {}, {}}));
    if (!arguments.picture.empty())
        writePicture(contents, node, value, arguments);
}

} // namespace

void addProjectCommand(CLI::App& app)
{
    auto* command =
        app.add_subcommand("project", "Describe, check or export a project of the editor (.sonosketch), or make an exported picture again");
    command->require_subcommand(1);
    auto project = std::make_shared<std::string>();
    auto flag = std::make_shared<bool>(false);

    auto* show = command->add_subcommand("info", "What is in it; of a damaged one what is intact");
    show->add_option("project", *project, "Project file")->required();
    show->add_flag("--json", *flag, "Print as JSON");
    show->callback([project, flag] { info(*project, *flag); });

    auto* check = command->add_subcommand("verify", "Check structure, checksums and every step; status 1 if damaged");
    check->add_option("project", *project, "Project file")->required();
    check->add_flag("--salvage", *flag, "Of a damaged one say what is intact and what is lost");
    check->callback([project, flag] { verify(*project, *flag); });

    auto arguments = std::make_shared<ExportArguments>();
    auto* write = command->add_subcommand("export", "Write a step of it in other formats; the project stays as it is");
    write->add_option("project", arguments->project, "Project file")->required();
    write->add_option("--node", arguments->node, "Number of the step, or \"current\"")->capture_default_str();
    write->add_option("--case", arguments->caseFolder, "Case folder");
    write->add_option("--ora", arguments->ora, "OpenRaster file with a layer for each label");
    write->add_option("--labels", arguments->labels, "Label mask as an index PNG");
    write->add_option("--sketch", arguments->sketch, "The sketch that the generator sees, as a PNG of 0 and 255");
    write->add_option("--picture", arguments->picture, "The picture kept with the step, as a marked PNG");
    write->add_option("--salvage", arguments->salvage, "Read a damaged project too, and write what is intact as a new one");
    write->add_flag("--force", arguments->force, "Replace files that exist");
    write->callback([arguments] { exportProject(*arguments); });
    addReproduceCommand(*command);
}

} // namespace sonosketch
