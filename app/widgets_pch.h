// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the folders with widgets read from elsewhere, precompiled once (packaging/cmake). Each file still includes what it uses.
#include <opencv2/core.hpp>

#include <QtWidgets>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
