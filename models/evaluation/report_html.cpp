// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/page.h"
#include "models/evaluation/evaluate.h"
#include "models/evaluation/feature_distances.h"
#include "models/evaluation/html_parts.h"
#include "models/evaluation/measures.h"
#include "models/evaluation/paper_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace sonosketch::evaluation {

namespace {

using report::escape;
using report::number;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double valueOf(const ModelResult& result, const std::string& key)
{
    if (key == "copies")
        return result.copies.measured ? static_cast<double>(result.copies.copies) : none;
    const auto found = result.values.find(key);
    return found == result.values.end() ? none : found->second;
}

/// Smaller is better, whatever the measure's direction.
double score(const Evaluation& evaluation, const Measure& row, const ModelResult& model)
{
    double value = valueOf(model, row.key);
    // An unbiased estimate of a distance may fall below 0, which is no better than 0.
    if (std::string(row.key) == "kid_x100")
        value = std::max(0.0, value);
    switch (row.better) {
    case Better::Higher:
        return -value;
    case Better::Lower:
        return value;
    case Better::NearReal:
        return std::abs(value - valueOf(evaluation.real, row.key));
    case Better::Neither:
        break;
    }
    return none;
}

/// The best model's score in a row; nothing if all are equal or there is only one.
std::optional<double> bestScore(const Evaluation& evaluation, const Measure& row)
{
    std::vector<double> scores;
    scores.reserve(evaluation.models.size());
    for (const auto& model : evaluation.models) {
        if (const double value = score(evaluation, row, model); std::isfinite(value))
            scores.push_back(value);
    }
    if (scores.size() < 2)
        return std::nullopt;
    const auto [least, most] = std::minmax_element(scores.begin(), scores.end());
    return *least == *most ? std::nullopt : std::optional(*least);
}

std::string titleOf(const Evaluation& evaluation, const Measure& row)
{
    return std::string(row.key) == "frechet" ? evaluation.frechetName() : row.title;
}

const char* arrow(Better better)
{
    switch (better) {
    case Better::Higher:
        return "&uarr;";
    case Better::Lower:
        return "&darr;";
    case Better::NearReal:
        return "&asymp; real";
    case Better::Neither:
        break;
    }
    return "";
}

std::string cell(const Evaluation& evaluation, const Measure& row, const ModelResult& model, bool intervals)
{
    const auto best = bestScore(evaluation, row);
    const bool isBest = best && score(evaluation, row, model) == *best;
    std::string text = number(valueOf(model, row.key), row.digits);
    if (const auto found = model.intervals.find(row.key); intervals && found != model.intervals.end() && std::isfinite(found->second[0]))
        text += fmt::format("<small>{} to {}</small>", number(found->second[0], row.digits), number(found->second[1], row.digits));
    return fmt::format("<td{}>{}</td>", isBest ? " class=\"best\"" : "", text);
}

std::string modelHead(const Evaluation& evaluation)
{
    std::string text;
    for (std::size_t i = 0; i < evaluation.models.size(); ++i)
        text += fmt::format("<th><span class=\"dot\" style=\"background:{}\"></span>{}</th>", html::color(static_cast<int>(i)),
            escape(evaluation.models[i].name));
    return text;
}

std::string header(const Evaluation& evaluation)
{
    std::string text =
        fmt::format("<h1>Synthesised ultrasound against real pictures</h1>"
                    "<p class=\"soft\">Every model was given the labels and the automatic sketch of {} real pictures of the split "
                    "&ldquo;{}&rdquo;, and its pictures were compared with the real ones.</p><div class=\"chips\">",
            evaluation.ids.size(), escape(evaluation.split));
    const auto chip = [&text](const char* name, const std::string& value) {
        text += fmt::format("<span><b>{}</b>{}</span>", name, escape(value));
    };
    chip("data", evaluation.dataset);
    chip("split", fmt::format("{}: {} of {} pictures", evaluation.split, evaluation.ids.size(), evaluation.available));
    chip("training pictures", std::to_string(evaluation.training));
    chip("features",
        evaluation.features.empty() ? std::string("none")
                                    : fmt::format("{}, {} numbers a picture", evaluation.features, evaluation.featureDimensions));
    chip("segmenter", evaluation.segmenter.empty() ? std::string("none") : evaluation.segmenter);
    chip("seed", std::to_string(evaluation.seed));
    text += "</div>";
    for (const auto& warning : evaluation.warnings)
        text += fmt::format("<div class=\"warning\">{}</div>", escape(warning));
    return text;
}

std::string tableOne(const Evaluation& evaluation)
{
    std::string text =
        "<h2>The paper's Table 1, and the same columns here</h2><div class=\"two\"><div class=\"card scroll\"><h3>The paper, its own "
        "data</h3>"
        "<table><tr><th>Method</th><th>Size</th><th>FID &darr;</th><th>KID &times;100 &darr;</th><th>MS-SSIM &uarr;</th></tr>";
    for (const auto& row : paperTable)
        text += fmt::format("<tr><td>{}</td><td>{}</td><td>{:.2f}</td><td>{:.2f}</td><td>{:.4f}</td></tr>", row.method, row.resolution,
            row.fid, row.kidX100, row.msSsim);
    text += fmt::format("</table><p class=\"small soft\">{}</p></div>", escape(paperSource));
    text += fmt::format("<div class=\"card scroll\"><h3>Measured here, {} pictures at 512</h3><table><tr><th>Model</th><th>{} "
                        "&darr;</th><th>KID &times;100 "
                        "&darr;</th><th>MS-SSIM &uarr;</th></tr>",
        evaluation.ids.size(), escape(evaluation.frechetName()));
    for (std::size_t i = 0; i < evaluation.models.size(); ++i) {
        const auto& model = evaluation.models[i];
        text += fmt::format("<tr><td><span class=\"dot\" style=\"background:{}\"></span>{}</td>{}{}{}</tr>",
            html::color(static_cast<int>(i)), escape(model.name), cell(evaluation, measure("frechet"), model, false),
            cell(evaluation, measure("kid_x100"), model, false), cell(evaluation, measure("ms_ssim"), model, false));
    }
    text += fmt::format("<tr><td class=\"soft\">real against training pictures</td><td class=\"real\">{}</td><td "
                        "class=\"real\">{}</td><td class=\"real\">{}</td></tr>",
        number(valueOf(evaluation.real, "frechet"), 2), number(valueOf(evaluation.real, "kid_x100"), 2), number(none, 0));
    return text + fmt::format("</table><p class=\"small soft\">{}</p></div></div>", escape(paperCaution));
}

std::string allMeasures(const Evaluation& evaluation)
{
    std::string text = fmt::format(
        "<h2>All measures</h2><div class=\"card scroll\"><table><tr><th>Measure</th>{}<th>real pictures</th></tr>", modelHead(evaluation));
    for (const auto& row : measures()) {
        text += fmt::format("<tr><td>{}<span class=\"arrow\">{}</span></td>", escape(titleOf(evaluation, row)), arrow(row.better));
        for (const auto& model : evaluation.models)
            text += cell(evaluation, row, model, row.perImage);
        text += fmt::format("<td class=\"real\">{}</td></tr>", number(valueOf(evaluation.real, row.key), row.digits));
    }
    text += "<tr><td>Device, precision</td>";
    for (const auto& model : evaluation.models)
        text += fmt::format("<td>{}, {}</td>", escape(model.device), escape(model.precision));
    text +=
        "<td class=\"real\"></td></tr></table><p class=\"small soft\">Below a mean: its 95% interval over the pictures (bootstrap). "
        "Marked: the best model "
        "of a row. Frechet and kernel distance of the real pictures are those of the split to the training pictures: about what a perfect "
        "model would reach.</p></div>";
    return text;
}

std::string plots(const Evaluation& evaluation)
{
    std::string text = "<h2>Picture by picture</h2><p class=\"small soft\">A pale dot is a picture, the strong one their mean, the bar its "
                       "95% interval.</p>"
                       "<div class=\"plots\">";
    for (const char* key : {"ms_ssim", "ssim_fov", "l1_fov", "perceptual", "edge_f1", "dice_synth", "speckle_snr", "texture_energy"}) {
        const auto& row = measure(key);
        std::vector<html::PlotRow> rows;
        rows.reserve(evaluation.models.size() + 1);
        const auto add = [&](const ModelResult& result, const std::string& from, int color) {
            const auto values = result.perImage.find(from);
            if (values != result.perImage.end() && std::isfinite(result.values.at(from)))
                rows.push_back({result.name, result.values.at(from), result.intervals.at(from), values->second, color});
        };
        for (std::size_t i = 0; i < evaluation.models.size(); ++i)
            add(evaluation.models[i], key, static_cast<int>(i));
        if (rows.empty())
            continue;
        add(evaluation.real, std::string(key) == "dice_synth" ? "dice_real" : key, -1);
        text += html::plot(std::string(key) == "dice_synth" ? "Dice of the segmenter" : row.title, rows, row.digits);
    }
    return text + "</div>";
}

std::string classTable(const Evaluation& evaluation)
{
    if (std::all_of(evaluation.models.begin(), evaluation.models.end(), [](const ModelResult& model) { return model.classes.empty(); }))
        return {};
    std::string text = fmt::format(
        "<h2>Mask agreement by class</h2><p class=\"small soft\">Dice of the class in the pictures whose label map holds it. The "
        "segmenter must also name the class right, which is far harder than to find the object.</p><div class=\"card scroll\">"
        "<table><tr><th>Class</th><th>pictures</th>{}<th>real pictures</th></tr>",
        modelHead(evaluation));
    const auto& classes = evaluation.models.front().classes;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        text += fmt::format("<tr><td>{}</td><td>{}</td>", escape(classes[i].name), classes[i].images);
        for (const auto& model : evaluation.models)
            text += fmt::format("<td>{}</td>", number(model.classes[i].synth, 3));
        text += fmt::format("<td class=\"real\">{}</td></tr>", number(classes[i].real, 3));
    }
    return text + "</table></div>";
}

