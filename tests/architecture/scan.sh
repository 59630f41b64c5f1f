#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Scans a source tree for broken architecture rules; the rules are in README.md beside this file.
#   tests/architecture/scan.sh [ROOT]     ROOT is this project unless given; exit status 1 when a rule is broken
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "${1:-$here/../..}" && pwd)
cd "$root"

list=$(mktemp)
trap 'rm -f "$list"' EXIT
status=0

top=()
for folder in app core models tests packaging; do
    [[ -d $folder ]] && top+=("$folder")
done
((${#top[@]})) || { echo "scan.sh: no sources under $root" >&2; exit 2; }

# Sorted, so that two machines report in the same order.
{
    find "${top[@]}" -type f \( -name '*.h' -o -name '*.hpp' -o -name '*.inl' -o -name '*.cpp' -o -name '*.cc' -o -name '*.cu' \
        -o -name '*.cuh' -o -name '*.cmake' -o -name 'CMakeLists.txt' -o -name '*.sh' -o -name '*.awk' -o -name '*.md' \)
    if [[ -f CMakeLists.txt ]]; then echo CMakeLists.txt; fi
} | LC_ALL=C sort >"$list"

# Every folder of the layers that holds sources explains itself.
while IFS= read -r folder; do
    if [[ ! -f $folder/README.md ]]; then
        echo "$folder:1: [readme] no README.md (purpose, may use, must not use, which file to read first)"
        status=1
    fi
done < <(grep -E '^(app|core|models)/' "$list" | grep -v '/README\.md$' | sed 's,/[^/]*$,,' | LC_ALL=C sort -u |
    awk -F/ 'NF <= 2')

# What readers run knows nothing from which a picture's origin could be told.
while IFS= read -r found; do
    [[ -n $found ]] || continue
    echo "${found%%:*}:$(cut -d: -f2 <<<"$found"): [reading] the reading window includes ${found##*include }"
    status=1
done < <(grep -nE '^#[[:space:]]*include "(core/study/(key|make_study|study_builder|set_sources|report|analysis)|core/dataset/[a-z_]*|models/[a-z_/]*)\.h"' \
    /dev/null app/study/reading_*.h app/study/reading_*.cpp 2>/dev/null || true)

awk -v LIST="$list" -v HERE="$here" -f "$here/scan.awk" || status=1
exit $status
