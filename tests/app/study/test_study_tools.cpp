// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The one who runs a study: from the builder in the editor over forty answers by real keys to the report, and the studies that cannot be made.

#include "app/study/plan_builder_window.h"
#include "app/study/report_window.h"
#include "core/base/files.h"
#include "core/condition/condition.h"
#include "core/dataset/dataset.h"
#include "tests/app/study/reading_samples.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/fake_generator.h"
#include "tests/support/window_driver.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>

#include <fstream>

using namespace sonosketch;
using namespace sonosketch::study;
using namespace sonosketch::test;
namespace fs = std::filesystem;

namespace {

/// An imported data set of `count` examples in the part "test": an ellipse of one class in noise.
fs::path writeDataset(const fs::path& parent, int count)
{
    const fs::path from = parent / "published", to = parent / "dataset";
    fs::create_directories(from / "images");
    fs::create_directories(from / "labels");
    const LabelPalette palette = LabelPalette::bundled("fetal-head");
    cv::RNG random(5);
    for (int i = 0; i < count; ++i) {
        cv::Mat image(600, 640, CV_8UC1), labels = cv::Mat::zeros(600, 640, CV_8UC1);
        random.fill(image, cv::RNG::UNIFORM, 20, 220);
        const cv::Point centre(320 + 9 * i, 300 - 5 * i);
        cv::ellipse(image, centre, {120, 80}, 10.0 * i, 0, 360, 15, -1);
        cv::ellipse(labels, centre, {120, 80}, 10.0 * i, 0, 360, 1, -1);
        cv::imwrite((from / "images" / fmt::format("case{}.png", i)).string(), image);
        cv::imwrite((from / "labels" / fmt::format("case{}.png", i)).string(), labels);
    }
    ImportOptions options;
    options.format = "paired";
    options.from = from;
    options.to = to;
    options.split = "test";
    options.palette = resourceDir() / "palettes" / "fetal-head.json";
    importDataset(options);
    return to;
}

} // namespace

