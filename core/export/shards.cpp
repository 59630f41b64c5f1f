// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/shards.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/export/finish.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <map>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t maxShards = 100'000;

std::optional<std::size_t> number(const std::string& text)
{
    std::size_t value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc() || rest != end)
        return std::nullopt;
    return value;
}

std::optional<std::size_t> number(const ReadVariable& read, const std::string& name)
{
    const auto text = read(name);
    if (!text || text->empty())
        return std::nullopt;
    const auto value = number(*text);
    if (!value)
        throw Error(ErrorCode::Usage, fmt::format("{} is no number", name), *text, "Say which shard this is with --shard I/N");
    return value;
}

SetShard checked(std::size_t index, std::size_t count, const std::string& what)
{
    if (count < 1 || count > maxShards || index >= count)
        throw Error(
            ErrorCode::Usage, fmt::format("There is no process {} of {}", index, count), what, "Say which shard this is with --shard I/N");
    return {index, count};
}

} // namespace

SetShard parseShard(const std::string& text)
{
    const auto slash = text.find('/');
    const auto index = number(text.substr(0, slash)), count = slash == std::string::npos ? std::nullopt : number(text.substr(slash + 1));
    if (!index || !count || *index < 1 || *index > *count || *count > maxShards)
        throw Error(ErrorCode::Usage, "This is no shard", text,
            fmt::format("Write I/N with I from 1 to N and N up to {}, for example 3/8", maxShards));
    return {*index - 1, *count};
}