std::string grid(const Evaluation& evaluation)
{
    const std::size_t columns = evaluation.models.size() + 2;
    std::string text = fmt::format(
        "<h2>Examples</h2><p class=\"small soft\">Spread evenly over the split, not chosen by eye. Condition: labels in colour, "
        "sketch white, outside the field of view dark blue.</p><div class=\"card scroll\"><div class=\"grid\" "
        "style=\"grid-template-columns:repeat({0},minmax(150px,1fr));min-width:{1}px\"><div class=\"head\">condition</div>",
        columns, 160 * columns);
    for (std::size_t i = 0; i < evaluation.models.size(); ++i)
        text += fmt::format("<div class=\"head\"><span class=\"dot\" style=\"background:{}\"></span>{}</div>",
            html::color(static_cast<int>(i)), escape(evaluation.models[i].name));
    text += "<div class=\"head\">real</div>";
    for (const auto& shown : evaluation.shown) {
        text += fmt::format(
            "<figure>{}<figcaption>{}</figcaption></figure>", html::picture(shown.condition, "condition of " + shown.id), escape(shown.id));
        for (std::size_t i = 0; i < shown.pictures.size(); ++i)
            text += fmt::format("<figure>{}<figcaption><b>SYNTHETIC</b> {}</figcaption></figure>",
                html::syntheticPicture(shown.pictures[i], "synthetic picture of " + shown.id), escape(evaluation.models[i].name));
        text += fmt::format("<figure>{}<figcaption>real</figcaption></figure>", html::picture(shown.real, "real picture " + shown.id));
    }
    return text + "</div></div>";
}

