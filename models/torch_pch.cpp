// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The precompiled header needs one translation unit of its own to hang on to.
namespace sonosketch {
extern const int torchHeadersPrecompiled;
const int torchHeadersPrecompiled = 1;
} // namespace sonosketch
