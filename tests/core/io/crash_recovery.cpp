// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
//
//   core_io_crash_recovery [KILLS [SEED [FOLDER]]]
//
// A child process edits a case and writes each step to a project; it is killed (SIGKILL) at a random moment, KILLS times, mostly going on
// with the same file. After each kill the file must open, and every step that the child reported as written, through a pipe and after its
// transaction, must be there with the pixels it had. Prints what it met; exit status 1 and one line when something is missing.
#include "core/io/project_reader.h"
#include "core/io/project_writer.h"
#include "tests/core/io/project_samples.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sonosketch;
namespace fs = std::filesystem;

namespace {

/// What the child says about a step that is on the disk.
struct Report {
    std::uint64_t node;
    char pixels[64]; ///< SHA-256 of labels and sketch
};

std::string pixelHash(const Case& value)
{
    std::vector<std::uint8_t> all(value.labels.data, value.labels.data + value.labels.total());
    all.insert(all.end(), value.sketch.data, value.sketch.data + value.sketch.total());
    return sha256(all);
}

/// Edits without end: strokes, undo, jumps, notes, thumbnails, pictures, a deleted branch. Never returns.
[[noreturn]] void editForever(const fs::path& path, int pipe, unsigned seed)
{
    std::mt19937 random(seed);
    auto [file, contents] = ProjectFile::open(path);
    Document document(contents.initial);
    HistoryTree history = std::move(contents.history);
    history.jumpTo(document, contents.current);

    std::mutex mutex;
    std::map<std::size_t, std::string> hashes;
    ProjectWriter::Events events;
    events.written = [&](std::size_t node) {
        Report report{node, {}};
        {
            const std::lock_guard lock(mutex);
            std::memcpy(report.pixels, hashes.at(node).data(), sizeof report.pixels);
        }
        if (::write(pipe, &report, sizeof report) != sizeof report)
            ::_exit(3);
    };
    events.failed = [](const Error& error, std::size_t) {
        std::fprintf(stderr, "child: %s\n", error.what());
        ::_exit(4);
    };
    events.refused = [](const Error& error) {
        std::fprintf(stderr, "child: %s\n", error.what());
        ::_exit(5);
    };
    ProjectWriter writer(std::move(file), history, events);
    const std::vector<std::uint8_t> thumbnail = test::samplePng(96, 50), picture = test::samplePng(512, 60);
    while (true) {
        switch (random() % 12) {
        case 0:
            history.undo(document);
            writer.moved(history);
            break;
        case 1: {
            const auto target = random() % history.size();
            if (history.contains(target)) {
                history.jumpTo(document, target);
                writer.moved(history);
            }
            break;
        }
        case 2:
            history.setNote(history.current(), std::string(1 + random() % 500, 'n'));
            writer.marked(history, history.current());
            break;
        case 3:
            writer.setPicture(history.current(), {{"m", "h"}, picture});
            break;
        default: {
            Delta delta = test::randomEdit(document, random, fmt::format("seed {}", seed));
            const auto node = history.add(std::move(delta), "brush");
            {
                const std::lock_guard lock(mutex);
                hashes[node] = pixelHash(document.value());
            }
            writer.commit(history, node);
            writer.setThumbnail(node, thumbnail);
        }
        }
        // As fast as the disk takes it, without building up a heap of waiting steps.
        while (writer.pending() > 20)
            std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
}

int run(int kills, unsigned seed, const fs::path& folder)
{
    std::mt19937 random(seed);
    const fs::path path = folder / "crash.sonosketch";
    std::map<std::size_t, std::string> durable;
    int withLog = 0, unfinished = 0, beforeFirst = 0, beyondReport = 0;
    std::size_t reported = 0;
    const auto fail = [&](int kill, const std::string& problem) {
        std::printf("FAILED at kill %d of %d (seed %u): %s; the files are in %s\n", kill, kills, seed, problem.c_str(), folder.c_str());
        return 1;
    };
    for (int kill = 0; kill < kills; ++kill) {
        // A file grows over some kills, then a new one begins, so that both small and large ones are met.
        if (kill % 25 == 0) {
            fs::remove(path);
            fs::remove(writeAheadLog(path));
            durable.clear();
            ProjectContents contents;
            contents.initial = test::sampleCase();
            ProjectFile::create(path, contents);
        }
        int ends[2];
        if (::pipe(ends) != 0)
            return fail(kill, "no pipe");
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            editForever(path, ends[1], seed * 100'003u + static_cast<unsigned>(kill));
        }
        ::close(ends[1]);
        // Mostly a random time after a random number of steps, so that a busy machine is killed in its work too; else a random time after the start.
        Report report{};
        std::size_t fresh = 0;
        const auto next = [&] {
            if (::read(ends[0], &report, sizeof report) != sizeof report)
                return false;
            durable[report.node] = std::string(report.pixels, sizeof report.pixels);
            ++fresh;
            return true;
        };
        const std::size_t steps = random() % 8 == 0 ? 0 : 1 + random() % 40;
        while (fresh < steps && next()) { }
        std::this_thread::sleep_for(std::chrono::microseconds(random() % (steps == 0 ? 100'000 : 15'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
            return fail(kill, fmt::format("the child ended by itself, status {}", status));
        while (next()) { }
        ::close(ends[0]);
        reported += fresh;
        beforeFirst += fresh == 0 ? 1 : 0;
        std::error_code none;
        withLog += fs::exists(writeAheadLog(path), none) && fs::file_size(writeAheadLog(path), none) > 0 ? 1 : 0;
        try {
            ProjectContents contents = readProject(path);
            unfinished += contents.notes.empty() ? 0 : 1;
            Document document(contents.initial);
            for (const auto& [node, pixels] : durable) {
                if (!contents.history.contains(node))
                    return fail(kill, fmt::format("step {} was reported as written and is gone", node));
                contents.history.jumpTo(document, node);
                if (pixelHash(document.value()) != pixels)
                    return fail(kill, fmt::format("step {} has other pixels", node));
            }
            contents.history.jumpTo(document, contents.current);
            beyondReport += contents.history.size() - 1 > (durable.empty() ? 0 : durable.rbegin()->first) ? 1 : 0;
            // Steps written whose report the kill cut off count from now on as well.
            for (std::size_t node = 1; node < contents.history.size(); ++node)
                if (contents.history.contains(node) && !durable.contains(node)) {
                    contents.history.jumpTo(document, node);
                    durable[node] = pixelHash(document.value());
                }
        } catch (const Error& error) {
            return fail(kill, error.what());
        }
    }
    std::error_code none;
    std::printf("%d kills, %zu steps reported as written, all there. Log left behind %d times, with an unfinished commit %d times; "
                "killed before the first step %d times, between a step and its report %d times. Last file: %ju bytes, %zu steps.\n",
        kills, reported, withLog, unfinished, beforeFirst, beyondReport, static_cast<std::uintmax_t>(fs::file_size(path, none)),
        durable.size());
    return reported > 0 ? 0 : fail(kills, "no child wrote a single step");
}

} // namespace

int main(int argc, char** argv)
{
    const int kills = argc > 1 ? std::atoi(argv[1]) : 12;
    const auto seed = static_cast<unsigned>(argc > 2 ? std::atoi(argv[2]) : 1);
    std::string pattern = fs::path(argc > 3 ? fs::path(argv[3]) : fs::temp_directory_path()) / "sonosketch-crash-XXXXXX";
    if (kills < 1 || !::mkdtemp(pattern.data())) {
        std::fprintf(stderr, "crash_recovery [KILLS [SEED [FOLDER]]]: 1 kill at least, in a folder that can be written\n");
        return 2;
    }
    try {
        const int result = run(kills, seed, pattern);
        if (result == 0)
            fs::remove_all(pattern);
        return result;
    } catch (const std::exception& error) {
        std::printf("FAILED: %s; the files are in %s\n", error.what(), pattern.c_str());
        return 1;
    }
}
