// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/imaging/plane_codec.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace sonosketch {

namespace {

constexpr int maxSide = 4096;
constexpr int maxTolerance = 15;

/// The probability of a 0 in 16 bits, as the mean of a quick and a slow estimate.
struct Bit {
    std::uint32_t quick = 32768, slow = 32768;

    std::uint32_t of4096() const { return std::clamp((quick + slow) >> 5, 32u, 4064u); }
    void learn(int bit)
    {
        if (bit != 0) {
            quick -= quick >> 4;
            slow -= slow >> 7;
        } else {
            quick += (65536 - quick) >> 4;
            slow += (65536 - slow) >> 7;
        }
    }
};

/// Range coder with carries kept back, as in LZMA: the first byte is always 0.
class Encoder {
public:
    int code(Bit& model, int bit)
    {
        const std::uint32_t bound = (m_range >> 12) * model.of4096();
        if (bit != 0) {
            m_low += bound;
            m_range -= bound;
        } else {
            m_range = bound;
        }
        model.learn(bit);
        while (m_range < (1u << 24)) {
            m_range <<= 8;
            shift();
        }
        return bit;
    }
    std::vector<std::uint8_t> finish()
    {
        for (int i = 0; i < 5; ++i)
            shift();
        return std::move(m_bytes);
    }

private:
    void shift()
    {
        if (m_low < 0xFF000000u || m_low > 0xFFFFFFFFu) {
            const auto carry = static_cast<std::uint8_t>(m_low >> 32);
            for (; m_pending > 0; --m_pending) {
                m_bytes.push_back(static_cast<std::uint8_t>(m_cache + carry));
                m_cache = 0xFF;
            }
            m_cache = static_cast<std::uint8_t>(m_low >> 24);
        }
        ++m_pending;
        m_low = (m_low << 8) & 0xFFFFFFFFu;
    }

    std::uint64_t m_low = 0;
    std::uint32_t m_range = 0xFFFFFFFFu;
    std::uint8_t m_cache = 0;
    std::uint64_t m_pending = 1;
    std::vector<std::uint8_t> m_bytes;
};

class Decoder {
public:
    explicit Decoder(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
    {
        for (int i = 0; i < 5; ++i)
            m_code = (m_code << 8) | next();
    }
    /// The argument `bit` is the encoder's and has no meaning here.
    int code(Bit& model, int /*bit*/)
    {
        const std::uint32_t bound = (m_range >> 12) * model.of4096();
        const int bit = m_code < bound ? 0 : 1;
        if (bit != 0) {
            m_code -= bound;
            m_range -= bound;
        } else {
            m_range = bound;
        }
        model.learn(bit);
        while (m_range < (1u << 24)) {
            m_range <<= 8;
            m_code = (m_code << 8) | next();
        }
        return bit;
    }

private:
    std::uint32_t next()
    {
        if (m_at == m_bytes.size())
            throw Error(ErrorCode::Corrupt, "the bytes of a packed plane end early", "packed plane", "Pack the data set again");
        return m_bytes[m_at++];
    }

    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at = 0;
    std::uint32_t m_range = 0xFFFFFFFFu;
    std::uint32_t m_code = 0;
};

void checkSize(int width, int height, int tolerance)
{
    if (width < 1 || width > maxSide || height < 1 || height > maxSide || tolerance < 0 || tolerance > maxTolerance)
        throw Error(ErrorCode::InvalidArgument, "a packed plane cannot have this size or tolerance", "packed plane",
            "1 to 4096 pixels a side, tolerance 0 to 15");
}

void checkPixels(std::span<const std::uint8_t> pixels, int width, int height)
{
    if (pixels.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
        throw Error(ErrorCode::InvalidArgument, "the number of pixels is not width times height", "packed plane");
}

/// Pixels already coded, read with repeated borders; rows above the first are 0.
struct Known {
    const std::uint8_t* pixels;
    int width;

    int operator()(int x, int y) const
    {
        if (x < 0) {
            x = 0; // left of a row lies the first pixel of the row above
            --y;
        }
        if (y < 0)
            return 0;
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(std::min(x, width - 1))];
    }
};

struct Offset {
    int x, y;
};

/// Prediction of grey values from neighbours, in quarters of a grey level.
class Predictor {
public:
    static constexpr std::array<Offset, 12> neighbours{
        {{-1, 0}, {0, -1}, {-1, -1}, {1, -1}, {-2, 0}, {0, -2}, {-2, -1}, {2, -1}, {-1, -2}, {1, -2}, {-2, -2}, {2, -2}}};

