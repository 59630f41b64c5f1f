// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dicom/dicom_common.h"
#include "core/dicom/dicom_file.h"

#include <charconv>

namespace sonosketch {

namespace {
/// `count` digits of `text` at `at`; -1 if there are none.
int digits(const std::string& text, std::size_t at, std::size_t count)
{
    int value = -1;
    if (text.size() < at + count)
        return -1;
    const char* end = text.data() + at + count;
    const auto [rest, problem] = std::from_chars(text.data() + at, end, value);
    return problem == std::errc() && rest == end ? value : -1;
}

std::chrono::sys_seconds timeOf(const std::string& date, const std::string& time)
{
    using namespace std::chrono;
    const year_month_day day(year(digits(date, 0, 4)), month(static_cast<unsigned>(digits(date, 4, 2))),
        std::chrono::day(static_cast<unsigned>(digits(date, 6, 2))));
    if (!day.ok())
        return {};
    const int hour = digits(time, 0, 2), minute = digits(time, 2, 2), second = digits(time, 4, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return sys_days(day);
    return sys_days(day) + hours(hour) + minutes(minute) + seconds(second);
}
} // namespace

std::optional<DicomStatement> readDicomStatement(const std::filesystem::path& path)
{
    const DicomFile file = DicomFile::open(path);
    const auto statement = parseSyntheticStatement(file.statement());
    const bool ultrasound = file.sopClassUid() == UID_UltrasoundImageStorage;
    if (!statement || (!ultrasound && file.sopClassUid() != UID_SecondaryCaptureImageStorage))
        return std::nullopt;
    DicomStatement result;
    result.statement = *statement;
    result.kind = ultrasound ? DicomKind::Ultrasound : DicomKind::SecondaryCapture;
    if (file.info().spacing)
        result.mmPerPixel = file.info().spacing->width;
    result.created = timeOf(file.creationDate(), file.creationTime());
    return result;
}

} // namespace sonosketch
