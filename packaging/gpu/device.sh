#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# On the GPU machine, from the packed folder. Each command does what is still to be done and ends well inside its limit:
#   device.sh step RUN --recipe NAME [--limit SECONDS] [--budget MINUTES] [--out DIR]   build, train until the limit nears, bring the model
#   device.sh build                                                            unpack and build, once
#   device.sh train RUN --recipe NAME --minutes M [--budget MINUTES]           begin a run or go on with it
#   device.sh bring RUN [--what model|checkpoint] [--first N] [--out DIR]      the model, or a checkpoint to go on from elsewhere, in parts
#   device.sh restore RUN --recipe NAME --from DIR                             takes up a checkpoint brought from another machine
# Everything lives in $SONOSKETCH_GPU_WORK (default /tmp/sonosketch-gpu), so that a later command finds build and run. --out defaults to $OUT.
# SONOSKETCH_GPU_TRAINER names a trainer that is built already, SONOSKETCH_GPU_DEVICE is auto, cpu or cuda.
set -euo pipefail
begun=$(date +%s)
pack=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${SONOSKETCH_GPU_WORK:-/tmp/sonosketch-gpu}
trainer=${SONOSKETCH_GPU_TRAINER:-$work/build/sonosketch-gpu-train}

fail() {
    echo "device: $1" >&2
    exit 1
}
usage() {
    echo "device: $1 (see the head of device.sh)" >&2
    exit 2
}
say() {
    echo "device: [$(($(date +%s) - begun)) s] $1"
}

command=${1:-}
[[ $command =~ ^(step|build|train|bring|restore)$ ]] || usage "step, build, train, bring or restore is expected"
shift
run=""
if [[ $command != build ]]; then
    run=${1:-}
    [[ $run =~ ^[A-Za-z0-9_][A-Za-z0-9._-]*$ ]] || usage "the name of a run is expected"
    shift
fi
recipe="" limit=560 budget="" minutes="" what=model first=1 from="" out=${OUT:-}
while (($#)); do
    (($# > 1)) || usage "$1 needs a value"
    case $1 in
        --recipe) recipe=$2 ;;
        --limit) limit=$2 ;;
        --budget) budget=$2 ;;
        --minutes) minutes=$2 ;;
        --what) what=$2 ;;
        --first) first=$2 ;;
        --from) from=$2 ;;
        --out) out=$2 ;;
        *) usage "unknown option $1" ;;
    esac
    shift 2
done
[[ $limit =~ ^[0-9]+$ && $first =~ ^[0-9]+$ ]] || usage "--limit and --first are whole numbers"
[[ $what =~ ^(model|checkpoint)$ ]] || usage "--what is model or checkpoint"
folder=$work/runs/$run
export SONOSKETCH_RESOURCES=$work/sources/resources

# Once for each archive, so that a build that was cut off goes on; with the time of unpacking, so that a changed archive is built anew.
unpack() { # NAME
    local hash
    hash=$(sha256sum <"$pack/$1.tar.gz")
    if [[ ! -f $work/$1.hash || $(<"$work/$1.hash") != "$hash" ]]; then
        rm -rf "${work:?}/$1" "$work/$1.hash"
        mkdir "$work/$1"
        tar -xzmf "$pack/$1.tar.gz" -C "$work/$1"
        echo "$hash" >"$work/$1.hash"
    fi
}

build() {
    [[ -f $pack/SHA256SUMS ]] || fail "$pack is not what pack.sh wrote: SHA256SUMS is missing"
    local stamp
    stamp=$(sha256sum <"$pack/SHA256SUMS")
    if [[ -f $work/stamp && $(<"$work/stamp") == "$stamp" && -x $trainer ]]; then
        say "already built"
        return
    fi
    (cd "$pack" && sha256sum --quiet --check SHA256SUMS) || fail "the packed folder is damaged; pack and carry it again"
    mkdir -p "$work"
    rm -f "$work/stamp"
    unpack sources
    unpack headers
    cp "$pack/set.sonopack" "$work/set.sonopack"
    if [[ -z ${SONOSKETCH_GPU_TRAINER:-} ]]; then
        local options=()
        if [[ -n ${TORCH_INCLUDES:-} && -n ${TORCH_LIBS:-} ]]; then
            options=("-DTORCH_INCLUDES=$TORCH_INCLUDES" "-DTORCH_LIBS=$TORCH_LIBS")
        else
            local found
            found=$(python3 -c 'import os, torch; print(os.path.dirname(torch.__file__), int(torch._C._GLIBCXX_USE_CXX11_ABI), torch.__version__)') ||
                fail "python3 has no torch; name its headers and libraries in TORCH_INCLUDES and TORCH_LIBS"
            say "PyTorch: $found"
            options=("-DTORCH_DIR=${found%% *}" "-DTORCH_CXX11_ABI=$(cut -d ' ' -f 2 <<<"$found")")
        fi
        if ! cmake -S "$work/sources/packaging/gpu" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release "-DHEADERS=$work/headers" \
            "${options[@]}" >"$work/configure.log" 2>&1; then
            tail -n 40 "$work/configure.log" >&2
            fail "configuring failed; the whole log is $work/configure.log"
        fi
        if ! cmake --build "$work/build" --parallel "${SONOSKETCH_JOBS:-$(nproc)}" >"$work/build.log" 2>&1; then
            grep -m 40 -E 'error|FAILED|undefined' "$work/build.log" >&2 || tail -n 40 "$work/build.log" >&2
            fail "the build failed; the whole log is $work/build.log"
        fi
    fi
    echo "$stamp" >"$work/stamp"
    say "built"
}

