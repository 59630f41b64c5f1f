// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/make_study.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/imaging/read_image.h"
#include "core/imaging/scan_sector.h"
#include "core/io/synthetic_image.h"
#include "core/study/order.h"
#include "core/study/stored_png.h"
#include "core/study/study_random.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fcntl.h>
#include <map>
#include <set>

namespace sonosketch::study {

namespace fs = std::filesystem;

namespace {

/// A picture drawn for the study.
struct Drawn {
    fs::path file;
    std::size_t set = 0;
    bool practice = false;
    std::string sha256; ///< of the source
    std::string id;
};

std::vector<Truth> truthsOf(const std::vector<SetSource>& sets)
{
    std::vector<Truth> truths;
    truths.reserve(sets.size());
    for (const SetSource& set : sets)
        truths.push_back(set.truth);
    return truths;
}

/// What all sources of a set have in common, if they do.
struct Look {
    std::set<std::string> formats;
    std::set<std::pair<int, int>> sizes;
};

void checkOptions(const StudyOptions& options)
{
    std::set<std::string> names;
    bool real = false, synthesised = false;
    for (const SetSource& set : options.sets) {
        if (set.name.empty() || !isCleanText(set.name, 100))
            throw Error(ErrorCode::InvalidArgument, "A set needs a name of at most 100 bytes", set.name);
        if (!names.insert(set.name).second)
            throw Error(ErrorCode::InvalidArgument, "Two sets have the same name", set.name);
        if (set.files.empty() || set.count > set.files.size())
            throw Error(ErrorCode::InvalidArgument,
                fmt::format("The set has {} pictures, {} are wanted", set.files.size(), std::max<std::size_t>(set.count, 1)), set.name,
                "Ask for fewer, or name a folder with more");
        (set.truth == Truth::Real ? real : synthesised) = true;
    }
    if (options.practice > maxPractice)
        throw Error(ErrorCode::InvalidArgument, fmt::format("There are at most {} practice pictures", maxPractice), "practice");
    if (!real || !synthesised)
        throw Error(ErrorCode::InvalidArgument, fmt::format("The study has no set of {} pictures", real ? "synthesised" : "real"), "study",
            "A reader can only tell apart what is both there");
}

/// `count` of each set, and those to practise on.
std::vector<Drawn> drawPictures(const StudyOptions& options)
{
    std::vector<Drawn> drawn;
    const std::vector<std::size_t> shares = practiceShares(truthsOf(options.sets), options.practice);
    for (std::size_t set = 0; set < options.sets.size(); ++set) {
        const SetSource& source = options.sets[set];
        std::vector<fs::path> files = source.files;
        if (!source.drawn) {
            std::sort(files.begin(), files.end());
            Random random(fmt::format("draw {} {}", options.seed, source.name));
            random.shuffle(files);
        }
        const std::size_t practice = shares[set], wanted = std::max<std::size_t>(source.count, 1);
        if (wanted + practice > files.size())
            throw Error(ErrorCode::InvalidArgument,
                fmt::format("The set has {} pictures, {} are wanted and {} more to practise on", files.size(), wanted, practice),
                source.name, "Ask for fewer, or name a folder with more");
        const std::size_t count = source.count > 0 ? source.count : files.size() - practice;
        for (std::size_t i = 0; i < count + practice; ++i)
            drawn.push_back({files[i], set, i >= count, {}, {}});
    }
    if (drawn.size() - options.practice + options.repeats > maxTrials)
        throw Error(ErrorCode::InvalidArgument, fmt::format("A study has at most {} trials", maxTrials), "study");
    return drawn;
}

/// Gives hashes and ids; refuses the same file twice. Returns what only somebody with the sources and the seed can compute.
std::string identify(std::vector<Drawn>& drawn, const StudyOptions& options)
{
    std::map<std::string, fs::path> byHash;
    for (Drawn& picture : drawn) {
        std::error_code ignored;
        if (!fs::is_regular_file(picture.file, ignored))
            throw Error(ErrorCode::NotFound, "A picture of the study is missing", picture.file.string());
        picture.sha256 = sha256File(picture.file);
        if (const auto [other, isNew] = byHash.emplace(picture.sha256, picture.file); !isNew)
            throw Error(ErrorCode::InvalidArgument, fmt::format("The same picture was drawn twice, also as {}", other->second.string()),
                picture.file.string(), "Remove one of the two");
    }
    std::string material = fmt::format("study {}", options.seed);
    for (const auto& [hash, file] : byHash)
        material += "\n" + hash;
    const std::string secret = sha256Text(material);
    std::set<std::string> ids;
    for (Drawn& picture : drawn)
        for (int attempt = 0; picture.id.empty() || !ids.insert(picture.id).second; ++attempt)
            picture.id = sha256Text(fmt::format("{} {} {}", secret, picture.sha256, attempt)).substr(0, 12);
    return secret;
}

/// Our own metadata and, for files that lost it, the look of the mark.
void refuseMarked(const fs::path& file, const cv::Mat& grey, const SetSource& set)
{
    constexpr const char* unmarked = "Synthesise it again with --no-visible-mark, for the study only";
    if (const auto statement = readSyntheticStatement(file)) {
        if (set.truth == Truth::Real)
            throw Error(ErrorCode::InvalidArgument,
                fmt::format("The set \"{}\" is called real, but this picture says that it is synthetic", set.name), file.string(),
                "Remove it, or call the set synthetic");
        if (statement->visibleMark)
            throw Error(
                ErrorCode::InvalidArgument, "The picture carries the visible mark SYNTHETIC, which gives it away", file.string(), unmarked);
    }
    static const cv::Mat mark = withSyntheticMark(cv::Mat::zeros(syntheticMarkSize(), CV_8UC1), {{0, 0}});
    if (grey.cols < mark.cols || grey.rows < mark.rows)
        return;
    cv::Mat likeness;
    cv::matchTemplate(grey, mark, likeness, cv::TM_CCOEFF_NORMED);
    double best = 0;
    cv::minMaxLoc(likeness, nullptr, &best);
    if (best > 0.8)
        throw Error(
            ErrorCode::InvalidArgument, "The visible mark SYNTHETIC is seen on the picture, which gives it away", file.string(), unmarked);
}

std::vector<std::string> differences(const std::vector<Look>& looks, const std::vector<SetSource>& sets)
{
    const auto list = [&](const auto& text) {
        std::string all;
        for (std::size_t i = 0; i < sets.size(); ++i)
            all += fmt::format("{}{}: {}", i > 0 ? "; " : "", sets[i].name, text(looks[i]));
        return all;
    };
    const auto all = [&](const auto& same) {
        return std::all_of(looks.begin(), looks.end(), [&](const Look& look) { return same(look, looks.front()); });
    };
    std::vector<std::string> warnings;
    if (!all([](const Look& a, const Look& b) { return a.formats == b.formats; }))
        warnings.push_back("The sets come in different file formats, and traces of JPEG may tell them apart: "
            + list([](const Look& look) { return fmt::format("{}", fmt::join(look.formats, " and ")); }));
    if (!all([](const Look& a, const Look& b) { return a.sizes == b.sizes; }))
        warnings.push_back(
            "The sets come in different sizes, and the sharpness that resizing leaves or the black at the border may tell them apart: "
            + list([](const Look& look) {
                  const auto& [width, height] = *look.sizes.begin();
                  return look.sizes.size() == 1 ? fmt::format("{}x{}", width, height) : fmt::format("{} sizes", look.sizes.size());
              }));
    return warnings;
}

/// A folder on its way to its place; removed unless it gets there.
class NewFolder {
public:
    explicit NewFolder(fs::path target)
        : m_target(std::move(target))
    {
        m_temporary = m_target;
        m_temporary += fmt::format(".{}.part", ::getpid());
        std::error_code failure;
        fs::create_directories(m_temporary / "images", failure);
        if (failure)
            throw Error(ErrorCode::WriteFailed, fmt::format("The study folder cannot be made ({})", failure.message()), m_target.string());
    }
    ~NewFolder()
    {
        std::error_code ignored;
        if (!m_placed)
            fs::remove_all(m_temporary, ignored);
    }
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;

