// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/synthetic_image.h"
#include "core/report/page.h"
#include "models/evaluation/edits.h"
#include "models/evaluation/html_parts.h"
#include "models/training/sample_grid.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>

namespace sonosketch::evaluation {

namespace {

using Json = nlohmann::ordered_json;
using report::escape;
using report::number;

constexpr int differenceGain = 4;
constexpr int tile = 320;
constexpr int gap = 4;
constexpr int captionHeight = 20;

struct Words {
    const char* title;
    const char* how;
};

Words wordsFor(EditKind kind)
{
    switch (kind) {
    case EditKind::Delete:
        return {"Lesion deleted", "The lesion's labels become background; the edges in it and of its outline are rubbed out."};
    case EditKind::Add:
        return {"Lesion added", "An ellipse in view, clear of every object, with a class of the data set."};
    case EditKind::Move:
        return {"Lesion moved", "The lesion with the edges inside it, drawn as strokes; what it leaves is emptied."};
    case EditKind::Relabel:
        return {"Lesion relabelled", "The lesion gets another class of the data set."};
    case EditKind::Septum:
        return {"Septum drawn", "A line is drawn through the lesion's deepest point."};
    }
    return {"", ""};
}

/// Enlarged, so that a change of a few grey levels shows; black: equal.
cv::Mat drawDifference(const EditOutcome& outcome)
{
    cv::Mat change, colored;
    cv::absdiff(outcome.before, outcome.after, change);
    change.convertTo(change, CV_8U, differenceGain);
    cv::applyColorMap(change, colored, cv::COLORMAP_INFERNO);
    return colored;
}

Json number(const std::optional<double>& value)
{
    return value ? Json(*value) : Json();
}
Json finite(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

Json outcomeJson(const EditOutcome& outcome)
{
    if (!outcome.done)
        return {{"done", false}};
    return {{"done", true}, {"inside", outcome.inside}, {"outside", outcome.outside}, {"ratio", outcome.ratio},
        {"share_inside", outcome.shareInside}, {"region_pixels", outcome.regionPixels},
        {"segmenter",
            {{"emptied_before", number(outcome.emptiedBefore)}, {"emptied_after", number(outcome.emptiedAfter)},
                {"filled_before", number(outcome.filledBefore)}, {"filled_after", number(outcome.filledAfter)}}},
        {"agrees", outcome.agrees ? Json(*outcome.agrees) : Json()}};
}

std::string judged(const EditSummary& summary)
{
    return summary.judged == 0 ? std::string("\xe2\x80\x93") : fmt::format("{} of {}", summary.agreed, summary.judged);
}

std::string summaryTable(const EditsResult& result)
{
    std::string text =
        "<h2>How much changes, and where</h2><div class=\"card scroll\"><table><tr><th>Edit</th><th>cases</th><th>inside</th>"
        "<th>outside</th><th>inside / outside</th><th>share of the change inside</th><th>segmenter agrees</th></tr>";
    for (const EditKind kind : allEdits) {
        const auto summary = summarise(result, kind);
        text += fmt::format(
            "<tr><td><b>{}</b><br><span class=\"small soft\">{}</span></td><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}%</td><td>{}"
            "</td></tr>",
            wordsFor(kind).title, wordsFor(kind).how, summary.done,
            summary.skipped == 0 ? std::string() : fmt::format("<small>no room in {}</small>", summary.skipped), number(summary.inside, 2),
            number(summary.outside, 2), number(summary.ratio, 1), number(100 * summary.shareInside, 0), judged(summary));
    }
    return text
        + fmt::format(
            "</table><p class=\"small soft\">Mean absolute change of the picture in grey levels (0 to 255), inside the edited region grown "
            "by {} pixels and "
            "in the rest of the field of view. Inside / outside: the median over the cases. The segmenter, trained on real pictures alone, "
            "agrees if it sees most of an emptied area as background and most of a filled one as object (relabelled: as the new class); "
            "only "
            "cases in which it saw the state before are counted.</p></div>",
            editMargin);
}

std::string outcomeRow(const EditOutcome& outcome)
{
    if (!outcome.done)
        return {};
    const auto cell = [](const std::string& picture, const std::string& caption) {
        return fmt::format("<figure>{}<figcaption>{}</figcaption></figure>", picture, caption);
    };
    const std::string agrees = !outcome.agrees ? "" : *outcome.agrees ? ", segmenter agrees" : ", segmenter does not agree";
    return cell(html::picture(outcome.conditionBefore, "condition before", 256), escape(outcome.id))
        + cell(html::picture(outcome.conditionAfter, "condition after", 256), "edited")
        + cell(html::syntheticPicture(outcome.before, "synthetic picture before", 256), "<b>SYNTHETIC</b> before")
        + cell(html::syntheticPicture(outcome.after, "synthetic picture after", 256), "<b>SYNTHETIC</b> after")
        + cell(html::picture(drawDifference(outcome), "difference", 256),
            fmt::format("inside {}, outside {}, ratio {}{}", number(outcome.inside, 1), number(outcome.outside, 2),
                number(outcome.ratio, 1), agrees));
}

} // namespace

cv::Mat drawEdit(const EditOutcome& outcome)
{
    struct Part {
        const char* caption;
        cv::Mat picture;
    };
    const cv::Mat before = withSyntheticMark(outcome.before, {}), after = withSyntheticMark(outcome.after, {});
    const std::array parts{Part{"condition before", outcome.conditionBefore}, Part{"condition after", outcome.conditionAfter},
        Part{"SYNTHETIC before", before}, Part{"SYNTHETIC after", after}, Part{"difference x4", drawDifference(outcome)}};
    cv::Mat strip(captionHeight + tile, static_cast<int>(parts.size()) * (tile + gap) - gap, CV_8UC3, cv::Scalar(32, 32, 32));
    int x = 0;
    for (const auto& part : parts) {
        cv::Mat colored = part.picture, small;
        if (colored.channels() == 1)
            cv::cvtColor(colored, colored, cv::COLOR_GRAY2BGR);
        cv::resize(colored, small, {tile, tile}, 0, 0, cv::INTER_AREA);
        small.copyTo(strip(cv::Rect(x, captionHeight, tile, tile)));
        cv::putText(strip, part.caption, {x + 4, captionHeight - 6}, cv::FONT_HERSHEY_SIMPLEX, 0.42, {210, 210, 210}, 1, cv::LINE_AA);
        x += tile + gap;
    }
    return strip;
}

std::string editsJson(const EditsResult& result)
{
    Json json{{"format", "sonosketch-edits"}, {"version", 1}, {"synthetic", true}, {"not_for", "Diagnosis"}};
    json["software"] = {{"sonosketch", SONOSKETCH_VERSION}, {"opencv", CV_VERSION}};
    json["data"] = {{"name", result.dataset}, {"license", result.license}, {"attribution", result.attribution},
        {"manifest_sha256", result.manifestSha256}};
    json["split"] = result.split;
    json["seed"] = result.seed;
    json["count"] = result.ids.size();
    json["margin_pixels"] = editMargin;
    json["model"] = {{"name", result.model}, {"model_hash", result.modelHash}, {"device", result.device}, {"precision", result.precision}};
    json["segmenter"] = result.segmenter.empty() ? Json() : Json(result.segmenter);
    for (const EditKind kind : allEdits) {
        const auto summary = summarise(result, kind);
        json["summary"][editName(kind)] = {{"done", summary.done}, {"skipped", summary.skipped}, {"inside", finite(summary.inside)},
            {"outside", finite(summary.outside)}, {"ratio", finite(summary.ratio)}, {"share_inside", finite(summary.shareInside)},
            {"segmenter_judged", summary.judged}, {"segmenter_agrees", summary.agreed}};
    }
    json["cases"] = Json::object();
    for (const auto& outcome : result.outcomes)
        json["cases"][outcome.id][editName(outcome.kind)] = outcomeJson(outcome);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string summaryText(const EditsResult& result)
{
    std::string text = fmt::format("{:10}{:>7}{:>10}{:>10}{:>9}  {}\n", "edit", "cases", "inside", "outside", "ratio", "segmenter agrees");
    for (const EditKind kind : allEdits) {
        const auto summary = summarise(result, kind);
        text += fmt::format("{:10}{:>7}{:>10.2f}{:>10.2f}{:>9.1f}  {}\n", editName(kind), summary.done, summary.inside, summary.outside,
            summary.ratio, summary.judged == 0 ? std::string("-") : fmt::format("{} of {}", summary.agreed, summary.judged));
    }
    return text;
}

std::string editsHtml(const EditsResult& result)
{
    std::string body =
        fmt::format("<main><h1>Edits and what they change</h1><p class=\"soft\">Five edits on each of {} real cases, made as the editor "
                    "makes them; the "
                    "picture before and after is synthesised by {}. An edit should change the picture where it was made, and little "
                    "elsewhere.</p><div class=\"chips\"><span><b>data</b>{}</span><span><b>split</b>{}</span><span><b>model</b>{}, {}, "
                    "{}</span><span><b>segmenter</b>{}</span><span><b>seed</b>{}</span></div>",
            result.ids.size(), escape(result.model), escape(result.dataset), escape(result.split), escape(result.model),
            escape(result.device), escape(result.precision), result.segmenter.empty() ? "none" : escape(result.segmenter), result.seed);
    body += summaryTable(result);
    for (const EditKind kind : allEdits) {
        body += fmt::format(
            "<h2>{}</h2><p class=\"small soft\">{} The region that counts as inside is outlined in the conditions; difference: absolute, "
            "times {}.</p>"
            "<div class=\"card scroll\"><div class=\"grid\" style=\"grid-template-columns:repeat(5,minmax(140px,1fr));min-width:720px\">"
            "<div class=\"head\">condition before</div><div class=\"head\">condition after</div><div class=\"head\">before</div><div "
            "class=\"head\">after</div><div class=\"head\">difference</div>",
            wordsFor(kind).title, wordsFor(kind).how, differenceGain);
        for (const auto& outcome : result.outcomes) {
            if (outcome.kind == kind)
                body += outcomeRow(outcome);
        }
        body += "</div></div>";
    }
    body += fmt::format("</main><footer><p>SonoSketch {}. Weights {}. Data set manifest {}. {} {}</p></footer>", SONOSKETCH_VERSION,
        escape(result.modelHash), result.manifestSha256, escape(result.attribution), escape(result.license));
    return html::page("Edits with " + result.model, body);
}

void writeEdits(const EditsResult& result, const std::filesystem::path& folder)
{
    std::error_code failed;
    std::filesystem::create_directories(folder / "pairs", failed);
    if (failed)
        throw Error(ErrorCode::WriteFailed, "the folder cannot be made: " + failed.message(), (folder / "pairs").string());
    for (const auto& outcome : result.outcomes) {
        // An id comes from a manifest and may hold anything; as a file name it must stay in this folder.
        std::string name = fmt::format("{}-{}.png", outcome.id, editName(outcome.kind));
        std::replace_if(
            name.begin(), name.end(), [](char c) { return c == '/' || c == '\\' || c == '\0'; }, '_');
        if (outcome.done)
            training::writeSampleGrid(folder / "pairs" / name, drawEdit(outcome));
    }
    writeFileAtomically(folder / "edits.json", editsJson(result));
    writeFileAtomically(folder / "edits.html", editsHtml(result));
}

} // namespace sonosketch::evaluation
