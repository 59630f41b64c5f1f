#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# The architecture scan and its self-test; the rules are in tests/architecture/README.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

tests/architecture/scan.sh .
tests/architecture/selftest.sh
