// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/reproduce_finders.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/nifti.h"
#include "core/dicom/dicom_export.h"
#include "core/dicom/dicom_file.h"
#include "core/export/origin.h"
#include "core/imaging/read_image.h"
#include "core/io/open_raster.h"
#include "models/runtime/generator_session.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

struct ReproduceArguments {
    std::string file, out, device = "auto";
    std::vector<std::string> places, models;
    bool force = false, json = false;
};

/// What an exported file says of itself, whatever its format.
struct Exported {
    SyntheticStatement statement;
    std::optional<DicomStatement> dicom;
    std::optional<OpenRasterRecord> layers; ///< the file holds no picture, but all that one is made from
    bool nifti = false;                     ///< one image of a set; made again as a PNG, since it is the picture that counts
    cv::Mat pixels;                         ///< empty for layers
};

cv::Mat pixelsOf(const fs::path& path, bool dicom)
{
    return dicom ? DicomFile::open(path).frame(1) : readImageColor(path);
}

bool isNifti(const fs::path& path)
{
    const std::string name = path.filename().string();
    return name.ends_with(".nii") || name.ends_with(".nii.gz");
}

/// Sets and films in one file hold no single picture, or no statement for each; a sentence on where to go instead.
void refuseWholeSets(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::string head(262, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    const auto refuse = [&](const char* what, const char* instead) { throw Error(ErrorCode::Unsupported, what, path.string(), instead); };
    if (head.starts_with("\x89HDF\r\n"))
        refuse("An HDF5 file holds a whole image set",
            "Make the set again: its README.md and manifest.jsonl beside it name sources, recipe, seed and model");
    if (head.compare(257, 5, "ustar") == 0)
        refuse("A tar shard holds many pictures", "Unpack it (tar -xf) and give one of its PNG files");
    if (head.starts_with("GIF8") || head.starts_with("\x1a\x45\xdf\xa3"))
        refuse("An animation holds many pictures", "Give a picture, or the project whose steps it shows to \"project story\"");
}

Exported readExported(const fs::path& path)
{
    refuseWholeSets(path);
    Exported exported;
    exported.nifti = isNifti(path);
    const bool dicom = looksLikeDicom(path), archive = !dicom && looksLikeOpenRaster(path);
    std::optional<SyntheticStatement> said;
    if (dicom) {
        exported.dicom = readDicomStatement(path);
        if (exported.dicom)
            said = exported.dicom->statement;
    } else if (archive) {
        exported.layers = readOpenRasterRecord(path);
        if (exported.layers)
            said = SyntheticStatement{exported.layers->record, true, {}};
    } else if (exported.nifti) {
        const NiftiVolume volume = NiftiVolume::read(path);
        if (volume.saysLabels())
            throw Error(ErrorCode::Unsupported, "This is a label map, not a picture", path.string(), "Name the image that it belongs to");
        said = parseSyntheticStatement(volume.comment());
        exported.pixels = volume.picture(0);
    } else {
        said = readSyntheticStatement(path);
    }
    if (!said)
        throw Error(ErrorCode::NotFound, "The file does not say how it was made", path.string(),
            archive ? "Only files that SonoSketch exported with a model do; a program that saves them again drops it"
                    : "Only pictures that SonoSketch exported do; label maps and sketches of a set do not, the image beside them does");
    exported.statement = *said;
    if (exported.statement.record.conditionHash.empty() || exported.statement.record.modelHash.empty())
        throw Error(ErrorCode::NotFound, "The file names no model or no condition, so it cannot be made again", path.string());
    if (!exported.layers && !exported.nifti)
        exported.pixels = pixelsOf(path, dicom);
    return exported;
}

[[noreturn]] void missingCondition(const SyntheticRecord& record, const std::string& file)
{
    const nlohmann::json origin = nlohmann::json::parse(record.origin, nullptr, false);
    const auto field = [&origin](const char* key) {
        return origin.is_object() && origin.contains(key) && origin[key].is_string() ? origin[key].get<std::string>() : std::string();
    };
    if (field("kind") == "set-item")
        throw Error(ErrorCode::NotFound, "The picture belongs to an image set, and the case it varies was not found", file,
            "Give the cases, the project or the data set that the set was made from with --in");
    const std::string title = field("title").empty() ? record.caseTitle : field("title");
    throw Error(ErrorCode::NotFound,
        fmt::format("The condition {}... was found nowhere{}", record.conditionHash.substr(0, 12),
            title.empty() ? std::string() : fmt::format(" (case \"{}\")", title)),
        file, "Give the project or the case folder it was made from with --in");
}

void writeAgain(const Exported& exported, const cv::Mat& image, const fs::path& out)
{
    const SyntheticStatement& statement = exported.statement;
    if (!exported.dicom && isSetItemOrigin(statement.record.origin))
        return writeFileAtomically(out, setPicturePng(image, statement.record, statement.visibleMark));
    const MarkPlacement mark = statement.mark.value_or(MarkPlacement{});
    if (!exported.dicom)
        return writeSyntheticPicture(out, image, statement.record, mark, statement.visibleMark);
    DicomPicture picture;
    picture.pixels = image;
    picture.record = statement.record;
    picture.mark = mark;
    picture.visibleMark = statement.visibleMark;
    picture.mmPerPixel = exported.dicom->mmPerPixel;
    picture.kind = exported.dicom->kind;
    picture.created = exported.dicom->created;
    writeFileAtomically(out, encodeDicomPicture(picture));
}

void reproduce(const ReproduceArguments& arguments)
{
    const Exported exported = readExported(arguments.file);
    const SyntheticRecord& record = exported.statement.record;
    std::error_code problem;
    if (fs::exists(arguments.out) && (!arguments.force || fs::equivalent(arguments.out, arguments.file, problem)))
        throw Error(ErrorCode::WriteFailed, "There is something of that name already", arguments.out, "Name another file, or add --force");
    // A PNG is made again as a PNG: the ending decides how it is written.
    const bool asPng = exported.layers || exported.nifti;
    if (asPng && fs::path(arguments.out).extension() != ".png")
        throw Error(ErrorCode::Usage, "The picture of such a file is rebuilt as a PNG", arguments.out, "Name a .png file");
    if (!exported.dicom && !asPng && fs::path(arguments.file).extension() != fs::path(arguments.out).extension())
        throw Error(ErrorCode::Usage, "The rebuilt file needs the ending of the original", arguments.out);

    const std::string folder = modelWithHash(record.modelHash, arguments.models);
    if (folder.empty())
        throw Error(ErrorCode::NotFound, fmt::format("The model {} ({}...) is not here", record.model, record.modelHash.substr(0, 12)),
            arguments.file, "Give its folder with --model");
    const auto generator = loadGenerator(folder, parseDevice(arguments.device));
    const GeneratorInfo& info = generator->info();
    const ConditionBuilder builder(info.spec);
    std::vector<std::string> places = arguments.places;
    if (exported.layers)
        places.insert(places.begin(), arguments.file);
    std::optional<FoundCondition> found;
    for (const auto& finder : conditionFinders(places))
        if ((found = finder->find(record, builder)))
            break;
    if (!found && exported.layers)
        throw Error(ErrorCode::NotFound,
            fmt::format(
                "The layers are no longer those of the condition {}..., and it was found nowhere else", record.conditionHash.substr(0, 12)),
            arguments.file, "Give the project or the case folder they were exported from with --in");
    if (!found)
        missingCondition(record, arguments.file);

    const cv::Mat image = generator->synthesize(found->condition, interrupted());
    writeAgain(exported, image, arguments.out);
    nlohmann::ordered_json answer;
    std::string outcome, difference;
    if (exported.layers) {
        // Nothing but a hash to compare with, if that.
        const std::string& wanted = exported.layers->pixelsSha256;
        const cv::Mat whole = image.isContinuous() ? image : image.clone();
        const bool same = sha256({whole.data, whole.total()}) == wanted;
        answer["same"] = wanted.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(same);
        outcome = wanted.empty() ? "made: the file does not say what its picture looked like" : "same: every pixel of the picture";
        if (!wanted.empty() && !same)
            difference = "The rebuilt picture is not the one that was on show";
    } else {
        const cv::Mat again = pixelsOf(arguments.out, exported.dicom.has_value());
        const double off = again.size() == exported.pixels.size() ? cv::norm(again, exported.pixels, cv::NORM_INF) : 255;
        const bool sameBytes = readFile(arguments.file) == readFile(arguments.out);
        answer["same"] = off == 0;
        answer["same_bytes"] = sameBytes;
        answer["largest_difference"] = off;
        outcome = sameBytes  ? "same: every byte of the file"
            : exported.nifti ? "same: every pixel, as a PNG"
                             : "same: every pixel; the file around them was written by another version";
        if (off != 0)
            difference = fmt::format("The rebuilt picture differs by up to {} grey levels", off);
    }
    if (arguments.json) {
        answer["condition"] = found->where;
        answer["model"] = folder;
        answer["device"] = info.device;
        answer["precision"] = info.precision;
        answer["out"] = arguments.out;
        std::cout << answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    } else if (difference.empty()) {
        std::cout << outcome << "\n  condition: " << found->where << "\n  model: " << folder << "\n";
    }
    if (!difference.empty())
        throw Error(ErrorCode::Corrupt, fmt::format("{}, made on {} with {}", difference, info.device, info.precision), arguments.out,
            "Another device or precision rounds differently; a picture that was changed afterwards differs too");
}

} // namespace

void addReproduceCommand(CLI::App& project)
{
    auto arguments = std::make_shared<ReproduceArguments>();
    auto* command = project.add_subcommand("reproduce",
        "Make an exported picture (PNG, JPEG, DICOM; of OpenRaster and NIfTI files as a PNG) again from what its file says, and compare");
    command->add_option("file", arguments->file, "The exported file")->required();
    command->add_option("--in", arguments->places,
        "Projects, OpenRaster files, data sets, case folders and folders of cases to look in; the bundled cases are looked in anyway");
    command->add_option("--model", arguments->models, "Model folders to look among, besides the bundled ones");
    command->add_option("--out", arguments->out, "The rebuilt file")->required();
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag("--force", arguments->force, "Replace a rebuilt file that exists");
    command->add_flag("--json", arguments->json, "Print as JSON");
    command->callback([arguments] { reproduce(*arguments); });
}

} // namespace sonosketch
