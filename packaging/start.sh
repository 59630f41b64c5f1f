#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# From a fresh clone to the open editor: installs what is missing, builds, starts.
#   packaging/start.sh [ARGUMENT...]      arguments go to the editor (a case file, --model FOLDER, --help ...)
# Without arguments the editor opens the bundled case. Without a display its window is drawn into build/start.png instead.
# The first build takes some ten minutes on two cores; after that, only what changed is built.
set -euo pipefail

started_in=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
# shellcheck source=dependencies.sh
. packaging/dependencies.sh
sonosketch_install_dependencies build gui

jobs=$(nproc)
# A compiler that reads torch's headers takes over a gigabyte.
memory_gb=$(awk '/^MemAvailable/ { print int($2 / 1048576 / 1.5) }' /proc/meminfo 2>/dev/null || echo "$jobs")
((memory_gb >= 1)) || memory_gb=1
((jobs <= memory_gb)) || jobs=$memory_gb

mkdir -p build
echo "start: configuring (log: build/configure.log)" >&2
if ! cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DSONOSKETCH_TESTS=OFF >build/configure.log 2>&1; then
    tail -n 40 build/configure.log >&2
    echo "start: the configuration failed; the whole log is build/configure.log" >&2
    exit 1
fi
echo "start: building with $jobs jobs" >&2
cmake --build build --parallel "$jobs" >&2

# Paths among the arguments are meant from where the person stands.
cd "$started_in"
if [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; then
    exec "$root/build/bin/sonosketch" "$@"
fi
echo "start: there is no display here, so the window is drawn into a picture after a scripted stroke" >&2
"$root/build/bin/sonosketch" --screenshot "$root/build/start.png" --scripted-stroke "$@"
[[ -s $root/build/start.png ]] || { echo "start: the editor wrote no picture" >&2; exit 1; }
echo "start: look at $root/build/start.png" >&2
