// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "models/checkpoint/find_model.h"
#include "models/evaluation/evaluate.h"
#include "models/runtime/generator_session.h"

#include <fmt/format.h>

namespace sonosketch::evaluation {

namespace fs = std::filesystem;

namespace {

/// The folder's own name; that of the run for the folder "model" that training leaves in it.
std::string reportName(const fs::path& folder)
{
    fs::path path = fs::absolute(folder).lexically_normal();
    if (path.filename().empty())
        path = path.parent_path();
    return path.filename() == "model" && path.has_parent_path() ? path.parent_path().filename().string() : path.filename().string();
}

} // namespace

std::vector<Candidate> loadCandidates(const std::vector<std::string>& models, DeviceChoice device)
{
    std::vector<Candidate> candidates;
    candidates.reserve(models.size());
    std::vector<fs::path> folders;
    folders.reserve(models.size());
    for (const auto& model : models) {
        folders.push_back(findModel(model));
        candidates.push_back({reportName(folders.back()), nullptr});
        for (std::size_t i = 0; i + 1 < candidates.size(); ++i) {
            if (candidates[i].name == candidates.back().name)
                throw Error(ErrorCode::Usage, fmt::format("two models are called {}", candidates[i].name), {}, "Rename one of the folders");
        }
    }
    for (std::size_t i = 0; i < candidates.size(); ++i)
        candidates[i].generator = loadGenerator(folders[i], device);
    return candidates;
}

} // namespace sonosketch::evaluation