class TestStudyTools : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    ModelCatalogue m_models;
    fs::path root() const { return m_dir->path().toStdString(); }
    QString path(const char* name) const { return m_dir->filePath(QLatin1String(name)); }

    template <class Widget>
    static Widget* find(QWidget& window, const char* name)
    {
        auto* widget = window.findChild<Widget*>(QLatin1String(name));
        if (!widget)
            qFatal("no %s", name);
        return widget;
    }
    static void type(QWidget& window, const char* name, const QString& text)
    {
        auto* line = find<QLineEdit>(window, name);
        line->selectAll();
        line->setFocus();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
    /// By the row of the builder.
    static void addSet(PlanBuilderWindow& builder, BuilderSet::Kind kind, const QString& folder, const QString& name)
    {
        auto* kinds = find<QComboBox>(builder, "addKind");
        kinds->setCurrentIndex(kinds->findData(static_cast<int>(kind)));
        type(builder, "addFolder", folder);
        if (!name.isEmpty())
            type(builder, "addName", name);
        const int before = find<QTableWidget>(builder, "builderSets")->rowCount();
        clickButton(builder, "addSet");
        QTRY_COMPARE(find<QTableWidget>(builder, "builderSets")->rowCount(), before + 1);
        QTRY_VERIFY(!builder.busy());
    }
    static QString remarks(PlanBuilderWindow& builder)
    {
        QStringList texts;
        auto* list = find<QListWidget>(builder, "builderRemarks");
        for (int i = 0; i < list->count(); ++i)
            texts << list->item(i)->text();
        return texts.join(QLatin1Char('\n'));
    }
    std::unique_ptr<PlanBuilderWindow> openBuilder()
    {
        auto builder = std::make_unique<PlanBuilderWindow>(m_models);
        builder->show();
        return QTest::qWaitForWindowExposed(builder.get()) ? std::move(builder) : nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp);
        const LabelPalette palette = LabelPalette::bundled("fetal-head");
        m_models.add({"drawing", std::string(64, 'f'), {},
            [palette] { return std::make_unique<DrawingGenerator>(palette, std::make_shared<DrawingControl>()); }});
    }
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    /// The whole way in one: builder, forty answers by keys, report, through the editor's menu.
    void fromTheBuilderToTheReport()
    {
        writePictures(root(), "clinic", 20, true);
        writePictures(root(), "netA", 20, false);
        auto editor = openWindow(Case::blank(LabelPalette::bundled("mmotu")),
            [] { return std::make_unique<DrawingGenerator>(LabelPalette::bundled("mmotu"), std::make_shared<DrawingControl>()); });
        QVERIFY(editor);
        editor->commands().action(Command::StudyMake)->trigger();
        PlanBuilderWindow& builder = editor->planBuilder();
        QVERIFY(builder.isVisible());
        QVERIFY(!find<QPushButton>(builder, "builderMake")->isEnabled());
        addSet(builder, BuilderSet::Kind::RealFolder, path("clinic"), QStringLiteral("hospital"));
        addSet(builder, BuilderSet::Kind::SynthesisedFolder, path("netA"), {});
        QCOMPARE(builder.plan().sets[1].name, std::string("netA"));
        find<QSpinBox>(builder, "setCount0")->setValue(17);
        find<QSpinBox>(builder, "setCount1")->setValue(16);
        find<QSpinBox>(builder, "builderRepeats")->setValue(7);
        type(builder, "builderTitle", QStringLiteral("Forty"));
        type(builder, "builderSeed", QStringLiteral("11"));
        auto* size = find<QComboBox>(builder, "builderSize");
        size->setCurrentIndex(size->findData(256));
        type(builder, "builderFolder", path("study"));
        QCOMPARE(find<QLineEdit>(builder, "builderKey")->text(), path("study.key.json"));
        clickButton(builder, "builderMake");
        QTRY_VERIFY2(builder.message().startsWith(QStringLiteral("Made: 33 pictures in 40 trials")), qPrintable(builder.message()));
        const StudyPlan plan = loadPlan(root() / "study");
        const StudyKey key = loadKey(root() / "study.key.json", plan);
        QCOMPARE(plan.title, std::string("Forty"));
        QCOMPARE(key.seed, std::uint64_t{11});

        // "Read it now" starts another process; here its window is opened by hand.
        QStringList started;
        editor->setReadingStarter([&started](const QStringList& arguments) {
            started = arguments;
            return true;
        });
        clickButton(builder, "builderRead");
        QCOMPARE(started, (QStringList{QStringLiteral("--study"), path("study")}));
        {
            auto window = openReading(root() / "study");
            signIn(*window, QStringLiteral("Ann"));
            press(*window, Qt::Key_Return);
            for (std::size_t trial = 0; trial < 40; ++trial) {
                // Everything synthesised is recognised, every real picture is called synthesised.
                press(*window, Qt::Key_S);
                press(*window, key.sets[key.setOf(plan.trials[trial])].truth == Truth::Real ? Qt::Key_2 : Qt::Key_5);
                press(*window, Qt::Key_Return);
            }
            QCOMPARE(window->run().stage(), ReadingRun::Stage::Ended);
        }

        editor->commands().action(Command::StudyReport)->trigger();
        StudyReportWindow& report = editor->studyReport();
        QVERIFY(report.isVisible());
        type(report, "reportStudy", path("study"));
        QCOMPARE(find<QLineEdit>(report, "reportKey")->text(), path("study.key.json"));
        fs::path opened;
        report.setOpener([&opened](const fs::path& file) { opened = file; });
        clickButton(report, "reportMake");
        QTRY_VERIFY2(report.message().startsWith(QStringLiteral("Written")), qPrintable(report.message()));
        auto* table = find<QTableWidget>(report, "reportTable");
        QCOMPARE(table->rowCount(), 1);
        QCOMPARE(table->item(0, 0)->text(), QStringLiteral("Ann"));
        QCOMPARE(table->item(0, 1)->text(), QStringLiteral("40 of 40"));
        QVERIFY(table->item(0, 2)->text().startsWith(QStringLiteral("0.00")));
        QVERIFY(table->item(0, 3)->text().startsWith(QStringLiteral("1.00")));
        QVERIFY(table->item(0, 4)->text().startsWith(QStringLiteral("0.48"))); // 16 of 33
        QCOMPARE(table->item(0, 5)->text(), QStringLiteral("1.00"));           // the confidence tells them apart
        clickButton(report, "reportOpen");
        QCOMPARE(opened, root() / "study-report" / "report.html");
        const std::string html = readTextFile(opened);
        QVERIFY(
            html.find("Ann") != std::string::npos && html.find("hospital") != std::string::npos && html.find("<svg") != std::string::npos);
        QVERIFY(fs::exists(root() / "study-report" / "answers.csv") && fs::exists(root() / "study-report" / "summary.csv"));
    }

    void anUnreadablePictureIsNamed()
    {
        const fs::path folder = root() / "damaged";
        fs::create_directories(folder);
        for (int i = 0; i < 3; ++i)
            cv::imwrite((folder / fmt::format("p{}.png", i)).string(), cv::Mat(64, 64, CV_8UC1, cv::Scalar(40 * i)));
        writeFileAtomically(folder / "p1.png", std::string_view("\x89PNG\r\n\x1a\nnothing"));
        auto builder = openBuilder();
        addSet(*builder, BuilderSet::Kind::RealFolder, QString::fromStdString(folder.string()), QStringLiteral("clinic"));
        QVERIFY2(remarks(*builder).contains(QStringLiteral("1 pictures cannot be read")), qPrintable(remarks(*builder)));
        QVERIFY(remarks(*builder).contains(QStringLiteral("p1.png")));
    }

    void synthesisedInTheBackground()
    {
        const fs::path dataset = writeDataset(root(), 8);
        auto builder = openBuilder();
        const QString data = QString::fromStdString(dataset.string());
        addSet(*builder, BuilderSet::Kind::RealDataset, data, QStringLiteral("scans"));
        addSet(*builder, BuilderSet::Kind::Model, data, {});
        QCOMPARE(builder->plan().sets[1].name, std::string("drawing"));
        QCOMPARE(builder->plan().sets[1].look.pictures, std::size_t{8});
        find<QSpinBox>(*builder, "setCount0")->setValue(6);
        find<QSpinBox>(*builder, "setCount1")->setValue(4);
        QVERIFY(!find<QCheckBox>(*builder, "builderFeedback")->isEnabled());
        find<QSpinBox>(*builder, "builderPractice")->setValue(5); // three real ones: nine of eight
        QVERIFY2(remarks(*builder).contains(QStringLiteral("3 more are wanted to practise on")), qPrintable(remarks(*builder)));
        find<QSpinBox>(*builder, "builderPractice")->setValue(4);
        QVERIFY(!remarks(*builder).contains(QStringLiteral("to practise on")));
        find<QCheckBox>(*builder, "builderFeedback")->click();
        find<QDoubleSpinBox>(*builder, "builderLimit")->setValue(2.5);
        find<QComboBox>(*builder, "builderAtLimit")->setCurrentIndex(1);
        find<QCheckBox>(*builder, "builderBack")->click();
        find<QCheckBox>(*builder, "builderText")->click();
        type(*builder, "builderFolder", path("study"));
        clickButton(*builder, "builderMake");
        QTRY_VERIFY_WITH_TIMEOUT(builder->message().startsWith(QStringLiteral("Made: 10 pictures")), 60'000);
        const StudyPlan plan = loadPlan(root() / "study");
        QVERIFY(plan.timeLimitMs == 2500 && plan.nextAtLimit && plan.goingBack && plan.freeText);
        QVERIFY(plan.practice.size() == 4 && plan.practiceFeedback);
        const StudyKey key = loadKey(root() / "study.key.json", plan);
        QCOMPARE(key.practice.size(), std::size_t{4});
        // The synthesised pictures are what the generator makes of the data set's conditions.
        const DatasetManifest manifest = DatasetManifest::load(dataset);
        DrawingGenerator generator(manifest.palette, std::make_shared<DrawingControl>());
        int checked = 0;
        for (const KeyImage& image : key.images) {
            const auto item = std::find_if(manifest.items.begin(), manifest.items.end(),
                [&](const DatasetItem& each) { return each.id + ".png" == fs::path(image.file).filename(); });
            QVERIFY(item != manifest.items.end());
            const DatasetSample sample = loadSample(dataset, *item);
            const Condition condition = ConditionBuilder(generator.info().spec)
                                            .build(sample.labels, composeSketch(sample.sketch, sample.labels, {}), sample.fieldOfView);
            const bool real = key.sets[image.set].truth == Truth::Real;
            QVERIFY(
                samePixels(readStudyImage(root() / "study", plan, image.id), real ? sample.image : generator.synthesize(condition, {})));
            checked += real ? 0 : 1;
        }
        QCOMPARE(checked, 4);
        // Nothing of the work stays beside the study.
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).filter(QStringLiteral("synthesis")).size(), 0);
    }

    void cancelledNothingStays()
    {
        const fs::path dataset = writeDataset(root(), 4);
        const auto gate = std::make_shared<Gate>();
        m_models.add({"slow", std::string(64, 'e'), {}, [gate] {
                          return std::make_unique<FakeGenerator>(LabelPalette::bundled("fetal-head"),
                              [gate](const Condition&, const CancelToken& cancel) { gate->pass(cancel); });
                      }});
        auto builder = openBuilder();
        const QString data = QString::fromStdString(dataset.string());
        addSet(*builder, BuilderSet::Kind::RealDataset, data, {});
        auto* kinds = find<QComboBox>(*builder, "addKind");
        kinds->setCurrentIndex(kinds->findData(static_cast<int>(BuilderSet::Kind::Model)));
        auto* models = find<QComboBox>(*builder, "addModel");
        models->setCurrentIndex(models->findText(QStringLiteral("slow")));
        addSet(*builder, BuilderSet::Kind::Model, data, {});
        type(*builder, "builderFolder", path("study"));
        clickButton(*builder, "builderMake");
        gate->waitFor(1);
        QTRY_VERIFY2(builder->message().contains(QStringLiteral("slow")), qPrintable(builder->message()));
        clickButton(*builder, "builderCancel");
        QTRY_VERIFY2(builder->message().startsWith(QStringLiteral("Cancelled")), qPrintable(builder->message()));
        builder.reset(); // waits for the work to end
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
            (QStringList{QStringLiteral("dataset"), QStringLiteral("published")}));
    }

    void whatStandsAgainstItIsShown()
    {
        writePictures(root(), "clinic", 4, true);
        writePictures(root(), "netA", 4, false, ".jpg");
        auto builder = openBuilder();
        auto* make = find<QPushButton>(*builder, "builderMake");
        addSet(*builder, BuilderSet::Kind::RealFolder, path("clinic"), {});
        QVERIFY(remarks(*builder).contains(QStringLiteral("Add a set of synthesised")));
        addSet(*builder, BuilderSet::Kind::SynthesisedFolder, path("netA"), QStringLiteral("clinic"));
        QVERIFY(remarks(*builder).contains(QStringLiteral("Two sets are called")));
        QVERIFY(remarks(*builder).contains(QStringLiteral("different file formats")));
        clickButton(*builder, "setRemove1");
        QTRY_COMPARE(find<QTableWidget>(*builder, "builderSets")->rowCount(), 1);
        addSet(*builder, BuilderSet::Kind::SynthesisedFolder, path("netA"), QStringLiteral("net"));
        type(*builder, "builderFolder", path("study"));
        QVERIFY(make->isEnabled());
        QVERIFY(remarks(*builder).contains(QStringLiteral("wide intervals")));
        // The key inside of the folder.
        type(*builder, "builderKey", path("study/key.json"));
        QVERIFY(!make->isEnabled());
        QVERIFY(remarks(*builder).contains(QStringLiteral("may not lie in the study folder")));
        type(*builder, "builderKey", path("study/../study/deeper/key.json"));
        QVERIFY(!make->isEnabled());
        type(*builder, "builderKey", path("elsewhere.json"));
        QVERIFY(make->isEnabled());
        // The key is no longer the folder's: it stays where it was put.
        type(*builder, "builderFolder", path("other"));
        QCOMPARE(find<QLineEdit>(*builder, "builderKey")->text(), path("elsewhere.json"));
        find<QSpinBox>(*builder, "setCount1")->setValue(5);
        QVERIFY(!make->isEnabled() && remarks(*builder).contains(QStringLiteral("has 4 pictures, 5 are wanted")));
        find<QSpinBox>(*builder, "setCount1")->setValue(0);
        find<QSpinBox>(*builder, "builderRepeats")->setValue(9);
        QVERIFY(!make->isEnabled());
        find<QSpinBox>(*builder, "builderRepeats")->setValue(0);
        type(*builder, "builderFolder", path("clinic"));
        QVERIFY(!make->isEnabled());
        // A folder that is none, and one without a data set.
        type(*builder, "addFolder", path("nothing"));
        clickButton(*builder, "addSet");
        QTRY_VERIFY2(builder->message().contains(QStringLiteral("cannot be read")), qPrintable(builder->message()));
        auto* kinds = find<QComboBox>(*builder, "addKind");
        kinds->setCurrentIndex(kinds->findData(static_cast<int>(BuilderSet::Kind::RealDataset)));
        QVERIFY(!find<QPushButton>(*builder, "addSet")->isEnabled());
        QVERIFY(find<QLabel>(*builder, "addProblem")->isVisible());
    }

    void reportsThatCannotBeMade()
    {
        const MadeStudy made = makeSampleStudy(root(), "study", 4);
        {
            auto window = openReading(root() / "study");
            signIn(*window, QStringLiteral("Ann"));
            press(*window, Qt::Key_Return);
            for (const Qt::Key key : {Qt::Key_R, Qt::Key_3, Qt::Key_Return})
                press(*window, key);
        }
        StudyReportWindow report;
        report.show();
        report.setStudy(path("study"));
        fs::rename(root() / "study.key.json", root() / "moved.json");
        clickButton(report, "reportMake");
        QTRY_VERIFY2(report.message().contains(QStringLiteral("study.key.json")), qPrintable(report.message()));
        QVERIFY(!fs::exists(root() / "study-report"));
        QVERIFY(!find<QPushButton>(report, "reportOpen")->isEnabled());
        // Without the key; then with the key where it is.
        find<QCheckBox>(report, "reportWithoutKey")->click();
        clickButton(report, "reportMake");
        QTRY_VERIFY2(report.message().startsWith(QStringLiteral("Written")), qPrintable(report.message()));
        QCOMPARE(find<QTableWidget>(report, "reportTable")->columnCount(), 3);
        find<QCheckBox>(report, "reportWithoutKey")->click();
        type(report, "reportKey", path("moved.json"));
        clickButton(report, "reportMake");
        QTRY_COMPARE(find<QTableWidget>(report, "reportTable")->columnCount(), 7);
        QVERIFY(find<QLabel>(report, "readingWarning")->text().contains(QStringLiteral("1 of 8")));
        type(report, "reportStudy", path("nothing"));
        clickButton(report, "reportMake");
        QTRY_VERIFY2(report.message().contains(QStringLiteral("study.json is missing")), qPrintable(report.message()));
    }
};

QTEST_MAIN(TestStudyTools)
#include "test_study_tools.moc"
