// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_builder.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unistd.h>

#include <algorithm>
#include <set>

namespace sonosketch::study {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t fewPictures = 20; ///< a set of fewer says little: with 20 the 95% interval is some 40 points wide

/// Removed with everything in it, whatever happens.
class ScratchFolder {
public:
    explicit ScratchFolder(fs::path path)
        : m_path(std::move(path))
    {
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

std::string sizeText(const std::set<std::pair<int, int>>& sizes)
{
    return sizes.size() == 1 ? fmt::format("{}x{}", sizes.begin()->first, sizes.begin()->second) : fmt::format("{} sizes", sizes.size());
}

bool liesWithin(const fs::path& file, const fs::path& folder)
{
    std::error_code ignored;
    const fs::path inner = fs::weakly_canonical(fs::absolute(file, ignored), ignored),
                   outer = fs::weakly_canonical(fs::absolute(folder, ignored), ignored);
    const auto [a, b] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
    return a == outer.end() || a->empty();
}

void checkTargets(const BuilderPlan& plan, const std::function<void(bool, std::string)>& add)
{
    std::error_code ignored;
    if (plan.folder.empty())
        add(true, "Say where the study folder is to go.");
    else if (fs::exists(plan.folder, ignored) && !fs::is_empty(plan.folder, ignored))
        add(true, "There is something of that name already where the study folder is to go.");
    else if (!fs::is_directory(fs::absolute(plan.folder).parent_path(), ignored))
        add(false, "The folder in which the study folder is to be made does not exist yet; it is made too.");
    if (plan.key.empty())
        add(true, "Say where the answer key is to go.");
    else if (!plan.folder.empty() && liesWithin(plan.key, plan.folder))
        add(true, "The key may not lie in the study folder, which readers get.");
    else if (fs::exists(plan.key, ignored))
        add(true, "There is a file of that name already where the key is to go.");
    else if (!fs::is_directory(fs::absolute(plan.key).parent_path(), ignored)
        && fs::absolute(plan.key).parent_path() != fs::absolute(plan.folder).parent_path())
        add(true, "The folder in which the key is to go does not exist.");
    else if (!plan.folder.empty() && fs::absolute(plan.key).parent_path() == fs::absolute(plan.folder).parent_path())
        add(false, "The key lies beside the study folder: hand out the folder alone, or put the key where readers do not get.");
}

void checkSets(const BuilderPlan& plan, const std::function<void(bool, std::string)>& add)
{
    bool real = false, synthesised = false, sameFormats = true, sameSizes = true;
    const std::vector<std::size_t> practice = practiceOf(plan);
    std::set<std::string> names;
    std::string formats, sizes;
    for (std::size_t i = 0; i < plan.sets.size(); ++i) {
        const BuilderSet& set = plan.sets[i];
        (set.truth() == Truth::Real ? real : synthesised) = true;
        if (set.name.empty())
            add(true, "Every set needs a name.");
        else if (!names.insert(set.name).second)
            add(true, fmt::format("Two sets are called \"{}\".", set.name));
        if (set.count > set.look.pictures)
            add(true, fmt::format("\"{}\" has {} pictures, {} are wanted.", set.name, set.look.pictures, set.count));
        else if (std::max<std::size_t>(set.count, 1) + practice[i] > set.look.pictures)
            add(true,
                fmt::format("\"{}\" has {} pictures; {} more are wanted to practise on, which the study does not show.", set.name,
                    set.look.pictures, practice[i]));
        else if (set.shown(practice[i]) < fewPictures)
            add(false,
                fmt::format(
                    "\"{}\" shows {} pictures; fewer than {} a set leave wide intervals.", set.name, set.shown(practice[i]), fewPictures));
        if (!set.look.unreadable.empty())
            add(true,
                fmt::format("\"{}\": {} pictures cannot be read; the first: {}", set.name, set.look.unreadable.size(),
                    set.look.unreadable.front()));
        sameFormats = sameFormats && set.look.formats == plan.sets.front().look.formats;
        sameSizes = sameSizes && set.look.sizes == plan.sets.front().look.sizes;
        formats += fmt::format("{}{}: {}", formats.empty() ? "" : "; ", set.name, fmt::join(set.look.formats, " and "));
        sizes += fmt::format("{}{}: {}", sizes.empty() ? "" : "; ", set.name, sizeText(set.look.sizes));
    }
    if (!real || !synthesised)
        add(true, fmt::format("Add a set of {} pictures.", real ? "synthesised" : "real"));
    if (!sameFormats)
        add(false, "The sets come in different file formats, and traces of JPEG may tell them apart. " + formats + ".");
    if (!sameSizes)
        add(false, "The sets come in different sizes, and the sharpness that resizing leaves may tell them apart. " + sizes + ".");
    if (real && synthesised) {
        const auto count = [&](Truth truth) {
            std::size_t sum = 0;
            for (std::size_t i = 0; i < plan.sets.size(); ++i)
                sum += plan.sets[i].truth() == truth ? plan.sets[i].shown(practice[i]) : 0;
            return sum;
        };
        const std::size_t a = count(Truth::Real), b = count(Truth::Synthesised);
        if (std::max(a, b) > 4 * std::min(a, b))
            add(false, fmt::format("{} real and {} synthesised pictures: a reader who always says the same is mostly right.", a, b));
    }
}

} // namespace

std::vector<std::size_t> practiceOf(const BuilderPlan& plan)
{
    std::vector<Truth> truths;
    for (const BuilderSet& set : plan.sets)
        truths.push_back(set.truth());
    return practiceShares(truths, plan.options.practice);
}

std::size_t picturesOf(const BuilderPlan& plan)
{
    const std::vector<std::size_t> practice = practiceOf(plan);
    std::size_t pictures = 0;
    for (std::size_t i = 0; i < plan.sets.size(); ++i)
        pictures += plan.sets[i].shown(practice[i]);
    return pictures;
}

BuilderSet lookAtSet(BuilderSet set, const CancelToken& cancel)
{
    switch (set.kind) {
    case BuilderSet::Kind::RealFolder:
    case BuilderSet::Kind::SynthesisedFolder:
        set.look = lookAt(picturesIn(set.folder), cancel);
        break;
    case BuilderSet::Kind::RealDataset:
        set.look = lookAt(imagesOf(set.folder, set.split), cancel);
        break;
    case BuilderSet::Kind::Model:
        // What it writes is known beforehand.
        set.look = {};
        set.look.pictures = imagesOf(set.folder, set.split).size();
        set.look.formats = {"png"};
        set.look.sizes = {{canvasSize, canvasSize}};
        break;
    }
    return set;
}

std::vector<BuilderRemark> checkPlan(const BuilderPlan& plan)
{
    std::vector<BuilderRemark> remarks;
    const auto add = [&remarks](bool stops, std::string text) { remarks.push_back({stops, std::move(text)}); };
    checkSets(plan, add);
    checkTargets(plan, add);
    const std::size_t pictures = picturesOf(plan);
    if (plan.options.practice > maxPractice)
        add(true, fmt::format("There are at most {} pictures to practise on.", maxPractice));
    if (plan.options.repeats > pictures)
        add(true, fmt::format("{} pictures are to be shown twice, but there are {}.", plan.options.repeats, pictures));
    if (pictures + plan.options.repeats > maxTrials)
        add(true, fmt::format("A study has at most {} trials.", maxTrials));
    if (plan.options.question.empty())
        add(true, "Write down the question.");
    std::stable_sort(remarks.begin(), remarks.end(), [](const BuilderRemark& a, const BuilderRemark& b) { return a.stops && !b.stops; });
    return remarks;
}

MadeStudy buildStudy(const BuilderPlan& plan, const std::function<void(double, const std::string&)>& progress, const CancelToken& cancel)
{
    for (const BuilderRemark& remark : checkPlan(plan))
        if (remark.stops)
            throw Error(ErrorCode::InvalidArgument, remark.text, plan.folder.string());
    fs::path scratch = plan.folder;
    scratch += fmt::format(".{}.synthesis", ::getpid());
    const ScratchFolder folder(scratch);

    std::size_t toSynthesise = 0, pictures = 0, done = 0;
    const std::vector<std::size_t> practice = practiceOf(plan);
    for (std::size_t i = 0; i < plan.sets.size(); ++i) {
        const BuilderSet& set = plan.sets[i];
        const std::size_t all = set.count > 0 ? set.count + practice[i] : set.look.pictures;
        pictures += all;
        toSynthesise += set.kind == BuilderSet::Kind::Model ? all : 0;
    }
    // A pass of a model takes about as long as twenty pictures take to be written.
    const double total = 20.0 * static_cast<double>(toSynthesise) + static_cast<double>(pictures);
    StudyOptions options = plan.options;
    for (std::size_t i = 0; i < plan.sets.size(); ++i) {
        const BuilderSet& set = plan.sets[i];
        SetSource source{set.name, set.truth(), {}, set.count, false};
        if (set.kind == BuilderSet::Kind::RealDataset) {
            source.files = imagesOf(set.folder, set.split);
        } else if (set.kind != BuilderSet::Kind::Model) {
            source.files = picturesIn(set.folder);
        } else {
            progress(20.0 * static_cast<double>(done) / total, fmt::format("{}: loading the model", set.name));
            const std::unique_ptr<Generator> generator = set.factory();
            source.files = synthesiseSet(
                set.folder, set.split, *generator, set.count > 0 ? set.count + practice[i] : 0, options.seed,
                folder.path() / fmt::format("{}", i),
                [&](std::size_t at, std::size_t of, const std::string&) {
                    progress(20.0 * static_cast<double>(done + at) / total, fmt::format("{}: picture {} of {}", set.name, at, of));
                },
                cancel);
            source.drawn = true; // all models of a study show the same examples
            done += source.files.size();
        }
        options.sets.push_back(std::move(source));
    }
    return makeStudy(
        options, plan.folder, plan.key,
        [&](std::size_t at, std::size_t of, const std::string&) {
            progress((20.0 * static_cast<double>(toSynthesise) + static_cast<double>(at)) / total, fmt::format("Writing {} of {}", at, of));
        },
        cancel);
}

} // namespace sonosketch::study
