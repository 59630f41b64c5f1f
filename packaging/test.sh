#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# From a fresh clone to every check and test; stops at the first failure.
#   packaging/test.sh [--fast]      --fast leaves out clang-tidy, the sanitizers and the fuzz run
# What takes long, on two cores with an empty compiler cache: the Release build (torch's headers, some ten minutes), clang-tidy and each of
# the two sanitizer builds (a few minutes; they leave torch out). The rest are seconds to a few minutes.
# SONOSKETCH_JOBS sets the number of compilers at a time. The last line is "N passed, N failed, N skipped" over all ctest runs.
set -euo pipefail

fast=0
for argument in "$@"; do
    case $argument in
        --fast) fast=1 ;;
        -h | --help)
            sed -n '5,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        *)
            echo "test: unknown option $argument (there is --fast)" >&2
            exit 2
            ;;
    esac
done
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
# shellcheck source=dependencies.sh
. packaging/dependencies.sh

jobs=${SONOSKETCH_JOBS:-$(nproc)}
# No window of a test may depend on the desktop of whoever runs it; torch and OpenCV share the cores between two tests.
export QT_QPA_PLATFORM=offscreen
unset DISPLAY WAYLAND_DISPLAY
total_passed=0
total_failed=0
total_skipped=0
begun=$SECONDS
current=""

# Whatever ends the script, say where it stopped and what was counted so far.
finish() {
    local status=$?
    ((status == 0)) || echo "test: FAILED in: $current (after $((SECONDS - begun)) s)" >&2
    # A stage that failed before any test ran is a failure too.
    ((status == 0 || total_failed > 0)) || total_failed=1
    ((status == 2 && total_passed == 0)) || echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
}
trap finish EXIT

# stage TITLE COMMAND...   one headline, the command's own output, one line with the time
stage() {
    local from=$SECONDS
    current=$1
    shift
    printf '\n=== %s\n' "$current"
    "$@"
    echo "--- $current: $((SECONDS - from)) s"
}

# configure FOLDER OPTION...   quiet unless it fails
configure() {
    local folder=$1
    shift
    mkdir -p "$folder"
    if ! cmake -S . -B "$folder" -G Ninja "$@" >"$folder/configure.log" 2>&1; then
        tail -n 60 "$folder/configure.log"
        return 1
    fi
}

build() { # FOLDER OPTION...
    configure "$@" && cmake --build "$1" --parallel "$jobs"
}

# run_tests FOLDER [ctest option...]   runs ctest, shows what failed, and adds up its counts
run_tests() {
    local folder=$1 status=0 passed failed skipped
    shift
    # Under pipefail the status is ctest's.
    ctest --test-dir "$folder" -j2 --output-on-failure --no-tests=error "$@" | tee "$folder/ctest.log" || status=$?
    passed=$(grep -c -E '^ *[0-9]+/[0-9]+ Test +#[0-9]+: .* Passed +[0-9.]+ sec' "$folder/ctest.log" || true)
    skipped=$(grep -c -E '^ *[0-9]+/[0-9]+ Test +#[0-9]+: .*\*\*\*Skipped ' "$folder/ctest.log" || true)
    failed=$(sed -n 's/.*% tests passed, \([0-9]*\) tests failed out of.*/\1/p' "$folder/ctest.log")
    total_passed=$((total_passed + passed))
    total_skipped=$((total_skipped + skipped))
    total_failed=$((total_failed + ${failed:-0}))
    return "$status"
}

# A kernel that moves memory about more than g++ 12's thread sanitizer expects stops it at once ("unexpected memory
# mapping"); setarch -R holds the memory still. Some containers forbid that call, then it runs as it is.
still() {
    if setarch -R true 2>/dev/null; then setarch -R "$@"; else "$@"; fi
}

# sanitizer PRESET TARGET...   libraries of Debian are not sanitized, LibTorch and the window stay out
sanitizer() {
    local preset=$1
    shift
    configure "build-$preset" --preset "$preset" && cmake --build "build-$preset" --parallel "$jobs" --target "$@"
}

address_tests() {
    export ASAN_OPTIONS="detect_stack_use_after_return=1:strict_string_checks=1"
    export LSAN_OPTIONS="suppressions='$root/packaging/checks/lsan.supp':print_suppressions=0"
    export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1"
    run_tests build-fuzz -L '^fast$' -E '^architecture_'
}

# The memory of what passed outlives the clone, as ccache's does. A first run reads as many files as fit in the time.
tidy() {
    SONOSKETCH_TIDY_CACHE=${XDG_CACHE_HOME:-${HOME:-$root/build}/.cache}/sonosketch/tidy packaging/checks/tidy.sh --minutes=4
}

thread_tests() {
    export TSAN_OPTIONS="suppressions='$root/packaging/checks/tsan.supp':second_deadlock_stack=1"
    # run_tests counts in this shell, so only ctest itself is started through setarch.
    ctest() { still "$(type -P ctest)" "$@"; }
    run_tests build-tsan -L '^threads$'
    unset -f ctest
}

stage "dependencies" sonosketch_install_dependencies build gui test
stage "formatting" packaging/checks/format.sh
stage "architecture" packaging/checks/includes.sh
stage "shell scripts" packaging/checks/shell.sh
stage "licences" packaging/checks/licences.sh
stage "translations" packaging/translations.sh check
stage "Release build" build build -DCMAKE_BUILD_TYPE=Release -DSONOSKETCH_TESTS=ON
stage "tests" run_tests build
if ((!fast)); then
    stage "clang-tidy" tidy
    stage "build with address and undefined-behaviour sanitizers" sanitizer fuzz fast_tests fuzz_readers
    stage "tests with address and undefined-behaviour sanitizers" address_tests
    # Always the same inputs; a longer run is packaging/fuzz.sh without --runs.
    stage "damaged files for every reader" packaging/fuzz.sh --runs 2000
    stage "build with thread sanitizer" sanitizer tsan thread_tests
    stage "tests with thread sanitizer" thread_tests
fi
printf '\ntest: everything passed in %d s\n' "$((SECONDS - begun))"
