#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Runs shellcheck over every shell script of the project: *.sh, and what lies in .ci.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mapfile -t scripts < <(find . -path ./.git -prune -o -path './build*' -prune -o -type f -size -200k \( -name '*.sh' -o -path './.ci/*' \) -print |
    LC_ALL=C sort)
((${#scripts[@]})) || { echo "shell: no scripts found" >&2; exit 1; }
shellcheck --external-sources --source-path=SCRIPTDIR "${scripts[@]}"
echo "shell: ${#scripts[@]} scripts"
