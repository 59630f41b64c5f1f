#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Shows, one command each, that what leaves the program is usable elsewhere; needs a build with tests (packaging/test.sh makes one in build/).
#   packaging/show.sh coco [COUNT] [FOLDER]   a COCO set of 1,000 images from the bundled cases in one run, and from four shards that are joined: equal bytes
#   packaging/show.sh dicom [FOLDER]          pictures and label maps as DICOM: checked by dciodvfy, taken by storescp
#   packaging/show.sh roundtrips              every layout and format read back, by our readers and by independent ones
#   packaging/show.sh fuzz [SECONDS]          damaged files for every reader
# FOLDER is kept and must not exist; without one a temporary folder is used. SONOSKETCH_BUILD names another build folder.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
build=${SONOSKETCH_BUILD:-$root/build}
program=$build/bin/sonosketch-cli
export QT_QPA_PLATFORM=offscreen

usage() {
    sed -n '6,11p' "${BASH_SOURCE[0]}" | sed 's/^# \{0,1\}//'
}

need() { # COMMAND PACKAGE
    command -v "$1" >/dev/null || { echo "show: there is no $1; install Debian's package $2" >&2; exit 2; }
}

# work_in FOLDER: makes the folder, or a temporary one that goes away at the end
work_in() {
    if [[ -n $1 ]]; then
        [[ ! -e $1 ]] || { echo "show: $1 exists" >&2; exit 2; }
        mkdir -p "$1"
        work=$(cd "$1" && pwd)
    else
        work=$(mktemp -d)
        temporary=1
    fi
}

finish() {
    [[ -z $receiver ]] || kill "$receiver" 2>/dev/null || true
    ((!temporary)) || rm -rf "$work"
}

coco() {
    local count=${1:-1000} shards=4 from=$SECONDS i
    work_in "${2:-}"
    local -a set=(export --examples --count "$count" --seed 1 --format coco)
    "$program" "${set[@]}" --shard none --out "$work/single"
    echo "one run: $((SECONDS - from)) s"
    from=$SECONDS
    for ((i = 1; i <= shards; ++i)); do
        "$program" "${set[@]}" --shard "$i/$shards" --out "$work/shard-$i"
    done
    echo "four shards: $((SECONDS - from)) s"
    from=$SECONDS
    "$program" export merge --out "$work/merged" "$work"/shard-*
    echo "joined and verified: $((SECONDS - from)) s"
    diff -r "$work/single" "$work/merged"
    (cd "$work/merged" && sha256sum --quiet --check SHA256SUMS)
    local images
    images=$(find "$work/merged" -name '*.png' | wc -l)
    ((images == count)) || { echo "show: $images images instead of $count" >&2; exit 1; }
    echo "show: $images images, $(find "$work/merged" -type f | wc -l) files, $(du -sm "$work/merged" | cut -f1) MiB; four shards give the bytes of one run"
}

dicom() {
    need dciodvfy dicom3tools
    need storescp dcmtk
    need dcmsend dcmtk
    work_in "${1:-}"
    local case name kind file said failed=0 port sent received
    for case in resources/examples/*/; do
        name=$(basename "$case")
        for kind in us sc; do
            "$program" dicom export --case "$case" --kind "$kind" --seg --out "$work/files/$name-$kind"
        done
    done
    while IFS= read -r file; do
        # The validator's own status is 0 whatever it finds; its dictionary is older than Synthetic Data (0008,001C), of 2022.
        said=$(dciodvfy "$file" 2>&1 | grep -E '^Error' | grep -v '(0x0008,0x001c)' || true)
        [[ -z $said ]] || { echo "show: dciodvfy on $file:"; echo "$said"; failed=1; }
    done < <(find "$work/files" -name '*.dcm' | sort)
    ((!failed)) || exit 1
    mkdir "$work/archive"
    port=$((20000 + RANDOM % 20000))
    storescp --output-directory "$work/archive" "$port" &
    receiver=$!
    sleep 1
    dcmsend --scan-directories --recurse 127.0.0.1 "$port" "$work/files"
    kill "$receiver"
    wait "$receiver" 2>/dev/null || true
    receiver=''
    sent=$(find "$work/files" -name '*.dcm' | wc -l)
    received=$(find "$work/archive" -type f | wc -l)
    ((sent == received)) || { echo "show: storescp took $received of $sent files" >&2; exit 1; }
    echo "show: $sent DICOM files without an error of dciodvfy, all taken by storescp"
}

[[ ${1:-} == fuzz || -x $program ]] || { echo "show: there is no $program; run packaging/test.sh first" >&2; exit 2; }
work='' receiver='' temporary=0
trap finish EXIT
case ${1:-} in
    coco) coco "${@:2}" ;;
    dicom) dicom "${@:2}" ;;
    roundtrips)
        exec ctest --test-dir "$build" --output-on-failure --no-tests=error \
            -R '^(core_export_|core_dicom_|core_io_test_(open_raster|synthetic_image|case_io)|core_dataset_|cli_test_cli_(dicom|export|project)|python_|packaging_.*(cluster|slurm))'
        ;;
    fuzz) exec packaging/fuzz.sh "${@:2}" ;;
    -h | --help) usage ;;
    *)
        usage >&2
        exit 2
        ;;
esac
