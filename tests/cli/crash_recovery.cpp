// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
//
//   build/tests/cli/crash_recovery [KILLS [SEED [FOLDER]]]
//
// The real editor window, offscreen, in a process of its own: it paints with mouse events, undoes, jumps and switches, and is killed (SIGKILL) at a
// random moment, KILLS times, mostly going on with the project it left behind. After each kill that project must be found as one to be recovered, must
// open, and must hold every step that the editor said was saved, with the pixels it had. Prints what it met; exit status 1 and one line if not.
#include "app/session/state_folder.h"
#include "core/base/files.h"
#include "core/io/project_image.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <random>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sonosketch;
namespace fs = std::filesystem;

namespace {

/// What the editor says about a step that is on the disk.
struct Report {
    std::uint64_t node;
    char pixels[64]; ///< SHA-256 of labels, sketch and field of view
};

std::string pixelHash(const Case& value)
{
    std::vector<std::uint8_t> all;
    for (const Plane plane : allPlanes)
        all.insert(all.end(), value.plane(plane).datastart, value.plane(plane).dataend);
    return sha256(all);
}

/// One random thing that a person does.
void act(MainWindow& window, std::mt19937& random)
{
    EditorSession& session = window.session();
    std::uniform_real_distribution<double> place(20, 490);
    const auto anywhere = [&] {
        const double x = place(random), y = place(random);
        return QPointF(x, y);
    };
    switch (random() % 16) {
    case 0:
        return window.commands().action(Command::Undo)->trigger();
    case 1:
        return window.commands().action(Command::Redo)->trigger();
    case 2:
        if (const auto target = random() % session.history().size(); session.history().contains(target))
            session.jumpTo(target);
        return;
    case 3: {
        CannySettings settings = session.value().canny;
        settings.low = place(random) / 10;
        session.previewCanny(settings);
        return session.commitSettings();
    }
    case 4:
        return window.commands().action(Command::ClearStrokes)->trigger();
    default: {
        constexpr std::array painting{ToolId::LabelBrush, ToolId::LabelEraser, ToolId::SketchPen, ToolId::FieldEraser};
        window.tools().select(painting[random() % painting.size()]);
        window.tools().setActiveLabel(static_cast<int>(random() % 5));
        const QPointF from = anywhere();
        strokeThrough(window, {from, (from + anywhere()) / 2, anywhere()});
    }
    }
}

/// Never returns but by an error.
int editForever(int argc, char** argv)
{
    const std::string project = argv[2];
    std::mt19937 random(static_cast<unsigned>(std::atoll(argv[3])));
    const int pipe = std::atoi(argv[4]);
    QApplication application(argc, argv);
    const auto window =
        test::openWindow(test::drawnCase(), test::drawingFactory(LabelPalette::bundled("mmotu"), std::make_shared<test::DrawingControl>()));
    if (!window || (!project.empty() && !window->openPath(project))) {
        std::fprintf(stderr, "child: %s\n", window ? qPrintable(window->statusMessage()) : "no window");
        return 4;
    }
    std::map<std::size_t, std::string> hashes;
    QObject::connect(&window->session(), &EditorSession::nodeAdded,
        [&](HistoryTree::NodeId node) { hashes[node] = pixelHash(window->session().value()); });
    QObject::connect(&window->project(), &ProjectSession::stepWritten, [&](HistoryTree::NodeId node) {
        Report report{node, {}};
        std::memcpy(report.pixels, hashes.at(node).data(), sizeof report.pixels);
        if (::write(pipe, &report, sizeof report) != sizeof report)
            ::_exit(3);
    });
    while (window->project().failure().isEmpty()) {
        act(*window, random);
        do
            QCoreApplication::processEvents();
        while (window->project().waiting() > 20);
    }
    std::fprintf(stderr, "child: %s\n", qPrintable(window->project().failure()));
    return 5;
}

/// Runs this program as the editor.
pid_t startEditor(const char* program, const fs::path& project, unsigned seed, int pipe)
{
    const std::string path = project.string(), number = std::to_string(seed), end = std::to_string(pipe);
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl(program, program, "--edit", path.c_str(), number.c_str(), end.c_str(), static_cast<char*>(nullptr));
        ::_exit(6);
    }
    return child;
}

