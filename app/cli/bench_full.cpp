// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// "bench full": the exact pass, and "bench batch": many of them, each against the plain path in turns, so that the machine's mood hits both.

#include "app/cli/bench_parts.h"
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/condition/condition.h"
#include "core/document/document.h"
#include "core/metrics/percentile.h"
#include "core/replay/replay.h"
#include "models/checkpoint/model_card.h"
#include "models/runtime/generator_session.h"
#include "models/runtime/machine_peak.h"
#include "models/runtime/plain_generator.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace sonosketch::bench {

using nlohmann::json;

namespace {

constexpr int peakRounds = 6;
constexpr std::size_t batchBlock = 4;

/// Conditions without end: the cases in turn, and after the first round each with a dab of the recording at the next of its places. From index cases() on
/// no two in a row are alike, so that no engine can answer from memory, as long as there is more than one case, or more than one place for dabs.
class Conditions {
public:
    Conditions(const Options& options, const ConditionSpec& spec)
        : m_cases(loadCases(options.cases))
        , m_builder(spec)
    {
        for (const auto& edit : recordedEdits(options)) {
            if (edit.tool != RecordedEdit::Tool::Brush)
                continue;
            for (std::size_t i = 0; i < m_cases.size(); ++i)
                for (const auto place : placesFor(m_cases[i].value, edit, static_cast<std::size_t>(options.places), options.seed))
                    m_dabs[i].emplace_back(edit, place);
        }
    }
    std::size_t cases() const { return m_cases.size(); }

    Condition at(std::size_t index) const
    {
        const auto which = index % m_cases.size();
        const auto found = m_dabs.find(which);
        const auto round = index / m_cases.size();
        if (round == 0 || found == m_dabs.end())
            return m_builder.build(m_cases[which].value);
        Document document(m_cases[which].value);
        const auto& [edit, place] = found->second[(round - 1) % found->second.size()];
        Replay replay(document, edit, place);
        while (!replay.finished())
            replay.step();
        return m_builder.build(document.value());
    }

private:
    std::vector<BenchCase> m_cases;
    ConditionBuilder m_builder;
    std::map<std::size_t, std::vector<std::pair<RecordedEdit, cv::Point>>> m_dabs; ///< by case
};

void say(const Progress& progress, const std::string& text)
{
    if (progress)
        progress(text);
}

/// Which row of the table a convolution belongs to.
std::string rowOf(const std::string& name)
{
    if (name.starts_with("fib_down"))
        return "fib_down";
    if (name.starts_with("blocks."))
        return "residual blocks";
    if (name == "stem_norm")
        return "stem";
    return name == "out" || name == "fib_up.conv1" ? "out, fib_up.conv1" : name;
}

/// Milliseconds by parts of the network, of the plain path and of ours: what was slow, and what was done.
json layerTable(PlainGenerator& plain, const std::filesystem::path& folder, const Condition& condition, int repeat)
{
    std::vector<LayerTime> best;
    for (int i = 0; i < repeat; ++i) {
        const auto times = plain.layers(condition);
        if (best.empty())
            best = times;
        for (std::size_t k = 0; k < times.size(); ++k)
            best[k].milliseconds = std::min(best[k].milliseconds, times[k].milliseconds);
    }
    json rows = json::array();
    const auto row = [&rows](const std::string& name) -> json& {
        for (auto& found : rows)
            if (found["part"] == name)
                return found;
        return rows.emplace_back(json{{"part", name}, {"multiply_adds", 0}, {"plain_ms", 0.0}, {"ours_ms", json()}});
    };
    for (const auto& layer : best) {
        json& found = row(rowOf(layer.name));
        found["multiply_adds"] = found["multiply_adds"].get<std::int64_t>() + layer.multiplyAdds;
        found["plain_ms"] = rounded(found["plain_ms"].get<double>() + layer.milliseconds);
    }
    for (const auto& layer : engineLayers(folder, condition, repeat)) {
        json& found = row(rowOf(layer.name));
        found["ours_ms"] = rounded((found["ours_ms"].is_null() ? 0.0 : found["ours_ms"].get<double>()) + layer.milliseconds);
    }
    return rows;
}

} // namespace

