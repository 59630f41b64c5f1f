// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The evaluation on made-up pictures with made-up generators whose quality is known.

#include "core/report/page.h"
#include "models/checkpoint/find_model.h"
#include "models/evaluation/copy_check.h"
#include "models/evaluation/evaluate.h"
#include "models/evaluation/html_parts.h"
#include "models/evaluation/measures.h"
#include "models/evaluation/statistics.h"
#include "tests/models/evaluation/made_up_data.h"
#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace sonosketch;
using namespace sonosketch::evaluation;
namespace fs = std::filesystem;

namespace {

constexpr int training = 5, tested = 6;

Instruments madeUpInstruments(const LabelPalette& palette)
{
    Instruments instruments;
    instruments.features = std::make_unique<test::GreyMeter>();
    instruments.segmenter = std::make_unique<test::DarkSegmenter>(palette);
    return instruments;
}

} // namespace

class TestEvaluate : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_data;
    DatasetManifest m_manifest;
    Evaluation m_result;
    nlohmann::json m_json;

    DatasetSample sample(int index) const { return loadSample(m_data, m_manifest.items.at(static_cast<std::size_t>(index))); }

    /// Gives the real picture back.
    std::unique_ptr<test::AnsweringGenerator> perfect() const
    {
        auto generator = std::make_unique<test::AnsweringGenerator>(m_manifest.palette);
        for (int i = training; i < training + tested; ++i)
            generator->learn(sample(i), sample(i).image);
        return generator;
    }
    EvaluationSettings settings() const
    {
        EvaluationSettings result;
        result.data = m_data;
        result.shown = 2;
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_data = fs::path(m_dir.path().toStdString()) / "data";
        m_manifest = test::writeMadeUpData(m_data, training, tested);
        std::vector<Candidate> candidates;
        candidates.push_back({"perfect", perfect()});
        candidates.push_back({"black <&>", std::make_unique<test::AnsweringGenerator>(m_manifest.palette)});
        // Answers every condition with a training picture.
        candidates.push_back({"copier", std::make_unique<test::AnsweringGenerator>(m_manifest.palette, sample(2).image)});
        auto instruments = madeUpInstruments(m_manifest.palette);
        m_result = evaluate(settings(), candidates, instruments, {});
        m_json = nlohmann::json::parse(reportJson(m_result));
    }

    void aPerfectGeneratorReachesEveryBound()
    {
        const auto& values = m_result.models.at(0).values;
        const auto& real = m_result.real.values;
        QCOMPARE(values.at("l1"), 0.0);
        QCOMPARE(values.at("l1_fov"), 0.0);
        QCOMPARE(values.at("ssim"), 1.0);
        QVERIFY(std::abs(values.at("ssim_fov") - 1) < 1e-9);
        QVERIFY(std::abs(values.at("ms_ssim") - 1) < 1e-9);
        QCOMPARE(values.at("psnr"), psnrCeiling);
        QCOMPARE(values.at("psnr_fov"), psnrCeiling);
        QCOMPARE(values.at("perceptual"), 0.0);
        QVERIFY(values.at("frechet") < 1e-6);
        QVERIFY(values.at("kid_x100") < 0.5);
        // Its edges are the sketch but for what the object hides.
        QVERIFY(values.at("edge_f1") > 0.99);
        QCOMPARE(values.at("edge_f1"), real.at("edge_f1"));
        QVERIFY(values.at("dice_real") > 0.8);
        QCOMPARE(values.at("dice_synth"), values.at("dice_real"));
        QCOMPARE(values.at("dice_ratio"), 1.0);
        QCOMPARE(values.at("speckle_snr"), real.at("speckle_snr"));
        QCOMPARE(values.at("texture_energy"), real.at("texture_energy"));
        QCOMPARE(m_result.models.at(0).copies.copies, std::size_t{0});
    }

    void aBlackPictureIsWorseInEveryRow()
    {
        const auto &good = m_result.models.at(0).values, &bad = m_result.models.at(1).values;
        for (const char* key : {"frechet", "kid_x100", "l1", "l1_fov", "perceptual"})
            QVERIFY2(bad.at(key) > good.at(key), key);
        for (const char* key :
            {"ms_ssim", "ssim", "ssim_fov", "psnr", "psnr_fov", "edge_f1", "edge_recall", "dice_synth", "texture_energy"})
            QVERIFY2(bad.at(key) < good.at(key), key);
        // The surroundings flatter it in the whole picture.
        QVERIFY(bad.at("l1") < bad.at("l1_fov"));
        QVERIFY(bad.at("ssim") > bad.at("ssim_fov"));
    }

    void copiesOfTrainingPicturesAreFound()
    {
        const auto& copies = m_result.models.at(2).copies;
        QVERIFY(copies.measured);
        QCOMPARE(copies.copies, std::size_t{tested});
        QCOMPARE(copies.nearest.front().training, std::string("made-2"));
        QCOMPARE(copies.nearest.front().distance, 0.0);
        QVERIFY(test::samePixels(m_result.models.at(2).nearestTraining, sample(2).image));
        QCOMPARE(m_result.real.copies.copies, std::size_t{0});
    }

    void aRealPictureIsNotItsOwnCopy()
    {
        std::vector<Fingerprint> set;
        for (int i = 0; i < 3; ++i)
            set.push_back(fingerprint("id" + std::to_string(i), sample(i).image, {}, std::string(64, static_cast<char>('a' + i))));
        const CopyCheck check(set, set);
        QCOMPARE(check.checkReal().copies, std::size_t{0});
        QCOMPARE(check.check({fingerprint("new", sample(1).image, {})}).copies, std::size_t{1});
        QVERIFY(!CopyCheck({}, set).checkReal().measured);
    }

    void theReportHoldsEveryKeyAndFiniteNumbers()
    {
        for (const char* name : {"perfect", "black <&>", "copier"}) {
            const auto& model = m_json["models"][name];
            for (const auto& row : measures()) {
                const std::string key = row.key;
                // A black picture has no speckle, and no edges that could lie anywhere.
                if (std::string(name) == "black <&>" && (key == "speckle_snr" || key == "edge_precision")) {
                    QVERIFY(model[key].is_null());
                    continue;
                }
                QVERIFY2(model.contains(row.key) && model[row.key].is_number() && std::isfinite(model[row.key].get<double>()), row.key);
            }
            QCOMPARE(model["frechet_features"].get<std::string>(), std::string("grey-meter"));
            QCOMPARE(model["model_hash"].get<std::string>().size(), std::size_t{64});
            QVERIFY(model["ms_per_image"].get<double>() >= 0);
        }
        QCOMPARE(m_json["count"].get<int>(), tested);
        QCOMPARE(m_json["seed"].get<int>(), 1);
        QVERIFY(m_json["real"]["edge_f1"].is_number() && m_json["real"]["frechet"].is_number());
        QCOMPARE(m_json["paper"]["table_1"].size(), std::size_t{5});
        // Six pictures are too few for 17 features, and the report says so.
        QVERIFY(m_json["warnings"].dump().find("kernel distance") != std::string::npos);
        const auto dice = m_json["models"]["perfect"]["dice_classes"];
        QCOMPARE(dice.size(), std::size_t{2});
    }

    void equalRunsGiveEqualReports()
    {
        std::vector<Candidate> candidates;
        candidates.push_back({"perfect", perfect()});
        auto instruments = madeUpInstruments(m_manifest.palette);
        auto withLimit = settings();
        withLimit.limit = 4;
        auto first = evaluate(withLimit, candidates, instruments, {}), second = evaluate(withLimit, candidates, instruments, {});
        QCOMPARE(first.ids, (std::vector<std::string>{"made-5", "made-7", "made-8", "made-10"}));
        first.models[0].values["ms_per_image"] = second.models[0].values["ms_per_image"] = 0;
        QCOMPARE(reportJson(first), reportJson(second));
        QCOMPARE(perImageCsv(first), perImageCsv(second));
    }

    void thePageStandsAlone()
    {
        const auto page = QString::fromStdString(reportHtml(m_result));
        QVERIFY(page.contains("PGSGan") && page.contains("54.94") && page.contains("0.4895"));
        QVERIFY(page.contains("SYNTHETIC") && page.contains("Not for diagnosis"));
        QVERIFY(page.contains("black &lt;&amp;&gt;") && !page.contains("black <&>"));
        QVERIFY(page.contains("Frechet distance (grey-meter)") && page.contains("class=\"best\""));
        // No script, and nothing is fetched: every address is a picture within the page.
        QVERIFY(!page.contains("<script") && !page.contains("<link") && !page.contains("@import"));
        static const QRegularExpression address(QStringLiteral("(src|href)=\"(?!data:)|url\\("));
        QVERIFY(!address.match(page).hasMatch());
        // Two rows of condition, three models and the real picture; a pair of the copy check for each model.
        QCOMPARE(page.count("<img "), 2 * 5 + 3 * 2);
        QVERIFY(page.count("<svg ") >= 6);
    }

    void threeFilesAreWritten()
    {
        const fs::path out = fs::path(m_dir.path().toStdString()) / "new" / "report";
        writeReports(m_result, out);
        QVERIFY(fs::exists(out / "report.json") && fs::exists(out / "report.html"));
        const auto lines = QString::fromStdString(readTextFile(out / "per_image.csv")).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 4 * tested);
        QVERIFY(lines[0].startsWith("model,id,ms_ssim"));
        QVERIFY(summaryText(m_result).find("edge_f1") != std::string::npos);
    }

    void missingNetworksLeaveGapsNotFailures()
    {
        std::vector<Candidate> candidates;
        candidates.push_back({"perfect", perfect()});
        Instruments none;
        none.missing.emplace_back("No segmenter.");
        const auto result = evaluate(settings(), candidates, none, {});
        const auto json = nlohmann::json::parse(reportJson(result));
        QVERIFY(json["models"]["perfect"]["frechet"].is_null() && json["models"]["perfect"]["dice_synth"].is_null());
        QVERIFY(json["models"]["perfect"]["copies"].is_number());
        QCOMPARE(json["warnings"][0].get<std::string>(), std::string("No segmenter."));
        QVERIFY(reportHtml(result).find("No segmenter.") != std::string::npos);
    }

    void badInputIsRefusedFirst()
    {
        auto instruments = madeUpInstruments(m_manifest.palette);
        std::vector<Candidate> twice;
        twice.push_back({"same", perfect()});
        twice.push_back({"same", perfect()});
        QVERIFY(test::codeOf([&] { evaluate(settings(), twice, instruments, {}); }) == ErrorCode::Usage);
        std::vector<Candidate> other;
        other.push_back({"other", std::make_unique<test::AnsweringGenerator>(test::threeClasses())});
        QVERIFY(test::codeOf([&] { evaluate(settings(), other, instruments, {}); }) == ErrorCode::VersionMismatch);
        std::vector<Candidate> good;
        good.push_back({"good", perfect()});
        auto elsewhere = settings();
        elsewhere.split = "nowhere";
        QVERIFY(test::codeOf([&] { evaluate(elsewhere, good, instruments, {}); }) == ErrorCode::NotFound);
        Instruments wrong;
        wrong.segmenter = std::make_unique<test::DarkSegmenter>(test::threeClasses());
        QVERIFY(test::codeOf([&] { evaluate(settings(), good, wrong, {}); }) == ErrorCode::VersionMismatch);
        CancelToken cancelled;
        cancelled.cancel();
        QVERIFY(test::codeOf([&] { evaluate(settings(), good, instruments, cancelled); }) == ErrorCode::Cancelled);
        QVERIFY(test::codeOf([] { findModel("no-such-model"); }) == ErrorCode::NotFound);
        QVERIFY(test::codeOf([] { loadCandidates({"./nowhere"}, DeviceChoice::Cpu); }) == ErrorCode::NotFound);
    }

    void meansWithinARegionKnowNothingElse()
    {
        cv::Mat a(64, 64, CV_8UC1, cv::Scalar(100)), b = a.clone(), region = cv::Mat::zeros(64, 64, CV_8UC1);
        region(cv::Rect(16, 16, 20, 10)).setTo(255);
        b(cv::Rect(0, 0, 8, 8)).setTo(0);
        QCOMPARE(l1Within(a, b, region), 0.0);
        b(cv::Rect(16, 16, 10, 10)).setTo(151);
        QCOMPARE(l1Within(a, b, region), 0.1);
        QVERIFY(std::abs(psnrWithin(a, b, region) - 10 * std::log10(255.0 * 255 / (51.0 * 51 / 2))) < 1e-9);
        QVERIFY(std::isnan(ssimWithin(a, b, cv::Mat::zeros(64, 64, CV_8UC1))));
        // With every place in the region it is the whole picture's measure.
        const cv::Mat real = sample(0).image, other = sample(1).image;
        const cv::Mat everywhere(real.size(), CV_8UC1, cv::Scalar(255));
        Example example = prepareExample(sample(0), m_manifest.canny);
        QVERIFY(std::abs(ssimWithin(real, other, everywhere) - likeness(other, example).at("ssim")) < 1e-9);
    }

    void figuresOfLists()
    {
        const double nan = std::nan("");
        QCOMPARE(mean({1, nan, 3}), 2.0);
        QCOMPARE(median({5, 1, nan, 2, 4}), 3.0);
        QVERIFY(std::isnan(mean({nan})) && std::isnan(median({})));
        QCOMPARE(quantile({0, 10}, 0.25), 2.5);
        QCOMPARE(spread(10, 3), (std::vector<std::size_t>{0, 5, 9}));
        QCOMPARE(spread(2, 5).size(), std::size_t{2});
        std::vector<double> values;
        for (int i = 0; i < 200; ++i)
            values.push_back(i % 20);
        const auto interval = bootstrapInterval(values, 3);
        // 9.5 with a standard error of 5.77 / sqrt(200) = 0.408
        QVERIFY(interval[0] > 8.5 && interval[0] < 8.9 && interval[1] > 10.1 && interval[1] < 10.5);
        QCOMPARE(bootstrapInterval(values, 3), interval);
        QCOMPARE(report::number(-1.25, 1),
            std::string("\xe2\x88\x92"
                        "1.2"));
        QCOMPARE(report::escape("<a href='x'>&\""), std::string("&lt;a href=&#39;x&#39;&gt;&amp;&quot;"));
    }
};

QTEST_GUILESS_MAIN(TestEvaluate)
#include "test_evaluate.moc"
