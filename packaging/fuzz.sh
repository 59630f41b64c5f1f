#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Feeds every reader of files with damaged input (libFuzzer, address and undefined-behaviour sanitizers); tests/fuzz/README.md says what it found.
#   packaging/fuzz.sh [SECONDS_PER_READER] [READER...]       600 seconds and all readers when nothing is named
#   packaging/fuzz.sh --runs N [READER...]                   N inputs a reader instead of a time, always the same ones: the short run of the tests
# Two readers run at a time. New inputs gather in build-fuzz/corpus, what crashes in build-fuzz/crashes. One line a reader ends it; exit
# status 1 if anything crashed, took longer than 25 s or more than 2 GiB.
set -euo pipefail

limit=(-max_total_time=600)
keep=1
if [[ ${1:-} == --runs ]]; then
    [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || { echo "fuzz: --runs needs a number" >&2; exit 2; }
    limit=("-runs=$2")
    keep=0 # what an earlier run has gathered would change what this one does
    shift 2
elif [[ ${1:-} =~ ^[1-9][0-9]*$ ]]; then
    limit=("-max_total_time=$1")
    shift
elif [[ ${1:-} == -* ]]; then
    sed -n '5,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    [[ $1 == -h || $1 == --help ]]
    exit
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p build-fuzz
if ! cmake --preset fuzz >build-fuzz/configure.log 2>&1; then
    tail -n 40 build-fuzz/configure.log >&2
    exit 1
fi
cmake --build --preset fuzz --parallel "${SONOSKETCH_JOBS:-$(nproc)}"

readers=("$@")
if ((${#readers[@]} == 0)); then
    for source in tests/fuzz/fuzz_*.cpp; do
        name=$(basename "$source" .cpp)
        # Some belong to parts that a build may lack.
        [[ -x build-fuzz/bin/core_$name ]] && readers+=("${name#fuzz_}")
    done
fi
for reader in "${readers[@]}"; do
    [[ -x build-fuzz/bin/core_fuzz_$reader ]] || { echo "fuzz: there is no reader \"$reader\"" >&2; exit 2; }
done

export SONOSKETCH_RESOURCES=$PWD/resources
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export ASAN_OPTIONS=detect_stack_use_after_return=1:allocator_may_return_null=0
export LSAN_OPTIONS="suppressions='$PWD/packaging/checks/lsan.supp':print_suppressions=0"
mkdir -p build-fuzz/crashes build-fuzz/logs build-fuzz/corpus

fuzz_one() { # READER   its log ends with libFuzzer's figures
    local reader=$1 kept=()
    local -a options=(-seed=1 -timeout=25 -rss_limit_mb=2048 -max_len=65536 -len_control=20 -print_final_stats=1 -close_fd_mask=3
        "-artifact_prefix=build-fuzz/crashes/$reader-")
    [[ ! -f tests/fuzz/dictionaries/$reader.dict ]] || options+=("-dict=tests/fuzz/dictionaries/$reader.dict")
    # libFuzzer writes what is new into the first folder it is given.
    local gathered=build-fuzz/corpus/$reader
    if ((!keep)); then
        gathered=build-fuzz/short/$reader
        rm -rf "$gathered"
    fi
    mkdir -p "$gathered"
    kept=("$gathered")
    [[ ! -d tests/data/fuzz/$reader ]] || kept+=("tests/data/fuzz/$reader")
    "build-fuzz/bin/core_fuzz_$reader" "${options[@]}" "${limit[@]}" "${kept[@]}" "build-fuzz/tests/fuzz/seeds/$reader" \
        >"build-fuzz/logs/$reader.log" 2>&1
}

declare -A status=() began=() took=() running=()
wait_one() {
    local done_pid code=0
    wait -n -p done_pid "${!running[@]}" || code=$?
    local reader=${running[$done_pid]}
    unset "running[$done_pid]"
    status[$reader]=$code
    took[$reader]=$((SECONDS - began[$reader]))
}
for reader in "${readers[@]}"; do
    ((${#running[@]} < 2)) || wait_one
    began[$reader]=$SECONDS
    fuzz_one "$reader" &
    running[$!]=$reader
done
while ((${#running[@]})); do wait_one; done

failed=0
printf '%-14s %12s %9s %9s %8s  %s\n' reader executions coverage features seconds result
for reader in "${readers[@]}"; do
    log=build-fuzz/logs/$reader.log
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
    # The last line of progress: "#N DONE cov: 12 ft: 34 ..."
    progress=$(grep -E 'cov: [0-9]+ ft: [0-9]+' "$log" | tail -n 1 || true)
    coverage=$(sed -n 's/.*cov: \([0-9]*\).*/\1/p' <<<"$progress")
    features=$(sed -n 's/.*ft: \([0-9]*\).*/\1/p' <<<"$progress")
    result=clean
    if ((status[$reader] != 0)); then
        failed=1
        result="FAILED: $(sed -n -E 's/^SUMMARY: |^.*ERROR: (libFuzzer: .*)/\1/p' "$log" | tail -n 1) ($log)"
    fi
    printf '%-14s %12s %9s %9s %8s  %s\n' "$reader" "${executions:-?}" "${coverage:-?}" "${features:-?}" "${took[$reader]}" "$result"
done
exit "$failed"
