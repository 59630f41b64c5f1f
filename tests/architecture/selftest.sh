#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Shows that the scan finds what it is for: a small clean tree passes, and each planted violation is named, by rule and file.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# A folder with a space in its name: people have such folders.
temporary=$(mktemp -d)
tree="$temporary/a tree"
trap 'rm -rf "$temporary"' EXIT
passed=0
failed=0

# In pieces, so that licence tools do not take them for this file's own.
tag=SPDX
spdx_cpp="// $tag-FileCopyrightText: 2026 SonoSketch contributors
// $tag-License-Identifier: Apache-2.0
"
spdx_hash=${spdx_cpp//\/\//#}

# put PATH TEXT: a file of the tree, with its licence lines
put() {
    mkdir -p "$tree/$(dirname "$1")"
    case $1 in
        *.md) printf '<!--\n%s-->\n%b\n' "$spdx_hash" "$2" ;;
        *.h | *.cpp | *.cu) printf '%s%b\n' "$spdx_cpp" "$2" ;;
        *) printf '%s%b\n' "$spdx_hash" "$2" ;;
    esac >"$tree/$1"
}

clean_tree() {
    rm -rf "$tree"
    cp -r "$temporary/clean" "$tree"
}

make_clean_tree() {
    local folder
    for folder in core core/base core/document core/edit models models/nn models/runtime app app/session app/panels app/gui app/cli; do
        put "$folder/README.md" "# $folder"
    done
    put core/base/CMakeLists.txt 'sonosketch_library(NAME core_base SOURCES error.cpp PRIVATE OpenSSL::Crypto)'
    put core/base/error.h '#include <string>'
    put core/base/error.cpp '#include "core/base/error.h"'
    put core/document/CMakeLists.txt 'sonosketch_library(NAME core_document\n  SOURCES case.cpp\n  PUBLIC core_base core_opencv)'
    put core/document/case.h '#include "core/base/error.h"\n#include <opencv2/core.hpp>'
    put core/edit/CMakeLists.txt 'sonosketch_library(NAME core_edit SOURCES delta.cpp PUBLIC core_document)'
    put core/edit/delta.h '#include "core/base/error.h"\n#include "core/document/case.h"'
    put models/nn/CMakeLists.txt 'sonosketch_library(NAME models_nn SOURCES net.cpp PUBLIC core_base)'
    put models/nn/net.h '#include <torch/torch.h>'
    put models/runtime/CMakeLists.txt 'sonosketch_library(NAME models_runtime SOURCES session.cpp PUBLIC core_document PRIVATE models_nn)'
    put models/runtime/session.h '#include "core/document/case.h"'
    put models/runtime/session.cpp '#include "models/runtime/session.h"\n#include "models/nn/net.h"\n#include <cuda_runtime.h>'
    put app/session/CMakeLists.txt 'sonosketch_library(NAME app_session SOURCES s.cpp PUBLIC core_edit Qt6::Core)'
    put app/session/session.h '#include "core/edit/delta.h"\n#include <QObject>'
    put app/panels/CMakeLists.txt 'sonosketch_library(NAME app_panels SOURCES p.cpp PUBLIC app_session PRIVATE Qt6::Widgets)'
    put app/panels/panel.h '#include "app/session/session.h"\n#include <QWidget>\n/*\n#include <torch/torch.h>\n*/'
    put app/gui/CMakeLists.txt \
        'add_executable(sonosketch main.cpp)\ntarget_link_libraries(sonosketch PRIVATE app_panels models_runtime Qt6::Widgets)'
    put app/gui/main.cpp '#include "app/panels/panel.h"\n#include "models/runtime/session.h"\n#include <QApplication>'
    put app/cli/CMakeLists.txt 'add_executable(sonosketch-cli main.cpp)\ntarget_link_libraries(sonosketch-cli PRIVATE models_runtime)'
    put app/cli/main.cpp '#include "models/runtime/session.h"\n#include <CLI/CLI.hpp>'
    put tests/core/test_case.cpp '#include "core/document/case.h"\n#include <QtTest>\n#include "test_case.moc"'
}

report() { # ok|bad TITLE
    if [[ $1 == ok ]]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $2"
        printf '    %s\n' "${answer//$'\n'/$'\n'    }"
    fi
}

# plant TITLE RULE PATH TEXT: the tree with this one file must be refused, for this rule, naming this file
plant() {
    clean_tree
    put "$3" "$4"
    expect "$1" "$2" "$3"
}

expect() { # TITLE RULE PATH
    local status=0
    answer=$("$here/scan.sh" "$tree" 2>&1) || status=$?
    if ((status == 1)) && grep -F -- "[$2]" <<<"$answer" | grep -q -F -- "$3:"; then report ok "$1"; else report bad "$1"; fi
}

