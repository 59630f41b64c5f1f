#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Here: puts data set, sources and headers into one folder for the GPU machine.
#   packaging/gpu/pack.sh --data DIR [--out build/gpu-pack] [--tolerance 2] [--limit-mib 60] [--bin build/bin] [--headers /usr/include]
# --data       what "sonosketch-cli dataset import" wrote; its train and val splits go along
# --tolerance  how far a grey level may be off (0: lossless; 2 halves the size and keeps 45 dB)
# The build must hold sonosketch-gpu-pack (ninja -C build sonosketch-gpu-pack).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

fail() {
    echo "pack: $1" >&2
    exit 1
}

data="" out=$root/build/gpu-pack tolerance=2 limit=60 bin=$root/build/bin headers=/usr/include
while (($#)); do
    case $1 in
        -h | --help)
            sed -n '6,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        --data | --out | --tolerance | --limit-mib | --bin | --headers)
            (($# > 1)) || { echo "pack: $1 needs a value" >&2; exit 2; }
            case $1 in
                --data) data=$2 ;;
                --out) out=$2 ;;
                --tolerance) tolerance=$2 ;;
                --limit-mib) limit=$2 ;;
                --bin) bin=$2 ;;
                --headers) headers=$2 ;;
            esac
            shift
            ;;
        *)
            echo "pack: unknown option $1" >&2
            exit 2
            ;;
    esac
    shift
done
[[ -n $data ]] || { echo "pack: --data is missing" >&2; exit 2; }
[[ $limit =~ ^[0-9]+$ ]] || { echo "pack: --limit-mib is a whole number" >&2; exit 2; }
[[ -f $data/manifest.json ]] || fail "no data set in $data: manifest.json is missing (make one with: sonosketch-cli dataset import)"
[[ -x $bin/sonosketch-gpu-pack ]] || fail "$bin/sonosketch-gpu-pack is missing; build it with: ninja -C build sonosketch-gpu-pack"
for header in CLI/CLI.hpp fmt/format-inl.h nlohmann/json.hpp spdlog/spdlog.h toml++/toml.h; do
    [[ -f $headers/$header ]] || fail "$headers/$header is missing; run packaging/dependencies.sh build"
done

# Only what this script wrote before is replaced.
if [[ -e $out ]]; then
    [[ -f $out/SHA256SUMS ]] || [[ -d $out && -z $(ls -A "$out") ]] || fail "$out is in the way and was not written by pack.sh"
    rm -rf "$out"
fi
mkdir -p "$out"

# Same files, same bytes: an unchanged pack is not built again over there.
archive() { # FILE FOLDER TAR-OPTION...
    local file=$1 folder=$2
    shift 2
    tar --create --directory="$folder" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 "$@" | gzip -n -9 >"$file"
}
archive "$out/sources.tar.gz" "$root" --exclude='*.pyc' --exclude=models/weights --exclude=LICENSE.orig \
    core models packaging/gpu resources/recipes resources/palettes LICENSE
archive "$out/headers.tar.gz" "$headers" CLI fmt nlohmann spdlog toml++
"$bin/sonosketch-gpu-pack" --data "$data" --out "$out/set.sonopack" --tolerance "$tolerance"
cp "$root/packaging/gpu/device.sh" "$root/packaging/gpu/parts.py" "$out/"
(cd "$out" && sha256sum device.sh headers.tar.gz parts.py set.sonopack sources.tar.gz >SHA256SUMS)

bytes=$(du -sb "$out" | cut -f 1)
mib=$(((bytes + 1048575) / 1048576))
echo "pack: $out holds $mib MiB"
((mib <= limit)) || fail "that is over the limit of $limit MiB; use a larger --tolerance or a smaller data set"
# Lending machines often send the files that git tracks as well.
if tracked=$(cd "$root" && git ls-files -z 2>/dev/null | xargs -0 -r du -cb 2>/dev/null | tail -n 1 | cut -f 1) && [[ -n $tracked ]]; then
    echo "pack: with the files that git tracks $(((bytes + tracked + 1048575) / 1048576)) MiB would travel"
fi
