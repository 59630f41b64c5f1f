// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// Batches are made from bytes, without OpenCV; core's ConditionBuilder, which the editor uses, is what they are held against.

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/condition/condition.h"
#include "models/nn/cpu_setup.h"
#include "models/training/batch_loader.h"
#include "models/training/folder_set.h"
#include "models/training/packed_set.h"
#include "tests/models/training/made_up_set.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fmt/format.h>

#include <cstring>
#include <set>

using namespace sonosketch;
using namespace sonosketch::training;
namespace fs = std::filesystem;

namespace {

/// Planes of every value there may be: labels with objects, edges inside and outside of them, a field of view with a hole.
DatasetSample randomSample(cv::RNG& random, int classes)
{
    DatasetSample sample;
    sample.image.create(canvasSize, canvasSize, CV_8UC1);
    random.fill(sample.image, cv::RNG::UNIFORM, 0, 256);
    sample.labels = cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(0));
    for (int i = 0; i < 4; ++i)
        cv::circle(sample.labels, {random.uniform(0, canvasSize), random.uniform(0, canvasSize)}, random.uniform(20, 120),
            cv::Scalar(random.uniform(1, classes + 1)), cv::FILLED);
    cv::Mat noise(canvasSize, canvasSize, CV_8UC1);
    random.fill(noise, cv::RNG::UNIFORM, 0, 256);
    sample.sketch = noise > 230;
    sample.fieldOfView = cv::Mat(canvasSize, canvasSize, CV_8UC1, cv::Scalar(0));
    cv::ellipse(sample.fieldOfView, {200, 260}, {180, 240}, 10, 0, 360, cv::Scalar(255), cv::FILLED);
    return sample;
}

SplitPlanes planesOf(const std::vector<DatasetSample>& samples)
{
    SplitPlanes planes;
    planes.image = torch::empty({static_cast<std::int64_t>(samples.size()), canvasSize, canvasSize}, torch::kUInt8);
    planes.marks = torch::empty_like(planes.image);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        planes.ids.push_back(fmt::format("random-{}", i));
        const auto& sample = samples[i];
        for (int y = 0; y < canvasSize; ++y) {
            for (int x = 0; x < canvasSize; ++x) {
                planes.image[static_cast<std::int64_t>(i)].data_ptr<std::uint8_t>()[y * canvasSize + x] =
                    sample.image.at<std::uint8_t>(y, x);
                planes.marks[static_cast<std::int64_t>(i)].data_ptr<std::uint8_t>()[y * canvasSize + x] =
                    static_cast<std::uint8_t>(sample.labels.at<std::uint8_t>(y, x) | (sample.sketch.at<std::uint8_t>(y, x) != 0 ? 64 : 0)
                        | (sample.fieldOfView.at<std::uint8_t>(y, x) != 0 ? 128 : 0));
            }
        }
    }
    return planes;
}

bool same(const torch::Tensor& tensor, const void* bytes)
{
    return tensor.is_contiguous() && std::memcmp(tensor.data_ptr(), bytes, static_cast<std::size_t>(tensor.numel())) == 0;
}

ConditionSpec mmotuSpec()
{
    return ConditionSpec::forPalette(LabelPalette::bundled("mmotu"));
}

} // namespace

class TestBatchLoader : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path m_root, m_data;

