// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bench_export.h"

#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/base/error.h"
#include "core/export/item.h"
#include "core/export/pipeline.h"
#include "models/runtime/generator_session.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

namespace sonosketch::bench {

namespace fs = std::filesystem;

namespace {

/// The pipeline asks for a generator of its own; here it is lent the one that both ways use.
class LentGenerator : public Generator {
public:
    explicit LentGenerator(Generator& lender)
        : m_lender(lender)
    {
    }
    const GeneratorInfo& info() const override { return m_lender.info(); }
    cv::Mat synthesize(const Condition& condition, const CancelToken& cancel) override { return m_lender.synthesize(condition, cancel); }

private:
    Generator& m_lender;
};

/// Gone with everything in it, whatever happens.
class ScratchFolder {
public:
    ScratchFolder()
        : m_path(fs::temp_directory_path() / fmt::format("sonosketch-bench-{}", ::getpid()))
    {
        fs::create_directories(m_path);
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

} // namespace

nlohmann::json sets(const Options& options, const Progress& progress)
{
    const auto generator = loadGenerator(modelFolder(options.model), parseDevice(options.device));
    SetSources sources;
    for (const BenchCase& entry : loadCases(options.cases))
        sources.addCase("case", entry.name, entry.value);
    SetPlan plan;
    plan.recipe = VariationRecipe::bundled();
    plan.seed = options.seed;
    plan.count = static_cast<std::size_t>(options.count);
    plan.formats = {"png", "coco"};
    plan.palette = sources.palette();
    plan.sources = sources.take();
    plan.model = generator->info().name;
    plan.modelHash = generator->info().hash;
    plan.check();

    const ConditionBuilder builder(generator->info().spec);
    std::vector<std::unique_ptr<SetLayout>> layouts;
    for (const std::string& format : plan.formats)
        layouts.push_back(makeLayout(format));
    std::vector<Case> cases;
    for (const SetSource& source : plan.sources)
        cases.push_back(source.load());
    const auto build = [&](std::size_t i) { return buildItem(plan, cases[plan.item(i).source], plan.item(i), builder); };
    (void)generator->synthesize(build(0).condition, interrupted()); // warm

    const ScratchFolder scratch;
    double model = 0, loop = 0, pipeline = 0, building = 0, packing = 0;
    for (int round = 0; round < options.repeat; ++round) {
        if (progress)
            progress(fmt::format("round {}/{}", round + 1, options.repeat));
        {
            SetFolder folder(scratch.path() / fmt::format("loop-{}", round), plan, {}, SetFolder::Existing::Refuse);
            loop += milliseconds([&] {
                for (std::size_t i = 0; i < plan.count; ++i) {
                    BuiltItem built;
                    cv::Mat image;
                    building += milliseconds([&] { built = build(i); });
                    model += milliseconds([&] { image = generator->synthesize(built.condition, interrupted()); });
                    packing += milliseconds([&] { folder.store(encodeItem(plan, layouts, built, image, generator->info())); });
                }
            });
        }
        SetFolder folder(scratch.path() / fmt::format("pipeline-{}", round), plan, {}, SetFolder::Existing::Refuse);
        const ExportReport report = exportItems(
            folder, [&] { return std::make_unique<LentGenerator>(*generator); }, {}, {}, interrupted());
        pipeline += report.seconds * 1000;
    }
    const double images = static_cast<double>(plan.count) * options.repeat;
    nlohmann::json answer = heading("export", generator->info());
    answer["images"] = plan.count;
    answer["rounds"] = options.repeat;
    answer["loop_images_per_second"] = rounded(images / loop * 1000);
    answer["pipeline_images_per_second"] = rounded(images / pipeline * 1000);
    answer["model_images_per_second"] = rounded(images / model * 1000);
    answer["export_speedup"] = rounded(loop / pipeline);
    answer["model_share"] = rounded(model / pipeline);
    answer["build_ms"] = rounded(building / images);
    answer["model_ms"] = rounded(model / images);
    answer["write_ms"] = rounded(packing / images);
    return answer;
}

std::string setsText(const nlohmann::json& answer)
{
    return headingText(answer)
        + fmt::format("one after the other {}   pipeline {}   speed-up {}   share of the model's own rate {}\nan image: building {}   "
                      "model {}   packing and "
                      "writing {}\n",
            figureText(answer.at("loop_images_per_second"), "images/s"), figureText(answer.at("pipeline_images_per_second"), "images/s"),
            figureText(answer.at("export_speedup")), figureText(answer.at("model_share")), figureText(answer.at("build_ms"), "ms"),
            figureText(answer.at("model_ms"), "ms"), figureText(answer.at("write_ms"), "ms"));
}

} // namespace sonosketch::bench
