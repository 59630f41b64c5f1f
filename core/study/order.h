// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/study_random.h"

#include <cstddef>
#include <vector>

namespace sonosketch::study {

/// The numbers 0..n-1 of pictures, `setOf[i]` being the set of picture i, in an order in which every set is spread evenly from the first trial to the
/// last: after any number of trials each set was shown in proportion, to within one or two pictures. Within that, by chance.
std::vector<std::size_t> balancedOrder(const std::vector<std::size_t>& setOf, Random& random);

/// How far apart two showings of one picture lie where nobody asks for more: 20 trials, or what so short a study allows.
std::size_t automaticDistance(std::size_t pictures, std::size_t repeats);

/// Inserts second showings of `repeats` pictures, as evenly over the sets as can be, each at least `distance` trials after the first.
/// Throws Error(InvalidArgument) if there are more repeats than half of the pictures, or too few pictures early enough for this distance.
std::vector<std::size_t> withRepeats(const std::vector<std::size_t>& order, const std::vector<std::size_t>& setOf, std::size_t repeats,
    std::size_t distance, Random& random);

} // namespace sonosketch::study
