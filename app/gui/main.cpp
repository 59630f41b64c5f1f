// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/guide_pictures.h"
#include "app/gui/main_window.h"
#include "app/gui/preferences.h"
#include "app/gui/scripted_session.h"
#include "app/gui/theme.h"
#include "app/session/text.h"
#include "app/study/practice_window.h"
#include "app/study/reading_program.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"
#include "models/checkpoint/find_model.h"
#include "models/checkpoint/model_card.h"
#include "models/runtime/generator_session.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QImage>
#include <QPixmap>
#include <QSaveFile>
#include <QTemporaryDir>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <iostream>

using namespace sonosketch;

namespace {

struct Options {
    std::string file;
    std::string model;
    std::string device = "auto";
    std::string screenshot;
    std::string size = "1600x900";
    std::string guide;
    std::string theme;
    std::string language;
    std::string study, reader, keys;
    std::string practise;                     ///< a page of the practice window; empty: the editor alone
    std::vector<std::string> practiceFolders; ///< cases and data sets to practise on
    bool scriptedStroke = false;
    int timeout = 300;

    /// No person sits before it.
    bool scripted() const { return !screenshot.empty() || !guide.empty(); }
};

/// The first example in alphabetical order. Without examples a file on the command line still opens, over an empty case.
Case firstCase(bool fileGiven)
{
    const auto cases = exampleCases();
    if (cases.empty() && fileGiven)
        return Case::blank(LabelPalette::bundled("mmotu"));
    if (cases.empty())
        throw Error(ErrorCode::NotFound, "No bundled case", (resourceDir() / "examples").string(),
            "Name a case folder or an image on the command line.");
    return loadCase(cases.front());
}

bool hasDisplay()
{
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return value && *value;
    };
    return set("DISPLAY") || set("WAYLAND_DISPLAY");
}

QSize parseSize(const std::string& text)
{
    int width = 0, height = 0;
    char x = 0, rest = 0;
    if (std::sscanf(text.c_str(), "%5d%c%5d%c", &width, &x, &height, &rest) != 3 || x != 'x' || width < 640 || height < 480 || width > 7680
        || height > 4320)
        throw Error(ErrorCode::Usage, "Not a window size", text, "Write it as WIDTHxHEIGHT, 640x480 to 7680x4320.");
    return {width, height};
}

void writeScreenshot(QWidget& window, const Options& options)
{
    const QPixmap picture = window.grab();
    QSaveFile file(QString::fromStdString(options.screenshot));
    if (!file.open(QIODevice::WriteOnly) || !picture.save(&file, "PNG") || !file.commit())
        throw Error(ErrorCode::WriteFailed, "Cannot write the screenshot", options.screenshot, file.errorString().toStdString());
}

/// Renders the real window, after the stroke if one is asked for.
void takeScreenshot(MainWindow& window, const Options& options)
{
    const auto settle = [&] {
        if (const QString problem = waitForPicture(window, options.timeout * 1000); !problem.isEmpty())
            throw Error(ErrorCode::Device, problem.toStdString());
    };
    settle();
    if (options.scriptedStroke) {
        strokeThrough(window, demonstrationStroke(window));
        if (window.session().history().size() < 2)
            throw Error(ErrorCode::InvalidArgument, "The scripted stroke changed nothing", options.file);
        settle();
    }
    writeScreenshot(window, options);
}

