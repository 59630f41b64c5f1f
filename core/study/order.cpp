// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/order.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sonosketch::study {

namespace {

/// Something with a place between 0 and the number of trials.
struct Placed {
    double place;
    std::size_t picture;
};

std::vector<std::size_t> inOrder(std::vector<Placed> placed)
{
    std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.place < b.place; });
    std::vector<std::size_t> order;
    order.reserve(placed.size());
    for (const Placed& item : placed)
        order.push_back(item.picture);
    return order;
}

} // namespace

std::vector<std::size_t> balancedOrder(const std::vector<std::size_t>& setOf, Random& random)
{
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < setOf.size(); ++i)
        members[setOf[i]].push_back(i);
    // A set of n pictures cuts the study into n stretches and has one picture somewhere in each.
    std::vector<Placed> placed;
    for (auto& [set, pictures] : members) {
        random.shuffle(pictures);
        for (std::size_t i = 0; i < pictures.size(); ++i)
            placed.push_back({(static_cast<double>(i) + random.unit()) / static_cast<double>(pictures.size()), pictures[i]});
    }
    return inOrder(std::move(placed));
}

std::size_t automaticDistance(std::size_t pictures, std::size_t repeats)
{
    return repeats > pictures ? 1 : std::clamp<std::size_t>(pictures - repeats, 1, 20);
}

std::vector<std::size_t> withRepeats(
    const std::vector<std::size_t>& order, const std::vector<std::size_t>& setOf, std::size_t repeats, std::size_t distance, Random& random)
{
    if (repeats == 0)
        return order;
    const std::size_t early =
        order.size() + 1 > distance ? order.size() + 1 - distance : 0; // first places that leave room for the distance
    if (repeats > order.size() / 2 || repeats > early)
        throw Error(ErrorCode::InvalidArgument,
            fmt::format("{} of {} pictures cannot be shown again {} trials later", repeats, order.size(), distance), "repeats",
            "Ask for fewer repeats (half of the pictures at most) or a smaller distance");
    std::map<std::size_t, std::vector<std::size_t>> places; // by set: early first showings
    for (std::size_t place = 0; place < early; ++place)
        places[setOf[order[place]]].push_back(place);
    for (auto& [set, list] : places)
        random.shuffle(list);
    std::vector<Placed> placed;
    for (std::size_t place = 0; place < order.size(); ++place)
        placed.push_back({static_cast<double>(place), order[place]});
    for (std::size_t done = 0; done < repeats;) {
        for (auto& [set, list] : places) {
            if (list.empty() || done == repeats)
                continue;
            const std::size_t first = list.back();
            list.pop_back();
            // After the picture at first + distance - 1: with the repeat itself that makes `distance`; others inserted before it only add.
            const double earliest = static_cast<double>(first + distance) - 0.5, latest = static_cast<double>(order.size()) - 0.5;
            placed.push_back({earliest + random.unit() * (latest - earliest), order[first]});
            ++done;
        }
    }
    return inOrder(std::move(placed));
}

} // namespace sonosketch::study
