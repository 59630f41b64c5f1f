// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/sealed_json.h"

#include "core/document/json_fields.h"
#include "core/study/study_random.h"

namespace sonosketch::study {

std::string sealOf(const nlohmann::json& object)
{
    nlohmann::json rest = object;
    rest.erase("sha256");
    return sha256Text(json_fields::dump(rest, -1));
}

std::string sealed(nlohmann::json object)
{
    object["sha256"] = sealOf(object);
    return json_fields::dump(object, 1) + "\n";
}

nlohmann::json openSealed(
    const std::string& text, const std::string& format, int version, const std::string& where, const std::string& hint)
{
    nlohmann::json object = json_fields::parseObject(text, where);
    json_fields::checkFormat(object, format, version, where);
    if (json_fields::textAt(object, "sha256", "", where, 64) != sealOf(object))
        throw Error(ErrorCode::Corrupt, "The file was changed after it was made; its hash does not fit", where, hint);
    return object;
}

} // namespace sonosketch::study
