// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything of LibTorch that this project uses, precompiled once.
#include <torch/torch.h>

#include <string>
#include <vector>