private Q_SLOTS:
    void initTestCase()
    {
        nn::prepareCpu();
        m_root = m_dir.path().toStdString();
        m_data = m_root / "data";
        test::writeMadeUpSet(m_data, 5, 2);
    }

    void conditionsAreThoseOfTheConditionBuilder_data()
    {
        QTest::addColumn<bool>("view");
        QTest::newRow("with a field of view") << true;
        QTest::newRow("without") << false;
    }

    void conditionsAreThoseOfTheConditionBuilder()
    {
        QFETCH(bool, view);
        cv::RNG random(4);
        const std::vector<DatasetSample> samples{randomSample(random, 8), randomSample(random, 8), randomSample(random, 8)};
        const auto spec = ConditionSpec::forPalette(LabelPalette::bundled("mmotu"), view);
        const BatchLoader loader(planesOf(samples), spec);
        auto recipe = Recipe::find("pgsgan-cpu");
        recipe.sketchHoles = 0.6;
        const ConditionBuilder builder(spec);
        int mirrored = 0, whole = 0, holed = 0;
        for (std::int64_t step = 0; step < 6; ++step) {
            const auto draws = loader.draw(step, recipe);
            const auto batch = loader.batch(step, recipe);
            QCOMPARE(draws.size(), std::size_t{4});
            for (std::size_t i = 0; i < draws.size(); ++i) {
                // By way of OpenCV, step for step what the draw says.
                const auto& draw = draws[i];
                DatasetSample sample = samples[draw.index];
                cv::Mat sketch = draw.wholeSketch ? sample.sketch.clone() : composeSketch(sample.sketch, sample.labels, {});
                for (const auto& hole : draw.holes)
                    sketch(cv::Rect(hole.x, hole.y, hole.width, hole.height)).setTo(0);
                sample.sketch = sketch;
                if (draw.mirror) {
                    for (cv::Mat* plane : {&sample.image, &sample.labels, &sample.sketch, &sample.fieldOfView}) {
                        cv::Mat flipped;
                        cv::flip(*plane, flipped, 1);
                        *plane = flipped;
                    }
                }
                const auto expected = builder.build(sample.labels, sample.sketch, sample.fieldOfView);
                QVERIFY(same(batch.condition[static_cast<std::int64_t>(i)], expected.values.data()));
                QVERIFY(same(batch.image[static_cast<std::int64_t>(i)], sample.image.data));
                mirrored += draw.mirror;
                whole += draw.wholeSketch;
                holed += !draw.holes.empty();
            }
        }
        QVERIFY(mirrored > 3 && whole > 3 && holed > 3 && mirrored < 21 && whole < 21 && holed < 21);
        const auto plain = loader.plain(1, 5);
        QCOMPARE(plain.image.size(0), std::int64_t{2});
        const auto expected =
            builder.build(samples[2].labels, composeSketch(samples[2].sketch, samples[2].labels, {}), samples[2].fieldOfView);
        QVERIFY(same(plain.condition[1], expected.values.data()));
        const auto example = loader.example(2);
        QVERIFY(same(example.labels, samples[2].labels.data) && same(example.fieldOfView, samples[2].fieldOfView.data));
        QVERIFY(same(example.sketch, composeSketch(samples[2].sketch, samples[2].labels, {}).data));
    }

    void theDrawsOfAStepNeverChange()
    {
        // Written down once: checkpoints of older runs resume with the same pictures only while these stay.
        cv::RNG random(4);
        const BatchLoader loader(planesOf({randomSample(random, 8), randomSample(random, 8), randomSample(random, 8)}), mmotuSpec());
        auto recipe = Recipe::find("pgsgan-cpu");
        recipe.sketchHoles = 0.6;
        std::string text;
        for (const auto& draw : loader.draw(17, recipe)) {
            text += fmt::format("{}{}{}", draw.index, draw.wholeSketch ? "w" : "c", draw.mirror ? "m" : "-");
            for (const auto& hole : draw.holes)
                text += fmt::format(" {},{}+{}x{}", hole.x, hole.y, hole.width, hole.height);
            text += ";";
        }
        QCOMPARE(text,
            std::string("2cm 10,229+132x156 18,250+107x127;2w-;1cm 191,7+107x159 25,167+122x169 29,193+92x105;"
                        "0c- 141,151+64x83 302,184+89x33 123,382+126x88;"));
    }

    void batchesDependOnSeedAndStepAlone()
    {
        const auto manifest = DatasetManifest::load(m_data);
        const BatchLoader first(loadSplit(m_data, manifest, "train"), mmotuSpec()),
            second(loadSplit(m_data, manifest, "train"), mmotuSpec());
        const auto recipe = Recipe::find("pgsgan-cpu");
        const auto a = first.batch(17, recipe), b = second.batch(17, recipe), c = first.batch(18, recipe);
        QVERIFY(torch::equal(a.condition, b.condition) && torch::equal(a.image, b.image));
        QVERIFY(!torch::equal(a.image, c.image));
        QCOMPARE(a.condition.sizes().vec(), (std::vector<std::int64_t>{4, 10, 512, 512}));
        QVERIFY_THROWS_EXCEPTION(Error, BatchLoader(loadSplit(m_data, manifest, "nowhere"), mmotuSpec()));
        auto few = mmotuSpec();
        few.classes.resize(2);
        QVERIFY_THROWS_EXCEPTION(Error, BatchLoader(loadSplit(m_data, manifest, "train"), few));
    }

    void everyEpochVisitsEveryExample()
    {
        const BatchLoader loader(loadFolder(m_data).train, mmotuSpec());
        auto recipe = Recipe::find("pgsgan-paper");
        recipe.batch = 5;
        std::set<std::string> seen;
        const auto images = loader.batch(3, recipe).image;
        for (int i = 0; i < 5; ++i)
            seen.insert(sha256(std::span(images[i].data_ptr<std::uint8_t>(), static_cast<std::size_t>(images[i].numel()))));
        QCOMPARE(seen.size(), std::size_t{5});
    }

    void thePaperRecipeKeepsEdgesOutOfObjects()
    {
        const auto condition = BatchLoader(loadFolder(m_data).train, mmotuSpec()).batch(0, Recipe::find("pgsgan-paper")).condition;
        const auto objects = condition.slice(1, 0, 8).amax(1);
        QVERIFY(condition.select(1, 8).sum().item<std::int64_t>() > 0);
        QCOMPARE((objects * condition.select(1, 8)).sum().item<std::int64_t>(), std::int64_t{0});
    }

    void aPackedSetIsTheFoldersSet()
    {
        const auto set = loadFolder(m_data);
        const auto path = m_root / "set.sonopack";
        for (const int tolerance : {0, 2}) {
            writePackedSet(path, set, tolerance);
            const auto back = readPackedSet(path);
            QCOMPARE(back.name, set.name);
            QVERIFY(back.palette == set.palette && back.train.ids == set.train.ids && back.val.ids == set.val.ids);
            QVERIFY(torch::equal(back.train.marks, set.train.marks) && torch::equal(back.val.marks, set.val.marks));
            const auto off = (back.train.image.to(torch::kInt32) - set.train.image.to(torch::kInt32)).abs().max().item<int>();
            QVERIFY2(tolerance == 0 ? off == 0 : off > 0 && off <= tolerance, qPrintable(QString::number(off)));
        }
    }

    void aDamagedPackedSetIsRefused()
    {
        const auto path = m_root / "damaged.sonopack";
        writePackedSet(path, loadFolder(m_data), 2);
        const auto good = readFile(path);
        for (const std::size_t at : {std::size_t{0}, std::size_t{9}, std::size_t{40}, good.size() / 2, good.size() - 1}) {
            auto bad = good;
            bad[at] ^= 0x5A;
            writeFileAtomically(path, bad);
            QVERIFY_THROWS_EXCEPTION(Error, readPackedSet(path));
        }
        writeFileAtomically(path, std::span(good).first(good.size() - 100));
        QVERIFY_THROWS_EXCEPTION(Error, readPackedSet(path));
        writeFileAtomically(path, std::span(good).first(5));
        QVERIFY_THROWS_EXCEPTION(Error, readPackedSet(path));
    }
};

QTEST_GUILESS_MAIN(TestBatchLoader)
#include "test_batch_loader.moc"
