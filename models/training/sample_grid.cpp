// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/training/sample_grid.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace sonosketch::training {

namespace {
constexpr int gap = 4;
constexpr int captionHeight = 18;

void caption(cv::Mat& grid, const char* text, int x)
{
    cv::putText(grid, text, {x + 4, captionHeight - 5}, cv::FONT_HERSHEY_SIMPLEX, 0.4, {200, 200, 200}, 1, cv::LINE_AA);
}
} // namespace

cv::Mat drawCondition(const cv::Mat& labels, const cv::Mat& sketch, const cv::Mat& fieldOfView, const LabelPalette& palette)
{
    cv::Mat picture(labels.size(), CV_8UC3, cv::Scalar(0, 0, 0));
    if (!fieldOfView.empty())
        picture.setTo(cv::Scalar(48, 24, 16), fieldOfView == 0);
    for (const auto& label : palette.classes()) {
        if (label.id != 0)
            picture.setTo(cv::Scalar(label.blue, label.green, label.red), labels == label.id);
    }
    if (!sketch.empty())
        picture.setTo(cv::Scalar(255, 255, 255), sketch);
    return picture;
}

cv::Mat drawSampleGrid(const std::vector<SampleRow>& rows, const LabelPalette& palette, int columns, int tile)
{
    const int perColumn = (static_cast<int>(rows.size()) + columns - 1) / columns;
    const int columnWidth = 3 * (tile + gap) + 3 * gap;
    cv::Mat grid(captionHeight + perColumn * (tile + gap), columns * columnWidth - 4 * gap, CV_8UC3, cv::Scalar(32, 32, 32));
    for (int column = 0; column < columns; ++column) {
        caption(grid, "condition", column * columnWidth);
        caption(grid, "SYNTHETIC", column * columnWidth + tile + gap);
        caption(grid, "real", column * columnWidth + 2 * (tile + gap));
    }
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        int x = (i % columns) * columnWidth;
        const int y = captionHeight + (i / columns) * (tile + gap);
        for (const cv::Mat& source : {drawCondition(row.labels, row.sketch, row.fieldOfView, palette), row.synthesised, row.real}) {
            cv::Mat color = source;
            if (source.channels() == 1)
                cv::cvtColor(source, color, cv::COLOR_GRAY2BGR);
            cv::Mat small;
            cv::resize(color, small, {tile, tile}, 0, 0, cv::INTER_AREA);
            small.copyTo(grid(cv::Rect(x, y, tile, tile)));
            x += tile + gap;
        }
    }
    return grid;
}

void writeSampleGrid(const std::filesystem::path& path, const cv::Mat& grid)
{
    std::vector<std::uint8_t> bytes;
    if (!cv::imencode(".png", grid, bytes))
        throw Error(ErrorCode::WriteFailed, "cannot encode the sample grid", path.string());
    writeFileAtomically(path, bytes);
}

} // namespace sonosketch::training
