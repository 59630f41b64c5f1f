// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/dicom/dicom_export.h"
#include "core/dicom/dicom_network.h"
#include "tests/core/dicom/archive.h"
#include "tests/core/dicom/outside.h"
#include "tests/support/check.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

// The archives are DCMTK's own programs on loopback.
using namespace sonosketch;
using test::Archive;
using test::codeOf;
using test::messageOf;
namespace fs = std::filesystem;

class TestDicomNetwork : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    QString in(const char* name) const { return m_dir.filePath(name); }
    fs::path path(const char* name) const { return in(name).toStdString(); }

    static DicomPeer peer(int port)
    {
        DicomPeer value;
        value.host = "127.0.0.1";
        value.port = port;
        value.calledTitle = "ARCHIVE";
        value.timeoutSeconds = 20;
        return value;
    }
    /// The one file an archive has put into a folder.
    static QString received(const QString& folder, const QString& uidPart = {})
    {
        for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files))
            if (file.fileName().contains(uidPart))
                return file.filePath();
        return {};
    }
    QStringList storescp(const QString& folder, const QStringList& more = {}) const
    {
        QDir().mkpath(folder);
        return QStringList{"-aet", "ARCHIVE", "-od", folder} + more + QStringList{"PORT"};
    }

private Q_SLOTS:
    void initTestCase()
    {
        DicomPicture picture;
        picture.pixels = test::ringPicture();
        picture.record = {"pgsgan", std::string(64, 'a'), std::string(64, 'b'), "Case", {}, {}};
        writeFileAtomically(path("sc.dcm"), encodeDicomPicture(picture));
        cv::Mat labels = cv::Mat::zeros(512, 512, CV_8UC1);
        labels(cv::Rect(100, 100, 80, 60)).setTo(2);
        writeFileAtomically(path("seg.dcm"), encodeDicomSegmentation(picture, labels, test::threeClasses()));
        picture.kind = DicomKind::Ultrasound;
        writeFileAtomically(path("us.dcm"), encodeDicomPicture(picture));
    }
    void theArchiveHoldsWhatWasSent()
    {
        const Archive archive("storescp", storescp(in("got")));
        QVERIFY2(archive.running(), "storescp of dcmtk does not start");
        echoDicom(peer(archive.port()));
        std::vector<std::size_t> steps;
        sendDicom(peer(archive.port()), {path("sc.dcm"), path("us.dcm"), path("seg.dcm")}, {},
            [&](std::size_t done, std::size_t) { steps.push_back(done); });
        QCOMPARE(steps, (std::vector<std::size_t>{0, 1, 2, 3}));
        for (const auto& [name, prefix] : {std::pair("sc.dcm", "SC."), std::pair("us.dcm", "US"), std::pair("seg.dcm", "SG.")}) {
            const QString got = received(in("got"), prefix);
            QVERIFY2(!got.isEmpty(), qPrintable(QDir(in("got")).entryList().join(' ')));
            const auto same = test::dicomTool({"equal", in(name), got});
            QVERIFY2(same.code == 0, qPrintable(QString(name) + same.out));
        }
    }
    void archivesThatWantImplicitEncodingGetIt()
    {
        const Archive archive("storescp", storescp(in("implicit"), {"+xi"}));
        sendDicom(peer(archive.port()), {path("sc.dcm")});
        const QString got = received(in("implicit"));
        QVERIFY(!got.isEmpty());
        const auto dump = test::runOutside("dcmdump", {got});
        QVERIFY2(dump.out.contains("Little Endian Implicit"), qPrintable(dump.out.left(2000)));
        const auto pixels = test::dicomTool({"pixels", got, in("implicit.raw")});
        QCOMPARE(readFile(path("implicit.raw")).size(), 512u * 512u);
    }
    void dcmsendTakesOurFiles()
    {
        const Archive archive("storescp", storescp(in("dcmsend")));
        const auto sent = test::runOutside(
            "dcmsend", {"-aec", "ARCHIVE", "127.0.0.1", QString::number(archive.port()), in("sc.dcm"), in("us.dcm"), in("seg.dcm")});
        QVERIFY2(sent.code == 0, qPrintable(sent.out));
        QCOMPARE(QDir(in("dcmsend")).entryList(QDir::Files).size(), 3);
    }
    void aWrongTitleIsRefusedWithTheReason()
    {
        // storescp takes every title; dcmqrscp keeps a list.
        QDir().mkpath(in("db"));
        writeFileAtomically(path("qr.cfg"),
            QString("NetworkTCPPort = 104\nMaxPDUSize = 16384\nMaxAssociations = 16\nHostTable BEGIN\nHostTable END\nVendorTable BEGIN\n"
                    "VendorTable END\nAETable BEGIN\nARCHIVE %1 RW (9, 1024mb) ANY\nAETable END\n")
                .arg(in("db"))
                .toStdString());
        const Archive archive("dcmqrscp", {"-s", "-c", in("qr.cfg"), "PORT"});
        QVERIFY2(archive.running(), "dcmqrscp of dcmtk does not start");
        DicomPeer wrong = peer(archive.port());
        wrong.calledTitle = "NOBODY";
        QCOMPARE(codeOf([&] { sendDicom(wrong, {path("sc.dcm")}); }), ErrorCode::Unsupported);
        const std::string said = messageOf([&] { echoDicom(wrong); });
        QVERIFY2(said.find("it is not called \"NOBODY\"") != std::string::npos, said.c_str());
        sendDicom(peer(archive.port()), {path("sc.dcm")});
    }
    void aRefusalIsSaid()
    {
        const Archive archive("storescp", storescp(in("refuse"), {"--refuse"}));
        QCOMPARE(codeOf([&] { sendDicom(peer(archive.port()), {path("sc.dcm")}); }), ErrorCode::Unsupported);
        const std::string said = messageOf([&] { echoDicom(peer(archive.port())); });
        QVERIFY2(said.find("refused") != std::string::npos, said.c_str());
    }
    void aKindOfFileThatIsNotTakenIsNamed()
    {
        QCOMPARE(test::runOutside("dcmcjpeg", {"+e1", in("sc.dcm"), in("jpeg.dcm")}).code, 0);
        // Without further options storescp takes no compressed pictures.
        const Archive archive("storescp", storescp(in("kinds")));
        const std::string said = messageOf([&] { sendDicom(peer(archive.port()), {path("us.dcm"), path("jpeg.dcm")}); });
        QVERIFY2(said.find("JPEG") != std::string::npos && said.find("1 of 2 files") != std::string::npos, said.c_str());
        QCOMPARE(codeOf([&] { sendDicom(peer(archive.port()), {path("jpeg.dcm")}); }), ErrorCode::Unsupported);
        QCOMPARE(QDir(in("kinds")).entryList(QDir::Files).size(), 1);
    }
    void nobodyThereAndNoAnswer()
    {
        const std::string nobody = messageOf([&] { echoDicom(peer(test::freePort())); });
        QVERIFY2(nobody.find("Nobody answers") != std::string::npos, nobody.c_str());
        const test::MutePort mute;
        DicomPeer silent = peer(mute.port());
        silent.timeoutSeconds = 1;
        const std::string said = messageOf([&] { echoDicom(silent); });
        QVERIFY2(said.find("did not answer within 1 s") != std::string::npos, said.c_str());
        // It answers the greeting and sleeps before the answer to the file.
        const Archive slow("storescp", storescp(in("slow"), {"--sleep-during", "3"}));
        silent.port = slow.port();
        const auto code = codeOf([&] { sendDicom(silent, {path("sc.dcm")}); });
        QVERIFY(code == ErrorCode::Unreadable || code == ErrorCode::WriteFailed);
    }
    void badInputIsRefusedBeforeAnythingIsSent()
    {
        DicomPeer bad = peer(test::freePort());
        bad.calledTitle = "SEVENTEENLETTERS_";
        QCOMPARE(codeOf([&] { echoDicom(bad); }), ErrorCode::InvalidArgument);
        bad = peer(70000);
        QCOMPARE(codeOf([&] { echoDicom(bad); }), ErrorCode::InvalidArgument);
        const Archive archive("storescp", storescp(in("none")));
        writeFileAtomically(path("no.dcm"), std::string_view("this is a text"));
        QCOMPARE(codeOf([&] { sendDicom(peer(archive.port()), {path("sc.dcm"), path("no.dcm")}); }), ErrorCode::Unsupported);
        QCOMPARE(codeOf([&] { sendDicom(peer(archive.port()), {path("missing.dcm")}); }), ErrorCode::NotFound);
        QCOMPARE(codeOf([&] { sendDicom(peer(archive.port()), {}); }), ErrorCode::InvalidArgument);
        CancelToken cancelled;
        cancelled.cancel();
        QCOMPARE(codeOf([&] { sendDicom(peer(archive.port()), {path("sc.dcm")}, cancelled); }), ErrorCode::Cancelled);
        QCOMPARE(QDir(in("none")).entryList(QDir::Files).size(), 0);
    }
    void peersAreRead()
    {
        QCOMPARE(parsePeer("pacs.example:104").port, 104);
        QCOMPARE(parsePeer("pacs.example:104").host, std::string("pacs.example"));
        for (const char* wrong : {"pacs", ":104", "pacs:", "pacs:0", "pacs:99999", "pacs:10x"})
            QCOMPARE(codeOf([&] { parsePeer(wrong); }), ErrorCode::Usage);
    }
};

QTEST_GUILESS_MAIN(TestDicomNetwork)
#include "test_dicom_network.moc"
