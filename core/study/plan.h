// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sonosketch::study {

/// What a picture is, and what a reader says it is.
enum class Truth : std::uint8_t { Real, Synthesised };

/// "real" or "synthesised".
const char* wordOf(Truth truth);
/// Also knows "synthetic" and "synthesized"; capitals do not count. Nothing for another word.
std::optional<Truth> truthOf(std::string_view word);

inline constexpr int lowestConfidence = 1;
inline constexpr int highestConfidence = 5;
inline constexpr std::size_t maxTrials = 20'000;
inline constexpr std::size_t maxPractice = 200;
inline constexpr const char* defaultQuestion = "Is this picture real or synthesised?";

struct StudyImage {
    std::string id;     ///< 12 hexadecimal digits; the file is images/ID.png
    std::string sha256; ///< of the file
};

/// A picture to practise on before the study: none of its pictures, in no trial, counted nowhere.
struct PracticeImage {
    std::string id;             ///< as StudyImage
    std::string sha256;         ///< of the file
    std::optional<Truth> truth; ///< where readers are told after each one what it was
};

/// What a reader may know of a study: the file study.json of its folder. It holds no truth, no set, no source and no seed; but for the truth of practice
/// pictures, where readers are told.
///
/// study.json, UTF-8, one object:
///   "format": "sonosketch-study", "version": 1
///   "title", "question", "notice": texts
///   "confidence": [1, 5]
///   "image_size": pixels an edge
///   "time_limit_ms": how long a picture is shown, or null
///   "at_limit": "ask": the picture goes and the question stays; "next": what was chosen counts, chosen or not, and the next picture comes
///   "going_back": whether an answer may be changed
///   "free_text": whether readers are asked for a remark
///   "images": [{"id", "sha256"}, ...] sorted by id
///   "trials": [id, ...] in the order shown; an id that comes twice is a repeat
///   "practice": absent without practice, else {"feedback": whether readers are told, "images": [{"id", "sha256", and with feedback "truth"}, ...] in the
///     order shown, before the first trial}
///   "sha256": hash of all the rest (written without spaces, keys sorted); the key and the log of answers hold the same hash
struct StudyPlan {
    std::string title;
    std::string question = defaultQuestion;
    int imageSize = 512;
    std::optional<int> timeLimitMs;
    bool nextAtLimit = false; ///< else the question stays after the picture has gone
    bool goingBack = false;
    bool freeText = false;
    std::vector<StudyImage> images;
    std::vector<std::string> trials;
    std::vector<PracticeImage> practice; ///< in the order shown
    bool practiceFeedback = false;       ///< then all of them know their truth
    std::string hash;                    ///< set by sealPlan and by reading

    /// Null if there is none.
    const StudyImage* find(std::string_view id) const;
    /// Whether the trial's picture was shown before.
    bool isRepeat(std::size_t trial) const;
};

/// Sorts the images and sets the hash. Throws Error(InvalidArgument) where a plan breaks its own rules.
void sealPlan(StudyPlan& plan);
/// The text of study.json; the plan is sealed.
std::string planToJson(const StudyPlan& plan);
/// Throws Error: Corrupt (also: changed by hand), VersionMismatch.
StudyPlan planFromJson(const std::string& text, const std::string& where);
/// Reads FOLDER/study.json. Throws Error(NotFound) and as above.
StudyPlan loadPlan(const std::filesystem::path& folder);

std::filesystem::path imagePath(const std::filesystem::path& folder, const std::string& id);
/// The picture of a trial or of practice, CV_8UC1 of the plan's size, after its hash was checked. Throws Error: NotFound, Corrupt (changed since the plan was made).
cv::Mat readStudyImage(const std::filesystem::path& folder, const StudyPlan& plan, const std::string& id);
/// One line for each picture that is missing or changed.
std::vector<std::string> checkStudyImages(const std::filesystem::path& folder, const StudyPlan& plan);

/// Text that is stored: at most `maxBytes` of valid UTF-8 without control characters; line feeds and tabs where `lines`.
bool isCleanText(std::string_view text, std::size_t maxBytes, bool lines = false);

} // namespace sonosketch::study
