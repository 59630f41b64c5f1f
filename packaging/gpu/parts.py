#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""Files in parts small enough to carry, with hashes; the standard library only, because it runs on both machines.

    parts.py split --into DIR [--part-mib N] [--first N] [--limit-mib N] FILE...   writes parts and parts.json into DIR
    parts.py join --out DIR DIR...                                                 puts files together again, checks every hash
    parts.py png FILE.pgm FILE.png                                                 a grey PGM as PNG
"""

import argparse
import hashlib
import json
import pathlib
import re
import struct
import sys
import zlib

FORMAT = "sonosketch-parts"
NAME = re.compile(r"^[A-Za-z0-9_][A-Za-z0-9._-]*$")


def fail(text):
    sys.exit(f"parts: {text}")


def digest(data):
    return hashlib.sha256(data).hexdigest()


def split(args):
    """Parts are numbered from 1 over all files; --first goes on where a limit stopped before."""
    target = pathlib.Path(args.into)
    target.mkdir(parents=True, exist_ok=True)
    size = int(args.part_mib * 2**20)
    limit = int(args.limit_mib * 2**20)
    files, number, written, count, left = [], 0, 0, 0, False
    for source in map(pathlib.Path, args.files):
        if not NAME.match(source.name):
            fail(f"a name of letters, digits, dots, dashes is needed: {source.name}")
        try:
            data = source.read_bytes()
        except OSError as error:
            fail(f"cannot read {source}: {error.strerror}")
        parts = []
        for begin in range(0, max(len(data), 1), size):
            number += 1
            part = data[begin : begin + size]
            name = source.name if len(data) <= size else f"{source.name}.{begin // size + 1:02d}"
            parts.append({"name": name, "bytes": len(part), "sha256": digest(part)})
            if number < args.first:
                continue
            if left or written + len(part) > limit or count == args.max_files:
                if not left:
                    print(f"parts: full; the next command begins with --first {number}", file=sys.stderr)
                left = True
                continue
            (target / name).write_bytes(part)
            written += len(part)
            count += 1
        files.append({"name": source.name, "bytes": len(data), "sha256": digest(data), "parts": parts})
    manifest = {"format": FORMAT, "version": 1, "files": files}
    (target / "parts.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(f"parts: {count} of {number} parts, {written / 2**20:.1f} MiB, in {target}")


def read_manifest(folder):
    path = folder / "parts.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT or manifest["version"] != 1:
            fail(f"{path} is of another format or version")
        for file in manifest["files"]:
            for name in [file["name"], *(part["name"] for part in file["parts"])]:
                if not isinstance(name, str) or not NAME.match(name):
                    fail(f"{path} names a file that it must not: {name!r}")
        return manifest["files"]
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")
    except (ValueError, KeyError, TypeError) as error:
        fail(f"{path} is damaged: {error}")


def join(args):
    folders = [pathlib.Path(name) for name in args.folders]
    files = read_manifest(folders[0])
    for other in folders[1:]:
        if read_manifest(other) != files:
            fail(f"{other} and {folders[0]} were not written from the same files")
    target = pathlib.Path(args.out)
    joined = []
    for file in files:
        data = bytearray()
        for part in file["parts"]:
            path = next((folder / part["name"] for folder in folders if (folder / part["name"]).is_file()), None)
            if path is None:
                fail(f"part {part['name']} of {file['name']} is in none of: {', '.join(map(str, folders))}; bring it too")
            content = path.read_bytes()
            if len(content) != part["bytes"] or digest(content) != part["sha256"]:
                fail(f"{path} is damaged: its SHA-256 is {digest(content)}, expected {part['sha256']}; bring it again")
            data += content
        if len(data) != file["bytes"] or digest(data) != file["sha256"]:
            fail(f"{file['name']} is damaged: its SHA-256 is not the one in parts.json")
        joined.append((file["name"], data))
    # Only when all is well: no half model.
    target.mkdir(parents=True, exist_ok=True)
    for name, data in joined:
        temporary = target / (name + ".part")
        temporary.write_bytes(data)
        temporary.replace(target / name)
        print(f"parts: {target / name}, {len(data)} bytes, hash verified")


def png(args):
    data = pathlib.Path(args.source).read_bytes()
    match = re.match(rb"P5\n(\d+) (\d+)\n255\n", data)
    if match is None:
        fail(f"{args.source} is no grey PGM")
    width, height = int(match[1]), int(match[2])
    pixels = data[match.end() :]
    if len(pixels) != width * height:
        fail(f"{args.source} is cut off")
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    text = b"Comment\0SYNTHETIC (middle of each triple), not for diagnosis"
    pathlib.Path(args.target).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", text) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    )


def main():
    parser = argparse.ArgumentParser(description="Files in parts small enough to carry")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("split")
    command.add_argument("--into", required=True)
    command.add_argument("--part-mib", type=float, default=15)
    command.add_argument("--first", type=int, default=1, help="number of the first part to write")
    command.add_argument("--limit-mib", type=float, default=60, help="no more than this in one go")
    command.add_argument("--max-files", type=int, default=6, help="nor more parts; parts.json comes on top")
    command.add_argument("files", nargs="+")
    command.set_defaults(run=split)
    command = commands.add_parser("join")
    command.add_argument("--out", required=True)
    command.add_argument("folders", nargs="+")
    command.set_defaults(run=join)
    command = commands.add_parser("png")
    command.add_argument("source")
    command.add_argument("target")
    command.set_defaults(run=png)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
