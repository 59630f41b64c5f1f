// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

#include "models/kernels/kernel_table.h"

namespace sonosketch::kernels::SONOSKETCH_ISA {

#define SONOSKETCH_ENTRY(name) name,
const KernelTable table{SONOSKETCH_ISA_FUNCTIONS(SONOSKETCH_ENTRY)};
#undef SONOSKETCH_ENTRY

} // namespace sonosketch::kernels::SONOSKETCH_ISA
