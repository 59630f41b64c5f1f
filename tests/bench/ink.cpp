// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
//
// How long ink takes: from the mouse event to the end of the repaint that shows it, in the real window (offscreen), while the model needs
// five seconds for a picture and the history is long; or, with --real, while the bundled model runs flat out behind the pen. Prints p50, p95 and p99 in milliseconds, and the same for the plain way, in which every
// sample composes and paints the whole canvas.
#include "app/panels/history_panel.h"
#include "models/runtime/generator_session.h"
#include "tests/support/drawing_generator.h"
#include "tests/support/window_driver.h"

#include <CLI/CLI.hpp>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QWindow>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <random>

using namespace sonosketch;
using namespace sonosketch::test;
using Clock = std::chrono::steady_clock;

namespace {

struct Options {
    int events = 2000;
    int nodes = 10'000;
    int modelMs = 5000;
    bool real = false; ///< the bundled model instead of a slow stand-in
    bool json = false;
};

/// Notes when the canvas has painted.
class PaintWatch : public QObject {
public:
    bool painted = false;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        painted = painted || event->type() == QEvent::Paint;
        return false;
    }
};

struct Figures {
    double p50 = 0, p95 = 0, p99 = 0, worst = 0;
    std::size_t samples = 0;
};

Figures figuresOf(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) { return times.at(static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))); };
    return {at(0.50), at(0.95), at(0.99), times.back(), times.size()};
}

/// A history of `count` small edits, as an afternoon of painting leaves it.
void fillHistory(MainWindow& window, int count)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(60, 450);
    StrokeSpec spec;
    spec.text = QStringLiteral("Brush: made up");
    for (int step = 0; static_cast<int>(window.session().history().size()) <= count; ++step) {
        spec.value = static_cast<std::uint8_t>(1 + step % 5);
        const QPointF at(place(random), place(random));
        window.session().beginStroke(spec, at, 12);
        window.session().continueStroke(at + QPointF(9, 4), 12);
        window.session().endStroke();
        if (step % 50 == 0)
            QCoreApplication::processEvents();
    }
    QCoreApplication::processEvents();
}

/// Strokes of forty samples along a winding way, a brush of `diameter`. With `plain`, every sample composes everything anew.
Figures measure(MainWindow& window, int events, double diameter, bool plain)
{
    ConditionCanvas& canvas = window.canvas();
    PaintWatch watch;
    canvas.installEventFilter(&watch);
    window.tools().select(ToolId::LabelBrush);
    window.tools().setDiameter(diameter);
    QWindow* native = window.windowHandle();
    std::vector<double> times;
    const auto send = [&](QEvent::Type type, QPointF at, Qt::MouseButtons buttons) {
        const QPointF local = canvas.mapTo(&window, canvas.toWidget(at).toPoint());
        QMouseEvent event(
            type, local, window.mapToGlobal(local), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, Qt::NoModifier);
        watch.painted = false;
        const auto begin = Clock::now();
        if (plain)
            window.layers().setOpacity(Layer::Labels, 0.4 + 0.001 * static_cast<double>(times.size() % 2));
        QCoreApplication::sendEvent(native, &event);
        // The repaint waits in the queue; nothing else may be waited for.
        while (!watch.painted && Clock::now() - begin < std::chrono::seconds(2))
            QCoreApplication::processEvents();
        return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    };
    for (int index = 0; static_cast<int>(times.size()) < events; ++index) {
        if (index % 40 == 0) {
            window.tools().setActiveLabel(1 + (index / 40) % 5);
            const double phase = index * 0.13;
            send(QEvent::MouseButtonPress, {256 + 150 * std::cos(phase), 256 + 150 * std::sin(phase)}, Qt::LeftButton);
        }
        const double phase = index * 0.13;
        const double radius = 150 + 60 * std::sin(0.31 * index);
        times.push_back(send(QEvent::MouseMove, {256 + radius * std::cos(phase), 256 + radius * std::sin(phase)}, Qt::LeftButton));
        if (index % 40 == 39)
            send(QEvent::MouseButtonRelease, {256, 256}, Qt::NoButton);
    }
    send(QEvent::MouseButtonRelease, {256, 256}, Qt::NoButton);
    canvas.removeEventFilter(&watch);
    return figuresOf(std::move(times));
}

void print(const char* name, const Figures& figures, bool json, bool last)
{
    if (json)
        std::printf("  \"%s\": {\"p50_ms\": %.3f, \"p95_ms\": %.3f, \"p99_ms\": %.3f, \"worst_ms\": %.3f, \"samples\": %zu}%s\n", name,
            figures.p50, figures.p95, figures.p99, figures.worst, figures.samples, last ? "" : ",");
    else
        std::printf("%-22s p50 %7.2f ms   p95 %7.2f ms   p99 %7.2f ms   worst %7.2f ms   (%zu samples)\n", name, figures.p50, figures.p95,
            figures.p99, figures.worst, figures.samples);
}

int run(const Options& options)
{
    auto control = std::make_shared<DrawingControl>();
    const auto bundled = [] { return loadGenerator(defaultModel(), DeviceChoice::Cpu); };
    const auto window =
        openWindow(drawnCase(), options.real ? LiveWorker::Factory(bundled) : drawingFactory(LabelPalette::bundled("mmotu"), control));
    if (!window)
        return 1;
    fillHistory(*window, options.nodes);
    control->delayMs = options.modelMs;
    if (!options.json)
        std::printf("window %dx%d, %zu history nodes, %s\n", window->width(), window->height(), window->session().history().size() - 1,
            options.real ? "the bundled model flat out" : fmt::format("model slowed to {} ms", options.modelMs).c_str());
    const Figures small = measure(*window, options.events, 12, false);
    const Figures large = measure(*window, options.events, 128, false);
    const Figures plain = measure(*window, std::max(40, options.events / 4), 12, true);
    control->delayMs = 0;
    if (options.json)
        std::printf("{\n  \"nodes\": %zu,\n  \"model_ms\": %s,\n", window->session().history().size() - 1,
            options.real ? "null" : std::to_string(options.modelMs).c_str()); // null: the bundled model
    print("brush_12", small, options.json, false);
    print("brush_128", large, options.json, false);
    print("plain_12", plain, options.json, false);
    if (options.json)
        std::printf("  \"plain_over_ours_p95\": %.2f\n}\n", plain.p95 / small.p95);
    else
        std::printf("plain / ours, p95: %.1f\n", plain.p95 / small.p95);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App cli("From the pen's event to the repaint, in the real window.", "bench_ink");
    cli.add_option("--events", options.events, "Samples for each brush")->check(CLI::Range(40, 1'000'000))->capture_default_str();
    cli.add_option("--nodes", options.nodes, "Steps in the history")->check(CLI::Range(0, 200'000))->capture_default_str();
    cli.add_option("--model-ms", options.modelMs, "How long the model takes")->check(CLI::Range(0, 60'000))->capture_default_str();
    cli.add_flag("--real", options.real, "The bundled model, as quick as it is, instead of a slow stand-in");
    cli.add_flag("--json", options.json, "Figures as JSON");
    CLI11_PARSE(cli, argc, argv);
    if (!std::getenv("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir state;
    qputenv("SONOSKETCH_STATE_DIR", state.path().toUtf8());
    QApplication application(argc, argv);
    return run(options);
}