int run(int kills, unsigned seed, const fs::path& folder)
{
    std::mt19937 random(seed);
    const fs::path state = folder / "state";
    ::setenv("SONOSKETCH_STATE_DIR", state.c_str(), 1);
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    std::map<std::size_t, std::string> durable;
    fs::path project;
    std::size_t reported = 0, largest = 0;
    int beforeFirst = 0, withLog = 0, beyondReport = 0;
    const auto fail = [&](int kill, const std::string& problem) {
        std::printf("FAILED at kill %d of %d (seed %u): %s; the files are in %s\n", kill, kills, seed, problem.c_str(), folder.c_str());
        return 1;
    };
    for (int kill = 0; kill < kills; ++kill) {
        if (kill % 12 == 0) {
            fs::remove_all(state);
            durable.clear();
            project.clear();
        }
        int ends[2];
        if (::pipe(ends) != 0)
            return fail(kill, "no pipe");
        ::fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        const pid_t child = startEditor("/proc/self/exe", project, seed * 100'003u + static_cast<unsigned>(kill), ends[1]);
        ::close(ends[1]);
        Report report{};
        std::size_t fresh = 0;
        const auto next = [&] {
            if (::read(ends[0], &report, sizeof report) != sizeof report)
                return false;
            durable[report.node] = std::string(report.pixels, sizeof report.pixels);
            ++fresh;
            return true;
        };
        // Mostly in the middle of its work, wherever that is; else while it starts.
        const std::size_t steps = random() % 6 == 0 ? 0 : 1 + random() % 25;
        while (fresh < steps && next()) { }
        std::this_thread::sleep_for(std::chrono::microseconds(random() % (steps == 0 ? 900'000 : 25'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
            return fail(kill, fmt::format("the editor ended by itself, status {}", status));
        while (next()) { }
        ::close(ends[0]);
        reported += fresh;
        beforeFirst += fresh == 0 ? 1 : 0;
        const auto left = findLeftProjects(StateFolder(state));
        if (left.empty()) {
            if (!durable.empty())
                return fail(kill, "steps were reported as saved, and there is no project to recover");
            continue;
        }
        if (left.size() > 1 || left.front().damaged)
            return fail(kill, left.front().damaged ? "the project left behind is damaged" : "there is more than one project");
        project = left.front().path;
        std::error_code none;
        withLog += fs::exists(writeAheadLog(project), none) ? 1 : 0;
        try {
            ProjectContents contents = readProject(project);
            Document document(contents.initial);
            for (const auto& [node, pixels] : durable) {
                if (!contents.history.contains(node))
                    return fail(kill, fmt::format("step {} was reported as saved and is gone", node));
                contents.history.jumpTo(document, node);
                if (pixelHash(document.value()) != pixels)
                    return fail(kill, fmt::format("step {} has other pixels", node));
            }
            beyondReport += contents.history.size() - 1 > (durable.empty() ? 0 : durable.rbegin()->first) ? 1 : 0;
            largest = std::max(largest, contents.history.size() - 1);
            // Steps written whose report the kill cut off count from now on as well.
            for (std::size_t node = 1; node < contents.history.size(); ++node)
                if (contents.history.contains(node) && !durable.contains(node)) {
                    contents.history.jumpTo(document, node);
                    durable[node] = pixelHash(document.value());
                }
        } catch (const Error& error) {
            return fail(kill, error.what());
        }
    }
    std::printf(
        "%d kills, %zu steps reported as saved, all there. Killed before the first step %d times, between a step and its report %d times; "
        "log left behind %d times; %zu steps in the longest project.\n",
        kills, reported, beforeFirst, beyondReport, withLog, largest);
    return reported > 0 ? 0 : fail(kills, "no editor saved a single step");
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 5 && std::strcmp(argv[1], "--edit") == 0)
        return editForever(argc, argv);
    const int kills = argc > 1 ? std::atoi(argv[1]) : 10;
    const auto seed = static_cast<unsigned>(argc > 2 ? std::atoi(argv[2]) : 1);
    std::string pattern = fs::path(argc > 3 ? fs::path(argv[3]) : fs::temp_directory_path()) / "sonosketch-crash-XXXXXX";
    if (kills < 1 || !::mkdtemp(pattern.data())) {
        std::fprintf(stderr, "crash_recovery [KILLS [SEED [FOLDER]]]: 1 kill at least, in a folder that can be written\n");
        return 2;
    }
    try {
        const int result = run(kills, seed, pattern);
        if (result == 0)
            fs::remove_all(pattern);
        return result;
    } catch (const std::exception& error) {
        std::printf("FAILED: %s; the files are in %s\n", error.what(), pattern.c_str());
        return 1;
    }
}
