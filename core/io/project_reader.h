// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/io/project_contents.h"
#include "core/io/project_image.h"

namespace sonosketch {

/// readProject for a file that the caller has locked; internal to core/io.
ProjectContents readLockedProject(const ProjectLock& lock, const std::filesystem::path& path, ReadMode mode);

} // namespace sonosketch
