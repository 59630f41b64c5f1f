// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/condition_arguments.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/case_io.h"
#include "models/training/sample_grid.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace sonosketch {

namespace {

struct Arguments {
    ConditionArguments input;
    std::string out, saveCaseTo;
    bool json = false;
};

cv::Mat channelMask(const Condition& condition, int channel)
{
    const std::size_t pixels = static_cast<std::size_t>(condition.size) * static_cast<std::size_t>(condition.size);
    cv::Mat plane(condition.size, condition.size, CV_8UC1);
    std::copy_n(condition.values.begin() + static_cast<std::ptrdiff_t>(pixels * static_cast<std::size_t>(channel)), pixels, plane.data);
    return plane != 0;
}

void run(const Arguments& arguments)
{
    const Case value = arguments.input.load();
    const ConditionBuilder builder(ConditionSpec::forPalette(value.palette));
    const Condition condition = builder.build(value);
    const cv::Mat sketch = channelMask(condition, builder.spec().sketchChannel());
    if (!arguments.out.empty())
        training::writeSampleGrid(arguments.out, training::drawCondition(value.labels, sketch, value.fieldOfView, value.palette));
    if (!arguments.saveCaseTo.empty())
        saveCase(value, arguments.saveCaseTo);
    if (arguments.json) {
        nlohmann::json json;
        json["spec"] = nlohmann::json::parse(builder.spec().toJson());
        json["sha256"] = sha256(condition.values);
        json["crop"] = {{"x", value.crop.source.x}, {"y", value.crop.source.y}, {"width", value.crop.source.width},
            {"height", value.crop.source.height}, {"scale", value.crop.scale}};
        for (int channel = 0; channel < condition.channels; ++channel) {
            const std::string name = channel < builder.spec().sketchChannel() ? builder.spec().classes[static_cast<std::size_t>(channel)]
                : channel == builder.spec().sketchChannel()                   ? "sketch"
                                                                              : "field_of_view";
            json["pixels"][name] = cv::countNonZero(channelMask(condition, channel));
        }
        std::cout << json.dump(2) << "\n";
    }
}

} // namespace

void addConditionCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("condition", "Show what the generator would see for an image, its labels and a sketch");
    arguments->input.addTo(*command);
    command->add_option("--out", arguments->out, "Pseudo-colour PNG of the condition");
    command->add_option("--save-case", arguments->saveCaseTo, "Write the case as a folder that the editor opens");
    command->add_flag("--json", arguments->json, "Print spec, hash and pixels per channel");
    command->callback([arguments] { run(*arguments); });
}

} // namespace sonosketch
