// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sonosketch {

/// Lets the calling thread, and those it starts from now on, step back behind the program's other threads when all cores are busy: a model that runs
/// flat out then takes nothing from the pen. Linux only; elsewhere it does nothing. Cannot be taken back.
void lowerThreadPriority();

} // namespace sonosketch