/// Opens the practice window on the page that was asked for; for a screenshot, once its picture is there.
void openPractice(MainWindow& window, const Options& options)
{
    const auto page = practicePageFromName(QString::fromStdString(options.practise)).value_or(PracticeWindow::Page::Start);
    PracticeWindow* practice = window.practice();
    if (!practice)
        throw Error(ErrorCode::NotFound, window.statusMessage().toStdString());
    if (!options.practiceFolders.empty())
        practice->choice().read({options.practiceFolders.begin(), options.practiceFolders.end()});
    practice->showPage(page);
    if (options.screenshot.empty())
        return;
    for (int waited = 0; practice->choice().isReading() && waited < options.timeout * 10; ++waited)
        restFor(100);
    const auto* task = page == PracticeWindow::Page::Paint ? static_cast<PracticePage*>(&practice->paint())
        : page == PracticeWindow::Page::Spot               ? static_cast<PracticePage*>(&practice->spot())
        : page == PracticeWindow::Page::Measure            ? static_cast<PracticePage*>(&practice->measure())
                                                           : nullptr;
    for (int waited = 0; task && task->state() == PracticePage::State::Waiting && waited < options.timeout * 10; ++waited)
        restFor(100);
    restFor(100);
    writeScreenshot(*practice, options);
}

/// Language, theme and keys: the command line's, else a person's settings; a screenshot shows the same on every machine.
void applyAppearance(QApplication& application, const Options& options)
{
    const bool scripted = options.scripted();
    const QString language = QString::fromStdString(options.language);
    if (!language.isEmpty() && !availableLanguages().contains(language))
        throw Error(ErrorCode::Usage, "No translation for this language", options.language,
            "There are: " + availableLanguages().join(QStringLiteral(", ")).toStdString() + ".");
    installLanguage(!language.isEmpty() ? language : scripted ? QStringLiteral("en") : storedLanguage());
    const Theme stored = scripted ? Theme::Dark : storedTheme();
    applyTheme(application, options.theme.empty() ? stored : themeFromName(QString::fromStdString(options.theme)));
    if (!scripted)
        restorePreferences();
}

/// Whoever left the choice of the device to the program gets the processor if the graphics card fails.
LiveWorker::Factory generatorFactory(const std::filesystem::path& folder, DeviceChoice device)
{
    const auto load = [folder, device] { return loadGenerator(folder, device); };
    if (device != DeviceChoice::Auto)
        return load;
    return {load, [folder] { return loadGenerator(folder, DeviceChoice::Cpu); }};
}

ModelCatalogue::Entry catalogueEntry(const std::filesystem::path& folder, DeviceChoice device)
{
    const auto card = checkpoint::ModelCard::load(folder);
    return {card.name, card.sha256, toText(folder), generatorFactory(folder, device), card.metrics, card.limitations};
}

/// The bundled generators; folders that hold something else are passed over.
void fillCatalogue(ModelCatalogue& models, DeviceChoice device)
{
    models.setFolderReader([device](const std::filesystem::path& folder) { return catalogueEntry(folder, device); });
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(weightsDir(), ignored)) {
        try {
            if (entry.is_directory())
                models.add(catalogueEntry(entry.path(), device));
        } catch (const Error& error) {
            spdlog::debug("no generator: {}", error.what());
        }
    }
}

/// A reader's process holds the study and nothing else: neither editor nor model is made.
int runStudy(QApplication& application, const Options& options)
{
    ReadingProgram program;
    program.folder = options.study;
    program.reader = QString::fromStdString(options.reader);
    program.keys = QString::fromStdString(options.keys);
    program.screenshot = QString::fromStdString(options.screenshot);
    program.size = parseSize(options.size);
    return runReadingProgram(application, program);
}

