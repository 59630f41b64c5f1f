// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sonosketch {

/// The seed of what a generator draws at random for a picture that is shown, saved or measured, and what a saved picture says of it: always this one, so that
/// equal conditions give equal pixels (models/runtime holds it against that of models/nn/noise_injection.h). The seed of an image set is another
/// matter: it draws the cases (core/export).
inline constexpr int pictureSeed = 0;

} // namespace sonosketch
