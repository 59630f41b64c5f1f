// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/history/history.h"
#include "core/io/project_file.h"

#include <optional>
#include <string>
#include <vector>

namespace sonosketch {

class DicomFile;
class JobContext;

/// What opening a file brings, read and checked off the GUI thread.
struct OpenedDocument {
    enum class Kind : std::uint8_t { Image, CaseFolder, OpenRaster, Project };

    Kind kind = Kind::Image;
    std::filesystem::path path;      ///< where it really lies
    Case value;                      ///< at the current step
    HistoryTree history;             ///< stands at the current step
    ProjectContents contents;        ///< of a project: first case, thumbnails, pictures, model; `history` has moved out
    std::optional<ProjectFile> file; ///< a project that may be written, locked for us
    bool salvaged = false;
    std::vector<std::string> notes; ///< what a person should know: layers passed over, steps lost
};

enum class OpenMode : std::uint8_t { Strict, Salvage };

/// A project, a case folder or its case.json, an OpenRaster file, or any image (of DICOM the first frame), which becomes a case with `palette`. Progress and cancelling by `job`.
/// Throws Error like the readers of core/io.
OpenedDocument readDocument(
    const std::filesystem::path& path, const LabelPalette& palette, JobContext& job, OpenMode mode = OpenMode::Strict);

/// A case from frame `frame` (from 1) of an open DICOM file, which lies at `path`. Nothing of the patient comes along. Throws like caseFromDicom.
OpenedDocument documentFromDicom(DicomFile& file, const std::filesystem::path& path, int frame, const LabelPalette& palette);

} // namespace sonosketch
