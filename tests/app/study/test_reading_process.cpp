// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// The program itself, as "sonosketch --study" starts it: killed in the middle it goes on at the same picture, and while it runs it holds nothing from
// which a reader, or somebody with a debugger, could learn what the pictures are.

#include "core/base/files.h"
#include "tests/app/study/reading_samples.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <array>
#include <fcntl.h>
#include <fstream>
#include <sys/inotify.h>
#include <unistd.h>

using namespace sonosketch;
using namespace sonosketch::study;
using namespace sonosketch::test;
namespace fs = std::filesystem;

namespace {

/// A reading process at work; killed at the end of its life, whatever happened.
class Program {
public:
    Program(const fs::path& folder, const QString& keys)
    {
        m_process.start(QStringLiteral(SONOSKETCH_BIN_DIR "/sonosketch"),
            {QStringLiteral("--study"), QString::fromStdString(folder.string()), QStringLiteral("--reader"), QStringLiteral("Ann"),
                QStringLiteral("--keys"), keys});
    }
    ~Program() { kill(); }
    /// As kill -9.
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }
    qint64 id() const { return m_process.processId(); }
    bool running() const { return m_process.state() == QProcess::Running; }
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
};

std::vector<LoggedAnswer> answersIn(const fs::path& folder, const StudyPlan& plan)
{
    const auto log = TrialLog::openForReading(folder, plan);
    return log ? log->answers() : std::vector<LoggedAnswer>();
}

