// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/annotation.h"

#include "core/base/error.h"
#include "core/imaging/read_image.h"

#include <fmt/format.h>

#include <unordered_map>

namespace sonosketch {

namespace {

int packed(int red, int green, int blue)
{
    return red << 16 | green << 8 | blue;
}

bool holdsOnlyIds(const cv::Mat& labels, const LabelPalette& palette)
{
    double low = 0, high = 0;
    cv::minMaxLoc(labels, &low, &high);
    return palette.contains(static_cast<int>(high));
}

} // namespace

cv::Mat idsFromColors(const cv::Mat& bgr, const LabelPalette& palette, const std::string& where)
{
    std::unordered_map<int, uchar> ids;
    for (const LabelClass& entry : palette.classes())
        ids.emplace(packed(entry.annotationRed, entry.annotationGreen, entry.annotationBlue), entry.id);
    cv::Mat labels(bgr.size(), CV_8UC1);
    int lastColor = -1;
    uchar lastId = 0;
    for (int y = 0; y < bgr.rows; ++y) {
        const auto* from = bgr.ptr<cv::Vec3b>(y);
        auto* to = labels.ptr<uchar>(y);
        for (int x = 0; x < bgr.cols; ++x) {
            const int color = packed(from[x][2], from[x][1], from[x][0]);
            if (color != lastColor) {
                const auto found = ids.find(color);
                if (found == ids.end())
                    throw Error(ErrorCode::Unsupported,
                        fmt::format("unknown annotation colour {},{},{} at x {}, y {}", from[x][2], from[x][1], from[x][0], x, y), where,
                        "The palette \"" + palette.name() + "\" has no class of this colour");
                lastColor = color;
                lastId = found->second;
            }
            to[x] = lastId;
        }
    }
    return labels;
}

cv::Mat readAnnotation(const std::filesystem::path& path, const LabelPalette& palette, LabelEncoding encoding)
{
    if (encoding == LabelEncoding::IdsOrColors) {
        try {
            cv::Mat labels = readImageIndexed(path);
            if (holdsOnlyIds(labels, palette))
                return labels;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Unsupported)
                throw;
        }
    }
    return idsFromColors(readImageColor(path), palette, path.filename().string());
}

} // namespace sonosketch
