// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bench_parts.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"
#include "core/metrics/image_metrics.h"
#include "core/metrics/percentile.h"
#include "models/runtime/machine_peak.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace sonosketch::bench {

using nlohmann::json;

namespace {

/// What follows "NAME" and a colon in a file of /proc; empty if there is none.
std::string field(const char* file, const std::string& name)
{
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos || line.substr(0, line.find_last_not_of(" \t", colon - 1) + 1) != name)
            continue;
        const auto begin = line.find_first_not_of(" \t", colon + 1);
        return begin == std::string::npos ? std::string() : line.substr(begin);
    }
    return {};
}

double statusMiB(const std::string& name)
{
    return std::strtod(field("/proc/self/status", name).c_str(), nullptr) / 1024; // "12345 kB"
}

/// Those that matter to networks.
std::vector<std::string> instructionSets()
{
    constexpr std::array known{
        "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_bf16", "amx_int8", "asimd", "bf16", "sve"};
    std::string flags = field("/proc/cpuinfo", "flags");
    if (flags.empty())
        flags = field("/proc/cpuinfo", "Features"); // ARM
    std::vector<std::string> found;
    std::istringstream words(flags);
    for (std::string word; words >> word;)
        for (const char* name : known)
            if (word == name)
                found.push_back(word);
    return found;
}

} // namespace

std::vector<BenchCase> loadCases(const std::vector<std::string>& folders)
{
    std::vector<std::filesystem::path> paths(folders.begin(), folders.end());
    if (paths.empty())
        paths = exampleCases();
    if (paths.empty())
        throw Error(ErrorCode::NotFound, "there are no bundled cases", {}, "Name case folders with --cases");
    std::vector<BenchCase> cases;
    for (const auto& path : paths)
        cases.push_back({path.filename().empty() ? path.parent_path().filename().string() : path.filename().string(), loadCase(path)});
    return cases;
}

std::vector<RecordedEdit> recordedEdits(const Options& options)
{
    const auto file = options.strokes.empty() ? resourceDir() / "bench" / "strokes.json" : std::filesystem::path(options.strokes);
    auto edits = readRecordedEdits(file);
    if (edits.empty())
        throw Error(ErrorCode::InvalidArgument, "the recording holds no edit", file.string());
    return edits;
}

json rounded(double value)
{
    return std::isfinite(value) ? json(std::round(value * 1000) / 1000) : json();
}

json timesOf(const std::vector<double>& times)
{
    json result = {{"count", times.size()}, {"p50_ms", nullptr}, {"p95_ms", nullptr}, {"p99_ms", nullptr}};
    if (times.empty())
        return result;
    result["p50_ms"] = rounded(percentile(times, 50));
    result["p95_ms"] = rounded(percentile(times, 95));
    result["p99_ms"] = rounded(percentile(times, 99));
    return result;
}

double psnrDb(const cv::Mat& a, const cv::Mat& b)
{
    return std::min(psnr(a, b), bitEqualDb);
}

double residentMiB()
{
    return statusMiB("VmRSS");
}

double highestResidentMiB()
{
    return statusMiB("VmHWM");
}

json machine()
{
    const auto setup = torchSetup();
    json result = {{"cpu", field("/proc/cpuinfo", "model name")}, {"cores", std::thread::hardware_concurrency()},
        {"instruction_sets", instructionSets()}, {"libtorch", setup.version}, {"threads", setup.threads}, {"kernels", setup.kernels},
        {"load_before", nullptr}};
    // What else the machine was doing in the minute before: figures of a busy one are not worth keeping.
    if (double load = 0; std::ifstream("/proc/loadavg") >> load)
        result["load_before"] = rounded(load);
    return result;
}

json heading(const std::string& bench, const GeneratorInfo& info)
{
    return {{"bench", bench}, {"model", info.name}, {"model_hash", info.hash}, {"device", info.device}, {"precision", info.precision},
        {"machine", machine()}};
}

std::string headingText(const json& answer)
{
    const auto& machine = answer.at("machine");
    std::string sets;
    for (const auto& name : machine.at("instruction_sets"))
        sets += fmt::format(" {}", name.get<std::string>());
    return fmt::format("{} on {}, {}; LibTorch {}, {} threads, kernels: {}\n{}, {} cores,{}; load before: {}\n",
        answer.at("model").get<std::string>(), answer.at("device").get<std::string>(), answer.at("precision").get<std::string>(),
        machine.at("libtorch").get<std::string>(), machine.at("threads").get<int>(), machine.at("kernels").get<std::string>(),
        machine.at("cpu").get<std::string>(), machine.at("cores").get<int>(), sets, figureText(machine.at("load_before")));
}

std::string figureText(const json& value, const char* unit)
{
    return value.is_number() ? fmt::format("{:.4g}{}", value.get<double>(), unit) : "-";
}

std::string timesText(const json& times)
{
    if (times.at("p50_ms").is_null())
        return "none";
    return fmt::format("p50 {:9.2f} ms   p95 {:9.2f} ms   p99 {:9.2f} ms   ({} measured)", times.at("p50_ms").get<double>(),
        times.at("p95_ms").get<double>(), times.at("p99_ms").get<double>(), times.at("count").get<std::size_t>());
}

} // namespace sonosketch::bench
