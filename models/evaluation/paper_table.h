// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace sonosketch::evaluation {

/// Table 1 of the paper of PGSgan (paperSource): 431 test images of a private set of ovaries, Inception's features.
struct PaperRow {
    const char* method;
    int resolution;
    double fid, kidX100, msSsim;
};
inline constexpr std::array paperTable{
    PaperRow{"cGAN", 256, 67.52, 8.38, 0.2404},
    PaperRow{"Sgan", 256, 65.95, 6.31, 0.4355},
    PaperRow{"cGAN", 512, 104.95, 14.18, 0.2536},
    PaperRow{"Sgan", 512, 79.25, 7.96, 0.4758},
    PaperRow{"PGSGan", 512, 54.94, 4.12, 0.4895},
};
inline constexpr const char* paperSource = "Liang et al. 2020, Synthesis and Edition of Ultrasound Images via Sketch Guided Progressive "
                                           "Growing GANs, ISBI 2020, Table 1 (doi:10.1109/isbi45749.2020.9098384)";
inline constexpr const char* paperCaution =
    "The paper measured on 431 images of its own, private data set, with Inception's features; data, split, and, unless the column says "
    "FID, the features "
    "differ here. The two tables may be compared row by row within each, and in their trends, not number by number.";

} // namespace sonosketch::evaluation
