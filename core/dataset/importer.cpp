// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "core/dataset/indexed_png.h"
#include "core/dataset/prepare_example.h"
#include "core/dataset/splits.h"
#include "core/document/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <exception>
#include <mutex>
#include <set>
#include <thread>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 4> subfolders{"images", "labels", "sketches", "fov"};

SourceSet listSource(const ImportOptions& options)
{
    if (options.format == "mmotu")
        return listMmotu(options);
    if (options.format == "hc18")
        return listHc18(options);
    if (options.format == "paired")
        return listPaired(options);
    if (options.format == "coco")
        return listCoco(options);
    if (options.format == "nifti")
        return listNifti(options);
    throw Error(ErrorCode::InvalidArgument, fmt::format("unknown data set format \"{}\"", options.format), {},
        "Known are mmotu, hc18, paired, coco and nifti");
}

/// Ids become file names.
bool isPlainName(const std::string& text)
{
    return !text.empty() && text.size() <= 120 && text.front() != '.'
        && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
}

/// An own earlier import may be written over, even an interrupted one; somebody's other files may not.
void prepareTarget(const ImportOptions& options)
{
    std::error_code failure;
    if (fs::exists(options.to) && fs::equivalent(options.from, options.to, failure))
        throw Error(ErrorCode::InvalidArgument, "source and target are the same folder", options.to.string());
    if (fs::is_directory(options.to, failure))
        for (const fs::directory_entry& entry : fs::directory_iterator(options.to, failure)) {
            const std::string name = entry.path().filename().string();
            const bool own = name == "manifest.json" || name == "report.json"
                || std::find(subfolders.begin(), subfolders.end(), name) != subfolders.end();
            if (!own)
                throw Error(ErrorCode::WriteFailed, fmt::format("the target folder holds \"{}\", which is no part of a data set", name),
                    options.to.string(), "Name an empty folder");
        }
    // An old manifest must not describe new files if this import stops half-way.
    fs::remove(options.to / "manifest.json", failure);
    for (const char* folder : subfolders) {
        fs::create_directories(options.to / folder, failure);
        if (failure)
            throw Error(ErrorCode::WriteFailed, "the target folder cannot be created (" + failure.message() + ")", options.to.string());
    }
}

std::string writeHashed(const fs::path& path, const std::vector<std::uint8_t>& bytes)
{
    writeFileAtomically(path, bytes);
    return sha256(bytes);
}

DatasetItem writeExample(const PreparedExample& example, const SourceExample& source, const SourceSet& set, const fs::path& folder)
{
    DatasetItem item;
    item.id = source.id;
    item.split = source.split;
    item.group = source.group;
    item.mmPerPixel = example.mmPerPixel;
    item.sourceFile = source.image.filename().string();
    item.image = "images/" + source.id + ".png";
    item.labels = "labels/" + source.id + ".png";
    item.sketch = "sketches/" + source.id + ".png";
    item.fieldOfView = "fov/" + source.id + ".png";
    item.imageSha256 = writeHashed(folder / item.image, encodeGrayPng(example.sample.image));
    item.labelsSha256 = writeHashed(folder / item.labels, encodeIndexedPng(example.sample.labels, set.palette));
    item.sketchSha256 = writeHashed(folder / item.sketch, encodeGrayPng(example.sample.sketch));
    item.fieldOfViewSha256 = writeHashed(folder / item.fieldOfView, encodeGrayPng(example.sample.fieldOfView));
    std::set<int> classes;
    for (int y = 0; y < example.sample.labels.rows; ++y)
        classes.insert(example.sample.labels.ptr<uchar>(y), example.sample.labels.ptr<uchar>(y) + example.sample.labels.cols);
    item.classes.assign(classes.begin(), classes.end());
    return item;
}

std::string reasonOf(const Error& error)
{
    return error.hint().empty() ? error.problem() : error.problem() + ". " + error.hint();
}

/// What became of one example; each is written by one thread only.
struct Outcome {
    std::optional<DatasetItem> item;
    cv::Mat thumbnail;
    std::string problem;
};

