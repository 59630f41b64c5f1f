#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# The Debian packages SonoSketch needs, and the one function that installs those that are missing.
#   By hand:   packaging/dependencies.sh [--list] [build] [gui] [test]      (all groups when none is named)
#   Sourced:   . packaging/dependencies.sh; sonosketch_install_dependencies build gui
# A package that you bring yourself (an official LibTorch, say) is left out with SONOSKETCH_SKIP_PACKAGES="libtorch-dev".

# Compiler, build tools and the libraries of core, models and the command line.
# OpenCV as a whole: its CMake file lies in libopencv-dev and refuses to load when one of its parts is missing.
SONOSKETCH_PACKAGES_BUILD=(
    g++ cmake ninja-build ccache pkg-config
    libtorch-dev libgloo-dev libopencv-dev
    libspdlog-dev libfmt-dev libcli11-dev nlohmann-json3-dev libtomlplusplus-dev libssl-dev libpng-dev
    libsqlite3-dev zlib1g-dev # the project file: a transaction per edit (core/io/README.md)
    libzip-dev libpugixml-dev # OpenRaster is a zip archive with an XML list of layers (core/io/README.md)
    libgif-dev # animated GIFs of edit stories: neither Qt nor OpenCV writes them
    libdcmtk-dev # DICOM in and out: the reference library of the field (core/dicom/README.md)
    libhdf5-dev # image sets as one HDF5 file, which training pipelines read in slices (core/export/README.md)
)

# The desktop editor: Qt 6 Widgets, SVG icons, Qt's own translation tools (resources/translations) and translated
# texts (buttons of dialogs), and a font for machines that have none.
SONOSKETCH_PACKAGES_GUI=(qt6-base-dev libgl-dev qt6-svg-dev libqt6svg6 qt6-tools-dev qt6-l10n-tools
    qt6-translations-l10n fonts-dejavu-core)

# What packaging/test.sh runs besides; clang-14 brings the headers clang-tidy parses with. Python with these libraries gives the values that
# networks and measures are compared with (tests/python): 0.5 GB on the disk, of which 0.36 GB for SciPy and scikit-image.
SONOSKETCH_PACKAGES_TEST=(git clang-format clang-tidy shellcheck reuse python3-torch python3-numpy python3-scipy python3-skimage
    dcmtk dicom3tools python3-pydicom # DICOM files are checked by programs that did not write them
    python3-nibabel python3-h5py # so are NIfTI and HDF5
    clang-14 libclang-rt-14-dev llvm-14 # libFuzzer for packaging/fuzz.sh, and readable places in its reports
    slurm-wlm munge) # the example job runs on a one-node cluster

# Prints those of the named packages that are not installed, one a line.
sonosketch_missing_packages() {
    local package status
    local -A installed=()
    # No process substitution here: a bare container may lack /dev/fd.
    while read -r package status; do
        [[ $status == installed ]] && installed[$package]=1
    done <<<"$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null)"
    for package in "$@"; do
        [[ -n ${installed[$package]:-} ]] || printf '%s\n' "$package"
    done
}

# sonosketch_install_dependencies GROUP...   with GROUP one of build, gui, test.
# Installs what is missing and says so on standard error; 0 when everything is there (or when only a person can know, on a
# system without dpkg), 1 when packages are missing and cannot be installed.
sonosketch_install_dependencies() {
    local group package
    local -a wanted=() missing=() as_root=()
    for group in "$@"; do
        case $group in
            build) wanted+=("${SONOSKETCH_PACKAGES_BUILD[@]}") ;;
            gui) wanted+=("${SONOSKETCH_PACKAGES_GUI[@]}") ;;
            test) wanted+=("${SONOSKETCH_PACKAGES_TEST[@]}") ;;
            *)
                echo "dependencies: no such group: $group (there are build, gui and test)" >&2
                return 2
                ;;
        esac
    done
    for package in ${SONOSKETCH_SKIP_PACKAGES:-}; do
        local -a kept=()
        local name
        for name in "${wanted[@]}"; do
            [[ $name == "$package" ]] || kept+=("$name")
        done
        wanted=("${kept[@]}")
    done

    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "dependencies: this is not a Debian system; please install the equivalents of: ${wanted[*]}" >&2
        echo "dependencies: going on with what is there" >&2
        return 0
    fi
    local answer
    answer=$(sonosketch_missing_packages "${wanted[@]}") || return 1
    mapfile -t missing <<<"$answer"
    [[ -n $answer ]] || missing=()
    if ((${#missing[@]} == 0)); then
        echo "dependencies: all ${#wanted[@]} packages are installed" >&2
        return 0
    fi

    local system
    # shellcheck disable=SC1091  # a file of the machine
    system=$(. /etc/os-release 2>/dev/null && echo "${ID:-unknown} ${VERSION_ID:-unknown}")
    if [[ $system != "debian 12" ]]; then
        echo "dependencies: made for Debian 12, this is ${system:-an unknown system}; trying the same package names" >&2
    fi
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "dependencies: ${#missing[@]} packages are missing, and there is neither a root shell nor sudo. As root, run:" >&2
            echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "dependencies: installing ${#missing[@]} missing packages: ${missing[*]}" >&2
    # A failed update is no reason to stop: the lists at hand may do.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update >&2 ||
        echo "dependencies: the package lists could not be renewed; trying the ones at hand" >&2
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "${missing[@]}" >&2; then
        echo "dependencies: apt-get could not install them; its own words are above" >&2
        return 1
    fi
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    set -euo pipefail
    if [[ ${1:-} == --list ]]; then
        printf '%s\n' "${SONOSKETCH_PACKAGES_BUILD[@]}" "${SONOSKETCH_PACKAGES_GUI[@]}" "${SONOSKETCH_PACKAGES_TEST[@]}"
        exit 0
    fi
    (($#)) || set -- build gui test
    sonosketch_install_dependencies "$@"
fi
