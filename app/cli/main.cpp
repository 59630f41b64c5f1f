// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// sonosketch-cli: one file per subcommand; this one only collects them and maps errors to exit codes.

#include "app/cli/commands.h"
#include "core/base/error.h"

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>
#include <exception>

namespace sonosketch {

namespace {
CancelToken* interruptToken = nullptr;

void onInterrupt(int)
{
    // Only a lock-free atomic store happens here, which a signal handler may do.
    if (interruptToken != nullptr)
        interruptToken->cancel();
}
} // namespace

const CancelToken& interrupted()
{
    static CancelToken token;
    if (interruptToken == nullptr) {
        interruptToken = &token;
        std::signal(SIGINT, onInterrupt);
        std::signal(SIGTERM, onInterrupt);
    }
    return token;
}

} // namespace sonosketch

int main(int argc, char** argv)
{
    using namespace sonosketch;
    // Answers go to standard output, everything else to standard error.
    spdlog::set_default_logger(spdlog::stderr_color_mt("sonosketch"));
    spdlog::set_pattern("%^%l%$: %v");

    CLI::App app{"SonoSketch on the command line: synthetic ultrasound from labels and sketches. Synthetic images are not for diagnosis."};
    app.require_subcommand(1);
    app.set_version_flag("--version", "SonoSketch 0.1.0");
    bool verbose = false;
    app.add_flag("-v,--verbose", verbose, "Say more on standard error")->trigger_on_parse();
    app.parse_complete_callback([&verbose] {
        if (verbose)
            spdlog::set_level(spdlog::level::debug);
    });
    addSynthesizeCommand(app);
    addConditionCommand(app);
    addDatasetCommand(app);
    addExportCommand(app);
    addTrainCommand(app);
    addModelCommand(app);
    addProjectCommand(app);
    addDicomCommand(app);
    addStudyCommand(app);
    addPractiseCommand(app);
    addEvaluateCommand(app);
    addBenchCommand(app);
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        // Help and version are no errors; every other complaint of the parser is wrong usage.
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const Error& error) {
        std::fprintf(stderr, "sonosketch-cli: %s\n", error.what());
        return error.code() == ErrorCode::Usage ? 2 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sonosketch-cli: unexpected failure: %s\n", error.what());
        return 1;
    }
}
