#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Here: a model folder from the parts that came back.
#   packaging/gpu/join.sh --out models/weights/NAME [--name NAME] [--bin build/bin] DIR...
# DIR...   what device.sh brought (parts.json and parts), in one folder or in several
# --name   written into the model card (default: the folder's name)
# Every part and file is held against its SHA-256, and the weights against the model card's; then sonosketch-cli model verify looks inside.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

out="" name="" bin=$root/build/bin folders=()
while (($#)); do
    case $1 in
        -h | --help)
            sed -n '6,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        --out | --name | --bin)
            (($# > 1)) || { echo "join: $1 needs a value" >&2; exit 2; }
            case $1 in
                --out) out=$2 ;;
                --name) name=$2 ;;
                --bin) bin=$2 ;;
            esac
            shift
            ;;
        -*)
            echo "join: unknown option $1" >&2
            exit 2
            ;;
        *) folders+=("$1") ;;
    esac
    shift
done
[[ -n $out && ${#folders[@]} -gt 0 ]] || { echo "join: --out and the folders of the parts are needed" >&2; exit 2; }
name=${name:-$(basename "$out")}

python3 "$root/packaging/gpu/parts.py" join --out "$out" "${folders[@]}"
python3 - "$out" "$name" <<'PYTHON'
import hashlib, json, pathlib, sys

folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
found = hashlib.sha256((folder / "generator.safetensors").read_bytes()).hexdigest()
if card["sha256"] != found:
    sys.exit(f"join: the weights have SHA-256 {found} but their card says {card['sha256']}")
card["name"] = name
temporary = folder / "model.json.part"
temporary.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
temporary.replace(folder / "model.json")
PYTHON
if [[ -f $out/losses.csv.gz ]]; then
    gunzip -f "$out/losses.csv.gz"
fi
if [[ -x $bin/sonosketch-cli ]]; then
    "$bin/sonosketch-cli" model verify "$out"
else
    echo "join: $bin/sonosketch-cli is not built; hashes are right, the network was not tried" >&2
fi
echo "join: $out"
