// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/thread_priority.h"

#include <QtTest>

#include <thread>

#if defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

using namespace sonosketch;

class TestThreadPriority : public QObject {
    Q_OBJECT

#if defined(__linux__)
    static int nice()
    {
        return getpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)));
    }
#endif

private Q_SLOTS:
    void aThreadStepsBackWithThoseItStarts()
    {
#if defined(__linux__)
        const int before = nice();
        if (before >= 5)
            QSKIP("this process has stepped back already");
        int lowered = 0, inherited = 0;
        std::thread worker([&] {
            lowerThreadPriority();
            lowered = nice();
            std::thread([&] { inherited = nice(); }).join();
        });
        worker.join();
        QVERIFY(lowered > before);
        QCOMPARE(inherited, lowered);
        QCOMPARE(nice(), before); // of the others nothing changes
#else
        QSKIP("Linux alone keeps a nice value for each thread");
#endif
    }
};

QTEST_GUILESS_MAIN(TestThreadPriority)
#include "test_thread_priority.moc"
