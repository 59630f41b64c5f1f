#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Draws the pictures of the user guide and of README.md anew, from the real window with the bundled model; needs no display.
#   packaging/guide.sh [BUILD-FOLDER]
# Look at every one of them before committing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${1:-build}
"$build/bin/sonosketch" --guide-pictures resources/help --window-size 1600x900
"$build/bin/sonosketch" --screenshot resources/help/window.png --scripted-stroke --window-size 1600x900
"$build/bin/sonosketch" --screenshot resources/help/window-light.png --theme light --window-size 1280x780 resources/examples/thin-septa
# The report of a study is a page, which a browser draws (Debian's package chromium); without one its picture stays as it is.
if command -v chromium >/dev/null; then
    report=$(mktemp -d)
    trap 'rm -rf "$report"' EXIT
    "$build/bin/sonosketch-cli" study report --example --out "$report/page" >/dev/null
    chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=1100,1520 \
        --screenshot="$PWD/resources/help/guide-study-report.png" "file://$report/page/report.html" 2>/dev/null
else
    echo "guide: chromium is not installed, guide-study-report.png is left as it is" >&2
fi
ls -l resources/help/*.png resources/help/*.jpg
