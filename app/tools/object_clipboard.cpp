// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/tools/object_clipboard.h"

#include "core/base/error.h"
#include "core/edit/delta.h"

#include <QDataStream>
#include <QIODevice>

namespace sonosketch {

namespace {
constexpr quint32 magic = 0x53534F31; // "SSO1"
constexpr qsizetype maxBytes = 4 << 20;
constexpr qsizetype maxNameBytes = 1000;

[[noreturn]] void refuse()
{
    throw Error(ErrorCode::Corrupt, "The clipboard holds a damaged object", "clipboard", "Copy it again");
}

QByteArray runsOf(const cv::Mat& block)
{
    const auto runs = encodeRuns(block);
    return {reinterpret_cast<const char*>(runs.data()), static_cast<qsizetype>(runs.size())};
}

cv::Mat blockOf(const QByteArray& runs, cv::Size size)
{
    return decodeRuns({runs.begin(), runs.end()}, size);
}
} // namespace

QByteArray encodeObject(const CopiedObject& copied)
{
    const LabelObject& object = copied.object;
    validate(object);
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << magic << copied.caseToken << QByteArray::fromStdString(object.className) << object.mmPerPixel.value_or(0.0);
    for (const int side : {object.area.x, object.area.y, object.area.width, object.area.height})
        out << static_cast<qint32>(side);
    out << runsOf(object.mask) << runsOf(object.marks);
    return bytes;
}

CopiedObject decodeObject(const QByteArray& bytes)
{
    if (bytes.size() > maxBytes)
        refuse();
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    CopiedObject copied;
    quint32 found = 0;
    QByteArray name, mask, marks;
    double spacing = 0;
    qint32 x = 0, y = 0, width = 0, height = 0;
    in >> found >> copied.caseToken >> name >> spacing >> x >> y >> width >> height >> mask >> marks;
    if (in.status() != QDataStream::Ok || !in.atEnd() || found != magic || name.size() > maxNameBytes || width < 0 || height < 0
        || width > canvasSize || height > canvasSize)
        refuse();
    LabelObject& object = copied.object;
    object.className = name.toStdString();
    object.area = {x, y, width, height};
    if (spacing != 0)
        object.mmPerPixel = spacing;
    object.mask = blockOf(mask, object.area.size());
    object.marks = blockOf(marks, object.area.size());
    validate(object);
    return copied;
}

} // namespace sonosketch