std::optional<LaunchedShard> launchedShard(const ReadVariable& read)
{
    // A launcher within another, such as mpirun in each task of an array, divides the outer one's part again.
    std::optional<LaunchedShard> found;
    const auto divide = [&found](const SetShard& part, const char* launcher) {
        if (part.count == 1)
            return;
        if (!found)
            found = LaunchedShard{part, launcher};
        else
            found = LaunchedShard{checked(found->shard.index * part.count + part.index, found->shard.count * part.count,
                                      found->launcher + " and " + launcher),
                found->launcher + " and " + launcher};
    };
    if (const auto id = number(read, "SLURM_ARRAY_TASK_ID")) {
        const auto count = number(read, "SLURM_ARRAY_TASK_COUNT"), least = number(read, "SLURM_ARRAY_TASK_MIN"),
                   most = number(read, "SLURM_ARRAY_TASK_MAX");
        const std::size_t step = number(read, "SLURM_ARRAY_TASK_STEP").value_or(1);
        if (!count || !least || !most || step < 1 || *id < *least || (*id - *least) % step != 0 || (*most - *least) / step + 1 != *count)
            throw Error(ErrorCode::Usage, "The Slurm array is not a plain range of tasks, so this task's place in it is unknown",
                "SLURM_ARRAY_TASK_ID", "Use --array=0-7 or the like, or say which shard this is with --shard I/N");
        divide(checked((*id - *least) / step, *count, "Slurm array"), "Slurm array");
    }
    if (const auto index = number(read, "JOB_COMPLETION_INDEX")) {
        const auto count = number(read, "JOB_COMPLETIONS");
        if (!count)
            throw Error(ErrorCode::Usage, "This is one of several pods, but JOB_COMPLETIONS does not say of how many",
                "JOB_COMPLETION_INDEX",
                "Set JOB_COMPLETIONS in the job file to its number of completions, or say which shard this is with --shard I/N");
        divide(checked(*index, *count, "Kubernetes job"), "Kubernetes job");
    }
    for (const auto& [rank, size] : {std::pair("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), std::pair("PMI_RANK", "PMI_SIZE")}) {
        const auto index = number(read, rank), count = number(read, size);
        if (!index || !count)
            continue;
        divide(checked(*index, *count, rank), "mpirun");
        break; // one launcher may set both
    }
    return found;
}

std::optional<LaunchedShard> launchedShard()
{
    return launchedShard([](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    });
}

std::string shardFolderName(const SetShard& shard)
{
    return fmt::format("shard-{:04}-of-{:04}", shard.index + 1, shard.count);
}

MergeReport mergeShards(const std::vector<fs::path>& shards, const fs::path& out, SetFolder::Existing existing,
    const ProgressFunction& progress, const CancelToken& cancel)
{
    if (shards.empty())
        throw Error(ErrorCode::Usage, "There are no shards to join", out.string(), "Name the folders that export --shard has written");
    // All is looked at before the first byte is written.
    std::optional<SetFolderState> first;
    std::map<std::size_t, fs::path> places; // by shard: a plan of many sources is long, so each is read once
    std::vector<bool> there;
    for (const fs::path& folder : shards) {
        SetFolderState state = readSetFolder(folder);
        if (!first) {
            there.assign(state.plan.count, false);
            first = state;
        }
        if (state.planHash != first->planHash || state.shard.count != first->shard.count)
            throw Error(ErrorCode::InvalidArgument, "These are shards of different sets",
                fmt::format("{} and {}", shards.front().string(), folder.string()), "Join shards that were made by one command");
        if (const auto [other, isNew] = places.emplace(state.shard.index, folder); !isNew)
            throw Error(ErrorCode::InvalidArgument, fmt::format("Shard {}/{} is named twice", state.shard.index + 1, state.shard.count),
                fmt::format("{} and {}", other->second.string(), folder.string()), "Name each shard once");
        readSetJournal(folder, [&](const std::string& line) {
            const std::size_t index = parseJournalLine(line, folder.string()).index;
            if (index < there.size() && state.shard.contains(index))
                there[index] = true;
        });
    }
    const std::size_t count = first->shard.count;
    std::size_t missing = 0;
    std::string from;
    std::vector<std::size_t> missingOf(count, 0);
    for (std::size_t i = 0; i < there.size(); ++i)
        if (!there[i]) {
            ++missing;
            ++missingOf[i % count];
        }
    if (missing > 0) {
        std::size_t named = 0;
        for (std::size_t i = 0; i < count; ++i)
            if (missingOf[i] > 0 && ++named <= 8)
                from += fmt::format(
                    "{}{}/{} ({}{})", from.empty() ? "" : ", ", i + 1, count, missingOf[i], places.contains(i) ? "" : ", not named");
        throw Error(ErrorCode::NotFound, fmt::format("{} of {} images are missing", missing, there.size()),
            fmt::format("shards {}{}", from, named > 8 ? ", ..." : ""), "Run or resume these shards, and name them all");
    }

    SetFolder folder(out, first->plan, {}, existing);
    MergeReport report;
    report.items = there.size();
    report.shards = shards.size();
    if (folder.isComplete())
        return report;
    for (const auto& [index, shard] : places) {
        const SetShard part{index, count};
        readSetJournal(shard, [&, &shard = shard](const std::string& line) {
            const JournalLine entry = parseJournalLine(line, shard.string());
            if (entry.index >= there.size() || !part.contains(entry.index) || folder.isDone(entry.index))
                return; // another shard's; done by a merge that was stopped; or the journal names it again after its file was lost
            if (cancel.isCancelled())
                throw Error(ErrorCode::Cancelled, "Cancelled", out.string(), "--resume goes on");
            StoredItem item{entry.index, {}, line};
            for (const JournalFile& file : entry.files) {
                auto bytes = readFile(shard / file.path);
                if (bytes.size() != file.bytes || sha256(bytes) != file.sha256)
                    throw Error(ErrorCode::Corrupt, "A file of a shard is not what its journal says", (shard / file.path).string(),
                        "Resume that shard, which makes the file anew");
                report.bytes += bytes.size();
                item.files.push_back({file.path, std::move(bytes)});
            }
            folder.store(item);
            if (progress)
                progress(folder.done(), there.size(), shard.filename().string());
        });
    }
    finishSet(folder, {}, cancel);
    return report;
}

} // namespace sonosketch
