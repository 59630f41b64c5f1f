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
ls -l resources/help/*.png resources/help/*.jpg
