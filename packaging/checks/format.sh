#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# C++ files that are not formatted as .clang-format says:
#   packaging/checks/format.sh [--fix] [FILE...]      all files that git knows or would not ignore, unless some are named
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mode=(--dry-run -Werror)
if [[ ${1:-} == --fix ]]; then
    mode=(-i)
    shift
fi
# Debian 12's version decides; another one lays out a few lines differently.
tool=$(command -v clang-format-14 || command -v clang-format) || {
    echo "format: clang-format is missing; run packaging/dependencies.sh test" >&2
    exit 1
}

if (($#)); then
    files=("$@")
elif git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    mapfile -d '' -t files < <(git ls-files -z --cached --others --exclude-standard -- '*.h' '*.cpp' '*.cu' '*.cuh')
else
    mapfile -d '' -t files < <(find app core models tests -type f \( -name '*.h' -o -name '*.cpp' -o -name '*.cu' -o -name '*.cuh' \) -print0)
fi
# A file removed but not yet committed as removed is still in git's list.
present=()
for file in "${files[@]}"; do
    [[ -f $file ]] && present+=("$file")
done
((${#present[@]})) || { echo "format: no C++ files found" >&2; exit 1; }

if ! printf '%s\0' "${present[@]}" | xargs -0 -n 16 -P 2 "$tool" --style=file "${mode[@]}"; then
    echo "format: packaging/checks/format.sh --fix puts this right" >&2
    exit 1
fi
echo "format: ${#present[@]} files"
