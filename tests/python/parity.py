#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs networks.py on the weights and inputs that tests/models/parity wrote, and says how far its outputs are from the C++ ones.

    parity.py FOLDER

For each FOLDER/NAME.safetensors (tensors "weights.*", "input.0", "input.1" ..., "output.0", ...; metadata "network", "config", "training") one line of JSON:
    {"name": NAME, "difference": largest absolute difference, "spread": smallest standard deviation of an output}
"""

import json
import pathlib
import sys

try:
    import numpy
    import torch
except ImportError as missing:
    sys.exit(f"{missing}: apt-get install --no-install-recommends python3-torch python3-numpy")

import networks
import safetensors_file


def numbered(tensors, kind):
    """The tensors "KIND.0", "KIND.1", ... in order."""
    count = sum(name.startswith(kind + ".") for name in tensors)
    return [torch.from_numpy(tensors[f"{kind}.{i}"]) for i in range(count)]


def compare(path):
    tensors, metadata = safetensors_file.read(path)
    network = networks.NETWORKS[metadata["network"]](json.loads(metadata["config"]))
    weights = {name[len("weights."):]: torch.from_numpy(value) for name, value in tensors.items() if name.startswith("weights.")}
    missing, left_over = network.load_state_dict(weights, strict=False)
    # PyTorch counts batches; that number is no part of the function.
    missing = [name for name in missing if not name.endswith(".num_batches_tracked")]
    assert not missing and not left_over, f"{path.name}: missing {missing}, left over {left_over}"
    network.train(metadata.get("training") == "yes")
    with torch.no_grad():
        found = network(*numbered(tensors, "input"))
    expected = numbered(tensors, "output")
    assert len(found) == len(expected) > 0, f"{path.name}: {len(found)} outputs, expected {len(expected)}"
    difference = 0.0
    for ours, theirs in zip(found, expected):
        assert ours.shape == theirs.shape, f"{path.name}: {tuple(ours.shape)}, expected {tuple(theirs.shape)}"
        assert torch.isfinite(ours).all() and torch.isfinite(theirs).all(), f"{path.name}: values that are not finite"
        difference = max(difference, (ours - theirs).abs().max().item())
    return {"name": path.stem, "difference": difference, "spread": min(value.std().item() for value in expected)}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.safetensors")):
        print(json.dumps(compare(path)), flush=True)


if __name__ == "__main__":
    main()