int run(QApplication& application, const Options& options)
{
    if (!options.study.empty())
        return runStudy(application, options);
    const DeviceChoice device = parseDevice(options.device);
    const std::filesystem::path weights = options.model.empty() ? defaultModel() : findModel(options.model);
    const bool bundled = options.file.empty();
    const QSize size = parseSize(options.size);

    // A picture of the window is no session of a person: nothing of it belongs under Recent.
    const QTemporaryDir scratch;
    if (options.scripted() && qEnvironmentVariableIsEmpty("SONOSKETCH_STATE_DIR"))
        qputenv("SONOSKETCH_STATE_DIR", scratch.path().toLocal8Bit());

    MainWindow window(firstCase(!bundled), generatorFactory(weights, device));
    fillCatalogue(window.models(), device);
    if (!options.scripted()) {
        window.restoreState();
        window.show();
        window.offerRecovery();
        if (bundled)
            window.welcomeAtFirstStart();
        else
            window.startOpening(options.file);
        if (!options.practise.empty())
            openPractice(window, options);
        return application.exec();
    }
    window.setAskBeforeDiscard(false);
    if (!bundled && !window.openPath(options.file))
        throw Error(ErrorCode::Unreadable, window.statusMessage().toStdString());
    window.resize(size);
    window.show();
    if (!options.practise.empty() && !options.screenshot.empty())
        openPractice(window, options);
    else if (!options.screenshot.empty())
        takeScreenshot(window, options);
    if (!options.guide.empty())
        drawGuidePictures(window, options.guide, options.timeout * 1000);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App cli(
        "SonoSketch: paint labels and sketches, see a synthetic ultrasound image follow the pen. Not for diagnosis.", "sonosketch");
    cli.set_version_flag("--version", SONOSKETCH_VERSION);
    cli.add_option(
        "FILE", options.file, "A project, a case folder, its case.json, an OpenRaster file, or an image; the bundled case if left out");
    cli.add_option("--model", options.model, "Model folder, or the name of a bundled model; the default one if left out");
    cli.add_option("--device", options.device, "auto, cpu or cuda")->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    cli.add_option("--screenshot", options.screenshot, "Render the window into this PNG and quit; needs no display");
    cli.add_option("--guide-pictures", options.guide, "Draw the pictures of the user guide into this folder and quit; needs no display");
    auto* practise =
        cli.add_option("--practise", options.practise, "Open the practice window: start, paint, spot, measure, what-if or progress")
            ->expected(0, 1)
            ->default_str("start")
            ->check([](const std::string& name) {
                return practicePageFromName(QString::fromStdString(name)) ? std::string()
                                                                          : "There is no page \"" + name + "\" to practise on";
            });
    cli.add_option("--cases,--data", options.practiceFolders,
           "With --practise: practise on these case folders, folders of case folders, or imported data sets, instead of the bundled cases")
        ->needs(practise);
    cli.add_flag("--scripted-stroke", options.scriptedStroke, "With --screenshot: paint a stroke by mouse events and wait for its picture");
    auto* study =
        cli.add_option("--study", options.study, "Read the reader study of this folder, full screen; neither editor nor model is loaded");
    cli.add_option("--reader", options.reader, "With --study: the reader's name; the window asks without it")->needs(study);
    cli.add_option("--keys", options.keys, "With --study: keys to press first, for pictures and checks, like \"Return R 3 Return\"")
        ->needs(study);
    cli.add_option("--theme", options.theme, "system, dark or light, for this run")->check(CLI::IsMember({"system", "dark", "light"}));
    cli.add_option("--language", options.language, "For this run: en, de ...");
    cli.add_option("--window-size", options.size, "With --screenshot: WIDTHxHEIGHT")->capture_default_str();
    cli.add_option("--timeout", options.timeout, "With --screenshot: seconds to wait for a picture")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? 0 : 2;
    }
    spdlog::set_default_logger(spdlog::stderr_color_mt("sonosketch"));
    if (!std::getenv("QT_QPA_PLATFORM") && (options.scripted() || !hasDisplay())) {
        if (!options.scripted()) {
            std::cerr << "No display: set DISPLAY or WAYLAND_DISPLAY, or use --screenshot OUT.png\n";
            return 1;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    try {
        QApplication application(argc, argv);
        QApplication::setApplicationName(QStringLiteral("SonoSketch"));
        QApplication::setApplicationVersion(QStringLiteral(SONOSKETCH_VERSION));
        applyAppearance(application, options);
        return run(application, options);
    } catch (const Error& error) {
        std::cerr << error.what() << '\n';
        return error.code() == ErrorCode::Usage ? 2 : 1;
    } catch (const std::exception& error) {
        std::cerr << "Failed: " << error.what() << '\n';
        return 1;
    }
}
