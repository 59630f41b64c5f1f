# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""What pydicom sees in our files, and the files that our reader is tried on.

    dicom_tool.py pixels FILE RAW    the stored pixels as bytes into RAW, some elements as JSON
    dicom_tool.py seg FILE RAW       the label map put together again from the segments
    dicom_tool.py codes FILE...      the codes in them, against pydicom's dictionary
    dicom_tool.py equal A B          status 0 if both data sets hold the same
    dicom_tool.py make FOLDER        one file for each colour model, depth and encoding, and NAME.raw with the expected BGR bytes
"""
import json
import os
import subprocess
import sys

import numpy as np
import pydicom
import pydicom.encaps
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import (DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian,
                         generate_uid)

US, US_MULTI = "1.2.840.10008.5.1.4.1.1.6.1", "1.2.840.10008.5.1.4.1.1.3.1"


def pixels(path, raw):
    ds = pydicom.dcmread(path)
    ds.pixel_array.astype(np.uint8).tofile(raw)
    regions = [{"x": [r.RegionLocationMinX0, r.RegionLocationMaxX1], "y": [r.RegionLocationMinY0, r.RegionLocationMaxY1],
                "dx": float(r.PhysicalDeltaX), "dy": float(r.PhysicalDeltaY), "units": r.PhysicalUnitsXDirection}
               for r in ds.get("SequenceOfUltrasoundRegions", [])]
    tool = ds.ContributingEquipmentSequence[0]
    purpose = tool.PurposeOfReferenceCodeSequence[0]
    block = ds.private_block(0x0071, "SONOSKETCH SYNTHETIC 1")
    print(json.dumps({
        "sop": ds.SOPClassUID, "uid": ds.SOPInstanceUID, "study": ds.StudyInstanceUID, "series": ds.SeriesInstanceUID,
        "name": str(ds.PatientName), "id": ds.PatientID, "birth": str(ds.PatientBirthDate), "type": list(ds.ImageType),
        "synthetic": ds[0x0008, 0x001c].value, "burned": ds.BurnedInAnnotation, "derivation": ds.DerivationDescription,
        "purpose": [purpose.CodeValue, purpose.CodingSchemeDesignator, purpose.CodeMeaning], "removed": ds.PatientIdentityRemoved,
        "rows": ds.Rows, "columns": ds.Columns, "spacing": [float(v) for v in ds.get("PixelSpacing", [])], "regions": regions,
        "date": str(ds.StudyDate), "time": str(ds.StudyTime), "conversion": ds.get("ConversionType", ""),
        "statement": json.loads(block[0x01].value), "modelHash": block[0x02].value, "conditionHash": block[0x03].value,
        "seed": block[0x04].value if 0x04 in block else ""}))


def seg(path, raw):
    ds = pydicom.dcmread(path)
    frames = ds.pixel_array
    frames = frames if frames.ndim == 3 else frames[np.newaxis]
    labels = np.zeros((ds.Rows, ds.Columns), np.uint8)
    segments = []
    for number, group in enumerate(ds.PerFrameFunctionalGroupsSequence):
        segment = ds.SegmentSequence[group.SegmentIdentificationSequence[0].ReferencedSegmentNumber - 1]
        value = int(segment.SegmentDescription.split()[1])
        assert not labels[frames[number] != 0].any(), "segments overlap"
        labels[frames[number] != 0] = value
        kind, category = segment.SegmentedPropertyTypeCodeSequence[0], segment.SegmentedPropertyCategoryCodeSequence[0]
        source = group.DerivationImageSequence[0].SourceImageSequence[0]
        segments.append({"label": segment.SegmentLabel, "value": value, "type": kind.CodeValue, "scheme": kind.CodingSchemeDesignator,
                         "category": category.CodeValue, "source": source.ReferencedSOPInstanceUID,
                         "sourceClass": source.ReferencedSOPClassUID})
    labels.tofile(raw)
    print(json.dumps({"segments": segments, "study": ds.StudyInstanceUID, "synthetic": ds[0x0008, 0x001c].value,
                      "frames": ds.NumberOfFrames, "uid": ds.SOPInstanceUID,
                      "referenced": ds.ReferencedSeriesSequence[0].ReferencedInstanceSequence[0].ReferencedSOPInstanceUID}))


def codes(*paths):
    """Every code in the files: those of a scheme that the dictionary has, those that it does not list, and those whose meaning it gives otherwise."""
    from pydicom.sr._concepts_dict import concepts
    found = set()

    def look(ds):
        if "CodeValue" in ds:
            found.add((ds.CodeValue, ds.CodingSchemeDesignator, ds.CodeMeaning))
        for element in ds:
            if element.VR == "SQ":
                for item in element.value:
                    look(item)

    for path in paths:
        look(pydicom.dcmread(path))
    lists = {}
    for scheme, words in concepts.items():
        for values in words.values():
            for value, (meaning, cids) in values.items():
                lists.setdefault((value, scheme), {}).setdefault(meaning, set()).update(cids)
    print(json.dumps({
        "all": sorted(code[0] for code in found),
        "unlisted": sorted(code[0] for code in found if code[:2] not in lists),
        "otherMeaning": sorted(" ".join(code) for code in found if code[:2] in lists and code[2] not in lists[code[:2]]),
        "types": sorted(code[0] for code in found if 7151 in lists.get(code[:2], {}).get(code[2], ())),
        "categories": sorted(code[0] for code in found if 7150 in lists.get(code[:2], {}).get(code[2], ()))}))


def equal(first, second):
    return 0 if pydicom.dcmread(first) == pydicom.dcmread(second) else 1


# -- inputs

def scan(height=120, width=160):
    """Something like a frame: smooth, with edges, each channel its own."""
    y, x = np.mgrid[0:height, 0:width]
    base = 40 + 60 * (np.hypot(x - width / 2, y - height / 2) < height / 3) + (x * 3 + y * 5) % 23
    return base.astype(np.uint8)


def blank(sop=US):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.MediaStorageSOPClassUID = sop
    ds.SOPClassUID = sop
    ds.SOPInstanceUID = generate_uid(entropy_srcs=["sonosketch", sop])
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    ds.StudyInstanceUID = generate_uid(entropy_srcs=["study"])
    ds.SeriesInstanceUID = generate_uid(entropy_srcs=["series"])
    ds.PatientName = "Geheim^Gertrude"
    ds.PatientID = "PID-4711-0815"
    ds.PatientBirthDate = "19610412"
    ds.StudyDate = "20190228"
    ds.StudyTime = "101112"
    ds.AccessionNumber = "ACC99887"
    ds.InstitutionName = "Klinikum Musterstadt"
    ds.ReferringPhysicianName = "Doktor^Dora"
    ds.Modality = "US"
    ds.Manufacturer = "Probe & Sons"
    ds.StudyID = "1"
    ds.SeriesNumber = 1
    ds.InstanceNumber = 1
    return ds


def describe(ds, array, photometric, allocated=8, stored=None, samples=1):
    stored = stored or allocated
    ds.SamplesPerPixel, ds.PhotometricInterpretation = samples, photometric
    ds.Rows, ds.Columns = (array.shape[-3:-1] if samples == 3 else array.shape[-2:])
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = allocated, stored, stored - 1, 0
    if samples == 3:
        ds.PlanarConfiguration = 0
    data = array.astype("<u2" if allocated == 16 else np.uint8).tobytes()
    ds.PixelData = data + b"\0" * (len(data) % 2)
    ds["PixelData"].VR = "OW" if allocated == 16 else "OB"
    return ds


def save(ds, path, syntax=ExplicitVRLittleEndian):
    ds.file_meta.TransferSyntaxUID = syntax
    ds.is_little_endian = syntax != ExplicitVRBigEndian
    ds.is_implicit_VR = syntax == ImplicitVRLittleEndian
    ds.save_as(path, write_like_original=False)


def expected(path, rgb):
    np.ascontiguousarray(rgb[..., ::-1] if rgb.ndim == 3 else np.repeat(rgb[..., np.newaxis], 3, -1)).astype(np.uint8).tofile(path)


def to_ybr(rgb):
    r, g, b = (rgb[..., i].astype(float) for i in range(3))
    y = 0.299 * r + 0.587 * g + 0.114 * b
    cb = -0.168736 * r - 0.331264 * g + 0.5 * b + 128
    cr = 0.5 * r - 0.418688 * g - 0.081312 * b + 128
    return np.clip(np.rint(np.stack([y, cb, cr], -1)), 0, 255).astype(np.uint8)


def make(folder):
    here = lambda name: os.path.join(folder, name)
    gray = scan()
    rgb = np.stack([gray, np.roll(gray, 5, 1), 255 - gray], -1)

    def one(name, ds, want, syntax=ExplicitVRLittleEndian):
        save(ds, here(name + ".dcm"), syntax)
        expected(here(name + ".raw"), want)

    one("mono2", describe(blank(), gray, "MONOCHROME2"), gray)
    one("implicit", describe(blank(), gray, "MONOCHROME2"), gray, ImplicitVRLittleEndian)
    one("bigendian", describe(blank(), gray, "MONOCHROME2"), gray, ExplicitVRBigEndian)
    one("deflated", describe(blank(), gray, "MONOCHROME2"), gray, DeflatedExplicitVRLittleEndian)
    one("mono1", describe(blank(), 255 - gray, "MONOCHROME1"), gray)
    one("rgb", describe(blank(), rgb, "RGB", samples=3), rgb)
    planar = describe(blank(), rgb, "RGB", samples=3)
    planar.PlanarConfiguration = 1
    planar.PixelData = np.moveaxis(rgb, -1, 0).tobytes()
    one("planar", planar, rgb)
    one("ybr_full", describe(blank(), to_ybr(rgb), "YBR_FULL", samples=3), rgb)
    # Pairs of pixels share their colour: equal pairs lose nothing.
    pairs = np.repeat(rgb[:, ::2], 2, 1)
    ybr = to_ybr(pairs)
    ds = describe(blank(), ybr, "YBR_FULL_422", samples=3)
    ds.PixelData = np.stack([ybr[:, ::2, 0], ybr[:, 1::2, 0], ybr[:, ::2, 1], ybr[:, ::2, 2]], -1).tobytes()
    one("ybr_full_422", ds, pairs)
    # 16 bits with a rescale and a window: PS3.3 C.11.2.1.2 by hand.
    wide = gray.astype(np.uint16) * 13 + 100
    ds = describe(blank(), wide, "MONOCHROME2", 16, 12)
    ds.RescaleSlope, ds.RescaleIntercept, ds.RescaleType = "2", "-50", "US"
    ds.WindowCenter, ds.WindowWidth = "2400", "3000"
    modality = wide.astype(float) * 2 - 50
    shown = np.clip(((modality - (2400 - 0.5)) / (3000 - 1) + 0.5) * 255, 0, 255)
    one("window16", ds, np.rint(shown))
    ds = describe(blank(), wide, "MONOCHROME2", 16, 12)
    span = (wide - wide.min()) / float(wide.max() - wide.min()) * 255
    one("range16", ds, np.rint(span))
    # A palette: index to colour.
    index = (gray // 16).astype(np.uint8)
    table = np.stack([np.arange(256), 255 - np.arange(256), (np.arange(256) * 7) % 256], -1).astype(np.uint8)
    ds = describe(blank(), index, "PALETTE COLOR")
    for channel, name in enumerate(["Red", "Green", "Blue"]):
        setattr(ds, name + "PaletteColorLookupTableDescriptor", [256, 0, 16])
        setattr(ds, name + "PaletteColorLookupTableData", (table[:, channel].astype("<u2") * 257).tobytes())
    one("palette", ds, table[index])
    # Several frames.
    frames = np.stack([np.roll(gray, 7 * i, 1) for i in range(5)])
    ds = describe(blank(US_MULTI), frames, "MONOCHROME2")
    ds.NumberOfFrames, ds.FrameTime, ds.FrameIncrementPointer = 5, "40", 0x00181063
    save(ds, here("cine.dcm"))
    for number, frame in enumerate(frames):
        expected(here(f"cine{number + 1}.raw"), frame)

    # An encoding that is not read.
    ds = describe(blank(), gray, "MONOCHROME2")
    ds.PixelData = pydicom.encaps.encapsulate([b"no JPEG 2000 at all "])
    ds["PixelData"].is_undefined_length = True
    save(ds, here("jpeg2000.dcm"), pydicom.uid.JPEG2000Lossless)

    # What DCMTK's own tools make of them; lossless ones keep every pixel.
    def tool(*command):
        subprocess.run(command, check=True)

    tool("dcmcrle", here("mono2.dcm"), here("rle.dcm"))
    tool("dcmcrle", here("rgb.dcm"), here("rle_rgb.dcm"))
    tool("dcmcjpeg", "+e1", here("mono2.dcm"), here("jpeg_lossless.dcm"))
    tool("dcmcjpeg", "+el", here("mono2.dcm"), here("jpeg_process14.dcm"))
    tool("dcmcjpeg", "+e1", here("window16.dcm"), here("jpeg_lossless16.dcm"))
    tool("dcmcjpeg", "+eb", "+q", "95", here("mono2.dcm"), here("jpeg_baseline.dcm"))
    # Shifts grey levels on its way; what counts is what its counterpart makes of the file.
    tool("dcmdjpeg", here("jpeg_baseline.dcm"), here("jpeg_baseline_plain.dcm"))
    expected(here("jpeg_baseline.raw"), pydicom.dcmread(here("jpeg_baseline_plain.dcm")).pixel_array)
    tool("dcmcjpeg", "+eb", "+q", "98", "+cy", here("rgb.dcm"), here("jpeg_rgb.dcm"))
    tool("dcmcjpeg", "+e1", here("cine.dcm"), here("jpeg_cine.dcm"))
    tool("dcmconv", "+ti", here("rgb.dcm"), here("implicit_rgb.dcm"))
    tool("dcmcjpls", here("mono2.dcm"), here("jpeg_ls.dcm"))


if __name__ == "__main__":
    work = {"pixels": pixels, "seg": seg, "codes": codes, "equal": equal, "make": make}[sys.argv[1]]
    sys.exit(work(*sys.argv[2:]) or 0)