make_clean_tree
mv "$tree" "$temporary/clean"
clean_tree
status=0
answer=$("$here/scan.sh" "$tree" 2>&1) || status=$?
if ((status == 0)); then report ok "a clean tree passes"; else report bad "a clean tree passes"; fi

plant "core includes Qt" qt core/edit/x.cpp '#include <QString>'
plant "core includes a Qt module path" qt core/edit/x.h '#include <QtCore/qstring.h>'
plant "core includes a lower-case Qt header" qt core/edit/x.h '#  include <qstring.h>'
plant "core links Qt" qt core/edit/CMakeLists.txt 'sonosketch_library(NAME core_edit SOURCES d.cpp PUBLIC core_document PRIVATE Qt6::Core)'
plant "core includes torch" torch core/edit/x.cpp '#include <torch/torch.h>'
plant "core includes ATen" torch core/edit/x.cpp '#include <ATen/ATen.h>'
plant "core includes c10" torch core/edit/x.cpp '#include <c10/core/Device.h>'
plant "core includes CUDA" gpu core/edit/x.cpp '#include <cuda_runtime.h>'
plant "core includes app" layer core/edit/x.cpp '#include "app/session/session.h"'
plant "core includes models" layer core/edit/x.cpp '#include "models/runtime/session.h"'
plant "core includes models with angle brackets" layer core/edit/x.cpp '#include <models/runtime/session.h>'
# shellcheck disable=SC2016  # CMake's variable, not the shell's
plant "core links torch" torch core/edit/CMakeLists.txt 'sonosketch_library(NAME core_edit SOURCES d.cpp PUBLIC core_document ${TORCH_LIBRARIES})'
plant "core links models" layer core/edit/CMakeLists.txt 'sonosketch_library(NAME core_edit SOURCES d.cpp PUBLIC core_document models_nn)'
plant "an arrow upwards in core" arrow core/base/x.cpp '#include "core/edit/delta.h"'
plant "a link upwards in core" arrow core/base/CMakeLists.txt 'sonosketch_library(NAME core_base SOURCES e.cpp\n  PRIVATE core_document)'
plant "a use without a link" link core/document/x.cpp '#include "core/imaging/canny.h"'
plant "models includes Qt" qt models/runtime/x.cpp '#include <QImage>'
plant "models includes app" layer models/runtime/x.cpp '#include "app/gui/window.h"'
plant "a panel includes models" layer app/panels/x.cpp '#include "models/runtime/session.h"'
plant "a panel links models" layer app/panels/CMakeLists.txt 'sonosketch_library(NAME app_panels SOURCES p.cpp PUBLIC app_session models_runtime)'
plant "the editor includes an internal header of models" internal app/gui/x.cpp '#include "models/nn/net.h"'
clean_tree
put models/runtime/leak.h '#include "models/nn/net.h"'
put app/gui/main.cpp '#include "models/runtime/leak.h"'
expect "a public header of models takes torch in, two steps away" torch app/gui/main.cpp
plant "app includes torch" torch app/cli/x.cpp '#include <torch/script.h>'
plant "the command line includes Qt" qt app/cli/x.cpp '#include <QString>'
plant "a presenter includes a widget" widgets app/session/x.cpp '#include <QPushButton>'
plant "a presenter includes a widget by module" widgets app/session/x.cpp '#include <QtWidgets/QLabel>'
plant "a presenter links widgets" widgets app/session/CMakeLists.txt 'sonosketch_library(NAME app_session SOURCES s.cpp PUBLIC core_edit Qt6::Widgets)'
plant "a test of core includes models" layer tests/core/test_x.cpp '#include "models/runtime/session.h"'
plant "the program includes a test" tests core/edit/x.cpp '#include "tests/support/x.h"'
plant "a path that is not from the top" path core/edit/x.cpp '#include "delta.h"'
plant "the reading window includes the key" reading app/study/reading_x.cpp '#include "core/study/key.h"'
plant "a folder without a level" folder core/unheard/x.cpp '#include <string>'
plant "an unfinished word" unfinished core/edit/x.cpp "// TO""DO: finish"
plant "an unfinished word in a script" unfinished packaging/x.sh "# FIX""ME"
plant "a file too long" length core/edit/x.cpp "$(printf 'int a;\\n%.0s' {1..510})"

clean_tree
printf '#include <string>\n' >"$tree/core/edit/x.cpp"
expect "a file without licence lines" spdx core/edit/x.cpp
clean_tree
rm "$tree/core/edit/README.md"
expect "a folder without a README" readme core/edit

echo "architecture self-test: $passed passed, $failed failed"
((failed == 0))