/// Works off all examples with several threads. A failure to write ends it, a bad source file does not.
std::vector<Outcome> processAll(
    const SourceSet& set, const ImportOptions& options, const ProgressFunction& progress, const CancelToken& cancel)
{
    std::vector<Outcome> outcomes(set.examples.size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::size_t done = 0;
    std::exception_ptr fatal;
    const auto work = [&] {
        for (;;) {
            const std::size_t i = next.fetch_add(1);
            if (i >= set.examples.size() || cancel.isCancelled())
                return;
            const SourceExample& source = set.examples[i];
            Outcome& outcome = outcomes[i];
            try {
                if (!isPlainName(source.id))
                    throw Error(ErrorCode::Unsupported, "its name has characters other than letters, digits, hyphen, underscore and dot");
                const PreparedExample example = prepareExample(source, set, options.canny);
                outcome.item = writeExample(example, source, set, options.to);
                outcome.thumbnail = example.thumbnail;
            } catch (const Error& error) {
                if (error.code() == ErrorCode::WriteFailed) {
                    const std::lock_guard lock(mutex);
                    fatal = std::current_exception();
                    next = set.examples.size();
                    return;
                }
                outcome.problem = reasonOf(error);
            } catch (const std::exception& error) {
                outcome.problem = error.what();
            }
            const std::lock_guard lock(mutex);
            ++done;
            if (progress)
                progress(done, set.examples.size(), source.id);
        }
    };
    std::vector<std::thread> threads;
    const unsigned count = std::clamp(options.threads, 1u, 64u);
    for (unsigned i = 1; i < count; ++i)
        threads.emplace_back(work);
    work();
    for (std::thread& thread : threads)
        thread.join();
    if (fatal)
        std::rethrow_exception(fatal);
    if (cancel.isCancelled())
        throw Error(ErrorCode::Cancelled, "the import was stopped", options.to.string(), "Run it again to start over");
    return outcomes;
}

} // namespace

ImportReport importDataset(const ImportOptions& options, const ProgressFunction& progress, const CancelToken& cancel)
{
    validate(options.canny);
    if (options.split && !isPlainName(*options.split))
        throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" cannot name a part", *options.split), "--split",
            "Use letters, digits, hyphen and underscore");
    // A COCO set may be named by its JSON file.
    if (!fs::is_directory(options.from) && !(options.format == "coco" && fs::is_regular_file(options.from)))
        throw Error(ErrorCode::NotFound, "there is no such folder", options.from.string());
    SourceSet set = listSource(options);
    ImportReport report{0, std::move(set.skipped)};
    if (!set.examples.empty())
        prepareTarget(options);
    std::vector<Outcome> outcomes = processAll(set, options, progress, cancel);

    DatasetManifest manifest{set.name, set.palette, options.canny, set.license, set.attribution, {}};
    std::vector<SplitCandidate> candidates;
    bool cut = false;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const SourceExample& source = set.examples[i];
        if (!outcomes[i].item) {
            report.skipped.push_back({(source.image.parent_path().filename() / source.image.filename()).string(), outcomes[i].problem});
            continue;
        }
        candidates.push_back({source.group, outcomes[i].thumbnail});
        manifest.items.push_back(std::move(*outcomes[i].item));
        cut = cut || source.split.empty();
    }
    if (manifest.items.empty()) {
        const std::string first =
            report.skipped.empty() ? "the folder holds no pairs" : report.skipped.front().file + ": " + report.skipped.front().reason;
        throw Error(ErrorCode::Unreadable, fmt::format("nothing usable was found ({} left out; first: {})", report.skipped.size(), first),
            options.from.string());
    }
    if (options.split)
        for (DatasetItem& item : manifest.items)
            item.split = *options.split;
    else if (cut) {
        const std::vector<std::string> parts = cutSplits(candidates);
        for (std::size_t i = 0; i < parts.size(); ++i)
            manifest.items[i].split = parts[i];
    }
    std::stable_sort(
        report.skipped.begin(), report.skipped.end(), [](const auto& a, const auto& b) { return naturalLess(a.file, b.file); });
    report.imported = manifest.items.size();
    writeFileAtomically(options.to / "report.json", report.toJson());
    manifest.save(options.to);
    return report;
}

std::string ImportReport::toJson() const
{
    nlohmann::ordered_json root{{"imported", imported}, {"skippedCount", skipped.size()}, {"skipped", nlohmann::ordered_json::array()}};
    for (const DatasetProblem& problem : skipped)
        root["skipped"].push_back({{"file", problem.file}, {"reason", problem.reason}});
    return root.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

bool naturalLess(const std::string& a, const std::string& b)
{
    std::size_t i = 0, j = 0;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const auto runOf = [&](const std::string& text, std::size_t& at) {
                const std::size_t start = at;
                while (at < text.size() && isDigit(text[at]))
                    ++at;
                const std::size_t significant = std::min(text.find_first_not_of('0', start), at);
                return text.substr(significant, at - significant);
            };
            const std::string left = runOf(a, i), right = runOf(b, j);
            if (left != right)
                return left.size() != right.size() ? left.size() < right.size() : left < right;
        } else {
            if (a[i] != b[j])
                return a[i] < b[j];
            ++i;
            ++j;
        }
    }
    if (a.size() - i != b.size() - j)
        return a.size() - i < b.size() - j;
    return a < b;
}

std::vector<fs::path> filesOf(const fs::path& folder, const std::string& format)
{
    std::error_code failure;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure))
        if (at->is_regular_file(failure) && at->path().filename().string().front() != '.')
            files.push_back(at->path());
    if (failure)
        throw Error(ErrorCode::NotFound, fmt::format("this is no {} data set: a folder is missing", format), folder.string());
    std::sort(files.begin(), files.end(),
        [](const fs::path& a, const fs::path& b) { return naturalLess(a.filename().string(), b.filename().string()); });
    return files;
}

} // namespace sonosketch
