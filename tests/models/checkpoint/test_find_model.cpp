// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "models/checkpoint/find_model.h"

#include <QtTest>

#include <fstream>

using namespace sonosketch;
namespace fs = std::filesystem;

class TestFindModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(fs::exists(weightsDir() / "pgsgan-cpu" / "model.json")); }

    void aNameIsABundledModel() { QCOMPARE(findModel("pgsgan-cpu"), weightsDir() / "pgsgan-cpu"); }

    void aFolderIsTakenAsItIs()
    {
        const QTemporaryDir scratch;
        const fs::path folder = fs::path(scratch.path().toStdString()) / "mine";
        fs::create_directories(folder);
        std::ofstream(folder / "model.json") << "{}";
        QCOMPARE(findModel(folder.string()), folder);
    }

    void whatIsNeitherNamesBothPlaces()
    {
        for (const std::string& name :
            {std::string("no-such-model"), std::string(), std::string("../weights/pgsgan-cpu"), std::string("./pgsgan-cpu")}) {
            try {
                (void)findModel(name);
                QFAIL(name.c_str());
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::NotFound);
                QCOMPARE(std::string(error.what()).find(weightsDir().string()) != std::string::npos, name == "no-such-model");
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFindModel)
#include "test_find_model.moc"
