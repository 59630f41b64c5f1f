// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/plan.h"

namespace sonosketch::study {

/// A group of pictures of one origin: "real", "cGAN", "PGSgan".
struct KeySet {
    std::string name;
    Truth truth = Truth::Real;
};

struct KeyImage {
    std::string id;
    std::size_t set = 0; ///< index into StudyKey::sets
    std::string file;    ///< name of the source file, without its folder
    std::string sha256;  ///< of the source file
};

/// The answer key: what each picture is. A file of its own outside of the study folder, so that the folder can be handed to readers.
///
/// UTF-8 JSON: "format": "sonosketch-study-key", "version": 1, "study" (the hash of study.json), "seed" (a number), "sets": [{"name", "truth"}],
/// "images": [{"id", "set" (a name), "file", "sha256"}] sorted by id, "practice": the same of the practice pictures, absent without them, and "sha256",
/// the hash of all the rest.
struct StudyKey {
    std::string planHash;
    std::uint64_t seed = 0;
    std::vector<KeySet> sets;
    std::vector<KeyImage> images;   ///< sorted by id
    std::vector<KeyImage> practice; ///< sorted by id

    /// The set of a picture of a trial: an index into `sets`. Throws Error(NotFound).
    std::size_t setOf(std::string_view id) const;
};

std::string keyToJson(const StudyKey& key);
/// Throws Error: Corrupt (also: changed by hand), VersionMismatch.
StudyKey keyFromJson(const std::string& text, const std::string& where);
/// Reads the key of this plan. Throws Error(NotFound), which says that the answers are safe and what can be had without a key;
/// Error(Corrupt) if it is the key of another study, or of this one before study.json was changed.
StudyKey loadKey(const std::filesystem::path& file, const StudyPlan& plan);
/// Where the key lies if nobody says otherwise: beside the study folder, FOLDER.key.json.
std::filesystem::path defaultKeyFile(const std::filesystem::path& folder);

} // namespace sonosketch::study
