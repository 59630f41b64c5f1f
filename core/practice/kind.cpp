// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/practice/kind.h"

namespace sonosketch::practice {

namespace {
constexpr std::array<std::string_view, allKinds.size()> names{"paint", "spot", "measure", "what-if"};
}

std::string_view kindName(Kind kind)
{
    return names.at(static_cast<std::size_t>(kind));
}

std::optional<Kind> kindFromName(std::string_view name)
{
    for (const Kind kind : allKinds)
        if (kindName(kind) == name)
            return kind;
    return std::nullopt;
}

} // namespace sonosketch::practice
