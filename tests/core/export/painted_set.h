// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/files.h"
#include "core/export/finish.h"
#include "core/export/pipeline.h"
#include "tests/core/variation/painted_case.h"
#include "tests/support/fake_generator.h"

#include <QtTest>

#include <map>
#include <string>

namespace sonosketch::test {

/// A plan over painted cases with a fake model; small, quick, and with every layout unless told otherwise.
inline SetPlan paintedPlan(
    std::size_t count, std::vector<std::string> formats = layoutNames(), std::vector<std::string> names = {"One", "two", "three"})
{
    SetSources sources;
    for (std::size_t i = 0; i < names.size(); ++i)
        sources.addCase("case", names[i], paintedCase(static_cast<int>(i)));
    SetPlan plan;
    plan.recipe = VariationRecipe::bundled();
    plan.seed = 11;
    plan.count = count;
    plan.formats = std::move(formats);
    plan.tarItems = 3;
    plan.palette = sources.palette();
    plan.sources = sources.take();
    plan.model = "fake";
    plan.modelAttribution = "No data";
    plan.modelMetrics = {{"val_l1", 0.0723}, {"val_ms_ssim", 2.0 / 3}};
    plan.modelLimitations = "Knows nothing";
    return plan;
}

inline GeneratorFactory fakeModel(FakeGenerator::Before before = {})
{
    return [before] { return std::make_unique<FakeGenerator>(LabelPalette::bundled("mmotu"), before); };
}

/// Makes a whole set.
inline void makeSet(const std::filesystem::path& out, const SetPlan& plan, const ExportWorkers& workers = {},
    SetFolder::Existing existing = SetFolder::Existing::Refuse)
{
    SetFolder folder(out, plan, {}, existing);
    exportItems(folder, fakeModel(), workers);
    finishSet(folder);
}

/// Path below the folder and SHA-256 of every file.
inline std::map<std::string, std::string> contents(const std::filesystem::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(folder).generic_string()] = sha256File(entry.path());
    return files;
}

template <class Work>
int codeOf(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        return static_cast<int>(error.code());
    }
    return -1;
}

} // namespace sonosketch::test
