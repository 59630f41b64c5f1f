// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
//
//   core_fuzz_seeds FOLDER
//
// Writes a small sound input or more for every reader into FOLDER/READER. The same program writes the same files, but for the times of a project.
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "core/io/case_io.h"
#include "core/io/open_raster.h"
#include "core/io/zip_archive.h"
#include "core/practice/answer_sheet.h"
#include "core/practice/lesson.h"
#include "core/study/plan.h"
#include "models/checkpoint/model_card.h"
#include "tests/core/io/project_samples.h"
#include "tests/fuzz/exchange_seeds.h"
#include "tests/fuzz/reader.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace fs = std::filesystem;
using namespace sonosketch;

namespace {

fs::path target;

void put(const std::string& reader, const std::string& name, fuzz::Bytes bytes)
{
    fs::create_directories(target / reader);
    writeFileAtomically(target / reader / name, bytes);
}

void put(const std::string& reader, const std::string& name, const std::string& text)
{
    put(reader, name, fuzz::Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::vector<std::uint8_t> encoded(const std::string& ending, const cv::Mat& picture, const std::vector<int>& options = {})
{
    std::vector<std::uint8_t> bytes;
    fuzz::require(cv::imencode(ending, picture, bytes, options), "OpenCV writes its own formats");
    return bytes;
}

void pictures()
{
    const cv::Mat grey = test::ringPicture(32);
    cv::Mat color, withAlpha, deep;
    cv::applyColorMap(grey, color, cv::COLORMAP_JET);
    cv::cvtColor(color, withAlpha, cv::COLOR_BGR2BGRA);
    cv::extractChannel(color, deep, 0);
    cv::insertChannel(deep, withAlpha, 3);
    grey.convertTo(deep, CV_16U, 257);
    const std::pair<const char*, cv::Mat> kinds[] = {{"grey", grey}, {"color", color}, {"alpha", withAlpha}, {"deep", deep}};
    for (const auto& [name, picture] : kinds) {
        put("png", std::string(name) + ".png", encoded(".png", picture));
        put("tiff", std::string(name) + ".tif", encoded(".tif", picture));
        put("tiff", std::string(name) + "-plain.tif", encoded(".tif", picture, {cv::IMWRITE_TIFF_COMPRESSION, 1}));
        if (picture.depth() == CV_8U) {
            put("bmp", std::string(name) + ".bmp", encoded(".bmp", picture));
            if (picture.channels() < 4)
                put("jpeg", std::string(name) + ".jpg", encoded(".jpg", picture));
        }
    }
    put("jpeg", "progressive.jpg", encoded(".jpg", color, {cv::IMWRITE_JPEG_PROGRESSIVE, 1, cv::IMWRITE_JPEG_RST_INTERVAL, 2}));
    put("png", "texts.png", encodePng({grey, {}, {{"Software", "SonoSketch"}, {"SonoSketch", "{\"synthetic\":true}"}}}));
    cv::Mat labels(32, 32, CV_8UC1, cv::Scalar(0));
    labels(cv::Rect(4, 4, 9, 9)).setTo(2);
    put("png", "indexed.png", encodePng({labels, {{0, 0, 0}, {200, 100, 0}, {0, 200, 100}}, {}}));
    put("png", "bits.png", encoded(".png", labels * 127, {cv::IMWRITE_PNG_BILEVEL, 1}));
}

void openRaster()
{
    const std::string xml =
        "<?xml version='1.0'?><image w=\"512\" h=\"512\"><stack><layer name=\"Sketch\" src=\"a.png\" x=\"3\"/><stack y=\"2\">"
        "<layer name=\"Cyst\" src=\"a.png\" x=\"-4\" y=\"12.0\"/></stack><layer name=\"Source image\" src=\"a.png\"/>"
        "</stack></image>";
    const auto part = [](const std::string& text) {
        return std::string{static_cast<char>(text.size() & 255), static_cast<char>(text.size() >> 8)} + text;
    };
    const std::vector<std::uint8_t> png = encoded(".png", test::ringPicture(16));
    const std::string picture(png.begin(), png.end());
    put("open_raster", "parts", part(xml) + part("") + picture);
    const fuzz::ScratchFolder folder;
    Case value = Case::blank(test::threeClasses());
    value.labels(cv::Rect(40, 40, 20, 20)).setTo(1);
    value.provenance.title = "Seed";
    writeOpenRaster(value, folder.path() / "seed.ora");
    put("open_raster", "seed.ora", readFile(folder.path() / "seed.ora"));
    ZipReader archive(folder.path() / "seed.ora");
    const auto ours = archive.read("sonosketch.json"), stack = archive.read("stack.xml");
    put("open_raster", "described", part({stack.begin(), stack.end()}) + part({ours.begin(), ours.end()}) + picture);
    saveCase(value, folder.path() / "case");
    put("case", "blank.json", readTextFile(folder.path() / "case/case.json"));
    value.mmPerPixel = 0.12;
    value.measurements.push_back({Measurement::Kind::Ellipse, Measurement::Picture::Condition, {12.25, 40}, {80, 33.5}, 9, "Septum"});
    saveCase(value, folder.path() / "case");
    put("case", "measured.json", readTextFile(folder.path() / "case/case.json"));
}

void models()
{
    const std::string header = R"({"__metadata__":{"format":"x"},"a.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},)"
                               R"("b":{"dtype":"F16","shape":[4],"data_offsets":[8,16]}})";
    std::string file(8, '\0');
    file[0] = static_cast<char>(header.size());
    put("safetensors", "two", file + header + std::string(16, '\0'));
    checkpoint::ModelCard card;
    card.name = "seed";
    card.weights = "generator.safetensors";
    card.sha256 = std::string(64, 'a');
    card.spec = ConditionSpec::forPalette(test::threeClasses(), true);
    card.metrics = {{"fid", 12.5}};
    put("model_card", "card.json", card.toJson());
    for (const char* name : {"smoke", "pgsgan-512", "unet-segmenter", "feature-encoder", "sgan-256"})
        put("recipe", std::string(name) + ".toml", readTextFile(resourceDir() / "recipes" / (std::string(name) + ".toml")));
    if (const fs::path recipe = resourceDir() / "recipes/export/default.toml"; fs::exists(recipe))
        put("export_recipe", "default.toml", readTextFile(recipe));
    for (const char* name : {"mmotu", "fetal-head"})
        put("palette", std::string(name) + ".json", LabelPalette::bundled(name).toJson());
}

void practised()
{
    for (const practice::FoundLesson& lesson : practice::findLessons(practice::bundledLessons()))
        put("lesson", lesson.folder.filename().string() + ".json", readTextFile(lesson.folder / "lesson.json"));
    using Tool = practice::Stroke::Tool;
    put("strokes", "painted.json",
        practice::strokesToJson({{Tool::Brush, 24, {{100, 100, 10}, {160.5, 110, 20}}},
            {Tool::Lasso, 1, {{200, 200, 100}, {300, 200, 150}, {300, 300, 160}, {200, 300, 170}}},
            {Tool::Eraser, 10, {{120, 100, 300}, {120, 130, 320}}}, {Tool::Undo, 0, {{0, 0, 400}}}, {Tool::Choice, 0, {{3, 0, 500}}}}));
    put("strokes", "others.json",
        practice::strokesToJson(
            {{Tool::Click, 0, {{5, 500, 30}}}, {Tool::Caliper, 0, {{10, 10, 1}, {90, 20, 2}}}, {Tool::Slider, 0, {{50, 0, 7}}}}));
    put("strokes", "read.json",
        practice::strokesToJson({{Tool::Caliper, 0, {{10, 10, 1}, {90, 20, 2}}, 1},
            {Tool::Slider, 0, {{50, 0, 7}, {60, 0, 8}}, -1, "Size", {"50 %", "60 %"}}, {Tool::Choice, 0, {{1, 0, 9}}, -1, "A septum"}}));
}

void documents()
{
    practised();
    study::StudyPlan plan;
    plan.title = "Seed";
    plan.timeLimitMs = 5000;
    plan.images = {{"0123456789ab", std::string(64, 'a')}, {"0123456789ac", std::string(64, 'b')}};
    plan.trials = {"0123456789ac", "0123456789ab", "0123456789ac"};
    study::sealPlan(plan);
    put("study_plan", "study.json", study::planToJson(plan));
    plan.practice = {
        {"0123456789ad", std::string(64, 'c'), study::Truth::Real}, {"0123456789ae", std::string(64, 'd'), study::Truth::Synthesised}};
    plan.practiceFeedback = true;
    study::sealPlan(plan);
    put("study_plan", "practice.json", study::planToJson(plan));
    put("study_plan", "answers.csv", "trial,answer,confidence,text,timed_out\r\n1,real,4,\"a \"\"b\"\"\",0\r\n2,synthetic,1,,0\r\n");
    const fuzz::ScratchFolder folder;
    DatasetManifest manifest;
    manifest.name = "seed";
    manifest.palette = test::threeClasses();
    const std::string hash(64, '0');
    manifest.items.push_back({"a-1", "train", "images/a-1.png", "labels/a-1.png", "sketches/a-1.png", "fov/a-1.png", 0.25, hash, hash, hash,
        hash, "1.jpg", {0, 1}});
    manifest.save(folder.path());
    put("manifest", "manifest.json", readTextFile(folder.path() / "manifest.json"));

    const fs::path project = folder.path() / "seed.sonosketch";
    for (const int edits : {0, 3}) {
        ProjectContents contents = test::sampleProject(edits).contents;
        contents.created = std::chrono::system_clock::time_point(std::chrono::hours(500'000));
        ProjectFile::create(project, contents, ProjectFile::Existing::Replace);
        const std::vector<std::uint8_t> bytes = readFile(project);
        std::vector<std::uint8_t> input(4 + bytes.size());
        for (std::size_t i = 0; i < 4; ++i)
            input[i] = static_cast<std::uint8_t>(bytes.size() >> (8 * i));
        std::copy(bytes.begin(), bytes.end(), input.begin() + 4);
        put("project", "edits-" + std::to_string(edits), input);
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "fuzz_seeds FOLDER\n");
        return 2;
    }
    target = argv[1];
    try {
        pictures();
        openRaster();
        models();
        documents();
        for (const auto& [reader, name, bytes] : fuzz::exchangeSeeds())
            put(reader, name, bytes);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fuzz_seeds: %s\n", error.what());
        return 1;
    }
    return 0;
}
