# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads an image set in every layout with tools that did not write it, and compares pixels.

    read_set.py FOLDER [MODEL.JSON]     a set of all layouts; the card of the model that drew it

Pictures and masks are read by scikit-image, NIfTI by nibabel, HDF5 by h5py, tar files by tar(1), COCO's runs by the definition in its paper and API
(column-major, lengths of 0s and 1s in turn), polygons by an even-odd rule at pixel centres. Masks must be equal to the label map whose SHA-256 the
manifest names, pixel for pixel, in every layout. Prints one line a layout; exits 1 on the first difference.
"""
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib

import h5py
import nibabel
import numpy
import skimage.io


def fail(text):
    print("read_set:", text, file=sys.stderr)
    sys.exit(1)


def check(condition, text):
    if not condition:
        fail(text)


def runs_to_mask(segmentation):
    """COCO: counts fill a height x width mask column by column."""
    height, width = segmentation["size"]
    flat = numpy.zeros(height * width, numpy.uint8)
    at, value = 0, 0
    for count in segmentation["counts"]:
        flat[at:at + count] = value
        at, value = at + count, 1 - value
    check(at == height * width, "runs do not fill the picture")
    return flat.reshape((width, height)).T


def polygon_to_mask(points, shape):
    """Even-odd rule at the centres of pixels."""
    height, width = shape
    mask = numpy.zeros(shape, bool)
    columns = numpy.arange(width) + 0.5
    following = numpy.roll(points, -1, axis=0)
    for row in range(height):
        line = row + 0.5
        crossing = (points[:, 1] > line) != (following[:, 1] > line)
        for a, b in zip(points[crossing], following[crossing]):
            x = a[0] + (line - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            mask[row] ^= columns < x
    return mask


def text_chunks(path):
    """Keys of the text entries of a PNG, read from its chunks."""
    data, at, keys = path.read_bytes(), 8, {}
    while at < len(data):
        size = int.from_bytes(data[at:at + 4], "big")
        if data[at + 4:at + 8] == b"iTXt":
            key, rest = data[at + 8:at + 8 + size].split(b"\0", 1)
            text = rest[2:].split(b"\0", 2)[2]  # behind compression flag and method, language, translated key
            keys[key.decode("latin-1")] = zlib.decompress(text) if rest[0] else text
        at += size + 12
    return keys


def indices(path):
    """Values of an indexed PNG: the palette is taken out of the way, since scikit-image would show colours."""
    from PIL import Image  # what scikit-image reads PNG with
    with Image.open(path) as image:
        check(image.mode in ("P", "L"), f"{path} is not indexed")
        return numpy.array(image)


def items_of(root):
    items = [json.loads(line) for line in (root / "manifest.jsonl").read_text().splitlines()]
    card = json.loads((root / "card.json").read_text())
    check(card["synthetic"] is True and "Not for diagnosis" in card["disclaimer"], "the card does not say what this is")
    check(len(items) == card["images"] and [i["index"] for i in items] == list(range(len(items))), "items are missing")
    check(len({i["id"].lower() for i in items}) == len(items), "two items share a name")
    with open(root / "manifest.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    check([r["id"] for r in rows] == [i["id"] for i in items], "manifest.csv differs from manifest.jsonl")
    check(all(json.loads(r["parameters"]) == i["parameters"] for r, i in zip(rows, items)), "parameters differ")
    check(rows[0]["condition_sha256"] == items[0]["condition_sha256"], "hashes differ")
    for row, item in zip(rows, items):
        listed = dict(entry.split("=") for entry in row["files"].split(";"))
        check(listed == {file["path"]: file["sha256"] for file in item["files"]} and listed, "manifest.csv has other files")
        for path, digest in listed.items():
            check(hashlib.sha256((root / path).read_bytes()).hexdigest() == digest, f"the SHA-256 of {path} in manifest.csv is wrong")
    splits = {}
    for item in items:
        splits.setdefault(item["source"]["identity"], set()).add(item["split"])
    check(all(len(parts) == 1 for parts in splits.values()), "a source lies in two parts")
    outcome = subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"], cwd=root, capture_output=True, text=True)
    check(outcome.returncode == 0, "sha256sum: " + outcome.stdout + outcome.stderr)
    listed = {line.split("  ", 1)[1] for line in (root / "SHA256SUMS").read_text().splitlines()}
    found = {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()} - {"SHA256SUMS", "card.json"}
    check(listed == found, f"SHA256SUMS does not list what is there: {sorted(listed ^ found)[:4]}")
    for item in items:
        for file in item["files"]:
            check((root / file["path"]).stat().st_size == file["bytes"], file["path"])
    return items, card


def check_spread(said, values, what):
    """Mean, deviation and bounds of a figure in the card."""
    check(said["images"] == len(values), what + ": other images were measured")
    if values:
        wanted = {"mean": numpy.mean(values), "deviation": numpy.std(values, ddof=1) if len(values) > 1 else 0, "least": min(values), "most": max(values)}
        check(all(abs(said[key] - value) < 1e-4 for key, value in wanted.items()), f"{what}: {said}, expected {wanted}")


def check_card(root, items, card, image):
    """What the card says of the pictures and of the model."""
    check(set(card["splits"]) == {i["split"] for i in items}, "the card has other parts")
    for split, part in card["splits"].items():
        here = [i for i in items if i["split"] == split]
        check_spread(part["mean_grey"], [float(image[i["id"]].mean()) for i in here], "mean grey of " + split)
        check_spread(part["speckle_snr"], [i["speckle_snr"] for i in here if "speckle_snr" in i], "speckle of " + split)
    check(any("speckle_snr" in i for i in items), "no picture has speckle")
    model, readme = card["model"], (root / "README.md").read_text()
    check(model["metrics"] and model["limitations"] and "validation split" in model["metrics_of"], "the card is silent about the model")
    check(all(f"| {key} | " in readme for key in model["metrics"]) and model["metrics_of"] in readme, "README.md is silent about the model")
    if len(sys.argv) > 2:  # the model's own card
        own = json.loads(pathlib.Path(sys.argv[2]).read_text())
        check(model["metrics"] == own["metrics"] and model["limitations"] == own["limitations"], "the card says something else of the model")


def main():
    root = pathlib.Path(sys.argv[1])
    items, card = items_of(root)
    names = {c["id"]: c["name"] for c in card["palette"]["classes"]}
    image, labels, sketch = {}, {}, {}
    for item in items:
        base = root / "png" / item["split"]
        image[item["id"]] = skimage.io.imread(base / "images" / (item["id"] + ".png"))
        labels[item["id"]] = indices(base / "masks" / (item["id"] + ".png"))
        sketch[item["id"]] = skimage.io.imread(base / "sketches" / (item["id"] + ".png"))
        here = labels[item["id"]]
        check(hashlib.sha256(here.tobytes()).hexdigest() == item["labels_sha256"], "a mask is not the label map")
        check(hashlib.sha256(image[item["id"]].tobytes()).hexdigest() == item["image_sha256"], "a picture is not the picture")
        check({names[v]: int((here == v).sum()) for v in numpy.unique(here) if v} == item["areas"], "areas differ")
        check(set(numpy.unique(sketch[item["id"]])) <= {0, 255} and here.shape == (512, 512), "a plane is of another kind")
        chunks = text_chunks(base / "images" / (item["id"] + ".png"))
        said = json.loads(chunks["SonoSketch"])
        check(said["synthetic"] and said["visibleMark"] is False and said["origin"]["kind"] == "set-item", "the picture says nothing")
    check_card(root, items, card, image)
    print("png", len(items))

    seen = 0
    for split in {i["split"] for i in items}:
        ids = [i["id"] for i in items if i["split"] == split]
        for kind in ("instances", "polygons"):
            coco = json.loads((root / "coco/annotations" / f"{kind}_{split}.json").read_text())
            check(coco["info"]["synthetic"] is True, "COCO does not say synthetic")
            files = {entry["id"]: entry["file_name"] for entry in coco["images"]}
            check(sorted(files.values()) == sorted(name + ".png" for name in ids), "COCO lists other images")
            check({c["id"]: c["name"] for c in coco["categories"]} == {k: v for k, v in names.items() if k}, "categories differ")
            check(len({a["id"] for a in coco["annotations"]}) == len(coco["annotations"]), "an annotation number comes twice")
            built = {name: numpy.zeros((512, 512), numpy.uint8) for name in ids}
            for entry in coco["annotations"]:
                name = files[entry["image_id"]][:-4]
                if kind == "instances":
                    mask = runs_to_mask(entry["segmentation"]) > 0
                else:
                    check(len(entry["segmentation"]) == 1, "one polygon is expected")
                    mask = polygon_to_mask(numpy.array(entry["segmentation"][0], float).reshape(-1, 2), (512, 512))
                rows, columns = numpy.nonzero(mask)
                box = [columns.min(), rows.min(), columns.max() - columns.min() + 1, rows.max() - rows.min() + 1]
                check(entry["bbox"] == box and entry["area"] == mask.sum() and entry["iscrowd"] == 0, "box or area differ")
                check(not (built[name][mask]).any(), "annotations overlap")
                built[name][mask] = entry["category_id"]
            for name in ids:
                check((built[name] == labels[name]).all(), f"COCO {kind} of {name} differ from the label map")
                check((skimage.io.imread(root / "coco/images" / split / (name + ".png")) == image[name]).all(), "picture differs")
                seen += 1
    print("coco", seen // 2)

    yaml = (root / "yolo/data.yaml").read_text()
    classes = {int(n): json.loads(text) for n, text in re.findall(r"^  (\d+): (\".*\")$", yaml, re.M)}
    check(classes == {k - 1: v for k, v in names.items() if k} and re.search(r"^train: images/\S+", yaml, re.M)
          and re.search(r"^val: images/\S+", yaml, re.M), "data.yaml is wrong")
    for item in items:
        built = numpy.zeros((512, 512), numpy.uint8)
        for line in (root / "yolo/labels" / item["split"] / (item["id"] + ".txt")).read_text().splitlines():
            fields = line.split()
            points = numpy.array(fields[1:], float).reshape(-1, 2)
            check(len(points) >= 3 and points.min() >= 0 and points.max() <= 1, "a polygon leaves the picture")
            built[polygon_to_mask(points * 512, (512, 512))] = int(fields[0]) + 1
        check((built == labels[item["id"]]).all(), "YOLO's polygons differ from the label map")
        check((skimage.io.imread(root / "yolo/images" / item["split"] / (item["id"] + ".png")) == image[item["id"]]).all(), "picture differs")
    print("yolo", len(items))

    base = root / "nnunet/Dataset501_SonoSketch"
    about = json.loads((base / "dataset.json").read_text())
    check(about["labels"] == {("background" if k == 0 else v): k for k, v in names.items()} and about["file_ending"] == ".png"
          and about["channel_names"] == {"0": "ultrasound"}, "dataset.json is wrong")
    split = json.loads((base / "splits_final.json").read_text())[0]
    check(about["numTraining"] == len(list((base / "imagesTr").iterdir())) == len(split["train"]) + len(split["val"]), "numTraining is wrong")
    for item in items:
        part = "Tr" if item["split"] in ("train", "val") else "Ts"
        check((skimage.io.imread(base / f"images{part}" / (item["id"] + "_0000.png")) == image[item["id"]]).all(), "picture differs")
        mask = skimage.io.imread(base / f"labels{part}" / (item["id"] + ".png"))
        check(mask.ndim == 2 and (mask == labels[item["id"]]).all(), "nnU-Net's mask differs from the label map")
        check(part == "Ts" or (item["id"] in split["val"]) == (item["split"] == "val"), "splits_final.json is wrong")
    print("nnunet", len(items))

    for item in items:
        for kind, wanted in (("images", image), ("labels", labels)):
            volume = nibabel.load(root / "nifti" / item["split"] / kind / (item["id"] + ".nii.gz"))
            check(volume.shape == (512, 512, 1) and volume.get_data_dtype() == numpy.uint8, "the volume is of another kind")
            check((numpy.asarray(volume.dataobj)[:, :, 0].T == wanted[item["id"]]).all(), "the volume differs")
            check(b"SYNTHETIC" in volume.header["descrip"].tobytes(), "the volume does not say synthetic")
            said = json.loads(volume.header.extensions[0].get_content().rstrip(b"\0"))
            check(said["synthetic"], "the extension does not say synthetic")
            check(nibabel.aff2axcodes(volume.affine) == ("L", "P", "S"), "the volume lies otherwise")
    print("nifti", len(items))

    for split in {i["split"] for i in items}:
        with h5py.File(root / "hdf5" / f"{split}.h5") as file:
            check(file.attrs["synthetic"] == b"YES" and b"Not for diagnosis" in file.attrs["disclaimer"], "the file does not say synthetic")
            ids = [name.decode() for name in file["ids"][:]]
            check(ids == [i["id"] for i in items if i["split"] == split], "other items are in the file")
            for row, name in enumerate(ids):
                for key, wanted in (("images", image), ("masks", labels), ("sketches", sketch)):
                    check((file[key][row] == wanted[name]).all(), f"{key} differ")
    print("hdf5", len(items))

    found = []
    with tempfile.TemporaryDirectory() as folder:
        for archive in sorted((root / "webdataset").glob("*.tar")):
            outcome = subprocess.run(["tar", "-xvf", str(archive.resolve()), "-C", folder], capture_output=True, text=True)
            check(outcome.returncode == 0 and not outcome.stderr, "tar: " + outcome.stderr)
            members = outcome.stdout.split()
            check(len(members) % 4 == 0, "members are missing")
            # An item's members stand together: that is what streaming readers count on.
            for at in range(0, len(members), 4):
                name = members[at].split(".")[0]
                check(members[at:at + 4] == [name + end for end in (".png", ".mask.png", ".sketch.png", ".json")], "members are mixed up")
                found.append(name)
        for item in items:
            base = pathlib.Path(folder) / item["id"]
            check((skimage.io.imread(f"{base}.png") == image[item["id"]]).all(), "picture differs")
            check((indices(f"{base}.mask.png") == labels[item["id"]]).all(), "mask differs")
            check((skimage.io.imread(f"{base}.sketch.png") == sketch[item["id"]]).all(), "sketch differs")
            check(json.loads(pathlib.Path(f"{base}.json").read_text())["classes"] == item["areas"], "description differs")
    check(sorted(found) == sorted(i["id"] for i in items), "other items are in the tar files")
    print("webdataset", len(items))


main()
