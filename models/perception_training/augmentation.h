// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"
#include "core/inference/generator.h"
#include "models/perception_training/recipe.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sonosketch::perception {

/// Do synthesised pictures help to train a segmenter (Liang et al. 2020, Fig. 6a)? The same network is trained on real pictures, on synthesised ones, and on
/// both, for the same number of steps, with several seeds each, and measured on real test pictures.
struct AugmentationOptions {
    std::filesystem::path data; ///< an imported data set; "train" is learned from, "test" is measured on
    std::filesystem::path out;  ///< augmentation.json goes here, rewritten after each training
    bool resume = false;        ///< keep the runs that `out` holds of the same settings, and make those that are missing
    Recipe recipe;              ///< of a segmenter; its steps and its seed are the first run's, further seeds count up
    int seeds = 3;
    DeviceChoice device = DeviceChoice::Auto;
    std::size_t limit = 0; ///< use so many training and test pictures at most, spread over the split; 0: all
    std::function<void(const std::string& line)> progress;
};

/// One training and what came of it.
struct AugmentationRun {
    std::string data; ///< "real", "synthetic" or "both"
    std::uint64_t seed = 0;
    std::size_t pictures = 0;
    double loss = 0;                       ///< mean of the last tenth of the steps
    double lesion = 0, mean = 0;           ///< Dice on the test split: any lesion; mean over the classes that occur
    std::map<std::string, double> classes; ///< Dice by class name
    double seconds = 0;                    ///< of training
};

struct AugmentationResult {
    bool finished = false; ///< false: cancelled; the runs there are count
    std::size_t trainPictures = 0, testPictures = 0;
    double synthesisSeconds = 0;
    std::vector<AugmentationRun> runs;

    /// Mean and sample standard deviation (0 for a single run) over the seeds of one kind of data.
    struct Summary {
        std::size_t runs = 0;
        double lesion = 0, lesionDeviation = 0, mean = 0, meanDeviation = 0;
    };
    Summary summary(const std::string& data) const;
};

inline const std::vector<std::string> augmentationKinds{"real", "synthetic", "both"};

/// Runs the experiment with a loaded generator, whose pictures of the training conditions (paper's composite sketch) are kept in memory at
/// the segmenter's resolution. Equal seeds see equal orders of examples, and a resumed experiment has the runs of one that was never stopped. Throws Error: NotFound, VersionMismatch (the
/// generator has other classes, the file another format), InvalidArgument (also where `out` holds an experiment that is not to be resumed, or one of other settings), Corrupt, WriteFailed, Device.
AugmentationResult runAugmentation(const AugmentationOptions& options, Generator& generator, const CancelToken& cancel);

} // namespace sonosketch::perception