    Predictor() { m_weights[0] = m_weights[1] = one / 2; }

    void predict(const Known& known, int x, int y)
    {
        for (std::size_t i = 0; i < neighbours.size(); ++i)
            m_values[i] = known(x + neighbours[i].x, y + neighbours[i].y);
        m_base = (m_values[0] + m_values[1] + 1) >> 1;
        std::int64_t sum = 0;
        m_energy = 0;
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            const int d = m_values[i] - m_base;
            sum += m_weights[i] * d;
            m_energy += d * d;
        }
        m_linear = static_cast<int>(std::clamp<std::int64_t>(4 * m_base + (sum >> (shift - 2)), 0, 4 * 255));
        const int w = m_values[0], n = m_values[1], nw = m_values[2], ne = m_values[3], ww = m_values[4], nn = m_values[5];
        contrast =
            std::abs(w - ww) + std::abs(n - nw) + std::abs(n - ne) + std::abs(w - nw) + std::abs(n - nn) + std::abs(ne - m_values[9]);
        const int level = (m_linear + 2) >> 2;
        m_texture = (n < level ? 1 : 0) | (w < level ? 2 : 0) | (nw < level ? 4 : 0) | (ne < level ? 8 : 0) | (nn < level ? 16 : 0)
            | (ww < level ? 32 : 0);
    }

    /// The prediction plus the mean error that this texture and contrast had so far.
    int corrected(int contrastLevel)
    {
        m_context = static_cast<std::size_t>(m_texture) * 8 + static_cast<std::size_t>(contrastLevel / 2);
        return m_linear + m_errors[m_context] / m_counts[m_context];
    }

    void learn(int value)
    {
        const int error = 4 * value - m_linear;
        const std::int64_t rate = (std::int64_t{error} * 64 * 65536) / (m_energy + 32);
        for (std::size_t i = 0; i < neighbours.size(); ++i)
            m_weights[i] = std::clamp<std::int64_t>(m_weights[i] + ((rate * (m_values[i] - m_base)) >> 16), -limit, limit);
        m_errors[m_context] += error;
        if (++m_counts[m_context] >= 64) {
            m_errors[m_context] /= 2;
            m_counts[m_context] /= 2;
        }
    }

    int contrast = 0;

private:
    static constexpr int shift = 16;
    static constexpr std::int64_t one = std::int64_t{1} << shift;
    static constexpr std::int64_t limit = 64 * one; // damaged bytes must not run the numbers over

