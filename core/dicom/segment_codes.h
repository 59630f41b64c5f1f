// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sonosketch::dicom {

/// SNOMED CT codes of a segment: what kind of property it is, and which; and where in the body, nullptr where the class does not say.
struct SegmentCodes {
    const char *category, *categoryMeaning, *type, *typeMeaning;
    const char *region = nullptr, *regionMeaning = nullptr;
};
/// Of a class by its name, without regard to case: codes of CID 7150 and 7151 alone, which viewers know. They are general (cyst, neoplasm, ovary, head): the
/// class's own name stands in Segment Label. A name that says nothing to us is "Tissue".
SegmentCodes segmentCodes(const std::string& className);

} // namespace sonosketch::dicom
