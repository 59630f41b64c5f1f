#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# clang-tidy over the torch-free sources:
#   packaging/checks/tidy.sh [--all] [--minutes=N] [FILE...]
# Without names: core, app/session, app/commands and app/tools, the parts with the most logic; --all adds the other Qt
# folders. --minutes=N starts no further file after N minutes and says how many were left. Files that include torch would cost 20 s each and are left to the compiler's warnings.
# A file that passed is not read again until it, a header of ours, its flags, .clang-tidy or clang-tidy's version changes;
# the memory of that is build/tidy-cache (SONOSKETCH_TIDY_CACHE names another folder).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD

folders=(core app/session app/commands app/tools)
files=()
until=999999
for argument in "$@"; do
    case $argument in
        --all) folders=(core app/session app/commands app/tools app/canvas app/panels app/compare app/study) ;;
        --minutes=*) until=$((SECONDS + 60 * ${argument#*=})) ;;
        -*) echo "tidy: unknown option $argument" >&2; exit 2 ;;
        *) files+=("${argument#"$root"/}") ;;
    esac
done
tool=$(command -v clang-tidy-14 || command -v clang-tidy) || {
    echo "tidy: clang-tidy is missing; run packaging/dependencies.sh test" >&2
    exit 1
}

# A build folder of its own, only configured: no torch, and no precompiled headers, which clang cannot read from g++.
build=$root/build/tidy
mkdir -p "$build"
if ! cmake -S . -B "$build" -G Ninja -DSONOSKETCH_MODELS=OFF -DSONOSKETCH_TESTS=OFF -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON \
    -DCMAKE_CXX_COMPILER_LAUNCHER= >"$build/configure.log" 2>&1; then
    cat "$build/configure.log" >&2
    exit 1
fi
if ((${#files[@]} == 0)); then
    for folder in "${folders[@]}"; do
        [[ -d $folder ]] || continue
        while IFS= read -r file; do files+=("$file"); done < <(find "$folder" -name '*.cpp' | LC_ALL=C sort)
    done
fi

cache=${SONOSKETCH_TIDY_CACHE:-$root/build/tidy-cache}
mkdir -p "$cache"
# Which headers of ours a file reads is not known before it is parsed, so every header of core and app counts.
common=$( {
    "$tool" --version
    cat .clang-tidy
    find core app -name '*.h' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
} | sha256sum)
# One line a source: its path, and the hash of its command line with the project's own place taken out of it.
commands=$(awk -v root="$root/" '
    /"command":/ { command = $0; while (i = index(command, root)) command = substr(command, 1, i - 1) "/" substr(command, i + length(root)) }
    /"file":/ { file = $0; sub(/^[^:]*: *"/, "", file); sub(/".*$/, "", file); print substr(file, length(root) + 1) "\t" command }
' "$build/compile_commands.json")

todo=()
keys=()
for file in "${files[@]}"; do
    command=$(grep -F -m 1 "$file"$'\t' <<<"$commands" || true)
    [[ -n $command ]] || continue # not part of this build
    # moc's output is not there: running moc would build the linked libraries first.
    if grep -q '^#include ".*\.moc"' "$file"; then
        echo "tidy: $file includes what moc writes; not read"
        continue
    fi
    key=$(printf '%s\n%s\n%s\n' "$common" "$command" "$(sha256sum <"$file")" | sha256sum | cut -c 1-40)
    [[ -f $cache/$key ]] && continue
    todo+=("$file")
    keys+=("$key")
done
echo "tidy: ${#files[@]} files, ${#todo[@]} to read"

# The compiler's own warnings are g++'s business (-Wno-error): clang counts some of them differently.
check_one() { # FILE KEY
    local output
    # The clock of the script that started this; a file left out is no failure.
    if (($(date +%s) >= deadline)); then
        echo "$1" >>"$build/left.txt"
        return 0
    fi
    if output=$("$tool" -p "$build" --quiet --warnings-as-errors='*' --extra-arg=-Wno-error "$1" 2>"$build/$2.err"); then
        : >"$cache/$2"
        rm -f "$build/$2.err"
    else
        printf '%s\n' "$output"
        # Standard error holds counts of suppressed warnings, and the reason when clang-tidy itself failed.
        grep -v -E 'warnings? (generated|treated as errors)|^Suppressed|^Use -' "$build/$2.err" >&2 || true
        rm -f "$build/$2.err"
        return 1
    fi
}
export -f check_one
deadline=$(($(date +%s) + until - SECONDS))
: >"$build/left.txt"
export tool build cache deadline

failed=0
# shellcheck disable=SC2016  # the inner shell's $1 and $2
for ((i = 0; i < ${#todo[@]}; i++)); do
    printf '%s\0%s\0' "${todo[i]}" "${keys[i]}"
done | xargs -0 -r -n 2 -P "$(nproc)" bash -c 'check_one "$1" "$2"' _ || failed=1
if ((failed)); then
    echo "tidy: findings above; each check's name is in brackets, .clang-tidy says why some are off" >&2
    exit 1
fi
left=$(wc -l <"$build/left.txt")
echo "tidy: clean$( ((left == 0)) || echo "; $left files were not read in the time given")"
