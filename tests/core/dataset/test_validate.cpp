// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "tests/core/dataset/published_layout.h"
#include "tests/support/check.h"

#include <QtTest>

using namespace sonosketch;
using test::PublishedLayout;

class TestValidate : public QObject {
    Q_OBJECT
    std::unique_ptr<PublishedLayout> m_layout;

    /// The reasons, in one line.
    std::string problems() const
    {
        std::string all;
        for (const DatasetProblem& problem : validateDataset(m_layout->to()))
            all += problem.file + ": " + problem.reason + "; ";
        return all;
    }
    static bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
    /// Replaces a file and records its hash, so that only the content is wrong.
    void replace(const std::string& file, std::string DatasetItem::*hash, const cv::Mat& image)
    {
        cv::imwrite((m_layout->to() / file).string(), image);
        DatasetManifest manifest = DatasetManifest::load(m_layout->to());
        manifest.items[0].*hash = sha256File(m_layout->to() / file);
        manifest.save(m_layout->to());
    }

private Q_SLOTS:
    void init()
    {
        m_layout = std::make_unique<PublishedLayout>();
        m_layout->addMmotu("1", 1);
        m_layout->addMmotu("2", 2);
        importDataset(m_layout->options("mmotu"));
        QCOMPARE(problems(), std::string());
    }
    void missingAndChangedFiles()
    {
        std::filesystem::remove(m_layout->to() / "images/mmotu-0001.png");
        std::ofstream(m_layout->to() / "sketches/mmotu-0002.png", std::ios::app | std::ios::binary) << 'x';
        const std::string found = problems();
        QVERIFY2(contains(found, "images/mmotu-0001.png"), found.c_str());
        QVERIFY2(contains(found, "sketches/mmotu-0002.png: its content differs"), found.c_str());
        QVERIFY2(!contains(found, "images/mmotu-0002.png"), found.c_str());
    }
    void wrongContent()
    {
        replace("labels/mmotu-0001.png", &DatasetItem::labelsSha256, cv::Mat(512, 512, CV_8UC1, cv::Scalar(9)));
        QVERIFY2(contains(problems(), "label id 9 is not in the palette"), problems().c_str());
        replace("fov/mmotu-0001.png", &DatasetItem::fieldOfViewSha256, cv::Mat(512, 512, CV_8UC1, cv::Scalar(128)));
        QVERIFY2(contains(problems(), "fov/mmotu-0001.png: a field of view holds 0 and 255 only"), problems().c_str());
        replace("fov/mmotu-0001.png", &DatasetItem::fieldOfViewSha256, cv::Mat(512, 512, CV_8UC1, cv::Scalar(0)));
        QVERIFY2(contains(problems(), "not black outside"), problems().c_str());
        replace("sketches/mmotu-0001.png", &DatasetItem::sketchSha256, cv::Mat(512, 256, CV_8UC1, cv::Scalar(0)));
        QVERIFY2(contains(problems(), "256x512"), problems().c_str());
        replace("images/mmotu-0001.png", &DatasetItem::imageSha256, cv::Mat(512, 512, CV_8UC3, cv::Scalar(0, 1, 2)));
        QVERIFY2(contains(problems(), "RGB"), problems().c_str());
    }
    void oneExampleInTwoParts()
    {
        DatasetManifest manifest = DatasetManifest::load(m_layout->to());
        manifest.items.push_back(manifest.items[0]);
        manifest.items.back().split = "test";
        manifest.save(m_layout->to());
        const std::string found = problems();
        QVERIFY2(contains(found, "listed twice") && contains(found, "stands in the parts"), found.c_str());
    }
    void oneGroupInTwoParts()
    {
        DatasetManifest manifest = DatasetManifest::load(m_layout->to());
        manifest.items[0].group = manifest.items[1].group = "exam-7";
        manifest.items[0].split = manifest.items[1].split = "train";
        manifest.save(m_layout->to());
        QCOMPARE(problems(), std::string());
        manifest.items[1].split = "val";
        manifest.save(m_layout->to());
        QCOMPARE(problems(), "images/mmotu-0002.png: the group exam-7 stands in the parts train and val; ");
    }
};

QTEST_GUILESS_MAIN(TestValidate)
#include "test_validate.moc"
