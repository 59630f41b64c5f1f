// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sonosketch::dicom {

/// SNOMED CT codes of a segment: what kind of property it is, and which.
struct SegmentCodes {
    const char *category, *categoryMeaning, *type, *typeMeaning;
};
/// Of a class by its name, without regard to case. The codes are general on purpose (cyst of ovary, neoplasm, ovary, head): the class's own name stands in
/// Segment Label. A name that says nothing to us is "Tissue".
SegmentCodes segmentCodes(const std::string& className);

} // namespace sonosketch::dicom
