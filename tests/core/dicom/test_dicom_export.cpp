// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/dicom/dicom_common.h"
#include "core/dicom/dicom_export.h"
#include "core/dicom/dicom_file.h"
#include "tests/core/dicom/outside.h"
#include "tests/support/check.h"

#include <opencv2/imgproc.hpp>

#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace sonosketch;
using test::codeOf;
using test::samePixels;
namespace fs = std::filesystem;

class TestDicomExport : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path in(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }

    static DicomPicture picture(DicomKind kind = DicomKind::SecondaryCapture)
    {
        DicomPicture value;
        value.pixels = test::ringPicture();
        value.record = {"pgsgan", std::string(64, 'a'), std::string(64, 'b'), "Zyste \xc3\xa4 \\ 1", "Zhao et al., CC BY 4.0",
            R"({"kind":"case","seed":42})"};
        value.mark = {{30, 40}};
        value.mmPerPixel = 0.1875;
        value.kind = kind;
        value.created = std::chrono::sys_days{std::chrono::year(2026) / 11 / 21} + std::chrono::hours(15) + std::chrono::seconds(7);
        return value;
    }
    static cv::Mat labels()
    {
        cv::Mat ids = cv::Mat::zeros(512, 512, CV_8UC1);
        cv::circle(ids, {200, 250}, 90, 1, cv::FILLED);
        cv::rectangle(ids, {300, 31, 77, 101}, 3, cv::FILLED);
        return ids;
    }
    cv::Mat rawPixels(const fs::path& path) const
    {
        std::vector<std::uint8_t> bytes = readFile(path);
        return bytes.size() == 512 * 512 ? cv::Mat(512, 512, CV_8UC1, bytes.data()).clone() : cv::Mat();
    }
    /// The validator's complaints; warnings are allowed, errors are not. Synthetic Data came into the standard after the validator.
    static QString validatorErrors(const fs::path& file)
    {
        const auto answer = test::runOutside("dciodvfy", {test::textOf(file)});
        QStringList errors;
        for (const QString& line : answer.out.split('\n'))
            if ((line.contains("Error") && !line.contains("not a recognized standard attribute - (0x0008,0x001c)")) || answer.code < 0)
                errors << line;
        return errors.join('\n');
    }

