// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/document/case.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch::practice {

/// Whether tasks can be made from a case (task.h): one labelled part has minLesionPixels or more in the field of view.
bool hasLesion(const Case& value);

/// More are not kept: a case takes a megabyte, and nobody practises on more in one sitting.
inline constexpr std::size_t maxPracticeCases = 200;

/// What folders hold to practise on.
struct PracticeCases {
    std::vector<std::shared_ptr<const Case>> cases; ///< each with a lesion; at least one
    std::size_t withoutLesion = 0;                  ///< passed over: nothing labelled, or too little
    std::vector<std::string> unreadable;            ///< passed over: a sentence for each that says which one, and what is wrong with it
    std::size_t left = 0;                           ///< not looked at, because `most` were found before
};
/// Reads case folders, folders of case folders and imported data sets (manifest.json); each of `folders` may be any of them. Of more than `most`
/// cases the seed draws which: equal folders and seeds give equal cases. Pictures of a data set bring their spacing along.
/// Throws Error: NotFound if there is nothing to practise on, with the reasons; the reason's own code where there is but one; Cancelled.
/// Any thread; a few hundredths of a second for each case.
PracticeCases readPracticeCases(const std::vector<std::filesystem::path>& folders, std::uint64_t seed,
    const ProgressFunction& progress = {}, const CancelToken& cancel = {}, std::size_t most = maxPracticeCases);

} // namespace sonosketch::practice