    const fs::path& path() const { return m_temporary; }
    void place()
    {
        std::error_code failure;
        fs::rename(m_temporary, m_target, failure); // also onto an empty folder
        if (failure)
            throw Error(ErrorCode::WriteFailed, fmt::format("The study folder cannot be put in its place ({})", failure.message()),
                m_target.string());
        m_placed = true;
    }

private:
    fs::path m_target, m_temporary;
    bool m_placed = false;
};

/// One time for every file: when a picture was made is nobody's business.
void setPlainTime(const fs::path& file)
{
    constexpr timespec time{946'684'800, 0}; // 2000-01-01
    const timespec times[2] = {time, time};
    if (::utimensat(AT_FDCWD, file.c_str(), times, 0) != 0)
        throw Error(ErrorCode::WriteFailed, "The time of a file cannot be set", file.string());
}

void checkTargets(const fs::path& folder, const fs::path& keyFile)
{
    std::error_code ignored;
    if (fs::exists(folder, ignored) && !fs::is_empty(folder, ignored))
        throw Error(ErrorCode::WriteFailed, "There is something of that name already", folder.string(), "Name a new folder for the study");
    if (fs::exists(keyFile, ignored))
        throw Error(ErrorCode::WriteFailed, "There is something of that name already", keyFile.string(), "Name a new file for the key");
    const fs::path key = fs::weakly_canonical(fs::absolute(keyFile), ignored),
                   study = fs::weakly_canonical(fs::absolute(folder), ignored) / "";
    const auto [inStudy, inKey] = std::mismatch(study.begin(), study.end(), key.begin(), key.end());
    if (inStudy == study.end() || inStudy->empty())
        throw Error(
            ErrorCode::InvalidArgument, "The key may not lie in the study folder, which readers get", keyFile.string(), "Put it elsewhere");
}

} // namespace

std::vector<std::size_t> practiceShares(const std::vector<Truth>& sets, std::size_t practice)
{
    std::vector<std::size_t> shares(sets.size(), 0);
    for (const auto& [truth, sum] : {std::pair(Truth::Real, (practice + 1) / 2), std::pair(Truth::Synthesised, practice / 2)}) {
        const auto kinds = static_cast<std::size_t>(std::count(sets.begin(), sets.end(), truth));
        std::size_t before = 0;
        for (std::size_t set = 0; set < sets.size(); ++set)
            if (sets[set] == truth) {
                shares[set] = sum / kinds + (before < sum % kinds ? 1 : 0);
                ++before;
            }
    }
    return shares;
}

std::vector<fs::path> picturesIn(const fs::path& folder)
{
    std::error_code failure;
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
        std::string extension = entry.path().extension().string();
        std::transform(
            extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (extension == ".png" || extension == ".jpg" || extension == ".jpeg")
            files.push_back(entry.path());
    }
    if (failure)
        throw Error(ErrorCode::NotFound, fmt::format("The folder cannot be read ({})", failure.message()), folder.string());
    if (files.empty())
        throw Error(ErrorCode::NotFound, "There is no PNG or JPEG picture in the folder", folder.string());
    std::sort(files.begin(), files.end());
    return files;
}

MadeStudy makeStudy(const StudyOptions& options, const fs::path& folder, const fs::path& keyFile, const ProgressFunction& progress,
    const CancelToken& cancel)
{
    checkOptions(options);
    checkTargets(folder, keyFile);
    std::vector<Drawn> drawn = drawPictures(options);
    const std::string secret = identify(drawn, options);
    std::sort(drawn.begin(), drawn.end(), [](const Drawn& a, const Drawn& b) { return a.id < b.id; });

    MadeStudy made;
    StudyPlan& plan = made.plan;
    plan.title = options.title;
    plan.question = options.question;
    plan.imageSize = options.imageSize;
    plan.timeLimitMs = options.timeLimitMs;
    plan.nextAtLimit = options.nextAtLimit;
    plan.goingBack = options.goingBack;
    plan.freeText = options.freeText;
    plan.practiceFeedback = options.practice > 0 && options.practiceFeedback;
    const std::string unknown(64, '0');
    std::vector<std::size_t> setOf;
    for (const Drawn& picture : drawn) {
        const Truth truth = options.sets[picture.set].truth;
        if (picture.practice) {
            plan.practice.push_back({picture.id, unknown, plan.practiceFeedback ? std::optional(truth) : std::nullopt});
        } else {
            plan.images.push_back({picture.id, unknown});
            setOf.push_back(picture.set);
        }
    }
    Random random("order " + secret), practiceRandom("practice " + secret);
    const std::size_t distance =
        options.repeatDistance > 0 ? options.repeatDistance : automaticDistance(plan.images.size(), options.repeats);
    for (const std::size_t picture : withRepeats(balancedOrder(setOf, random), setOf, options.repeats, distance, random))
        plan.trials.push_back(plan.images[picture].id);
    practiceRandom.shuffle(plan.practice);
    sealPlan(plan); // complains before the work begins

    NewFolder target(folder);
    std::vector<Look> looks(options.sets.size());
    std::map<std::string, fs::path> seen;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "Stopped; nothing was written", folder.string());
        const Drawn& picture = drawn[i];
        const std::string format = probeImage(picture.file).format;
        if (format != "png" && format != "jpeg")
            throw Error(ErrorCode::Unsupported, fmt::format("The picture is {}, not PNG or JPEG", format), picture.file.string());
        const cv::Mat grey = readImageGray(picture.file);
        refuseMarked(picture.file, grey, options.sets[picture.set]);
        looks[picture.set].formats.insert(format);
        looks[picture.set].sizes.emplace(grey.cols, grey.rows);
        const auto bytes =
            encodeStoredPng(applyCrop(grey, fitToCanvas(cv::Rect({}, grey.size()), options.imageSize), -1, options.imageSize));
        const std::string hash = sha256(bytes);
        (picture.practice ? std::ranges::find(plan.practice, picture.id, &PracticeImage::id)->sha256
                          : std::ranges::find(plan.images, picture.id, &StudyImage::id)->sha256) = hash;
        if (const auto [other, isNew] = seen.emplace(hash, picture.file); !isNew)
            throw Error(ErrorCode::InvalidArgument, fmt::format("Two files show the same picture, the other is {}", other->second.string()),
                picture.file.string(), "Remove one of the two");
        const fs::path file = imagePath(target.path(), picture.id);
        writeFileAtomically(file, bytes);
        setPlainTime(file);
        (picture.practice ? made.key.practice : made.key.images)
            .push_back({picture.id, picture.set, picture.file.filename().string(), picture.sha256});
        if (progress)
            progress(i + 1, drawn.size(), picture.file.filename().string());
    }
    sealPlan(plan);
    writeFileAtomically(target.path() / "study.json", planToJson(plan));
    setPlainTime(target.path() / "study.json");

    made.key.planHash = plan.hash;
    made.key.seed = options.seed;
    for (const SetSource& set : options.sets)
        made.key.sets.push_back({set.name, set.truth});
    made.warnings = differences(looks, options.sets);
    if (cancel.isCancelled())
        throw Error(ErrorCode::Cancelled, "Stopped; nothing was written", folder.string());
    writeFileAtomically(keyFile, keyToJson(made.key));
    std::error_code ignored;
    fs::permissions(keyFile, fs::perms::owner_read | fs::perms::owner_write, ignored);
    try {
        target.place();
    } catch (const Error&) {
        fs::remove(keyFile, ignored);
        throw;
    }
    return made;
}

} // namespace sonosketch::study
