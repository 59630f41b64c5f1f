// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/synthesized_picture.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dicom/dicom_export.h"
#include "core/dicom/dicom_import.h"
#include "core/dicom/dicom_network.h"
#include "core/document/json_fields.h"
#include "core/io/case_io.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

struct ImportArguments {
    std::string file, out, palette = "mmotu";
    DicomImport how;
    bool force = false, json = false;
};

struct ExportArguments {
    ConditionArguments input;
    std::string out, kind = "sc", model, device = "auto";
    bool segmentation = false, noVisibleMark = false, force = false, json = false;
};

struct SendArguments {
    std::string to, called = "ANY-SCP", calling = "SONOSKETCH";
    int timeout = 15;
    std::vector<std::string> files;

    DicomPeer peer() const
    {
        DicomPeer value = parsePeer(to);
        value.calledTitle = called;
        value.callingTitle = calling;
        value.timeoutSeconds = timeout;
        return value;
    }
    void addTo(CLI::App& command)
    {
        command.add_option("--to", to, "The archive: HOST:PORT")->required();
        command.add_option("--aec", called, "The archive's AE title")->capture_default_str();
        command.add_option("--aet", calling, "Our AE title")->capture_default_str();
        command.add_option("--timeout", timeout, "Seconds to wait for an answer")->capture_default_str()->check(CLI::Range(1, 600));
    }
};

void print(const nlohmann::ordered_json& answer)
{
    std::cout << answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

void info(const std::string& path, bool json)
{
    const DicomFile file = DicomFile::open(path);
    const DicomInfo& seen = file.info();
    if (json) {
        nlohmann::ordered_json answer;
        answer["file"] = path;
        answer["sop_class"] = seen.sopClass;
        answer["modality"] = seen.modality;
        answer["transfer_syntax"] = seen.transferSyntax;
        answer["photometric"] = seen.photometric;
        answer["width"] = seen.width;
        answer["height"] = seen.height;
        answer["frames"] = seen.frames;
        answer["frame_ms"] = seen.frameMs;
        answer["bits"] = seen.bitsStored;
        answer["manufacturer"] = seen.manufacturer;
        answer["model"] = seen.model;
        answer["region"] = seen.region.empty()
            ? nlohmann::ordered_json()
            : nlohmann::ordered_json{seen.region.x, seen.region.y, seen.region.width, seen.region.height};
        answer["mm_per_pixel"] =
            seen.spacing ? nlohmann::ordered_json{seen.spacing->width, seen.spacing->height} : nlohmann::ordered_json();
        answer["mm_per_pixel_from"] = seen.spacingFrom;
        answer["synthetic"] = seen.synthetic;
        answer["burned_in"] = seen.burnedIn;
        answer["has_identity"] = seen.hasIdentity;
        answer["notes"] = seen.notes;
        print(answer);
        return;
    }
    std::cout << path << ": " << seen.sopClass << ", " << seen.width << "x" << seen.height << ", " << seen.frames
              << (seen.frames == 1 ? " frame" : " frames") << ", " << seen.photometric << ", " << seen.transferSyntax << "\n";
    if (seen.spacing)
        std::cout << "  " << seen.spacing->width << " x " << seen.spacing->height << " mm per pixel (" << seen.spacingFrom << ")\n";
    std::cout << "  patient: " << (seen.hasIdentity ? "named in the file; not copied unless asked for" : "not named in the file") << "\n";
    if (seen.synthetic)
        std::cout << "  synthetic data\n";
    for (const std::string& note : seen.notes)
        std::cout << "  note: " << note << "\n";
}

void requireFree(const fs::path& target, bool force)
{
    if (!force && fs::exists(target))
        throw Error(ErrorCode::WriteFailed, "There is something of that name already", target.string(), "Add --force to replace it");
}

void importFrame(const ImportArguments& arguments)
{
    requireFree(arguments.out, arguments.force);
    const LabelPalette palette =
        fs::exists(arguments.palette) ? LabelPalette::load(arguments.palette) : LabelPalette::bundled(arguments.palette);
    const Case value = caseFromDicom(fs::path(arguments.file), palette, arguments.how);
    saveCase(value, arguments.out);
    if (arguments.json)
        print({{"case", arguments.out}, {"frame", arguments.how.frame},
            {"mm_per_pixel", value.mmPerPixel ? nlohmann::ordered_json(*value.mmPerPixel) : nlohmann::ordered_json()},
            {"identity_kept", arguments.how.keepIdentity}});
}

void exportPicture(const ExportArguments& arguments)
{
    const fs::path folder = arguments.out, target = folder / "synthetic.dcm", labels = folder / "labels.dcm";
    requireFree(target, arguments.force);
    if (arguments.segmentation)
        requireFree(labels, arguments.force);
    const SynthesizedPicture made = synthesizePicture(arguments.input, arguments.model, arguments.device);
    DicomPicture picture;
    picture.pixels = made.image;
    picture.record = made.record;
    picture.visibleMark = !arguments.noVisibleMark;
    picture.mmPerPixel = made.value.mmPerPixel;
    picture.kind = arguments.kind == "us" ? DicomKind::Ultrasound : DicomKind::SecondaryCapture;
    picture.created = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    // Both are encoded before one is written.
    const auto pictureBytes = encodeDicomPicture(picture);
    std::vector<std::uint8_t> labelBytes;
    if (arguments.segmentation)
        labelBytes = encodeDicomSegmentation(picture, made.value.labels, made.value.palette);
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        throw Error(ErrorCode::WriteFailed, "The folder cannot be made (" + problem.message() + ")", folder.string());
    writeFileAtomically(target, pictureBytes);
    if (arguments.segmentation)
        writeFileAtomically(labels, labelBytes);
    if (arguments.json)
        print({{"picture", target.string()}, {"segmentation", arguments.segmentation ? labels.string() : std::string()},
            {"kind", arguments.kind}, {"model_hash", made.record.modelHash}, {"condition_hash", made.record.conditionHash},
            {"synthetic", true}});
}

void send(const SendArguments& arguments)
{
    const std::vector<fs::path> files(arguments.files.begin(), arguments.files.end());
    sendDicom(arguments.peer(), files, interrupted(), [&files](std::size_t done, std::size_t count) {
        if (done < count)
            std::cerr << done + 1 << "/" << count << " " << files[done].string() << "\n";
    });
    std::cerr << arguments.to << " has taken " << files.size() << (files.size() == 1 ? " file\n" : " files\n");
}

} // namespace

