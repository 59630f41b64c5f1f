// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// A test program that starts itself again as the ranks of a run on the loopback interface.

#include <QCoreApplication>
#include <QProcess>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <vector>

namespace sonosketch::test {

inline constexpr const char* modeVariable = "SONOSKETCH_TEST_MODE"; ///< set: this process is a rank; see the test's main()

inline constexpr int patience = 120000; ///< milliseconds until a rank that says nothing is given up; a busy machine is slow
inline constexpr int longTimeout = 60;  ///< seconds, for ranks that all come

/// A port on the loopback interface that nobody listens at. The kernel does not hand the same one out again soon.
inline int freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    int port = 0;
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0
        && ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0)
        port = ntohs(address.sin_port);
    ::close(socket);
    return port;
}

/// This program as one rank. Ended with the object, whatever the test did.
class RankProcess {
public:
    struct Settings {
        QString mode;
        int rank = 0, size = 2, port = 0, timeout = longTimeout;
        QStringList arguments;
    };

    explicit RankProcess(const Settings& settings)
        : m_process(std::make_unique<QProcess>())
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(modeVariable, settings.mode);
        environment.insert("RANK", QString::number(settings.rank));
        environment.insert("WORLD_SIZE", QString::number(settings.size));
        environment.insert("LOCAL_RANK", QString::number(settings.rank));
        environment.insert("MASTER_ADDR", "127.0.0.1");
        environment.insert("MASTER_PORT", QString::number(settings.port));
        environment.insert("SONOSKETCH_DISTRIBUTED_TIMEOUT", QString::number(settings.timeout));
        environment.insert("OMP_NUM_THREADS", "1");
        m_process->setProcessEnvironment(environment);
        m_process->setProcessChannelMode(QProcess::MergedChannels);
        m_process->start(QCoreApplication::applicationFilePath(), settings.arguments);
    }

    ~RankProcess()
    {
        if (m_process && m_process->state() != QProcess::NotRunning) {
            m_process->kill();
            m_process->waitForFinished(5000);
        }
    }
    RankProcess(RankProcess&&) = default;
    RankProcess& operator=(RankProcess&&) = delete;

    void kill() { m_process->kill(); }
    void signal(int number) { ::kill(static_cast<pid_t>(m_process->processId()), number); }

    bool running()
    {
        m_process->waitForFinished(1); // lets Qt notice its end
        return m_process->state() != QProcess::NotRunning;
    }

    /// Waits until the rank's output holds `text`; false if it ends or two minutes pass without.
    bool waitFor(const QString& text)
    {
        while (!m_output.contains(text)) {
            if (!m_process->waitForReadyRead(patience))
                return false;
            m_output += QString::fromUtf8(m_process->readAll());
        }
        return true;
    }

    /// The exit status, or -1 for a crash or a rank that does not end.
    int finish()
    {
        const bool ended = m_process->state() == QProcess::NotRunning || m_process->waitForFinished(patience);
        m_output += QString::fromUtf8(m_process->readAll());
        return ended && m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    }

    const QString& output() const { return m_output; }

private:
    std::unique_ptr<QProcess> m_process;
    QString m_output;
};

inline std::vector<RankProcess> startRanks(const QString& mode, int size, const QStringList& arguments = {}, int timeout = longTimeout)
{
    const int port = freePort();
    std::vector<RankProcess> ranks;
    ranks.reserve(static_cast<std::size_t>(size));
    for (int rank = 0; rank < size; ++rank)
        ranks.emplace_back(RankProcess::Settings{mode, rank, size, port, timeout, arguments});
    return ranks;
}

} // namespace sonosketch::test
