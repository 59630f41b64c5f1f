// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// "bench live": written-down strokes, replayed on cases; how long from a pen's sample to the picture, and how near that picture is to the exact one.

#include "app/cli/bench_parts.h"
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/condition/condition.h"
#include "core/document/document.h"
#include "core/document/json_fields.h"
#include "core/metrics/percentile.h"
#include "core/replay/replay.h"
#include "models/runtime/generator_session.h"
#include "models/runtime/plain_generator.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace sonosketch::bench {

using nlohmann::json;

namespace {

/// One picture that a person would have seen.
struct Frame {
    double ms = 0;
    bool previewed = false; ///< false: there was no preview, the exact pass is the frame
    Condition condition;
    cv::Mat picture;
};

struct KindFigures {
    std::size_t strokes = 0, frames = 0, previewed = 0;
    std::vector<double> times, previewDb, allDb;
};

class LiveBench {
public:
    LiveBench(const Options& options, const Progress& progress)
        : m_options(options)
        , m_progress(progress)
        , m_cases(loadCases(options.cases))
        , m_edits(recordedEdits(options))
        , m_folder(modelFolder(options.model))
    {
        const auto device = parseDevice(options.device);
        say("Loading");
        m_live = loadGenerator(m_folder, device);
        m_reference = loadGenerator(m_folder, device);
        m_plain = loadPlainGenerator(m_folder, device);
        m_builder.emplace(m_live->info().spec);
    }

    json run()
    {
        for (int repeat = 0; repeat < m_options.repeat; ++repeat)
            for (const auto& one : m_cases)
                for (const auto& edit : m_edits)
                    for (const auto place : placesOf(one, edit)) {
                        say(fmt::format("Round {} of {}: {}, {}", repeat + 1, m_options.repeat, one.name, edit.name));
                        stroke(one, edit, place, repeat == 0);
                    }
        if (m_plainTimes.empty())
            throw Error(
                ErrorCode::InvalidArgument, "none of the recorded edits fits on the cases", m_options.strokes, "Use cases with lesions");
        const json memory = growth();

        json answer = heading("live", m_live->info());
        answer["exact"] = timesOf(m_exactTimes);
        answer["plain"] = timesOf(m_plainTimes);
        answer["kinds"] = json::object();
        for (const auto& [kind, figures] : m_kinds)
            answer["kinds"][kind] = figuresOf(figures);
        const double plain = percentile(m_plainTimes, 50);
        const auto speedup = [&](const char* kind) {
            const auto found = m_kinds.find(kind);
            return found == m_kinds.end() || found->second.times.empty() ? json() : rounded(plain / percentile(found->second.times, 95));
        };
        answer["dab_speedup_p95"] = speedup("dab");
        answer["stroke_speedup_p95"] = speedup("stroke");
        answer["preview_psnr_db"] = answer["kinds"].contains("dab") ? answer["kinds"]["dab"]["psnr_p5_db"] : json();
        answer["settled_psnr_db"] = rounded(m_settledDb);
        answer["memory"] = memory;
        return answer;
    }

private:
    void say(const std::string& text) const
    {
        if (m_progress)
            m_progress(text);
    }

    /// The dabs on a case share its number of places; longer strokes have a sixth of it.
    std::vector<cv::Point> placesOf(const BenchCase& one, const RecordedEdit& edit) const
    {
        const auto alike =
            std::count_if(m_edits.begin(), m_edits.end(), [&](const RecordedEdit& other) { return other.kind == edit.kind; });
        const int wanted = edit.kind == "dab" ? m_options.places / static_cast<int>(alike) : m_options.places / 6;
        return placesFor(one.value, edit, static_cast<std::size_t>(std::max(1, wanted)), m_options.seed);
    }

    Condition conditionOf(Document& document) const
    {
        document.autoEdges(); // the canvas asks for them with every change: a snapshot carries them
        const auto snapshot = document.snapshot();
        return m_builder->build(snapshot->value, *snapshot->autoEdges);
    }

    /// The next sample of the pen and what it shows; nothing if it changed nothing.
    std::optional<Frame> frame(Document& document, Replay& replay)
    {
        Frame result;
        bool changed = false;
        result.ms = milliseconds([&] {
            changed = replay.step();
            if (!changed)
                return;
            result.condition = conditionOf(document);
            if (auto preview = m_live->preview(result.condition, interrupted())) {
                result.previewed = true;
                result.picture = std::move(*preview);
            } else {
                result.picture = m_live->synthesize(result.condition, interrupted());
            }
        });
        return changed ? std::optional(std::move(result)) : std::nullopt;
    }

    cv::Mat exact(const Condition& condition)
    {
        cv::Mat picture;
        m_exactTimes.push_back(milliseconds([&] { picture = m_live->synthesize(condition, interrupted()); }));
        return picture;
    }

    /// From the picture at rest through all samples to the picture at rest. Pictures are compared afterwards, so that previews follow each
    /// other as they do under a pen; those of later rounds are not, as equal conditions give equal pixels.
    void stroke(const BenchCase& one, const RecordedEdit& edit, cv::Point place, bool compare)
    {
        Document document(one.value);
        document.autoEdges();
        exact(conditionOf(document));
        Replay replay(document, edit, place);
        std::vector<Frame> frames;
        while (!replay.finished())
            if (auto next = frame(document, replay))
                frames.push_back(std::move(*next));
        if (frames.empty())
            return;
        const cv::Mat settled = exact(frames.back().condition);
        m_plainTimes.push_back(milliseconds([&] { m_plain->synthesize(frames.back().condition, interrupted()); }));

        auto& figures = m_kinds[edit.kind];
        ++figures.strokes;
        cv::Mat wanted;
        for (const auto& next : frames) {
            ++figures.frames;
            figures.previewed += next.previewed ? 1 : 0;
            figures.times.push_back(next.ms);
            if (!compare)
                continue;
            wanted = m_reference->synthesize(next.condition, interrupted());
            figures.allDb.push_back(psnrDb(next.picture, wanted));
            if (next.previewed)
                figures.previewDb.push_back(figures.allDb.back());
        }
        if (compare)
            m_settledDb = std::min(m_settledDb, psnrDb(settled, wanted));
    }

