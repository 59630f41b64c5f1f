// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QThread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sonosketch::test {

/// A socket on a loopback port that was free; it listens, and never answers, as long as it lives.
class MutePort {
public:
    MutePort()
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        if (::bind(m_socket, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(m_socket, 4) == 0
            && ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size) == 0)
            m_port = ntohs(address.sin_port);
    }
    ~MutePort() { ::close(m_socket); }
    MutePort(const MutePort&) = delete;
    MutePort& operator=(const MutePort&) = delete;
    int port() const { return m_port; }

private:
    int m_socket;
    int m_port = 0;
};

inline int freePort()
{
    return MutePort().port();
}

/// Whether somebody listens on a loopback port.
inline bool answers(int port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const bool there = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    ::close(socket);
    return there;
}

/// One of DCMTK's archives on a free port, as long as it lives. PORT among the arguments becomes its port.
class Archive {
public:
    Archive(const QString& program, QStringList arguments)
        : m_port(freePort())
    {
        arguments.replaceInStrings(QStringLiteral("PORT"), QString::number(m_port));
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
        m_process.waitForStarted();
        QElapsedTimer waited;
        waited.start();
        while (m_process.state() == QProcess::Running && !answers(m_port) && waited.elapsed() < 20'000)
            QThread::msleep(20);
    }
    ~Archive()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    int port() const { return m_port; }
    bool running() const { return m_process.state() == QProcess::Running; }

private:
    QProcess m_process;
    int m_port;
};

} // namespace sonosketch::test