/// Where `needles` occur in the readable memory of a process. Nothing if the memory cannot be read.
std::optional<std::map<std::string, std::string>> searchMemory(qint64 process, const std::vector<std::string>& needles)
{
    const std::string root = fmt::format("/proc/{}/", process);
    std::ifstream maps(root + "maps");
    const int memory = ::open((root + "mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (!maps || memory < 0)
        return std::nullopt;
    std::map<std::string, std::string> found;
    std::size_t total = 0;
    std::string line;
    while (std::getline(maps, line)) {
        unsigned long long from = 0, to = 0;
        char access[5] = {};
        if (std::sscanf(line.c_str(), "%llx-%llx %4s", &from, &to, access) != 3 || access[0] != 'r')
            continue;
        // The program's and its libraries' own files hold nothing of this study; what was written to them is private and writable.
        if (access[1] != 'w' && line.find('/') != std::string::npos)
            continue;
        constexpr std::size_t step = 16u << 20, overlap = 256;
        std::string bytes;
        for (unsigned long long at = from; at < to; at += step) {
            bytes.resize(static_cast<std::size_t>(std::min<unsigned long long>(step + overlap, to - at)));
            const ssize_t got = ::pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(at));
            if (got <= 0)
                continue;
            const std::string_view part(bytes.data(), static_cast<std::size_t>(got));
            total += part.size();
            for (const std::string& needle : needles)
                if (!found.contains(needle) && part.find(needle) != std::string_view::npos)
                    found[needle] = line;
        }
    }
    ::close(memory);
    qInfo("looked at %.0f MiB of memory", static_cast<double>(total) / (1 << 20));
    return total > 0 ? std::optional(found) : std::nullopt;
}

/// UTF-8 and UTF-16, as C++ and Qt hold texts.
void addBoth(std::vector<std::string>& needles, const std::string& text)
{
    needles.push_back(text);
    const QString wide = QString::fromStdString(text);
    needles.emplace_back(reinterpret_cast<const char*>(wide.utf16()), static_cast<std::size_t>(wide.size()) * 2);
}

/// Hears of every opening and reading of files and of folders' files, whoever does it.
class Watch {
public:
    explicit Watch(const std::vector<fs::path>& places)
        : m_handle(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
    {
        for (const fs::path& place : places)
            m_good = ::inotify_add_watch(m_handle, place.c_str(), IN_OPEN | IN_ACCESS) >= 0 && m_good;
    }
    ~Watch() { ::close(m_handle); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    bool good() const { return m_handle >= 0 && m_good; }
    /// Since the last look.
    bool heard() const
    {
        alignas(inotify_event) std::array<char, 4096> events;
        return ::read(m_handle, events.data(), events.size()) > 0;
    }

private:
    int m_handle;
    bool m_good = true;
};

QString keysFor(int answers, int practice = 0)
{
    QString keys = QStringLiteral("Return");
    for (int i = 0; i < practice; ++i)
        keys += QStringLiteral(" R 3 Return Return"); // the answer, and what it was
    if (practice > 0)
        keys += QStringLiteral(" Return");
    for (int i = 0; i < answers; ++i)
        keys += i % 2 ? QStringLiteral(" R 3 Return") : QStringLiteral(" S 5 Space");
    return keys;
}

} // namespace

class TestReadingProcess : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path root() const { return m_dir.path().toStdString(); }

private Q_SLOTS:
    void killedAndGoneOnAtTheSamePicture()
    {
        const MadeStudy made = makeSampleStudy(root(), "killed", 6);
        const fs::path folder = root() / "killed";
        TrialLog::open(folder, made.plan); // so that looking at it does not get in the way of its making
        std::vector<LoggedAnswer> before;
        {
            Program program(folder, keysFor(7) + QStringLiteral(" R 2")); // the eighth is chosen, not given
            QTRY_VERIFY_WITH_TIMEOUT((before = answersIn(folder, made.plan)).size() == 7, 120'000);
            QTest::qWait(300);
            QVERIFY2(program.running(), program.errors().constData());
            program.kill();
        }
        // Right after the kill; nobody waits for a lease.
        Program again(folder, keysFor(5));
        std::vector<LoggedAnswer> after;
        QTRY_VERIFY_WITH_TIMEOUT((after = answersIn(folder, made.plan)).size() == 12, 120'000);
        for (std::size_t trial = 0; trial < after.size(); ++trial) {
            QCOMPARE(after[trial].trial, trial);
            QCOMPARE(after[trial].revision, 0);
            QCOMPARE(after[trial].image, made.plan.trials[trial]);
            if (trial < before.size())
                QVERIFY(after[trial] == before[trial]);
        }
        // The second program began with the eighth picture: its first answer is "synthesised, 5".
        QVERIFY(after[7].answer == Truth::Synthesised && after[7].confidence == 5);
    }

    void nothingInItsReach_data()
    {
        QTest::addColumn<int>("answers");
        QTest::addColumn<int>("practice");
        QTest::newRow("middle") << 3 << 0;
        QTest::newRow("end") << 10 << 0;
        QTest::newRow("practice") << 2 << 2;
    }

    void nothingInItsReach()
    {
        QFETCH(int, answers);
        QFETCH(int, practice);
        const std::string name = std::string("blind") + QTest::currentDataTag();
        MadeStudy made = makeSampleStudy(root(), name, 5, [practice](StudyOptions& options) {
            options.practice = static_cast<std::size_t>(practice);
            options.practiceFeedback = true;
        });
        const fs::path folder = root() / name, key = root() / (name + ".key.json");
        TrialLog::open(folder, made.plan);
        const Watch watch({key, root() / ("zebraclinic" + name), root() / ("quagganet" + name)});
        Program program(folder, keysFor(answers, practice) + QStringLiteral(" R 4"));
        QTRY_VERIFY_WITH_TIMEOUT(answersIn(folder, made.plan).size() == static_cast<std::size_t>(answers), 120'000);
        QTest::qWait(300);
        QVERIFY2(program.running(), program.errors().constData());

        // From its start on it has opened neither the key nor a picture's source.
        QVERIFY(watch.good());
        QVERIFY2(!watch.heard(), "the key, or where pictures came from, was opened");
        (void)readTextFile(key);
        QVERIFY2(watch.heard(), "whoever opens the key is heard, so this listens to the right file");

        // Handles: within the study folder, devices, pipes, the system; neither the key nor the folders that the pictures came from.
        const QDir handles(QStringLiteral("/proc/%1/fd").arg(program.id()));
        int inFolder = 0;
        for (const QString& entry : handles.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
            const std::string target = QFile::symLinkTarget(handles.filePath(entry)).toStdString();
            inFolder += target.starts_with(folder.string() + "/") ? 1 : 0;
            if (target.starts_with(root().string()))
                QVERIFY2(target.starts_with(folder.string() + "/"), target.c_str());
        }
        QVERIFY2(inFolder > 0, "the log of answers is open, so this looks at the right process");
        const std::string maps = [&] {
            std::ifstream in(fmt::format("/proc/{}/maps", program.id()));
            return std::string(std::istreambuf_iterator<char>(in), {});
        }();
        QVERIFY(maps.find(key.filename().string()) == std::string::npos);

        // Memory: no set, no source, no hash of a source, nothing of the key.
        std::vector<std::string> secrets;
        for (const KeySet& set : made.key.sets)
            addBoth(secrets, set.name);
        for (const auto& images : {made.key.images, made.key.practice})
            for (const KeyImage& image : images) {
                addBoth(secrets, image.file);
                addBoth(secrets, image.sha256);
            }
        addBoth(secrets, key.filename().string());
        addBoth(secrets, "sonosketch-study-key\",");
        const std::string sealed = readTextFile(key);
        const std::size_t seal = sealed.rfind("\"sha256\"");
        QVERIFY(seal != std::string::npos);
        addBoth(secrets, sealed.substr(sealed.find('"', sealed.find(':', seal)) + 1, 64));

        std::vector<std::string> all = secrets;
        const std::size_t control = all.size();
        addBoth(all, made.plan.title);
        all.push_back(made.plan.trials.back());
        const auto found = searchMemory(program.id(), all);
        if (!found)
            QSKIP("NOT CHECKED: /proc/PID/mem of another process cannot be read here; run this as the same user without ptrace limits");
        for (std::size_t i = control; i < all.size(); ++i)
            QVERIFY2(found->contains(all[i]), "what the window shows is found, so the search works");
        for (const std::string& secret : secrets)
            if (const auto hit = found->find(secret); hit != found->end())
                QFAIL(qPrintable(QStringLiteral("\"%1\" is in the memory: %2")
                                     .arg(QString::fromLatin1(QByteArray::fromStdString(hit->first).replace('\0', "")),
                                         QString::fromStdString(hit->second))));
    }

    void noStudy()
    {
        QProcess process;
        process.start(QStringLiteral(SONOSKETCH_BIN_DIR "/sonosketch"), {QStringLiteral("--study"), m_dir.path()});
        QVERIFY(process.waitForFinished(120'000));
        QCOMPARE(process.exitCode(), 1);
        const QByteArray error = process.readAllStandardError();
        QVERIFY2(error.contains("study.json is missing") && error.contains("sonosketch-cli study plan"), error.constData());
        process.start(QStringLiteral(SONOSKETCH_BIN_DIR "/sonosketch"), {QStringLiteral("--reader"), QStringLiteral("Ann")});
        QVERIFY(process.waitForFinished(120'000));
        QCOMPARE(process.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(TestReadingProcess)
#include "test_reading_process.moc"
