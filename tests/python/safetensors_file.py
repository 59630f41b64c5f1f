# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads safetensors: eight bytes with the header's length, the header (JSON), the values."""

import json
import pathlib

import numpy as np

TYPES = {"F32": "<f4", "F16": "<f2", "I64": "<i8"}


def read(path):
    """(tensors by name as numpy arrays, metadata)."""
    content = pathlib.Path(path).read_bytes()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8:8 + length])
    values = content[8 + length:]
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(values[begin:end], dtype=TYPES[entry["dtype"]]).reshape(entry["shape"]).copy()
    return tensors, metadata
