// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/condition/condition_spec.h"

#include "core/document/json_fields.h"

#include <algorithm>

namespace sonosketch {

namespace {

constexpr const char* specFormat = "sonosketch-condition";

std::vector<std::string> foregroundNames(const LabelPalette& palette)
{
    std::vector<std::string> names;
    for (const LabelClass& entry : palette.classes())
        if (entry.id != 0)
            names.push_back(entry.name);
    return names;
}

} // namespace

ConditionSpec ConditionSpec::forPalette(const LabelPalette& palette, bool fieldOfView)
{
    ConditionSpec spec;
    spec.palette = palette.name();
    spec.classes = foregroundNames(palette);
    spec.fieldOfView = fieldOfView;
    return spec;
}

std::string ConditionSpec::toJson() const
{
    const nlohmann::json root{
        {"format", specFormat}, {"version", version}, {"palette", palette}, {"classes", classes}, {"fieldOfView", fieldOfView}};
    return json_fields::dump(root);
}

ConditionSpec ConditionSpec::fromJson(const std::string& text, const std::string& where)
{
    const nlohmann::json root = json_fields::parseObject(text, where);
    json_fields::checkFormat(root, specFormat, currentVersion, where);
    ConditionSpec spec;
    spec.palette = json_fields::textAt(root, "palette", "", where, 200);
    for (const nlohmann::json& entry : json_fields::arrayAt(root, "classes", "", where, maxClasses)) {
        if (!entry.is_string() || entry.get_ref<const std::string&>().empty() || entry.get_ref<const std::string&>().size() > 200)
            json_fields::fail("A class name is expected", "/classes", where, &entry);
        if (std::find(spec.classes.begin(), spec.classes.end(), entry.get_ref<const std::string&>()) != spec.classes.end())
            json_fields::fail("A class is named twice", "/classes", where, &entry);
        spec.classes.push_back(entry.get<std::string>());
    }
    spec.fieldOfView = json_fields::boolAt(root, "fieldOfView", "", where);
    return spec;
}

} // namespace sonosketch
