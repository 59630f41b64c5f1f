// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sonosketch::evaluation {

/// A picture reduced to what copies share: 32x32 grey means, and the features if there is a feature network.
struct Fingerprint {
    std::string id;
    std::string sha256; ///< of a real picture's file; empty for synthesised ones
    cv::Mat pixels;     ///< CV_32FC1, 1 x 1024, grey levels
    cv::Mat features;   ///< CV_32FC1, 1 x D, or empty
};
/// `image` CV_8UC1.
Fingerprint fingerprint(std::string id, const cv::Mat& image, const cv::Mat& features, std::string sha256 = {});

/// A picture and the training picture nearest to it.
struct NearestMatch {
    std::string id, training;
    double distance = 0; ///< 1: as far as a new real picture usually is from its nearest training picture
};

struct CopyResult {
    bool measured = false;  ///< false: no training pictures, or no two different real ones to compare
    std::size_t copies = 0; ///< pictures nearer than the threshold
    double threshold = 0;
    double median = 0;                 ///< of all pictures' nearest distances
    std::vector<NearestMatch> nearest; ///< ascending by distance, the closest few
};

/// Looks for training pictures that a generator gives back.
///
/// Distance of two pictures: the root mean square difference of their 32x32 grey means and the Euclidean distance of their features, each
/// divided by the median of what real pictures of the evaluated split have to their nearest training picture, then averaged. So 1 is
/// what two different real pictures that happen to be alike have. Pictures below half the median of the real ones' distances count as
/// copies. Real pictures are counted by the same rule: frames of one examination may lie in two splits, and a synthesised picture follows
/// the sketch of a real one, so that only what exceeds the real count speaks of learning by heart.
class CopyCheck {
public:
    /// Both sets complete; a real picture is never compared with itself (equal id or file hash).
    CopyCheck(std::vector<Fingerprint> training, std::vector<Fingerprint> real);

    CopyResult check(const std::vector<Fingerprint>& pictures) const;
    /// The real pictures themselves.
    CopyResult checkReal() const { return check(m_real); }

private:
    NearestMatch nearest(const Fingerprint& picture) const;

    std::vector<Fingerprint> m_training, m_real;
    double m_pixelScale = 0, m_featureScale = 0; ///< 0: that part is not used
    double m_threshold = 0;
    bool m_usable = false;
};

} // namespace sonosketch::evaluation
