// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
//
//   core_io_fuzz_project [MUTATIONS [SEED]]
//
// Damages a small project, and its write-ahead log, in seeded ways: flipped bits, cut ends, zeroed and exchanged pages, noise, numbers in
// headers. Whatever comes of it must be an Error or a project whose steps are those that were written; never a crash, a hang (a watchdog ends
// the program), or a changed file. Exit status 1 and one line when not.
#include "core/io/project_image.h"
#include "tests/core/io/project_samples.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <sys/time.h>
#include <unistd.h>

using namespace sonosketch;
namespace fs = std::filesystem;

namespace {

struct Pair {
    Bytes file, log;
};

/// A folded-in project, and one whose last steps lie in the log.
std::vector<Pair> originals(const test::SampleProject& sample, const fs::path& folder)
{
    const fs::path path = folder / "original.sonosketch";
    std::vector<Pair> pairs;
    ProjectFile::create(path, sample.contents);
    pairs.push_back({readFile(path), {}});
    ProjectContents shorter = test::sampleProject(4).contents;
    {
        ProjectFile file = ProjectFile::create(path, shorter, ProjectFile::Existing::Replace);
        // The same steps one by one: the sample with more edits begins with those of the one with fewer.
        for (std::size_t id = shorter.history.size(); id < sample.contents.history.size(); ++id)
            file.commit(sample.contents.history.stored(id));
        pairs.push_back({readFile(path), readFile(writeAheadLog(path))});
    }
    fs::remove(path);
    return pairs;
}

std::string mutate(Bytes& bytes, std::mt19937& random)
{
    const auto at = [&](std::size_t size) { return size == 0 ? std::size_t{0} : random() % size; };
    const auto noise = [&] { return static_cast<std::uint8_t>(random()); };
    constexpr std::size_t page = 4096;
    const std::size_t pages = bytes.size() / page;
    switch (random() % 10) {
    case 0:
    case 1: {
        const auto count = 1 + random() % 4;
        for (unsigned i = 0; i < count && !bytes.empty(); ++i)
            bytes[at(bytes.size())] ^= static_cast<std::uint8_t>(1u << random() % 8);
        return "flipped bits";
    }
    case 2:
        bytes.resize(at(bytes.size() + 1));
        return "cut end";
    case 3: {
        const std::size_t begin = at(pages + 1) * page;
        for (std::size_t i = begin; i < std::min(bytes.size(), begin + page); ++i)
            bytes[i] = 0;
        return "zeroed page";
    }
    case 4:
        if (pages >= 2) {
            const std::size_t one = at(pages) * page, other = at(pages) * page;
            std::swap_ranges(bytes.begin() + static_cast<std::ptrdiff_t>(one), bytes.begin() + static_cast<std::ptrdiff_t>(one + page),
                bytes.begin() + static_cast<std::ptrdiff_t>(other));
        }
        return "exchanged pages";
    case 5: {
        const std::size_t begin = at(bytes.size() + 1), length = 1 + random() % 200;
        for (std::size_t i = begin; i < std::min(bytes.size(), begin + length); ++i)
            bytes[i] = noise();
        return "noise";
    }
    case 6:
        for (unsigned i = 0; i < 3 && !bytes.empty(); ++i)
            bytes[at(std::min<std::size_t>(bytes.size(), 100))] = noise();
        return "header";
    case 7: {
        // The head of a page: kind, free blocks, number and place of cells, right-most child.
        const std::size_t begin = at(pages + 1) * page;
        for (unsigned i = 0; i < 3; ++i)
            if (const std::size_t place = begin + at(40); place < bytes.size())
                bytes[place] = random() % 3 == 0 ? 0xFF : noise();
        return "page head";
    }
    case 8: {
        const std::size_t extra = 1 + random() % (2 * page);
        for (std::size_t i = 0; i < extra; ++i)
            bytes.push_back(noise());
        return "longer";
    }
    default: {
        const std::size_t begin = at(bytes.size() + 1), length = std::min(bytes.size() - begin, 1 + random() % 300);
        bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.begin() + static_cast<std::ptrdiff_t>(begin + length));
        return "hole";
    }
    }
}

