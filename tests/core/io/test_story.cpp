// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/io/png_file.h"
#include "core/io/story.h"
#include "tests/support/check.h"
#include "tests/support/gif_reader.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;
namespace fs = std::filesystem;

class TestStory : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    const SyntheticRecord m_record{"pgsgan", std::string(64, 'a'), {}, "Case \xc3\xa4", "Somebody, CC BY 4.0", {}};
    fs::path in(const char* name) const { return fs::path(m_dir->path().toStdString()) / name; }
    std::size_t entries() const
    {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(m_dir->path().toStdString()), fs::directory_iterator()));
    }
    static std::vector<StoryFrame> frames(int count, int size = 160)
    {
        std::vector<StoryFrame> result;
        for (int i = 0; i < count; ++i) {
            StoryFrame frame;
            frame.picture = test::ringPicture(size);
            cv::circle(frame.picture, {30 + 10 * i, 120}, 12, cv::Scalar(250), cv::FILLED);
            frame.caption = cv::Mat(20, size, CV_8UC1, cv::Scalar(40 + i));
            frame.text = "Step " + std::to_string(i) + ": \"quoted\" \xc3\xa4";
            result.push_back(frame);
        }
        return result;
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void sheetShowsEveryPictureMarkedAndSaysSo()
    {
        const auto story = frames(5);
        writeContactSheet(in("sheet.png"), story, m_record, {800, 3});
        const cv::Mat sheet = cv::imread(in("sheet.png").string(), cv::IMREAD_UNCHANGED);
        QCOMPARE(sheet.type(), CV_8UC1);
        QCOMPARE(sheet.cols, 3 * 172 + 12);
        QCOMPARE(sheet.rows, 2 * 192 + 12);
        for (int i = 0; i < 5; ++i)
            QVERIFY(samePixels(
                sheet(cv::Rect(12 + i % 3 * 172, 12 + i / 3 * 192, 160, 180)).clone(), storyPicture(story[static_cast<std::size_t>(i)])));
        QVERIFY(samePixels(storyPicture(story[0])(cv::Rect(0, 0, 160, 160)).clone(), withSyntheticMark(story[0].picture, {})));
        const std::string json = readPngText(in("sheet.png"), "SonoSketch");
        QVERIFY(json.find("\"synthetic\":true") != std::string::npos && json.find("Step 4") != std::string::npos);
        QCOMPARE(entries(), std::size_t{1});
    }
    void sheetOfManyIsShrunk()
    {
        const std::vector<StoryFrame> story(150, frames(1, 512).front());
        writeContactSheet(in("sheet.png"), story, m_record, {800, 100});
        const cv::Mat sheet = cv::imread(in("sheet.png").string(), cv::IMREAD_UNCHANGED);
        QVERIFY(sheet.cols <= maxSheetSide && sheet.cols > maxSheetSide / 2);
    }
    void folderHoldsOnePngAStep()
    {
        const auto story = frames(3);
        writeStoryFolder(in("story"), story, m_record);
        for (int i = 0; i < 3; ++i) {
            const fs::path file = in("story") / ("step-000" + std::to_string(i + 1) + ".png");
            QVERIFY(samePixels(cv::imread(file.string(), cv::IMREAD_UNCHANGED), storyPicture(story[static_cast<std::size_t>(i)])));
            QVERIFY(!readPngText(file, "Disclaimer").empty());
        }
        QCOMPARE(codeOf([&] { writeStoryFolder(in("story"), story, m_record); }), ErrorCode::InvalidArgument);
        QCOMPARE(entries(), std::size_t{1});
    }
    void gifKeepsEveryGreyLevelAndSaysSynthetic()
    {
        const auto story = frames(4);
        writeStoryGif(in("story.gif"), story, m_record, {250, 0});
        const test::Gif gif = test::readGif(in("story.gif"));
        QCOMPARE(gif.frames.size(), std::size_t{4});
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(samePixels(gif.frames[i], storyPicture(story[i])));
        QCOMPARE(gif.hundredths, std::vector<int>(4, 25));
        QVERIFY(gif.repeats);
        QVERIFY(gif.comment.find("\"synthetic\":true") != std::string::npos);
        QVERIFY(gif.comment.find("Step 3") != std::string::npos);
    }
    void filmHoldsEveryPictureForItsTime()
    {
        const auto story = frames(3, 161); // odd sides: films have even ones
        try {
            writeStoryFilm(in("story.webm"), story, {500, 0});
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Unsupported)
                QSKIP("OpenCV writes no WebM here");
            throw;
        }
        cv::VideoCapture film(in("story.webm").string());
        QVERIFY(film.isOpened());
        int count = 0;
        cv::Mat picture, grey;
        while (film.read(picture)) {
            cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
            QCOMPARE(grey.size(), cv::Size(162, 182));
            const cv::Mat expected = storyPicture(story[static_cast<std::size_t>(count / 5)]);
            QVERIFY(cv::norm(grey(cv::Rect({}, expected.size())), expected, cv::NORM_L1) / static_cast<double>(expected.total()) < 12);
            ++count;
        }
        QCOMPARE(count, 15);
        QCOMPARE(entries(), std::size_t{1});
    }
    void badStoriesAreRefusedAndLeaveNothing()
    {
        const auto all = [&](const std::vector<StoryFrame>& story, const StoryOptions& options = {}) {
            return std::vector{codeOf([&] { writeContactSheet(in("a.png"), story, m_record, options); }),
                codeOf([&] { writeStoryGif(in("a.gif"), story, m_record, options); }),
                codeOf([&] { writeStoryFilm(in("a.webm"), story, options); })};
        };
        using Codes = std::vector<std::optional<ErrorCode>>;
        QCOMPARE(all({}), Codes(3, ErrorCode::InvalidArgument));
        QCOMPARE(all(std::vector<StoryFrame>(maxStoryFrames + 1, frames(1).front())), Codes(3, ErrorCode::TooLarge));
        auto story = frames(2);
        story[1].picture = test::ringPicture(100);
        QCOMPARE(all(story), Codes(3, ErrorCode::InvalidArgument));
        story = frames(2);
        story[1].picture.convertTo(story[1].picture, CV_32F);
        QCOMPARE(all(story), Codes(3, ErrorCode::InvalidArgument));
        story = frames(2);
        story[0].caption = cv::Mat(20, 10, CV_8UC1, cv::Scalar(0));
        QCOMPARE(all(story), Codes(3, ErrorCode::InvalidArgument));
        for (const int columns : {-1, 101})
            QCOMPARE(codeOf([&] { writeContactSheet(in("a.png"), frames(2), m_record, {800, columns}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { writeStoryGif(in("a.gif"), frames(2), m_record, {5, 0}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { writeStoryFilm(in("a.webm"), frames(2), {70'000, 0}); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { writeStoryGif(in("none") / "a.gif", frames(2), m_record); }), ErrorCode::WriteFailed);
        QCOMPARE(codeOf([&] { writeStoryFilm(in("none") / "a.webm", frames(2)); }), ErrorCode::WriteFailed);
        QCOMPARE(entries(), std::size_t{0});
    }
    void cancellingLeavesWhatWasThere()
    {
        writeFileAtomically(in("a.gif"), "before");
        const auto story = frames(4);
        const CancelToken token;
        const auto stopAtTwo = [&](std::size_t done, std::size_t, const std::string&) {
            if (done == 2)
                token.cancel();
        };
        QCOMPARE(codeOf([&] { writeStoryGif(in("a.gif"), story, m_record, {}, token, stopAtTwo); }), ErrorCode::Cancelled);
        QCOMPARE(readTextFile(in("a.gif")), std::string("before"));
        QCOMPARE(codeOf([&] { writeStoryFolder(in("folder"), story, m_record, token); }), ErrorCode::Cancelled);
        QCOMPARE(codeOf([&] { writeContactSheet(in("a.png"), story, m_record, {}, token); }), ErrorCode::Cancelled);
        const auto film = codeOf([&] { writeStoryFilm(in("a.webm"), story, {}, token); });
        QVERIFY(film == ErrorCode::Cancelled || film == ErrorCode::Unsupported);
        QCOMPARE(entries(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestStory)
#include "test_story.moc"
