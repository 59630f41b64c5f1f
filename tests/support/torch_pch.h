// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// The same for tests with networks; torch first, as everywhere (models/CMakeLists.txt).
#include "models/torch_pch.h"

#include "tests/support/pch.h"
