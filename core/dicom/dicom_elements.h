// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace sonosketch::dicom {

/// Small steps with DCMTK's data sets. Internal to core/dicom.

/// Once for the whole program, from any thread: log messages off (we say it ourselves), decoders on. Throws Error(NotFound) without DCMTK's data
/// dictionary, which nothing works without.
void prepareDcmtk();

/// Sets one element; the VR comes from DCMTK's dictionary. Throws Error(WriteFailed): a value that does not fit its tag is a mistake of ours.
void put(DcmItem& item, const DcmTagKey& key, const std::string& value);
void put(DcmItem& item, const DcmTagKey& key, int value);
/// For tags that DCMTK's dictionary does not know.
void put(DcmItem& item, const DcmTag& tag, DcmEVR vr, const std::string& value);
/// For FD, US and UL; several values in a US alone.
void putNumbers(DcmItem& item, const DcmTagKey& key, std::initializer_list<double> values);
/// A new item at the end of a sequence.
DcmItem& addItem(DcmItem& item, const DcmTagKey& sequence);
/// A code sequence of one item.
void putCode(DcmItem& item, const DcmTagKey& sequence, const std::string& value, const std::string& scheme, const std::string& meaning);

/// First value as text without padding; empty if there is none.
std::string textOf(DcmItem& item, const DcmTagKey& key);
/// `fallback` if there is none, or it is no number.
long numberOf(DcmItem& item, const DcmTagKey& key, long fallback);

/// Short decimal text of a length in millimetres, at most the 16 bytes of a DS.
std::string decimalText(double value);

/// The whole file: preamble, meta header, data set in explicit little endian. Equal input gives equal bytes.
std::vector<std::uint8_t> encodeFile(DcmFileFormat& file);

} // namespace sonosketch::dicom
