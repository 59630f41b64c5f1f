// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/story.h"
#include "core/io/story_check.h"

#include <fmt/format.h>
#include <gif_lib.h>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

// Stories that move.
namespace sonosketch {

namespace {

int appendBytes(GifFileType* gif, const GifByteType* bytes, int count)
{
    auto* out = static_cast<std::vector<std::uint8_t>*>(gif->UserData);
    try {
        out->insert(out->end(), bytes, bytes + count);
    } catch (const std::bad_alloc&) {
        return 0; // giflib is C: nothing may be thrown through it
    }
    return count;
}

class GifWriter {
public:
    GifWriter(std::vector<std::uint8_t>& out, cv::Size size, const std::string& where)
        : m_where(where)
    {
        int error = 0;
        m_gif = EGifOpen(&out, appendBytes, &error);
        if (!m_gif)
            fail(error);
        EGifSetGifVersion(m_gif, true);
        const std::unique_ptr<ColorMapObject, void (*)(ColorMapObject*)> greys(GifMakeMapObject(256, nullptr), GifFreeMapObject);
        if (!greys)
            fail(E_GIF_ERR_NOT_ENOUGH_MEM);
        for (int level = 0; level < 256; ++level) {
            const auto value = static_cast<GifByteType>(level);
            greys->Colors[level] = {value, value, value};
        }
        check(EGifPutScreenDesc(m_gif, size.width, size.height, 8, 0, greys.get()));
        // Repeats for ever, as browsers and viewers understand it.
        const unsigned char loop[] = {1, 0, 0};
        check(EGifPutExtensionLeader(m_gif, APPLICATION_EXT_FUNC_CODE));
        check(EGifPutExtensionBlock(m_gif, 11, "NETSCAPE2.0"));
        check(EGifPutExtensionBlock(m_gif, sizeof(loop), loop));
        check(EGifPutExtensionTrailer(m_gif));
    }
    ~GifWriter()
    {
        if (m_gif) {
            int error = 0;
            EGifCloseFile(m_gif, &error);
        }
    }
    GifWriter(const GifWriter&) = delete;
    GifWriter& operator=(const GifWriter&) = delete;

    void comment(const std::string& text)
    {
        check(EGifPutExtensionLeader(m_gif, COMMENT_EXT_FUNC_CODE));
        for (std::size_t at = 0; at < text.size(); at += 255)
            check(EGifPutExtensionBlock(m_gif, static_cast<int>(std::min<std::size_t>(255, text.size() - at)), text.data() + at));
        check(EGifPutExtensionTrailer(m_gif));
    }
    void frame(const cv::Mat& picture, int hundredths)
    {
        GraphicsControlBlock control{};
        control.DisposalMode = DISPOSE_DO_NOT;
        control.DelayTime = hundredths;
        control.TransparentColor = NO_TRANSPARENT_COLOR;
        GifByteType bytes[4];
        EGifGCBToExtension(&control, bytes);
        check(EGifPutExtension(m_gif, GRAPHICS_EXT_FUNC_CODE, sizeof(bytes), bytes));
        check(EGifPutImageDesc(m_gif, 0, 0, picture.cols, picture.rows, false, nullptr));
        cv::Mat row;
        for (int y = 0; y < picture.rows; ++y) {
            picture.row(y).copyTo(row); // giflib takes writable pixels
            check(EGifPutLine(m_gif, row.data, picture.cols));
        }
    }
    void close()
    {
        int error = 0;
        if (EGifCloseFile(std::exchange(m_gif, nullptr), &error) == GIF_ERROR)
            fail(error);
    }

private:
    void check(int result)
    {
        if (result == GIF_ERROR)
            fail(m_gif->Error);
    }
    [[noreturn]] void fail(int error)
    {
        const char* reason = GifErrorString(error);
        throw Error(ErrorCode::WriteFailed, fmt::format("The GIF could not be encoded: {}", reason ? reason : "unknown"), m_where);
    }

