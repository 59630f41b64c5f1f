// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The segmenter and the encoder that the program ships with, on the case that it ships with.

#include "core/base/files.h"
#include "core/io/case_io.h"
#include "core/metrics/label_agreement.h"
#include "models/metrics/feature_source.h"
#include "models/metrics/perception_model.h"
#include "models/metrics/segmenter.h"

#include <QtTest>

#include <opencv2/imgproc.hpp>

using namespace sonosketch;
using namespace sonosketch::metrics;

class TestBundledPerception : public QObject {
    Q_OBJECT

    Case m_case;

private Q_SLOTS:
    void initTestCase() { m_case = loadCase(resourceDir() / "examples/simple-cyst"); }

    void theSegmenterFindsTheCyst()
    {
        const auto segmenter = loadSegmenter(bundledSegmenter(), DeviceChoice::Cpu);
        LabelAgreement agreement(static_cast<int>(segmenter->classes().size()) + 1);
        agreement.add(segmenter->segment(m_case.source), m_case.labels);
        qInfo("Dice of any lesion: %.3f", agreement.objectDice().value_or(0.0));
        QVERIFY(agreement.objectDice().value_or(0.0) > 0.7);
    }

    void theEncoderTellsSharpFromSpoiltPictures()
    {
        const auto encoder = loadFeatureEncoder(bundledFeatureEncoder(), DeviceChoice::Cpu);
        const auto distance = [&](const cv::Mat& picture) {
            return (encoder->features(toTensor(picture)) - encoder->features(toTensor(m_case.source))).norm().item<double>();
        };
        cv::Mat mirrored, little, much, dark = m_case.source * 0.9;
        cv::flip(m_case.source, mirrored, 1);
        cv::GaussianBlur(m_case.source, little, cv::Size(), 1);
        cv::GaussianBlur(m_case.source, much, cv::Size(), 3);
        qInfo("feature distance: mirrored %.2f, 10 %% darker %.2f, blurred by 1 px %.2f, by 3 px %.2f", distance(mirrored), distance(dark),
            distance(little), distance(much));
        QVERIFY(distance(mirrored) < distance(little)); // what makes no picture less real counts less than what does
        QVERIFY(distance(dark) < distance(much));
        QVERIFY(distance(little) < distance(much));
    }
};

QTEST_GUILESS_MAIN(TestBundledPerception)
#include "test_bundled_perception.moc"
