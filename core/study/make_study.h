// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/study/key.h"

namespace sonosketch::study {

/// Where the pictures of a set come from.
struct SetSource {
    std::string name; ///< shown in the report
    Truth truth = Truth::Real;
    std::vector<std::filesystem::path> files; ///< PNG or JPEG
    std::size_t count = 0;                    ///< how many of them, drawn by chance; 0: all that practice leaves
    bool drawn = false;                       ///< `files` are drawn already: the study takes the first ones, practice those that follow
};

struct StudyOptions {
    std::string title;
    std::string question = defaultQuestion;
    std::vector<SetSource> sets;
    std::size_t repeats = 0;        ///< pictures shown a second time
    std::size_t repeatDistance = 0; ///< trials between two showings at least; 0: automaticDistance
    std::size_t practice = 0;       ///< pictures of the same sets, none of the study's, shown first and counted nowhere
    bool practiceFeedback = false;  ///< readers are told after each of them what it was; study.json then holds their truth
    std::uint64_t seed = 0;
    int imageSize = 512;
    std::optional<int> timeLimitMs;
    bool nextAtLimit = false; ///< as in StudyPlan
    bool goingBack = false;
    bool freeText = false;
};

struct MadeStudy {
    StudyPlan plan;
    StudyKey key;
    std::vector<std::string> warnings; ///< what may give sets away that no re-encoding can take out
};

/// How many practice pictures come from each set: half of them real, half synthesised (one more real where the number is odd), evenly over the sets of
/// each kind.
std::vector<std::size_t> practiceShares(const std::vector<Truth>& sets, std::size_t practice);

/// The PNG and JPEG files of a folder, sorted by name. Throws Error(NotFound) if there is no such folder or none in it.
std::vector<std::filesystem::path> picturesIn(const std::filesystem::path& folder);

/// Draws, orders and re-encodes the pictures, writes the study folder (study.json, images/) and the key. Nothing is left behind if it fails.
///
/// Nothing but the pixels tells pictures apart: ids are SHA-256 of the seed and all source hashes, so that neither names nor, without the sources, a
/// guessed seed give them; one grey channel of one size; PNG of three chunks, not compressed, so that all files are equally long; written in the order of
/// their ids, with one modification time. Pictures that are not square are fitted with their shape kept, on black.
///
/// Sources carry no visible mark: one whose own metadata (PNG or JPEG) names a mark, or on which the mark is seen at its own size, is refused, and so is a
/// picture in a real set whose metadata says that it is synthetic. The mark lies in the pixels; taking it out would leave traces that give the picture away. The same picture twice is refused, also in the study and in practice.
/// Throws Error: InvalidArgument, NotFound, Unreadable, Unsupported, TooLarge, WriteFailed (also: the folder or the key exists), Cancelled.
MadeStudy makeStudy(const StudyOptions& options, const std::filesystem::path& folder, const std::filesystem::path& keyFile,
    const ProgressFunction& progress = {}, const CancelToken& cancel = {});

} // namespace sonosketch::study
