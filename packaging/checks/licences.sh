#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Every file says who holds the rights and under which licence: in its first lines, or in .reuse/dep5.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

report=$(mktemp)
trap 'rm -f "$report"' EXIT
if ! reuse lint >"$report" 2>&1; then
    cat "$report" >&2
    echo "licences: put the two SPDX lines at the top of a file, or its path into .reuse/dep5" >&2
    exit 1
fi
echo "licences: $(grep -m 1 -E 'Files with license information|license information:' "$report" | sed 's/^[* ]*//')"
