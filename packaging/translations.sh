#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# The texts of the program and their translations.
#   packaging/translations.sh renew    takes new and changed texts into resources/translations/*.ts (as unfinished), drops those that are gone
#   packaging/translations.sh check    fails if a text of the program has no finished translation, or one is there for no text
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PATH=/usr/lib/qt6/bin:$PATH
renew() { # SOURCE.ts TARGET.ts
    [ "$1" = "$2" ] || cp "$1" "$2"
    local said
    said=$(lupdate -silent -no-obsolete -locations none -I . app -ts "$2" 2>&1)
    # A class that lupdate does not find gets a context that the program never looks under.
    if grep -q 'unknown namespace' <<<"$said"; then
        grep 'unknown namespace' <<<"$said" >&2
        return 1
    fi
}
case ${1:-} in
    renew)
        for file in resources/translations/*.ts; do
            renew "$file" "$file"
        done
        ;;
    check)
        folder=$(mktemp -d)
        trap 'rm -rf "$folder"' EXIT
        bad=0
        for file in resources/translations/*.ts; do
            renewed=$folder/${file##*/}
            renew "$file" "$renewed"
            open=$(grep -c 'type="unfinished"' "$renewed" || true)
            if [ "$open" != 0 ]; then
                echo "translations: $file: $open texts without a translation (packaging/translations.sh renew, then translate them)" >&2
                grep -B2 'type="unfinished"' "$renewed" | grep '<source>' | sed -n 1,20p >&2
                bad=1
            elif ! diff -q <(grep -v '^<TS ' "$file") <(grep -v '^<TS ' "$renewed") >/dev/null; then
                echo "translations: $file is not what the sources give (packaging/translations.sh renew)" >&2
                bad=1
            fi
        done
        exit $bad
        ;;
    *)
        echo "usage: packaging/translations.sh renew|check" >&2
        exit 2
        ;;
esac
