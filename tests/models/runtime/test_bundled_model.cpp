// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The model that the program ships with, on the case that it ships with.

#include "core/base/files.h"
#include "core/io/case_io.h"
#include "core/metrics/image_metrics.h"
#include "models/kernels/conv_function.h"
#include "models/runtime/generator_session.h"

#include <QtTest>

#include <opencv2/imgproc.hpp>

using namespace sonosketch;

class TestBundledModel : public QObject {
    Q_OBJECT

    std::unique_ptr<Generator> m_generator;
    Case m_case;
    cv::Mat m_picture;

    cv::Mat synthesise(const Case& value) { return m_generator->synthesize(ConditionBuilder(m_generator->info().spec).build(value), {}); }

private Q_SLOTS:
    void initTestCase()
    {
        m_generator = loadGenerator(defaultModel(), DeviceChoice::Cpu);
        m_case = loadCase(resourceDir() / "examples/simple-cyst");
        m_picture = synthesise(m_case);
    }

    void infoSaysWhatRuns()
    {
        QCOMPARE(m_generator->info().device, std::string("cpu"));
        QCOMPARE(m_generator->info().hash.size(), std::size_t{64});
        QCOMPARE(m_generator->info().precision, std::string(kernels::fastPathEnabled() ? "bf16" : "fp32"));
    }

    void thePictureLooksLikeTheScan()
    {
        QCOMPARE(m_picture.size(), cv::Size(512, 512));
        QCOMPARE(m_picture.type(), CV_8UC1);
        const double found = msSsim(m_picture, m_case.source);
        // A flat grey field of the right brightness is what a model that learnt nothing would give.
        const cv::Mat flat(m_picture.size(), CV_8UC1, cv::mean(m_case.source));
        qInfo("MS-SSIM to the real scan: %.3f, of a flat field: %.3f", found, msSsim(flat, m_case.source));
        QVERIFY(found > msSsim(flat, m_case.source) + 0.15);
        const cv::Mat cyst = m_case.labels != 0, view = m_case.fieldOfView != 0;
        QVERIFY(cv::mean(m_picture, cyst)[0] < cv::mean(m_picture, view & ~cyst)[0] - 30); // fluid is dark
        QVERIFY(cv::mean(m_picture, ~view)[0] < 10);                                       // nothing outside the scan sector
    }

    void equalConditionsGiveEqualPixels() { QCOMPARE(cv::norm(synthesise(m_case), m_picture, cv::NORM_INF), 0.0); }

    void anEditChangesThePictureNearTheEdit()
    {
        Case edited = m_case.clone();
        cv::circle(edited.labels, {400, 430}, 34, cv::Scalar(3), cv::FILLED);
        cv::Mat near(canvasSize, canvasSize, CV_8UC1, cv::Scalar(0)), difference;
        cv::circle(near, {400, 430}, 44, cv::Scalar(255), cv::FILLED);
        cv::absdiff(synthesise(edited), m_picture, difference);
        const double inside = cv::mean(difference, near)[0], outside = cv::mean(difference, near == 0)[0];
        qInfo("mean change: %.2f grey levels near the new lesion, %.2f elsewhere", inside, outside);
        QVERIFY(inside > 8.0);
        QVERIFY(inside > 4.0 * outside);
    }

    void theSketchIsFollowed()
    {
        Case edited = m_case.clone();
        cv::line(edited.sketch, {180, 250}, {320, 250}, cv::Scalar(SketchPen), 1); // a septum through the cyst
        cv::Mat difference;
        cv::absdiff(synthesise(edited), m_picture, difference);
        const double on = cv::mean(difference(cv::Rect(180, 240, 140, 20)))[0], off = cv::mean(difference(cv::Rect(0, 400, 512, 100)))[0];
        qInfo("mean change: %.2f grey levels at the septum, %.2f far away", on, off);
        QVERIFY(on > 3.0 * off);
    }

    void fastKernelsAgreeWithPlainFloat32()
    {
        if (!kernels::fastPathEnabled())
            QSKIP("this CPU has no AMX: the plain path is the only one here");
        kernels::setFastPath(false);
        const auto plain = loadGenerator(defaultModel(), DeviceChoice::Cpu);
        const cv::Mat exact = plain->synthesize(ConditionBuilder(plain->info().spec).build(m_case), {});
        kernels::setFastPath(true);
        const double found = psnr(m_picture, exact);
        qInfo("PSNR of bf16 against float32: %.1f dB", found);
        QVERIFY(found > 40.0);
    }
};

QTEST_GUILESS_MAIN(TestBundledModel)
#include "test_bundled_model.moc"
