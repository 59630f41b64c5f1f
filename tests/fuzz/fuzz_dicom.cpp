// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/dicom_file.h"
#include "tests/fuzz/reader.h"

using namespace sonosketch;

/// A DICOM file: its structure alone, then what it says, its first and its last frame.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    DicomLimits limits;
    limits.maxInflatedBytes = 1 << 22; // small pictures keep the runs fast
    limits.maxPixels = 1 << 18;
    const std::vector<std::uint8_t> bytes(data, data + size);
    fuzz::read([&] { dicom::checkStructure(bytes, "fuzz", limits); });
    fuzz::read([&] {
        DicomFile file = DicomFile::parse(bytes, "fuzz", limits);
        fuzz::read([&] { fuzz::require(file.frame(1).type() == CV_8UC3, "a frame has colours"); });
        fuzz::read([&] { file.frame(file.info().frames); });
    });
    return 0;
}