std::string copyCheck(const Evaluation& evaluation)
{
    if (!evaluation.real.copies.measured)
        return {};
    std::string text = fmt::format(
        "<h2>Are pictures copied from training?</h2><p class=\"small soft\">Distance 1 is what a real picture of this split usually has to "
        "its nearest training picture; below {} a picture counts as a copy. The real pictures of the split count {} by the same "
        "rule (frames of one examination, repeated scans). Shown: each model's picture that is nearest to a training picture.</p>"
        "<div class=\"two\">",
        number(evaluation.real.copies.threshold, 2), evaluation.real.copies.copies);
    for (const auto& model : evaluation.models) {
        if (!model.copies.measured || model.copies.nearest.empty())
            continue;
        const auto& match = model.copies.nearest.front();
        text += fmt::format(
            "<div class=\"card\"><h3>{}: {} of {}, median distance {}</h3><div class=\"grid\" style=\"grid-template-columns:1fr 1fr\">"
            "<figure>{}<figcaption><b>SYNTHETIC</b> from {}</figcaption></figure><figure>{}<figcaption>nearest training picture {}, "
            "distance {}</figcaption></figure></div></div>",
            escape(model.name), model.copies.copies, evaluation.ids.size(), number(model.copies.median, 2),
            html::syntheticPicture(model.nearestPicture, "synthetic picture"), escape(match.id),
            html::picture(model.nearestTraining, "training picture"), escape(match.training), number(match.distance, 2));
    }
    return text + "</div>";
}

std::string definitions(const Evaluation& evaluation)
{
    std::string text = "<h2>How each number is computed</h2><div class=\"card\"><dl>";
    for (const auto& row : measures())
        text += fmt::format("<dt>{}</dt><dd>{}</dd>", escape(titleOf(evaluation, row)), escape(row.how));
    return text + "</dl></div>";
}

std::string footer(const Evaluation& evaluation)
{
    std::string text = fmt::format("<footer><p>SonoSketch {}, LibTorch {}, OpenCV {}. Data set manifest {}. {} {}</p>", SONOSKETCH_VERSION,
        escape(torchVersion()), CV_VERSION, evaluation.manifestSha256, escape(evaluation.attribution), escape(evaluation.license));
    for (const auto& model : evaluation.models)
        text += fmt::format("<p>{}: weights {}</p>", escape(model.name), escape(model.hash));
    return text + "</footer>";
}

} // namespace

std::string reportHtml(const Evaluation& evaluation)
{
    std::string body = "<main>";
    for (const auto& section : {header(evaluation), tableOne(evaluation), allMeasures(evaluation), plots(evaluation), grid(evaluation),
             classTable(evaluation), copyCheck(evaluation), definitions(evaluation)})
        body += section;
    body += "</main>" + footer(evaluation);
    return html::page("Evaluation on " + evaluation.dataset, body);
}

} // namespace sonosketch::evaluation
