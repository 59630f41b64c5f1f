// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// The same for tests with widgets.
#include <QtWidgets>

#include "tests/support/pch.h"