    static json figuresOf(const KindFigures& figures)
    {
        json result = timesOf(figures.times);
        result["strokes"] = figures.strokes;
        result["previewed"] = figures.previewed;
        const auto& db = figures.previewDb.empty() ? figures.allDb : figures.previewDb;
        result["psnr_p5_db"] = rounded(percentile(db, 5));
        result["psnr_min_db"] = rounded(percentile(db, 0));
        return result;
    }

    /// Draws on without keeping anything, and looks at what the process holds before and after.
    json growth()
    {
        const auto total = static_cast<std::size_t>(m_options.frames);
        const std::size_t warming = std::min<std::size_t>(20, total);
        std::size_t made = 0;
        double before = 0;
        // Only what every case has room for; placesFor() has succeeded for at least one.
        while (made < warming + total) {
            const auto madeBefore = made;
            for (const auto& one : m_cases) {
                for (const auto& edit : m_edits) {
                    for (const auto place : placesOf(one, edit)) {
                        if (made >= warming + total)
                            break;
                        Document document(one.value);
                        m_live->synthesize(conditionOf(document), interrupted());
                        Replay replay(document, edit, place);
                        while (!replay.finished() && made < warming + total) {
                            if (!frame(document, replay))
                                continue;
                            if (++made == warming)
                                before = residentMiB();
                            say(fmt::format("Memory: picture {} of {}", made, warming + total));
                        }
                    }
                }
            }
            if (made == madeBefore)
                break;
        }
        const double after = residentMiB();
        return {{"frames", made - std::min(made, warming)}, {"resident_before_mib", rounded(before)},
            {"resident_after_mib", rounded(after)}, {"growth_mib", rounded(after - before)},
            {"highest_mib", rounded(highestResidentMiB())}};
    }

    const Options& m_options;
    const Progress& m_progress;
    std::vector<BenchCase> m_cases;
    std::vector<RecordedEdit> m_edits;
    std::filesystem::path m_folder;
    std::unique_ptr<Generator> m_live;
    std::unique_ptr<Generator> m_reference; ///< freshly loaded, never asked for a preview: what a cold full pass gives
    std::unique_ptr<PlainGenerator> m_plain;
    std::optional<ConditionBuilder> m_builder;

    std::map<std::string, KindFigures> m_kinds;
    std::vector<double> m_exactTimes, m_plainTimes;
    double m_settledDb = bitEqualDb;
};

/// The slower of bench_ink's two brushes.
double inkMs(const std::string& file)
{
    using namespace json_fields;
    const json ink = parseObject(readTextFile(file, 1u << 20), file);
    double worst = 0;
    for (const char* brush : {"brush_12", "brush_128"})
        worst = std::max(worst, numberAt(objectAt(ink, brush, "", file), "p99_ms", fmt::format("/{}", brush), file));
    return worst;
}

} // namespace

json live(const Options& options, const Progress& progress)
{
    // A file that cannot be read is better known before the work than after it.
    const json ink = options.ink.empty() ? json() : rounded(inkMs(options.ink));
    json answer = LiveBench(options, progress).run();
    answer["ink_p99_ms"] = ink;
    return answer;
}

std::string liveText(const json& answer)
{
    std::string text = headingText(answer);
    text += fmt::format("{:<22} {}\n", "exact pass", timesText(answer.at("exact")));
    text += fmt::format("{:<22} {}\n", "plain path", timesText(answer.at("plain")));
    bool anyPreview = false;
    for (const auto& [kind, figures] : answer.at("kinds").items()) {
        const auto previewed = figures.at("previewed").get<std::size_t>();
        anyPreview = anyPreview || previewed > 0;
        text += fmt::format("{:<22} {}   {} strokes, {} previews, PSNR p5 {}, least {}\n", "pen to picture: " + kind, timesText(figures),
            figures.at("strokes").get<std::size_t>(), previewed, figureText(figures.at("psnr_p5_db"), " dB"),
            figureText(figures.at("psnr_min_db"), " dB"));
    }
    if (!anyPreview)
        text += "No picture was previewed: this model has no quick pass, so every frame above is an exact one.\n";
    for (const char* key : {"dab_speedup_p95", "stroke_speedup_p95"})
        text += fmt::format("{:<22} {}\n", key, figureText(answer.at(key)));
    for (const char* key : {"preview_psnr_db", "settled_psnr_db"})
        text += fmt::format("{:<22} {}{}\n", key, figureText(answer.at(key), " dB"), answer.at(key) == bitEqualDb ? " (equal bits)" : "");
    text += answer.at("ink_p99_ms").is_null()
        ? fmt::format("{:<22} - (build/bin/bench_ink --json measures it; --ink-from FILE takes it over)\n", "ink_p99_ms")
        : fmt::format("{:<22} {}\n", "ink_p99_ms", figureText(answer.at("ink_p99_ms"), " ms"));
    const auto& memory = answer.at("memory");
    text += fmt::format("{:<22} {} before, {} after {} pictures; highest {}\n", "resident memory",
        figureText(memory.at("resident_before_mib"), " MiB"), figureText(memory.at("resident_after_mib"), " MiB"),
        memory.at("frames").get<std::size_t>(), figureText(memory.at("highest_mib"), " MiB"));
    return text;
}

} // namespace sonosketch::bench
