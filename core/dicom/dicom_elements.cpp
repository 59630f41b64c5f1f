// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/dicom_elements.h"

#include "core/base/error.h"

#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmimage/diregist.h> // colour pictures register themselves with DicomImage
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>
#include <fmt/format.h>

#include <cmath>
#include <mutex>

namespace sonosketch::dicom {

namespace {
void require(const OFCondition& result, const DcmTagKey& key)
{
    if (result.bad()) // DCMTK's strings are the standard library's in some builds alone
        throw Error(ErrorCode::WriteFailed, fmt::format("DICOM does not take this value ({})", result.text()),
            std::string(key.toString().c_str())); // NOLINT(readability-redundant-string-cstr)
}
} // namespace

void prepareDcmtk()
{
    static std::once_flag once;
    std::call_once(once, [] {
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        DJDecoderRegistration::registerCodecs();
        DJLSDecoderRegistration::registerCodecs();
        DcmRLEDecoderRegistration::registerCodecs();
    });
    if (!dcmDataDict.isDictionaryLoaded())
        throw Error(
            ErrorCode::NotFound, "DCMTK's data dictionary is missing", "dicom.dic", "Install the package libdcmtk17, or set DCMDICTPATH");
}

void put(DcmItem& item, const DcmTagKey& key, const std::string& value)
{
    require(item.putAndInsertOFStringArray(key, OFString(value.c_str(), value.size())), key);
}

void put(DcmItem& item, const DcmTagKey& key, int value)
{
    const DcmEVR vr = DcmTag(key).getEVR();
    if (vr == EVR_US || vr == EVR_xs)
        require(item.putAndInsertUint16(key, static_cast<Uint16>(value)), key);
    else if (vr == EVR_UL || vr == EVR_up)
        require(item.putAndInsertUint32(key, static_cast<Uint32>(value)), key);
    else
        put(item, key, fmt::format("{}", value));
}

void put(DcmItem& item, const DcmTag& tag, DcmEVR vr, const std::string& value)
{
    DcmTag typed(tag);
    typed.setVR(DcmVR(vr));
    require(item.putAndInsertOFStringArray(typed, OFString(value.c_str(), value.size())), tag);
}

void putNumbers(DcmItem& item, const DcmTagKey& key, std::initializer_list<double> values)
{
    if (DcmTag(key).getEVR() == EVR_US) {
        std::vector<Uint16> words;
        for (const double value : values)
            words.push_back(static_cast<Uint16>(value));
        require(item.putAndInsertUint16Array(key, words.data(), static_cast<unsigned long>(words.size())), key);
        return;
    }
    unsigned long at = 0;
    for (const double value : values) {
        if (DcmTag(key).getEVR() == EVR_FD)
            require(item.putAndInsertFloat64(key, value, at++), key);
        else
            require(item.putAndInsertUint32(key, static_cast<Uint32>(value), at++), key);
    }
}

DcmItem& addItem(DcmItem& item, const DcmTagKey& sequence)
{
    DcmItem* added = nullptr;
    require(item.findOrCreateSequenceItem(sequence, added, -2), sequence);
    return *added;
}

void putCode(DcmItem& item, const DcmTagKey& sequence, const std::string& value, const std::string& scheme, const std::string& meaning)
{
    DcmItem& code = addItem(item, sequence);
    put(code, DCM_CodeValue, value);
    put(code, DCM_CodingSchemeDesignator, scheme);
    put(code, DCM_CodeMeaning, meaning);
}

std::string textOf(DcmItem& item, const DcmTagKey& key)
{
    OFString text;
    if (item.findAndGetOFString(key, text).bad())
        return {};
    std::string result(text.c_str(), text.length());
    const auto first = result.find_first_not_of(std::string(" \0", 2));
    const auto last = result.find_last_not_of(std::string(" \0", 2));
    return first == std::string::npos ? std::string() : result.substr(first, last - first + 1);
}

long numberOf(DcmItem& item, const DcmTagKey& key, long fallback)
{
    DcmElement* element = nullptr;
    if (item.findAndGetElement(key, element).bad() || element == nullptr || element->isEmpty())
        return fallback;
    Sint32 small = 0;
    Uint16 word = 0;
    Sint16 signedWord = 0;
    Uint32 large = 0;
    if (element->getUint16(word).good())
        return word;
    if (element->getUint32(large).good())
        return static_cast<long>(large);
    if (element->getSint16(signedWord).good())
        return signedWord;
    return element->getSint32(small).good() ? small : fallback;
}

std::string decimalText(double value)
{
    for (int digits = 10; digits > 1; --digits)
        if (std::string text = fmt::format("{:.{}g}", value, digits); text.size() <= 16)
            return text;
    return "0";
}

std::vector<std::uint8_t> encodeFile(DcmFileFormat& file)
{
    constexpr E_TransferSyntax syntax = EXS_LittleEndianExplicit;
    if (const OFCondition valid = file.validateMetaInfo(syntax); valid.bad())
        throw Error(ErrorCode::WriteFailed, fmt::format("The DICOM header could not be made ({})", valid.text()), "DICOM");
    file.removeInvalidGroups();
    std::vector<std::uint8_t> bytes(file.calcElementLength(syntax, EET_ExplicitLength) + (1u << 16));
    DcmOutputBufferStream stream(bytes.data(), static_cast<offile_off_t>(bytes.size()));
    file.transferInit();
    const OFCondition written = file.write(stream, syntax, EET_ExplicitLength, nullptr, EGL_recalcGL, EPD_noChange);
    file.transferEnd();
    void* start = nullptr;
    offile_off_t length = 0;
    stream.flushBuffer(start, length);
    if (written.bad())
        throw Error(ErrorCode::WriteFailed, fmt::format("The DICOM file could not be encoded ({})", written.text()), "DICOM");
    bytes.resize(static_cast<std::size_t>(length));
    return bytes;
}

} // namespace sonosketch::dicom
