// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/case.h"
#include "core/inference/generator.h"
#include "core/replay/recorded_edit.h"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace sonosketch::bench {

/// What all three benchmarks are asked.
struct Options {
    std::string model; ///< a folder or the name of a bundled model; empty: the default one
    std::string device = "auto";
    std::vector<std::string> cases; ///< case folders; empty: the bundled ones
    std::string strokes;            ///< a recording; empty: the bundled one
    std::string ink;                ///< what bench_ink printed with --json; empty: none
    int repeat = 0;
    int places = 12;  ///< dabs on each case
    int frames = 200; ///< for the growth of memory
    int count = 24;   ///< conditions of a batch
    std::uint64_t seed = 1;
    bool layers = false; ///< of the exact pass, part by part
    bool json = false, quiet = false;
};

struct BenchCase {
    std::string name;
    Case value;
};
/// At least one. Throws Error.
std::vector<BenchCase> loadCases(const std::vector<std::string>& folders);
/// The recording that is asked for, at least one edit. Throws Error.
std::vector<RecordedEdit> recordedEdits(const Options& options);

/// Milliseconds that `work` takes.
template <class Work>
double milliseconds(Work&& work)
{
    const auto began = std::chrono::steady_clock::now();
    std::forward<Work>(work)();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

/// {"p50_ms", "p95_ms", "p99_ms", "count"}; the times are null if there are none.
nlohmann::json timesOf(const std::vector<double>& times);
/// With three decimals, as far as a benchmark's figures carry; null for what is not finite.
nlohmann::json rounded(double value);

/// Stands for an infinite PSNR, which JSON cannot say: equal bits.
inline constexpr double bitEqualDb = 999;
/// PSNR in dB, bitEqualDb at most.
double psnrDb(const cv::Mat& a, const cv::Mat& b);

/// Memory of this process in MiB: resident now, and at its highest so far. 0 where the system does not say.
double residentMiB();
double highestResidentMiB();

/// CPU, cores, instruction sets, load, LibTorch, threads.
nlohmann::json machine();
/// "bench", "model", "model_hash", "device", "precision", "machine".
nlohmann::json heading(const std::string& bench, const GeneratorInfo& info);
/// Two lines of the same for people.
std::string headingText(const nlohmann::json& answer);
/// "p50 12.3 ms   p95 ...", or "none".
std::string timesText(const nlohmann::json& times);
/// A figure for people; "-" for null.
std::string figureText(const nlohmann::json& value, const char* unit = "");

using Progress = std::function<void(const std::string&)>;

/// Each runs and gives its answer. Throw Error, also Cancelled.
nlohmann::json full(const Options& options, const Progress& progress);
nlohmann::json live(const Options& options, const Progress& progress);
nlohmann::json batch(const Options& options, const Progress& progress);
/// The same for people.
std::string fullText(const nlohmann::json& answer);
std::string liveText(const nlohmann::json& answer);
std::string batchText(const nlohmann::json& answer);

} // namespace sonosketch::bench
