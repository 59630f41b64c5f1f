// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sonosketch {

struct NiftiLimits {
    int maxSide = 16384;                   ///< pixels of a slice
    std::int64_t maxPixels = 64LL << 20;   ///< of a slice
    std::uint64_t maxBytes = 512ull << 20; ///< of the unpacked file up to the last voxel
};

/// A picture or label map from a NIfTI-1 file (nifti.nimh.nih.gov/nifti-1), .nii or .nii.gz, either byte order. 2D, or slices of 3D. A picture is as
/// stored, x from left to right and the first line on top: qform and sform, which place it in a scanner's room, are not looked at. A plain value.
class NiftiVolume {
public:
    /// Throws Error: NotFound, Unreadable (no NIfTI, damaged, cut off), Unsupported (NIfTI-2, a pair of files, time, complex numbers), TooLarge.
    static NiftiVolume read(const std::filesystem::path& path, const NiftiLimits& limits = {});
    static NiftiVolume parse(std::span<const std::uint8_t> file, const std::string& where, const NiftiLimits& limits = {});

    cv::Size size() const { return m_size; }
    int slices() const { return m_slices; }
    /// Of the first extension of plain text (NIFTI_ECODE_COMMENT), up to its first zero byte; empty if there is none. Where SonoSketch says what it made.
    const std::string& comment() const { return m_comment; }
    /// The file says that its values are labels (NIFTI_INTENT_LABEL).
    bool saysLabels() const { return m_saysLabels; }
    /// From pixdim and its unit (m, mm, um); none without a unit, for pixels that are not square, and for values no scan has.
    std::optional<double> mmPerPixel() const { return m_mmPerPixel; }

    /// CV_8UC3. Whole numbers of 0..255 stay as they are; anything else is stretched from the slice's lowest to its highest value, NaN is the lowest.
    cv::Mat picture(int slice) const;
    /// CV_8UC1. Throws Error(Unsupported) naming a value that is no whole number of 0..255, and where it is.
    cv::Mat labels(int slice) const;
    /// The slice with the most voxels that are not 0; the first of several.
    int fullestSlice() const;

private:
    enum class Type : std::uint8_t { U8, I8, I16, U16, I32, U32, I64, U64, F32, F64, Rgb };
    static std::size_t bytesOf(Type type);
    void readHeader(std::span<const std::uint8_t> head, const NiftiLimits& limits);
    void readComment(std::span<const std::uint8_t> beforeVoxels);
    cv::Mat values(int slice) const; ///< CV_32FC1, scaled

    std::string m_where;
    cv::Size m_size;
    int m_slices = 1;
    Type m_type = Type::U8;
    bool m_bigEndian = false, m_saysLabels = false;
    std::string m_comment;
    double m_slope = 1, m_intercept = 0;
    std::optional<double> m_mmPerPixel;
    std::uint64_t m_begin = 0, m_end = 0; ///< of the voxels in the file
    std::vector<std::uint8_t> m_voxels;
};

} // namespace sonosketch