# CUDA's libraries lie in Python packages of their own, where libtorch_cuda looks by itself; this helps where it does not find them.
cuda_libraries() {
    local torch_lib=${TORCH_LIBS:-} list=""
    [[ -z $torch_lib && -f $work/build/CMakeCache.txt ]] && torch_lib=$(sed -n 's/^TORCH_LIBS:[A-Z]*=//p' "$work/build/CMakeCache.txt")
    [[ -n $torch_lib ]] || return 0
    local library
    for library in "$torch_lib"/../../nvidia/*/lib "$torch_lib"/../../nvidia/*/lib64; do
        [[ -d $library ]] && list+=":$library"
    done
    export LD_LIBRARY_PATH=${LD_LIBRARY_PATH:-}$list
}

train() { # MINUTES
    [[ -n $recipe ]] || usage "--recipe is missing"
    [[ -f $work/set.sonopack ]] || fail "nothing is unpacked in $work; run device.sh build first"
    local hardware options=()
    hardware=$(nvidia-smi --query-gpu=name --format=csv,noheader 2>/dev/null | head -n 1) || hardware=""
    [[ -n $hardware && ${SONOSKETCH_GPU_DEVICE:-auto} != cpu ]] && options+=(--hardware "$hardware")
    [[ -n $budget ]] && options+=(--budget-minutes "$budget")
    mkdir -p "$folder"
    cuda_libraries
    # A whole answer or none: the model's card is written at the end.
    "$trainer" train --set "$work/set.sonopack" --recipe "$recipe" --run "$folder" --device "${SONOSKETCH_GPU_DEVICE:-auto}" \
        --max-minutes "$1" ${options[@]+"${options[@]}"} 2>&1 | tee -a "$folder/train.log" | cut -c 1-300
    say "trained: $(tr -d '\n' <"$folder/result.json")"
}

bring() {
    [[ -n $out ]] || usage "--out is missing and OUT is not set"
    [[ -d $folder ]] || fail "there is no run $run in $work/runs"
    local staging=$work/staging files=()
    rm -rf "$staging"
    mkdir -p "$staging" "$out"
    if [[ $what == model ]]; then
        [[ -f $folder/model/model.json ]] || fail "the run has no model yet; train first"
        cp "$folder/model/generator.safetensors" "$folder/model/model.json" "$staging/"
        files=("$staging/model.json" "$staging/generator.safetensors")
        local grid
        grid=$(find "$folder/samples" -name '*.pgm' | LC_ALL=C sort | tail -n 1)
        [[ -n $grid ]] && python3 "$pack/parts.py" png "$grid" "$staging/samples.png" && files=("$staging/samples.png" "${files[@]}")
        gzip -n -c "$folder/losses.csv" >"$staging/losses.csv.gz"
        files=("$staging/losses.csv.gz" "${files[@]}")
    else
        cuda_libraries
        "$trainer" shrink --run "$folder" --out "$staging/checkpoint.safetensors"
        cp "$folder/recipe.toml" "$staging/"
        files=("$staging/recipe.toml" "$staging/checkpoint.safetensors")
    fi
    python3 "$pack/parts.py" split --into "$out" --first "$first" "${files[@]}"
    rm -rf "$staging"
    say "brought the $what"
}

restore() {
    [[ -n $from ]] || usage "--from is missing"
    [[ ! -e $folder/checkpoint.safetensors ]] || fail "the run $run is here already; nothing was restored"
    rm -rf "$work/staging"
    python3 "$pack/parts.py" join --out "$work/staging" "$from"
    mkdir -p "$folder"
    cp "$work/staging/recipe.toml" "$folder/recipe.toml"
    cuda_libraries
    "$trainer" grow --from "$work/staging/checkpoint.safetensors" --run "$folder"
    rm -rf "$work/staging"
    say "restored; train goes on from there"
}

case $command in
    build) build ;;
    train)
        [[ -n $minutes ]] || usage "--minutes is missing"
        train "$minutes"
        ;;
    bring) bring ;;
    restore) restore ;;
    step)
        [[ -n $out ]] || usage "--out is missing and OUT is not set"
        build
        # What follows training: the step at hand, checkpoint, measuring on val, the model, its parts.
        left=$((limit - ($(date +%s) - begun) - 45))
        ((left >= 20)) || fail "only $left s are left for training after the build; run the same command again"
        train "$(awk "BEGIN { print $left / 60 }")"
        bring
        ;;
esac