/// Empty if every step of `found` is the sample's; else what is not.
std::string foreignStep(ProjectContents& found, const test::SampleProject& sample)
{
    if (!test::sameState(found.initial, sample.contents.initial))
        return "the initial case differs";
    Document document(found.initial);
    for (std::size_t id = 1; id < found.history.size(); ++id) {
        if (!found.history.contains(id))
            continue;
        if (id >= sample.states.size())
            return fmt::format("step {} was never written", id);
        found.history.jumpTo(document, id);
        if (!test::sameState(document.value(), sample.states[id]))
            return fmt::format("step {} differs", id);
    }
    if (!found.history.contains(found.current))
        return "it stands nowhere";
    return {};
}

void put(const fs::path& path, const Bytes& bytes)
{
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (!file || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() || std::fclose(file) != 0)
        throw Error(ErrorCode::WriteFailed, "The fuzzed file cannot be written", path.string());
}

/// Ends the program when this process has computed for so many seconds, however busy the machine is; 0 calls it off.
void watch(int seconds)
{
    itimerval timer{};
    timer.it_value.tv_sec = seconds;
    ::setitimer(ITIMER_PROF, &timer, nullptr);
}

int run(int mutations, unsigned seed, const fs::path& folder)
{
    const test::SampleProject sample = test::sampleProject(14);
    const std::vector<Pair> pairs = originals(sample, folder);
    const fs::path path = folder / "fuzz.sonosketch", log = writeAheadLog(path);
    std::map<std::string, int> outcomes;
    for (int i = 0; i < mutations; ++i) {
        std::mt19937 random(seed * 1'000'003u + static_cast<unsigned>(i));
        Pair pair = pairs[random() % pairs.size()];
        std::string what;
        const auto rounds = 1 + random() % 2;
        for (unsigned round = 0; round < rounds; ++round) {
            const bool inLog = !pair.log.empty() && random() % 2 == 0;
            what += mutate(inLog ? pair.log : pair.file, random) + (inLog ? " of the log; " : "; ");
        }
        put(path, pair.file);
        fs::remove(log);
        if (!pair.log.empty())
            put(log, pair.log);
        watch(20);
        const auto fail = [&](const std::string& problem) {
            std::printf("FAILED at mutation %d, seed %u (%s): %s; the file is %s\n", i, seed, what.c_str(), problem.c_str(), path.c_str());
            return 1;
        };
        const auto changed = [&] {
            return readFile(path) != pair.file || (!pair.log.empty() && readFile(log) != pair.log) || fs::exists(path.string() + "-shm")
                || fs::exists(path.string() + "-journal");
        };
        for (const ReadMode mode : {ReadMode::Strict, ReadMode::Salvage}) {
            const char* name = mode == ReadMode::Strict ? "strict" : "salvage";
            try {
                ProjectContents found = readProject(path, mode);
                if (const std::string problem = foreignStep(found, sample); !problem.empty())
                    return fail(fmt::format("{}: {}", name, problem));
                const bool whole = found.history.size() == sample.contents.history.size();
                ++outcomes[fmt::format("{} {}", name, whole && found.damage.empty() ? "whole" : "a part")];
            } catch (const Error& error) {
                ++outcomes[fmt::format("{} error {}", name, static_cast<int>(error.code()))];
            }
            if (changed())
                return fail(fmt::format("{} reading changed the file", name));
        }
        // The editor's way. What it refuses it must not have touched; what it opens is closed again and must still be the same.
        try {
            {
                auto opened = ProjectFile::open(path);
            }
            ProjectContents found = readProject(path);
            if (const std::string problem = foreignStep(found, sample); !problem.empty())
                return fail("after opening: " + problem);
            ++outcomes["opened"];
        } catch (const Error&) {
            ++outcomes["not opened"];
            if (changed())
                return fail("opening refused the file and changed it");
        }
        watch(0);
    }
    std::printf("%d mutations:", mutations);
    for (const auto& [outcome, count] : outcomes)
        std::printf(" %s %d;", outcome.c_str(), count);
    std::printf("\n");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const int mutations = argc > 1 ? std::atoi(argv[1]) : 150;
    const auto seed = static_cast<unsigned>(argc > 2 ? std::atoi(argv[2]) : 1);
    std::string folder = fs::temp_directory_path() / "sonosketch-fuzz-XXXXXX";
    if (mutations < 1 || !::mkdtemp(folder.data())) {
        std::fprintf(stderr, "fuzz_project [MUTATIONS [SEED]]\n");
        return 2;
    }
    try {
        const int result = run(mutations, seed, folder);
        if (result == 0)
            fs::remove_all(folder);
        return result;
    } catch (const std::exception& error) {
        std::printf("FAILED: %s; the files are in %s\n", error.what(), folder.c_str());
        return 1;
    }
}
