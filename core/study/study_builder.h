// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inference/generator_factory.h"
#include "core/study/make_study.h"
#include "core/study/set_sources.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace sonosketch::study {

/// A set as a person chose it.
struct BuilderSet {
    enum class Kind : std::uint8_t {
        RealFolder,
        RealDataset, ///< images of a part of an imported data set
        SynthesisedFolder,
        Model, ///< to be synthesised from the labels of a part of an imported data set
    };
    std::string name;
    Kind kind = Kind::RealFolder;
    std::filesystem::path folder; ///< of pictures, or the data set
    std::string split;            ///< of a data set
    std::string model;            ///< its name
    GeneratorFactory factory;     ///< of the model
    std::size_t count = 0;        ///< how many are drawn; 0: all
    SetLook look;                 ///< what is there

    /// What it shows in a study that keeps so many of it to practise on.
    std::size_t shown(std::size_t practice) const { return count > 0 ? count : look.pictures - std::min(practice, look.pictures); }
    Truth truth() const { return kind == Kind::RealFolder || kind == Kind::RealDataset ? Truth::Real : Truth::Synthesised; }
};

/// All that is needed to make a study.
struct BuilderPlan {
    StudyOptions options; ///< its sets are left empty
    std::vector<BuilderSet> sets;
    std::filesystem::path folder, key;
};

/// Practice pictures by set, as practiceShares.
std::vector<std::size_t> practiceOf(const BuilderPlan& plan);
/// How many pictures the study shows, once each.
std::size_t picturesOf(const BuilderPlan& plan);

/// Fills `look`. Throws Error: NotFound, Corrupt. Any thread.
BuilderSet lookAtSet(BuilderSet set, const CancelToken& cancel);

struct BuilderRemark {
    bool stops = false; ///< the study cannot be made so; else a warning
    std::string text;
};
/// Everything that can be said beforehand, quickly. Looks at the two targets, writes nothing.
std::vector<BuilderRemark> checkPlan(const BuilderPlan& plan);

/// Synthesises what is to be synthesised into a folder of its own, which is removed again, and makes the study. `progress` takes 0..1 and a text, on the
/// calling thread. Nothing stays if it fails or is cancelled. Throws Error.
MadeStudy buildStudy(const BuilderPlan& plan, const std::function<void(double, const std::string&)>& progress, const CancelToken& cancel);

} // namespace sonosketch::study
