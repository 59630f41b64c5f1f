// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/synthetic_image.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/imaging/read_image.h"
#include "core/io/png_file.h"
#include "core/io/synthetic_xmp.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace sonosketch {

namespace {

constexpr const char* markText = "SYNTHETIC";
constexpr const char* disclaimer = "Synthetic image made by a neural network. It shows no real patient. Not for diagnosis.";

/// White letters on a dark plate with a light rim: readable on bright tissue and on black alike. Drawn without OpenCV's anti-aliasing
/// of thick lines, so that the pixels are the same in every build.
cv::Mat drawMark()
{
    constexpr double scale = 0.6;
    constexpr int padding = 6;
    int baseline = 0;
    const cv::Size text = cv::getTextSize(markText, cv::FONT_HERSHEY_DUPLEX, scale, 1, &baseline);
    cv::Mat mark(text.height + 2 * padding, text.width + 2 * padding, CV_8UC1, cv::Scalar(16));
    cv::rectangle(mark, {0, 0}, {mark.cols - 1, mark.rows - 1}, cv::Scalar(150));
    cv::putText(mark, markText, {padding, padding + text.height}, cv::FONT_HERSHEY_DUPLEX, scale, cv::Scalar(245), 1, cv::LINE_8);
    return mark;
}

const cv::Mat& theMark()
{
    static const cv::Mat mark = drawMark();
    return mark;
}

void requireGray(const cv::Mat& image)
{
    if (image.empty() || image.dims > 2 || image.type() != CV_8UC1)
        throw Error(ErrorCode::InvalidArgument, "A synthetic picture is 8-bit grey and not empty", "mark");
}

} // namespace

cv::Size syntheticMarkSize()
{
    return theMark().size();
}

cv::Mat withSyntheticMark(const cv::Mat& image, const MarkPlacement& placement)
{
    requireGray(image);
    cv::Mat mark = theMark();
    if (mark.cols > image.cols || mark.rows > image.rows) {
        // A picture smaller than the mark still carries it, shrunk with its shape kept.
        const double factor = std::min(static_cast<double>(image.cols) / mark.cols, static_cast<double>(image.rows) / mark.rows);
        const cv::Size size(std::clamp(cvFloor(mark.cols * factor), 1, image.cols), std::clamp(cvFloor(mark.rows * factor), 1, image.rows));
        cv::Mat small;
        cv::resize(mark, small, size, 0, 0, cv::INTER_AREA);
        mark = small;
    }
    const int x = std::clamp(placement.position.x, 0, image.cols - mark.cols);
    const int y = std::clamp(placement.position.y, 0, image.rows - mark.rows);
    cv::Mat result = image.clone();
    mark.copyTo(result(cv::Rect(x, y, mark.cols, mark.rows)));
    return result;
}

std::vector<std::pair<std::string, std::string>> syntheticTexts(
    const SyntheticRecord& record, bool visibleMark, const std::vector<std::string>& steps, const std::optional<MarkPlacement>& mark)
{
    nlohmann::json all{{"format", "sonosketch-synthetic"}, {"version", 1}, {"synthetic", true}, {"model", record.model},
        {"modelHash", record.modelHash}, {"conditionHash", record.conditionHash}, {"caseTitle", record.caseTitle},
        {"attribution", record.attribution}, {"visibleMark", visibleMark}, {"disclaimer", disclaimer}};
    if (!steps.empty())
        all["steps"] = steps;
    if (mark && visibleMark)
        all["mark"] = {mark->position.x, mark->position.y};
    if (!record.origin.empty()) {
        // As JSON within the JSON where it is some: people and programs read it without unpacking a text.
        nlohmann::json origin = nlohmann::json::parse(record.origin, nullptr, false);
        all["origin"] = origin.is_discarded() ? nlohmann::json(record.origin) : std::move(origin);
    }
    // Through JSON's writer once, so that text that is no UTF-8 is replaced in the plain entries too.
    const auto clean = [](const std::string& text) { return nlohmann::json::parse(json_fields::dump(text, -1)).get<std::string>(); };
    return {{"Software", "SonoSketch"}, {"Description", clean(fmt::format("Synthetic ultrasound image, case \"{}\"", record.caseTitle))},
        {"Source", clean(fmt::format("Model {} (SHA-256 {}). {}", record.model, record.modelHash, record.attribution))},
        {"Disclaimer", disclaimer}, {"XML:com.adobe.xmp", syntheticXmp(record)}, {"SonoSketch", json_fields::dump(all, -1)}};
}

void writeSyntheticPng(const std::filesystem::path& path, const cv::Mat& image, const SyntheticRecord& record,
    const MarkPlacement& placement, bool visibleMark)
{
    requireGray(image);
    PngContent content;
    content.pixels = visibleMark ? withSyntheticMark(image, placement) : image;
    content.texts = syntheticTexts(record, visibleMark, {}, placement);
    writeFileAtomically(path, encodePng(content));
}

std::string readPngText(const std::filesystem::path& path, const std::string& key)
{
    probeImage(path);
    for (const auto& [entry, text] : readPngTexts(readFile(path, ImageLimits{}.maxFileBytes), path.string()))
        if (entry == key)
            return text;
    return {};
}

} // namespace sonosketch