    std::array<std::int64_t, 12> m_weights{};
    std::array<int, 12> m_values{};
    std::array<int, 64 * 8> m_errors{};
    std::array<int, 64 * 8> m_counts = [] {
        std::array<int, 64 * 8> ones{};
        ones.fill(1);
        return ones;
    }();
    int m_base = 0, m_energy = 0, m_linear = 0, m_texture = 0;
    std::size_t m_context = 0;
};

/// Contexts and walk of a grey plane; the coder decides whether pixels are read or written.
template <class Coder>
void codeGrey(Coder& coder, const std::uint8_t* wanted, std::uint8_t* known, int width, int height, int tolerance)
{
    constexpr std::array<int, 15> contrastSteps{2, 4, 7, 10, 14, 18, 24, 30, 38, 48, 60, 76, 96, 130, 180};
    constexpr int unaryLimit = 14;
    const int step = 2 * tolerance + 1;
    std::vector<Bit> zero(16 * 3), sign(16), unary(16 * unaryLimit), rest(256);
    std::vector<int> above(static_cast<std::size_t>(width), 0); // errors of the row above, overwritten by this row's
    Predictor predictor;
    const Known view{known, width};
    for (int y = 0; y < height; ++y) {
        int left = 0;
        for (int x = 0; x < width; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
            int& up = above[static_cast<std::size_t>(x)];
            predictor.predict(view, x, y);
            const int activity = predictor.contrast + 2 * (std::abs(left) + std::abs(up));
            const auto level =
                static_cast<int>(std::upper_bound(contrastSteps.begin(), contrastSteps.end(), activity) - contrastSteps.begin());
            const int predicted = std::clamp((predictor.corrected(level) + 2) >> 2, 0, 255);
            const int error = wanted != nullptr ? wanted[at] - predicted : 0;
            const int folds = (std::abs(error) + tolerance) / step;
            const int big = (std::abs(left) > tolerance ? 1 : 0) + (std::abs(up) > tolerance ? 1 : 0);
            int found = coder.code(zero[static_cast<std::size_t>(level) * 3 + static_cast<std::size_t>(big)], folds != 0 ? 1 : 0);
            if (found != 0) {
                const int signs =
                    (left > tolerance ? 1 : 0) | (up > tolerance ? 2 : 0) | (left < -tolerance ? 4 : 0) | (up < -tolerance ? 8 : 0);
                const int negative = coder.code(sign[static_cast<std::size_t>(signs)], error < 0 ? 1 : 0);
                int more = 0;
                while (more < unaryLimit
                    && coder.code(
                           unary[static_cast<std::size_t>(level) * unaryLimit + static_cast<std::size_t>(more)], folds - 1 > more ? 1 : 0)
                        != 0)
                    ++more;
                if (more == unaryLimit) {
                    std::size_t node = 1;
                    const int left8 = folds - 1 - unaryLimit;
                    for (int i = 7; i >= 0; --i)
                        node = 2 * node + static_cast<std::size_t>(coder.code(rest[node], (left8 >> i) & 1));
                    more += static_cast<int>(node) - 256;
                }
                found = negative != 0 ? -(more + 1) : more + 1;
            }
            const int value = std::clamp(predicted + found * step, 0, 255);
            known[at] = static_cast<std::uint8_t>(value);
            predictor.learn(value);
            left = up = value - predicted;
        }
    }
}

template <class Coder>
void codeMask(Coder& coder, const std::uint8_t* wanted, std::uint8_t* known, int width, int height)
{
    constexpr std::array<Offset, 11> around{
        {{-2, 0}, {-3, 0}, {0, -1}, {-1, -1}, {1, -1}, {-2, -1}, {2, -1}, {0, -2}, {-1, -2}, {1, -2}, {3, -1}}};
    std::vector<Bit> same(std::size_t{2} << around.size()), other(2 * 64), value(256);
    const Known view{known, width};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
            const int left = view(x - 1, y);
            std::size_t context = left != 0 ? 1 : 0;
            int candidate = -1;
            for (const auto& offset : around) {
                const int neighbour = view(x + offset.x, y + offset.y);
                context = 2 * context + (neighbour == left ? 1 : 0);
                if (candidate < 0 && offset.y < 0 && neighbour != left)
                    candidate = neighbour;
            }
            const int pixel = wanted != nullptr ? wanted[at] : 0;
            int result = left;
            if (coder.code(same[context], pixel != left ? 1 : 0) != 0) {
                result = candidate;
                if (candidate < 0 || coder.code(other[context % 128], pixel != candidate ? 1 : 0) != 0) {
                    std::size_t node = 1;
                    for (int i = 7; i >= 0; --i)
                        node = 2 * node + static_cast<std::size_t>(coder.code(value[node], (pixel >> i) & 1));
                    result = static_cast<int>(node) - 256;
                }
            }
            known[at] = static_cast<std::uint8_t>(result);
        }
    }
}

} // namespace

std::vector<std::uint8_t> encodeGreyPlane(std::span<const std::uint8_t> pixels, int width, int height, int tolerance)
{
    checkSize(width, height, tolerance);
    checkPixels(pixels, width, height);
    std::vector<std::uint8_t> known(pixels.size());
    Encoder coder;
    codeGrey(coder, pixels.data(), known.data(), width, height, tolerance);
    return coder.finish();
}

std::vector<std::uint8_t> decodeGreyPlane(std::span<const std::uint8_t> bytes, int width, int height, int tolerance)
{
    checkSize(width, height, tolerance);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    Decoder coder(bytes);
    codeGrey(coder, nullptr, pixels.data(), width, height, tolerance);
    return pixels;
}

std::vector<std::uint8_t> encodeMaskPlane(std::span<const std::uint8_t> pixels, int width, int height)
{
    checkSize(width, height, 0);
    checkPixels(pixels, width, height);
    std::vector<std::uint8_t> known(pixels.size());
    Encoder coder;
    codeMask(coder, pixels.data(), known.data(), width, height);
    return coder.finish();
}

std::vector<std::uint8_t> decodeMaskPlane(std::span<const std::uint8_t> bytes, int width, int height)
{
    checkSize(width, height, 0);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    Decoder coder(bytes);
    codeMask(coder, nullptr, pixels.data(), width, height);
    return pixels;
}

} // namespace sonosketch