void addDicomCommand(CLI::App& app)
{
    auto* command = app.add_subcommand("dicom", "Read ultrasound DICOM, write synthetic pictures as DICOM, send them to an archive");
    command->require_subcommand(1);

    auto path = std::make_shared<std::string>();
    auto json = std::make_shared<bool>(false);
    auto* show = command->add_subcommand("info", "What a DICOM file holds; no name or number of a patient is printed");
    show->add_option("file", *path, "DICOM file")->required();
    show->add_flag("--json", *json, "Print as JSON");
    show->callback([path, json] { info(*path, *json); });

    auto input = std::make_shared<ImportArguments>();
    auto* read = command->add_subcommand("import", "Make a case folder from one frame; the patient's identity stays behind");
    read->add_option("file", input->file, "DICOM file")->required();
    read->add_option("--frame", input->how.frame, "Number of the frame, from 1")->capture_default_str();
    read->add_option("--out", input->out, "Case folder to write")->required();
    read->add_option("--palette", input->palette, "Bundled palette, or a palette file")->capture_default_str();
    read->add_flag("--keep-identity", input->how.keepIdentity, "Write name, number, date and UIDs of the patient into the case");
    read->add_flag("--keep-overlay", input->how.keepOverlay, "Leave calipers and text within the scan sector");
    read->add_flag("--force", input->force, "Replace a case that exists");
    read->add_flag("--json", input->json, "Print as JSON");
    read->callback([input] { importFrame(*input); });

    auto output = std::make_shared<ExportArguments>();
    auto* write = command->add_subcommand("export", "Synthesise a picture and write it as DICOM: synthetic.dcm, and labels.dcm with --seg");
    output->input.addTo(*write);
    write->add_option("--out", output->out, "Folder to write into")->required();
    write->add_option("--kind", output->kind, "sc: Secondary Capture, us: Ultrasound Image")
        ->capture_default_str()
        ->check(CLI::IsMember({"sc", "us"}));
    write->add_flag("--seg", output->segmentation, "Write the labels as a DICOM Segmentation beside it");
    write->add_option("--model", output->model, "A model folder, or the name of a bundled one; the default one if not given");
    write->add_option("--device", output->device, "auto, cpu or cuda")->capture_default_str();
    write->add_flag("--no-visible-mark", output->noVisibleMark, "Leave the visible mark out; the file's elements still say synthetic");
    write->add_flag("--force", output->force, "Replace files that exist");
    write->add_flag("--json", output->json, "Print as JSON");
    write->callback([output] { exportPicture(*output); });

    auto sending = std::make_shared<SendArguments>();
    auto* out = command->add_subcommand("send", "Send DICOM files to an archive (C-STORE, without TLS)");
    sending->addTo(*out);
    out->add_option("files", sending->files, "DICOM files")->required();
    out->callback([sending] { send(*sending); });

    auto asking = std::make_shared<SendArguments>();
    auto* echo = command->add_subcommand("echo", "Ask whether an archive answers (C-ECHO)");
    asking->addTo(*echo);
    echo->callback([asking] {
        echoDicom(asking->peer());
        std::cerr << asking->to << " answers\n";
    });
}

} // namespace sonosketch