json full(const Options& options, const Progress& progress)
{
    const auto& cancel = interrupted();
    const auto folder = modelFolder(options.model);
    const auto device = parseDevice(options.device);
    const Conditions conditions(options, checkpoint::ModelCard::load(folder).spec);
    say(progress, "Loading");
    const Condition firstCondition = conditions.at(0);

    // Before anything else has warmed LibTorch up.
    std::unique_ptr<Generator> generator;
    const double load = milliseconds([&] { generator = loadGenerator(folder, device); });
    const double first = milliseconds([&] { generator->synthesize(firstCondition, cancel); });
    for (std::size_t i = 0; i < conditions.cases(); ++i)
        generator->synthesize(conditions.at(i), cancel);
    const double memory = highestResidentMiB();

    const bool onCpu = generator->info().device == "cpu";
    ConvolutionPeak peak;
    if (onCpu) {
        say(progress, "Measuring the machine's convolution peak");
        peak = measureConvolutionPeak(peakRounds);
    }
    const auto plain = loadPlainGenerator(folder, device);
    std::vector<double> exactTimes, plainTimes;
    double agreement = bitEqualDb;
    for (int round = 0; round < options.repeat; ++round) {
        say(progress, fmt::format("Pass {} of {}", round + 1, options.repeat));
        const Condition condition = conditions.at(conditions.cases() + static_cast<std::size_t>(round));
        cv::Mat ours, theirs;
        exactTimes.push_back(milliseconds([&] { ours = generator->synthesize(condition, cancel); }));
        plainTimes.push_back(milliseconds([&] { theirs = plain->synthesize(condition, cancel); }));
        agreement = std::min(agreement, psnrDb(ours, theirs));
    }
    // Once more: a machine that was busy the first time shows less than it has.
    if (onCpu)
        peak.raise(measureConvolutionPeak(peakRounds));

    const double exact = percentile(exactTimes, 50);
    const double gflops = 2.0 * static_cast<double>(plain->multiplyAdds()) / exact / 1e6;
    const double best = peak.best(generator->info().precision);
    json answer = heading("full", generator->info());
    answer["cold_start_ms"] = rounded(load + first);
    answer["load_ms"] = rounded(load);
    answer["exact"] = timesOf(exactTimes);
    answer["plain"] = timesOf(plainTimes);
    answer["exact_speedup"] = rounded(percentile(plainTimes, 50) / exact);
    answer["plain_psnr_db"] = rounded(agreement);
    answer["multiply_adds"] = plain->multiplyAdds();
    answer["exact_gflops"] = rounded(gflops);
    const auto orNull = [](double value) { return value > 0 ? rounded(value) : json(); };
    answer["peak_gflops"] = {{"torch_fp32", orNull(peak.torchFloat)}, {"own_fp32", orNull(peak.ownFloat)},
        {"torch_bf16", orNull(peak.torchHalf)}, {"own_bf16", orNull(peak.ownHalf)}, {"best", orNull(best)}};
    answer["peak_share"] = best > 0 ? rounded(gflops / best) : json();
    if (options.layers && generator->info().precision == "fp32")
        answer["layers"] = layerTable(*plain, folder, firstCondition, std::max(options.repeat / 3, 1));
    answer["peak_memory_mib"] = rounded(memory);
    answer["peak_memory_with_plain_mib"] = rounded(highestResidentMiB());
    return answer;
}

std::string fullText(const json& answer)
{
    const auto& peak = answer.at("peak_gflops");
    std::string text = headingText(answer);
    text += fmt::format("cold start             {} ({} of it loading)\n", figureText(answer.at("cold_start_ms"), " ms"),
        figureText(answer.at("load_ms"), " ms"));
    text += fmt::format("exact pass             {}\n", timesText(answer.at("exact")));
    text += fmt::format("plain path             {}   PSNR of the two pictures at least {}\n", timesText(answer.at("plain")),
        figureText(answer.at("plain_psnr_db"), " dB"));
    text += fmt::format("exact_speedup          {}\n", figureText(answer.at("exact_speedup")));
    text += fmt::format("peak_share             {}: {} of {} GFLOP/s (fp32: LibTorch {}, own {}; bf16: LibTorch {}, own {})\n",
        figureText(answer.at("peak_share")), figureText(answer.at("exact_gflops")), figureText(peak.at("best")),
        figureText(peak.at("torch_fp32")), figureText(peak.at("own_fp32")), figureText(peak.at("torch_bf16")),
        figureText(peak.at("own_bf16")));
    text += fmt::format("peak memory            {}, with the plain path {}\n", figureText(answer.at("peak_memory_mib"), " MiB"),
        figureText(answer.at("peak_memory_with_plain_mib"), " MiB"));
    if (!answer.contains("layers"))
        return text;
    text += fmt::format("\n{:20} {:>8} {:>10} {:>10}\n", "part, best of several", "GMAC", "plain", "ours");
    for (const auto& row : answer.at("layers"))
        text += fmt::format("{:20} {:>8.3f} {:>10} {:>10}\n", row.at("part").get<std::string>(),
            static_cast<double>(row.at("multiply_adds").get<std::int64_t>()) / 1e9, figureText(row.at("plain_ms"), " ms"),
            figureText(row.at("ours_ms"), " ms"));
    return text;
}

json batch(const Options& options, const Progress& progress)
{
    const auto& cancel = interrupted();
    const auto folder = modelFolder(options.model);
    const auto device = parseDevice(options.device);
    say(progress, "Loading");
    const auto generator = loadGenerator(folder, device);
    const auto plain = loadPlainGenerator(folder, device);
    const Conditions conditions(options, generator->info().spec);
    generator->synthesize(conditions.at(0), cancel);

    const auto count = static_cast<std::size_t>(options.count) * static_cast<std::size_t>(options.repeat);
    double ours = 0, theirs = 0;
    // In blocks: long enough that each runs as it does on its own, short enough that both see the same machine.
    for (std::size_t begin = 0; begin < count; begin += batchBlock) {
        say(progress, fmt::format("Picture {} of {}", begin + 1, count));
        std::vector<Condition> block;
        for (std::size_t i = begin; i < std::min(count, begin + batchBlock); ++i)
            block.push_back(conditions.at(conditions.cases() + i));
        const auto loop = [&](Generator& which) {
            for (const auto& condition : block)
                which.synthesize(condition, cancel);
        };
        ours += milliseconds([&] { loop(*generator); });
        theirs += milliseconds([&] { loop(*plain); });
    }
    json answer = heading("batch", generator->info());
    answer["count"] = count;
    answer["images_per_second"] = rounded(1000 * static_cast<double>(count) / ours);
    answer["plain_images_per_second"] = rounded(1000 * static_cast<double>(count) / theirs);
    answer["batch_speedup"] = rounded(theirs / ours);
    answer["peak_memory_with_plain_mib"] = rounded(highestResidentMiB());
    return answer;
}

std::string batchText(const json& answer)
{
    return headingText(answer)
        + fmt::format("{} pictures: {} images/s, plain path {} images/s, batch_speedup {}\n", answer.at("count").get<std::size_t>(),
            figureText(answer.at("images_per_second")), figureText(answer.at("plain_images_per_second")),
            figureText(answer.at("batch_speedup")));
}

} // namespace sonosketch::bench
