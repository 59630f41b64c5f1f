// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/synthesized_picture.h"

#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/inference/picture_seed.h"
#include "models/checkpoint/model_card.h"
#include "models/runtime/generator_session.h"

#include <chrono>

namespace sonosketch {

SynthesizedPicture synthesizePicture(const ConditionArguments& input, const std::string& model, const std::string& device)
{
    SynthesizedPicture made;
    made.value = input.load();
    const auto folder = modelFolder(model);
    const auto generator = loadGenerator(folder, parseDevice(device));
    made.info = generator->info();
    const Condition condition = ConditionBuilder(made.info.spec).build(made.value);
    const auto began = std::chrono::steady_clock::now();
    made.image = generator->synthesize(condition, interrupted());
    made.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();

    SyntheticRecord& record = made.record;
    record.model = made.info.name;
    record.modelHash = made.info.hash;
    record.conditionHash = sha256(condition.values);
    record.caseTitle = made.value.provenance.title;
    record.attribution = checkpoint::ModelCard::load(folder).attribution;
    record.origin = json_fields::dump({{"kind", "case"}, {"title", record.caseTitle}, {"device", made.info.device},
                                          {"precision", made.info.precision}, {"seed", pictureSeed}},
        -1);
    return made;
}

} // namespace sonosketch
