// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/json_fields.h"
#include "core/study/csv.h"
#include "core/study/plan.h"
#include "core/study/sealed_json.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

/// study.json as it is, and sealed anew, as a change would end at the seal; and the same bytes as a table of answers.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text = fuzz::textOf({data, size});
    fuzz::read([&] { study::planFromJson(text, "fuzz"); });
    fuzz::read([&] {
        const study::StudyPlan plan = study::planFromJson(study::sealed(json_fields::parseObject(text, "fuzz")), "fuzz");
        // What a plan does not know of is passed over, so that only the seal of what is written again must fit.
        study::planFromJson(study::planToJson(plan), "fuzz");
    });
    static const study::StudyPlan answered = [] {
        study::StudyPlan plan;
        plan.images = {{"0123456789ab", std::string(64, 'a')}};
        plan.trials = {"0123456789ab", "0123456789ab"};
        study::sealPlan(plan);
        return plan;
    }();
    fuzz::read([&] { study::answersFromCsv(text, "fuzz", answered); });
    return 0;
}
