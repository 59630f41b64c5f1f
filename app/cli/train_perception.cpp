// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train_perception.h"

#include "app/cli/commands.h"
#include "app/cli/progress.h"
#include "models/perception_training/train.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace sonosketch {

void trainPerception(const PerceptionTraining& arguments)
{
    perception::TrainOptions options;
    options.data = arguments.data;
    options.out = arguments.out;
    options.recipe = perception::Recipe::find(arguments.recipe);
    options.device = parseDevice(arguments.device);
    options.resume = arguments.resume;
    if (arguments.maxMinutes > 0)
        options.maxMinutes = arguments.maxMinutes;
    options.checkpointMinutes = arguments.checkpointMinutes;
    options.progress = arguments.progress;
    const auto result = perception::train(options, interrupted());
    endProgressLine(!options.progress);
    if (arguments.json) {
        const nlohmann::json json = {{"finished", result.finished}, {"steps", result.steps}, {"minutes", result.minutes},
            {"device", result.device}, {"parameters", result.parameters}, {"metrics", result.metrics}};
        std::cout << json.dump(2) << "\n";
    } else if (result.finished) {
        std::cout << "Finished after " << result.steps << " steps; the model is in " << (options.out / "model").string() << "\n";
        for (const auto& [name, value] : result.metrics)
            std::cout << "  " << name << " = " << value << "\n";
    } else {
        std::cout << "Stopped at step " << result.steps << "; --resume goes on\n";
    }
}

} // namespace sonosketch
