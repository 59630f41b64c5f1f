// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// What torchrun, mpirun and srun set, and what nonsense leads to.

#include "core/base/error.h"
#include "models/distributed/launcher.h"

#include <QtTest>

#include <map>

using namespace sonosketch;
using namespace sonosketch::distributed;

namespace {

using Variables = std::map<std::string, std::string>;

std::optional<Launch> read(const Variables& variables)
{
    return launchFromEnvironment([&](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
}

const Variables byHand{
    {"RANK", "1"}, {"WORLD_SIZE", "4"}, {"LOCAL_RANK", "1"}, {"MASTER_ADDR", "node-01.cluster"}, {"MASTER_PORT", "12345"}};

} // namespace

class TestLauncher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingSetMeansAlone()
    {
        QVERIFY(!read({}));
        QVERIFY(!read({{"MASTER_ADDR", "localhost"}}));
        QVERIFY(!read({{"RANK", ""}, {"WORLD_SIZE", ""}}));
        QVERIFY(!read({{"WORLD_SIZE", "1"}}));
        QVERIFY(!read({{"RANK", "0"}, {"WORLD_SIZE", "1"}}));
        // A shell inside an allocation knows the job's size, but is no task of it.
        QVERIFY(!read({{"SLURM_NTASKS", "8"}}));
    }

    void theUsualVariables()
    {
        const auto launch = read(byHand).value();
        QCOMPARE(launch.rank, 1);
        QCOMPARE(launch.size, 4);
        QCOMPARE(launch.localRank, 1);
        QCOMPARE(launch.masterAddress, std::string("node-01.cluster"));
        QCOMPARE(launch.masterPort, std::uint16_t{12345});
        QCOMPARE(launch.timeout.count(), 60);
        QVERIFY(!launch.storeIsServed);
    }

    void torchrunServesTheStore()
    {
        auto variables = byHand;
        variables.insert_or_assign("TORCHELASTIC_USE_AGENT_STORE", "True");
        variables.insert_or_assign("TORCHELASTIC_RESTART_COUNT", "2");
        const auto launch = read(variables).value();
        QVERIFY(launch.storeIsServed);
        QCOMPARE(launch.attempt, std::string("2"));
    }

    void launchersOfClusters_data()
    {
        QTest::addColumn<QString>("rank");
        QTest::addColumn<QString>("size");
        QTest::addColumn<QString>("local");
        QTest::newRow("Slurm") << "SLURM_PROCID"
                               << "SLURM_NTASKS"
                               << "SLURM_LOCALID";
        QTest::newRow("Open MPI") << "OMPI_COMM_WORLD_RANK"
                                  << "OMPI_COMM_WORLD_SIZE"
                                  << "OMPI_COMM_WORLD_LOCAL_RANK";
        QTest::newRow("MPICH") << "PMI_RANK"
                               << "PMI_SIZE"
                               << "MPI_LOCALRANKID";
    }

    void launchersOfClusters()
    {
        QFETCH(QString, rank);
        QFETCH(QString, size);
        QFETCH(QString, local);
        Variables variables{{rank.toStdString(), "5"}, {size.toStdString(), "8"}, {local.toStdString(), "2"}, {"MASTER_ADDR", "10.0.0.1"}};
        const auto launch = read(variables).value();
        QCOMPARE(launch.rank, 5);
        QCOMPARE(launch.size, 8);
        QCOMPARE(launch.localRank, 2);
        QCOMPARE(launch.masterPort, std::uint16_t{29500});
        // A size given by hand wins over the launcher's.
        variables.insert_or_assign("WORLD_SIZE", "6");
        QCOMPARE(read(variables).value().size, 6);
        // So do rank and size together, for a launcher inside a launcher.
        variables.insert_or_assign("RANK", "3");
        QCOMPARE(read(variables).value().rank, 3);
    }

    void mpirunInsideASlurmJob()
    {
        const auto launch = read(
            {{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "4"}, {"OMPI_COMM_WORLD_RANK", "3"}, {"OMPI_COMM_WORLD_SIZE", "4"},
                {"MASTER_ADDR",
                    "node1"}}).value();
        QCOMPARE(launch.rank, 3);
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("rank too large") << "RANK"
                                        << "4";
        QTest::newRow("rank negative") << "RANK"
                                       << "-1";
        QTest::newRow("rank a word") << "RANK"
                                     << "one";
        QTest::newRow("rank with a tail") << "RANK"
                                          << "1x";
        QTest::newRow("rank huge") << "RANK"
                                   << "99999999999999999999";
        QTest::newRow("rank with a space") << "RANK"
                                           << " 1";
        QTest::newRow("no rank") << "RANK"
                                 << "";
        QTest::newRow("size zero") << "WORLD_SIZE"
                                   << "0";
        QTest::newRow("size huge") << "WORLD_SIZE"
                                   << "65537";
        QTest::newRow("size a fraction") << "WORLD_SIZE"
                                         << "2.5";
        QTest::newRow("no size") << "WORLD_SIZE"
                                 << "";
        QTest::newRow("local rank too large") << "LOCAL_RANK"
                                              << "4";
        QTest::newRow("no address") << "MASTER_ADDR"
                                    << "";
        QTest::newRow("an address with a space") << "MASTER_ADDR"
                                                 << "node 1";
        QTest::newRow("a URL") << "MASTER_ADDR"
                               << "http://node1";
        QTest::newRow("a long address") << "MASTER_ADDR" << QString(300, 'n');
        QTest::newRow("port zero") << "MASTER_PORT"
                                   << "0";
        QTest::newRow("port too large") << "MASTER_PORT"
                                        << "65536";
        QTest::newRow("port a word") << "MASTER_PORT"
                                     << "http";
        QTest::newRow("timeout zero") << "SONOSKETCH_DISTRIBUTED_TIMEOUT"
                                      << "0";
        QTest::newRow("timeout a year") << "SONOSKETCH_DISTRIBUTED_TIMEOUT"
                                        << "31536000";
    }

    void nonsenseIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        auto variables = byHand;
        variables.insert_or_assign(name.toStdString(), value.toStdString());
        try {
            read(variables);
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::InvalidArgument);
            QVERIFY2(QString::fromStdString(error.what()).contains(name), error.what());
        }
    }

    void aTimeoutCanBeSet()
    {
        auto variables = byHand;
        variables.insert_or_assign("SONOSKETCH_DISTRIBUTED_TIMEOUT", "900");
        QCOMPARE(read(variables).value().timeout.count(), 900);
    }

    void theRealEnvironmentIsTheDefault()
    {
        qputenv("RANK", "1");
        qputenv("WORLD_SIZE", "2");
        qputenv("MASTER_ADDR", "127.0.0.1");
        const auto launch = launchFromEnvironment();
        for (const char* name : {"RANK", "WORLD_SIZE", "MASTER_ADDR"})
            qunsetenv(name);
        QCOMPARE(launch.value().rank, 1);
    }
};

QTEST_APPLESS_MAIN(TestLauncher)
#include "test_launcher.moc"