private Q_SLOTS:
    void picturesAreWhatTheyShouldBe_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("marked");
        QTest::addColumn<bool>("calibrated");
        for (const int kind : {0, 1})
            for (const bool marked : {true, false})
                QTest::addRow("%s %s", kind == 0 ? "sc" : "us", marked ? "marked" : "unmarked") << kind << marked << marked;
    }
    void picturesAreWhatTheyShouldBe()
    {
        QFETCH(int, kind);
        QFETCH(bool, marked);
        QFETCH(bool, calibrated);
        DicomPicture value = picture(kind == 0 ? DicomKind::SecondaryCapture : DicomKind::Ultrasound);
        value.visibleMark = marked;
        if (!calibrated)
            value.mmPerPixel.reset();
        writeFileAtomically(in("a.dcm"), encodeDicomPicture(value));

        const auto seen = test::dicomTool({"pixels", test::textOf(in("a.dcm")), test::textOf(in("a.raw"))});
        QVERIFY2(seen.code == 0, qPrintable(seen.out));
        const QJsonObject tags = seen.json();
        QVERIFY(samePixels(rawPixels(in("a.raw")), marked ? withSyntheticMark(value.pixels, value.mark) : value.pixels));
        QCOMPARE(tags["sop"].toString(), QString(kind == 0 ? "1.2.840.10008.5.1.4.1.1.7" : "1.2.840.10008.5.1.4.1.1.6.1"));
        QCOMPARE(tags["synthetic"].toString(), QString("YES"));
        QCOMPARE(tags["burned"].toString(), QString(marked ? "YES" : "NO"));
        QCOMPARE(tags["type"].toArray().at(0).toString(), QString("DERIVED"));
        QCOMPARE(tags["type"].toArray().at(1).toString(), QString("SECONDARY"));
        QCOMPARE(tags["purpose"].toArray(), (QJsonArray{"109100", "DCM", "Synthesizing Equipment"}));
        QCOMPARE(tags["name"].toString(), QString("SYNTHETIC^SONOSKETCH"));
        QCOMPARE(tags["birth"].toString(), QString());
        QCOMPARE(tags["removed"].toString(), QString("YES"));
        QCOMPARE(tags["date"].toString(), QString("20261121"));
        QCOMPARE(tags["time"].toString(), QString("150007"));
        QVERIFY(tags["uid"].toString().startsWith("2.25.") && tags["uid"].toString().size() <= 44);
        QVERIFY(tags["uid"] != tags["study"] && tags["study"] != tags["series"]);
        QCOMPARE(tags["modelHash"].toString().toStdString(), value.record.modelHash);
        QCOMPARE(tags["conditionHash"].toString().toStdString(), value.record.conditionHash);
        QCOMPARE(tags["seed"].toString(), QString("42"));
        QCOMPARE(tags["statement"].toObject()["caseTitle"].toString().toStdString(), value.record.caseTitle);
        QVERIFY(tags["derivation"].toString().contains(QString(64, 'a')) && tags["derivation"].toString().contains("Not for diagnosis"));
        QCOMPARE(tags["conversion"].toString(), QString(kind == 0 ? "SYN" : ""));
        if (kind == 0)
            QCOMPARE(tags["spacing"].toArray(), calibrated ? (QJsonArray{0.1875, 0.1875}) : QJsonArray());
        else
            QCOMPARE(tags["regions"].toArray().size(), calibrated ? 1 : 0);
        if (kind == 1 && calibrated) {
            const QJsonObject region = tags["regions"].toArray().at(0).toObject();
            QCOMPARE(region["x"].toArray(), (QJsonArray{0, 511}));
            QCOMPARE(region["dx"].toDouble(), 0.01875);
            QCOMPARE(region["units"].toInt(), 3);
        }
        QVERIFY2(validatorErrors(in("a.dcm")).isEmpty(), qPrintable(validatorErrors(in("a.dcm"))));
        const auto dump = test::runOutside("dcmdump", {test::textOf(in("a.dcm"))});
        QCOMPARE(dump.code, 0);
        QVERIFY2(dump.out.contains("(0008,001c) CS [YES]"), qPrintable(dump.out));
    }
    void segmentationHoldsTheLabels()
    {
        for (const DicomKind kind : {DicomKind::SecondaryCapture, DicomKind::Ultrasound}) {
            const DicomPicture value = picture(kind);
            writeFileAtomically(in("s.dcm"), encodeDicomSegmentation(value, labels(), test::threeClasses()));
            writeFileAtomically(in("p.dcm"), encodeDicomPicture(value));
            const auto seen = test::dicomTool({"seg", test::textOf(in("s.dcm")), test::textOf(in("s.raw"))});
            QVERIFY2(seen.code == 0, qPrintable(seen.out));
            QVERIFY(samePixels(rawPixels(in("s.raw")), labels()));
            const QJsonObject tags = seen.json();
            const QJsonObject of = test::dicomTool({"pixels", test::textOf(in("p.dcm")), test::textOf(in("p.raw"))}).json();
            const QJsonArray segments = tags["segments"].toArray();
            QCOMPARE(segments.size(), 2); // class 2 does not occur
            QCOMPARE(segments.at(0)["label"].toString(), QString("Cyst"));
            QCOMPARE(segments.at(0)["type"].toString(), QString("367643001"));
            QCOMPARE(segments.at(0)["scheme"].toString(), QString("SCT"));
            QCOMPARE(segments.at(1)["value"].toInt(), 3);
            QCOMPARE(segments.at(1)["source"], of["uid"]);
            QCOMPARE(segments.at(1)["sourceClass"], of["sop"]);
            QCOMPARE(tags["referenced"], of["uid"]);
            QCOMPARE(tags["study"], of["study"]);
            QVERIFY(tags["uid"] != of["uid"]);
            QCOMPARE(tags["synthetic"].toString(), QString("YES"));
            QVERIFY2(validatorErrors(in("s.dcm")).isEmpty(), qPrintable(validatorErrors(in("s.dcm"))));
        }
    }
    void everyCodeIsOneOfTheStandards()
    {
        // A class for each word that a code hangs on, and one that says nothing.
        const std::vector<std::string> names{"Serous_Cystadenoma", "Teratoma", "Theca_Cell_Tumor", "tumour", "Carcinoma", "Chocolate_Cyst",
            "Simple_Cyst", "cyst", "Lesion", "mass", "Ovary_Normal", "Fetal_Head", "Something"};
        std::vector<LabelClass> classes{{0, "Background", 0, 0, 0}};
        cv::Mat ids = cv::Mat::zeros(512, 512, CV_8UC1);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const int id = static_cast<int>(i) + 1;
            classes.push_back({static_cast<std::uint8_t>(id), names[i], static_cast<std::uint8_t>(10 * id), 20, 30});
            ids(cv::Rect(30 * id, 40, 20, 20)).setTo(id);
        }
        writeFileAtomically(in("codes.dcm"), encodeDicomSegmentation(picture(), ids, LabelPalette("words", classes)));
        writeFileAtomically(in("p.dcm"), encodeDicomPicture(picture()));
        QVERIFY2(validatorErrors(in("codes.dcm")).isEmpty(), qPrintable(validatorErrors(in("codes.dcm"))));
        const auto answer = test::dicomTool({"codes", test::textOf(in("codes.dcm")), test::textOf(in("p.dcm"))});
        QVERIFY2(answer.code == 0, qPrintable(answer.out));
        const QJsonObject found = answer.json();
        // Newer than the dictionary; see the folder's README.
        QCOMPARE(found["unlisted"].toArray(), (QJsonArray{"109100"}));
        QCOMPARE(found["otherMeaning"].toArray(), QJsonArray());
        QCOMPARE(found["types"].toArray(), (QJsonArray{"108369006", "15497006", "367643001", "4147007", "69536005", "85756007"}));
        QCOMPARE(found["categories"].toArray(), (QJsonArray{"123037004", "49755003", "85756007"}));
        QCOMPARE(found["all"].toArray().size(), 11); // and what the pictures are for each other: 113076, 121322
    }
    void equalInputGivesEqualBytesAndOtherInputOtherUids()
    {
        const auto first = encodeDicomPicture(picture());
        QVERIFY(first == encodeDicomPicture(picture()));
        QVERIFY(encodeDicomSegmentation(picture(), labels(), test::threeClasses())
            == encodeDicomSegmentation(picture(), labels(), test::threeClasses()));
        DicomPicture other = picture();
        other.pixels.at<std::uint8_t>(500, 500) ^= 1;
        writeFileAtomically(in("one.dcm"), first);
        writeFileAtomically(in("two.dcm"), encodeDicomPicture(other));
        const auto one = test::dicomTool({"pixels", test::textOf(in("one.dcm")), test::textOf(in("x.raw"))}).json();
        const auto two = test::dicomTool({"pixels", test::textOf(in("two.dcm")), test::textOf(in("x.raw"))}).json();
        QVERIFY(one["uid"].toString().startsWith("2.25."));
        QVERIFY(one["uid"] != two["uid"] && one["study"] != two["study"]);
        // Software Versions is in the file, so another version of the program writes another object.
        QVERIFY(dicom::uidsOf(picture()).basis.starts_with(std::string(SONOSKETCH_VERSION) + "/"));
    }
    void theStatementComesBack()
    {
        DicomPicture value = picture(DicomKind::Ultrasound);
        writeFileAtomically(in("r.dcm"), encodeDicomPicture(value));
        const auto back = readDicomStatement(in("r.dcm"));
        QVERIFY(back.has_value());
        QCOMPARE(back->statement.record.modelHash, value.record.modelHash);
        QCOMPARE(back->statement.record.origin, value.record.origin);
        QVERIFY(back->statement.visibleMark && back->statement.mark && back->statement.mark->position == value.mark.position);
        QVERIFY(back->kind == DicomKind::Ultrasound && back->created == value.created);
        QCOMPARE(back->mmPerPixel.value_or(0), 0.1875);
        // So the same file can be made again.
        value.record = back->statement.record;
        value.created = back->created;
        QVERIFY(encodeDicomPicture(value) == readFile(in("r.dcm")));
    }
    void mistakesAreSaid()
    {
        DicomPicture bad = picture();
        bad.pixels = cv::Mat::zeros(10, 10, CV_8UC3);
        QCOMPARE(codeOf([&] { encodeDicomPicture(bad); }), ErrorCode::InvalidArgument);
        bad = picture();
        bad.mmPerPixel = -1;
        QCOMPARE(codeOf([&] { encodeDicomPicture(bad); }), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { encodeDicomSegmentation(picture(), cv::Mat::zeros(512, 512, CV_8UC1), test::threeClasses()); }),
            ErrorCode::InvalidArgument);
        QCOMPARE(codeOf([&] { encodeDicomSegmentation(picture(), cv::Mat::ones(5, 5, CV_8UC1), test::threeClasses()); }),
            ErrorCode::SizeMismatch);
        QCOMPARE(codeOf([&] { encodeDicomSegmentation(picture(), cv::Mat(512, 512, CV_8UC1, cv::Scalar(9)), test::threeClasses()); }),
            ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestDicomExport)
#include "test_dicom_export.moc"
