// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/objects.h"

#include <QByteArray>

namespace sonosketch {

/// The type under which objects lie on the system's clipboard, so that two windows can exchange them.
inline constexpr const char* objectMimeType = "application/x-sonosketch-object";

struct CopiedObject {
    LabelObject object;
    quint64 caseToken = 0; ///< ToolBox::caseToken() of the case it was copied from
};

/// Big-endian: magic, token, class name, spacing (0: unknown), area, run-length coded mask and marks. Throws like validate(LabelObject).
QByteArray encodeObject(const CopiedObject& copied);
/// Bytes from anywhere: throws Error(Corrupt) on whatever is not such an object.
CopiedObject decodeObject(const QByteArray& bytes);

} // namespace sonosketch
