// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/segment_codes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace sonosketch::dicom {

namespace {
constexpr const char* abnormal = "49755003";
constexpr const char* abnormalMeaning = "Morphologically Abnormal Structure";
constexpr const char* anatomy = "123037004";
constexpr const char* anatomyMeaning = "Anatomical Structure";

// A cyst of the ovary has no code among the types of segments (CID 7151): it is a cyst whose region is the ovary.
constexpr SegmentCodes cyst{abnormal, abnormalMeaning, "367643001", "Cyst"};
constexpr SegmentCodes ovarianCyst{abnormal, abnormalMeaning, "367643001", "Cyst", "15497006", "Ovary"};
constexpr SegmentCodes neoplasm{abnormal, abnormalMeaning, "108369006", "Neoplasm"};
constexpr SegmentCodes mass{abnormal, abnormalMeaning, "4147007", "Mass"};
constexpr SegmentCodes ovary{anatomy, anatomyMeaning, "15497006", "Ovary"};
constexpr SegmentCodes head{anatomy, anatomyMeaning, "69536005", "Head"};
constexpr SegmentCodes tissue{"85756007", "Tissue", "85756007", "Tissue"};

/// The first that occurs in a name counts: "cystadenoma" is no cyst, and a tumour of an ovary no ovary.
constexpr std::array<std::pair<const char*, SegmentCodes>, 12> byWord{{{"cystadenoma", neoplasm}, {"teratoma", neoplasm},
    {"tumor", neoplasm}, {"tumour", neoplasm}, {"carcinoma", neoplasm}, {"chocolate", ovarianCyst}, {"simple_cyst", ovarianCyst},
    {"cyst", cyst}, {"lesion", mass}, {"mass", mass}, {"ovary", ovary}, {"head", head}}};
} // namespace

SegmentCodes segmentCodes(const std::string& className)
{
    std::string name = className;
    std::transform(name.begin(), name.end(), name.begin(),
        [](char letter) { return letter == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); });
    for (const auto& [word, codes] : byWord)
        if (name.find(word) != std::string::npos)
            return codes;
    return tissue;
}

} // namespace sonosketch::dicom
