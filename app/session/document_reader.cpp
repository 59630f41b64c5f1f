// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/session/document_reader.h"

#include "app/session/job_runner.h"
#include "core/dicom/dicom_import.h"
#include "core/io/case_io.h"
#include "core/io/open_raster.h"

#include <algorithm>
#include <cctype>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

std::string lowerExtension(const fs::path& path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
        [](char letter) { return static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); });
    return extension;
}

/// Plays the steps up to where the project was left, here and not on the thread that draws.
void replay(OpenedDocument& opened, JobContext& job)
{
    opened.history = std::move(opened.contents.history);
    opened.contents.history = HistoryTree();
    Document document(opened.contents.initial);
    std::vector<HistoryTree::NodeId> way;
    for (auto node = opened.contents.current; node != 0; node = opened.history.node(node).parent)
        way.push_back(node);
    std::reverse(way.begin(), way.end());
    constexpr std::size_t stride = 50;
    for (std::size_t done = 0; done < way.size(); done += stride) {
        job.check();
        opened.history.jumpTo(document, way[std::min(done + stride, way.size()) - 1]);
        job.setProgress(0.5 + 0.5 * static_cast<double>(done) / static_cast<double>(way.size()));
    }
    opened.value = document.value().clone();
}

void readProjectInto(OpenedDocument& opened, JobContext& job, OpenMode mode)
{
    opened.kind = OpenedDocument::Kind::Project;
    if (mode == OpenMode::Salvage) {
        opened.contents = readProject(opened.path, ReadMode::Salvage);
        opened.salvaged = true;
        opened.notes = opened.contents.damage;
    } else {
        auto [file, contents] = ProjectFile::open(opened.path);
        opened.contents = std::move(contents);
        opened.path = file.path();
        if (!file.readOnly())
            opened.file.emplace(std::move(file));
    }
    job.setProgress(0.5);
    replay(opened, job);
}

} // namespace

OpenedDocument readDocument(const fs::path& path, const LabelPalette& palette, JobContext& job, OpenMode mode)
{
    OpenedDocument opened;
    std::error_code ignored;
    const fs::path real = fs::weakly_canonical(path, ignored);
    opened.path = real.empty() ? path : real;
    job.check();
    if (fs::is_directory(path, ignored) || path.filename() == "case.json") {
        opened.kind = OpenedDocument::Kind::CaseFolder;
        if (!fs::is_directory(path, ignored))
            opened.path = opened.path.parent_path();
        opened.value = loadCase(opened.path);
    } else if (const std::string extension = lowerExtension(path); extension == projectSuffix) {
        readProjectInto(opened, job, mode);
    } else if (extension == ".ora") {
        opened.kind = OpenedDocument::Kind::OpenRaster;
        OpenRasterContents layers = readOpenRaster(opened.path, palette, OpenRasterPalette::OfFile);
        opened.value = std::move(layers.value);
        opened.notes = std::move(layers.notes);
    } else {
        opened.value = looksLikeDicom(opened.path) ? caseFromDicom(opened.path, palette) : caseFromImage(opened.path, palette);
    }
    if (opened.kind != OpenedDocument::Kind::Project)
        opened.contents.initial = opened.value;
    job.check();
    return opened;
}

OpenedDocument documentFromDicom(DicomFile& file, const fs::path& path, int frame, const LabelPalette& palette)
{
    OpenedDocument opened;
    std::error_code ignored;
    const fs::path real = fs::weakly_canonical(path, ignored);
    opened.path = real.empty() ? path : real;
    DicomImport how;
    how.frame = frame;
    opened.value = caseFromDicom(file, palette, how);
    opened.contents.initial = opened.value;
    return opened;
}

} // namespace sonosketch
