#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""closure.py ROOT SOURCES.txt: what packaging/gpu builds stands on its own.

No include, however deep, reaches a library that the GPU machine lacks, and every header of ours that is reached has its .cpp in the list."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sources = [pathlib.Path(line) for line in pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").split("\n") if line]
include = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.MULTILINE)
# c10d, Gloo, NCCL and our own kernels for CPUs are behind switches that the kit leaves off.
missing_there = re.compile(r"^(opencv2?/|Q[A-Z]|Qt|openssl/|png\.h|zlib\.h|sqlite|dcmtk/)")
elsewhere = {
    "core/base/files.h": ["core/base/files.cpp", "packaging/gpu/sha256.cpp"],
    "models/kernels/norm_kernel.h": [],  # this and the next: used only with SONOSKETCH_OWN_KERNELS
    "models/kernels/float_conv.h": [],
    "models/kernels/amx_conv.h": ["models/kernels/amx_support.cpp"],
    "models/kernels/float_isa.h": ["models/kernels/amx_support.cpp"],
}
problems = []
listed = {str(source.relative_to(root)) for source in sources}
seen = set()
todo = sorted(listed)
while todo:
    name = todo.pop()
    if name in seen:
        continue
    seen.add(name)
    path = root / name
    if not path.is_file():
        problems.append(f"{name} is listed or included, but is not there")
        continue
    for found in include.findall(path.read_text(encoding="utf-8")):
        if missing_there.match(found):
            problems.append(f"{name} includes {found}, which the GPU machine lacks")
        if not found.startswith(("core/", "models/", "app/", "packaging/")):
            continue
        todo.append(found)
        if found.endswith(".h"):
            beside = elsewhere.get(found, [found[:-2] + ".cpp"])
            for cpp in beside:
                if (root / cpp).is_file() and cpp not in listed:
                    problems.append(f"{name} includes {found}, but {cpp} is not built: add it to packaging/gpu/sources.cmake")
if len(seen) < 30:
    problems.append(f"only {len(seen)} files were read: the list is broken")
for problem in sorted(set(problems)):
    print(problem)
print(f"{len(seen)} files, {len(set(problems))} problems")
sys.exit(1 if problems else 0)