    std::string m_where;
    GifFileType* m_gif = nullptr;
};

} // namespace

void writeStoryGif(const std::filesystem::path& path, const std::vector<StoryFrame>& frames, const SyntheticRecord& record,
    const StoryOptions& options, const CancelToken& cancel, const ProgressFunction& progress)
{
    story::requireFrames(frames);
    story::requireDuration(options);
    const cv::Size size(frames.front().picture.cols, frames.front().picture.rows + frames.front().caption.rows);
    if (size.width > 0xffff || size.height > 0xffff)
        throw Error(ErrorCode::InvalidArgument, "A GIF has at most 65535 pixels a side", path.string());
    std::vector<std::uint8_t> bytes;
    GifWriter gif(bytes, size, path.string());
    gif.comment(syntheticTexts(record, true, story::stepTexts(frames)).back().second);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        story::requireGoingOn(cancel);
        gif.frame(storyPicture(frames[i]), (options.millisecondsPerFrame + 5) / 10);
        if (progress)
            progress(i + 1, frames.size(), frames[i].text);
    }
    gif.close();
    story::requireGoingOn(cancel);
    writeFileAtomically(path, bytes);
}

void writeStoryFilm(const std::filesystem::path& path, const std::vector<StoryFrame>& frames, const StoryOptions& options,
    const CancelToken& cancel, const ProgressFunction& progress)
{
    story::requireFrames(frames);
    story::requireDuration(options);
    // Players seek badly in films of less than a picture a second: each is written as often as it is shown at ten a second.
    constexpr int perSecond = 10;
    const int repeats = std::max(1, static_cast<int>(std::lround(options.millisecondsPerFrame * perSecond / 1000.0)));
    const cv::Mat first = storyPicture(frames.front());
    const cv::Size even((first.cols + 1) / 2 * 2, (first.rows + 1) / 2 * 2);
    std::filesystem::path beside = path;
    beside += ".partial.webm"; // the ending tells the writer which container
    std::error_code ignored;
    struct Remover {
        const std::filesystem::path& path;
        ~Remover()
        {
            std::error_code error;
            std::filesystem::remove(path, error);
        }
    } const remover{beside};

    if (const auto folder = std::filesystem::absolute(path, ignored).parent_path(); !std::filesystem::is_directory(folder, ignored))
        throw Error(ErrorCode::WriteFailed, "There is no such folder", folder.string());
    cv::VideoWriter film;
    try {
        for (const char* codec : {"VP80", "VP90"})
            if (!film.isOpened())
                film.open(beside.string(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc(codec[0], codec[1], codec[2], codec[3]), perSecond, even,
                    true);
        if (!film.isOpened())
            throw Error(ErrorCode::Unsupported, "This system's OpenCV writes no WebM", path.string(), "Export an animated GIF instead.");
        for (std::size_t i = 0; i < frames.size(); ++i) {
            story::requireGoingOn(cancel);
            cv::Mat picture = storyPicture(frames[i]);
            cv::copyMakeBorder(picture, picture, 0, even.height - picture.rows, 0, even.width - picture.cols, cv::BORDER_CONSTANT);
            cv::cvtColor(picture, picture, cv::COLOR_GRAY2BGR);
            for (int again = 0; again < repeats; ++again)
                film.write(picture);
            if (progress)
                progress(i + 1, frames.size(), frames[i].text);
        }
        film.release();
    } catch (const cv::Exception& error) {
        throw Error(ErrorCode::WriteFailed, "The film could not be written: " + std::string(error.what()), path.string());
    }
    story::requireGoingOn(cancel);
    if (std::filesystem::file_size(beside, ignored) == 0 || ignored)
        throw Error(ErrorCode::WriteFailed, "The film could not be written", path.string());
    std::filesystem::rename(beside, path, ignored);
    if (ignored)
        throw Error(ErrorCode::WriteFailed, "The film could not be put in its place: " + ignored.message(), path.string());
}

} // namespace sonosketch
