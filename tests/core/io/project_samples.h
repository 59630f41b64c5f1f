// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/files.h"
#include "core/edit/transaction.h"
#include "core/io/png_file.h"
#include "core/io/project_file.h"
#include "tests/support/check.h"
#include "tests/support/ordinary_user.h"

#include <fmt/format.h>

#include <random>

namespace sonosketch::test {

inline Case sampleCase()
{
    Case value = Case::blank(threeClasses());
    value.source = ringPicture();
    value.frame = {640, 480};
    value.crop = {{12, 34, 560, 420}, 512.0 / 560, {0, 64}};
    value.mmPerPixel = 0.1234567890123;
    value.labels(cv::Rect(100, 100, 50, 60)).setTo(1);
    value.sketch(cv::Rect(10, 20, 30, 2)).setTo(SketchPen);
    value.fieldOfView(cv::Rect(0, 0, 512, 64)).setTo(0);
    value.canny = {12.5, 99.25, 1.5, 5};
    value.measurements.push_back({Measurement::Kind::Caliper, Measurement::Picture::Condition, {12.25, 40}, {80, 33.5}, 0, "Septum é"});
    value.provenance = {"Cyst é 7", "file.jpg", "CC-BY-4.0", "Somebody et al."};
    return value;
}

inline std::vector<std::uint8_t> samplePng(int side, int grey)
{
    return encodePng({cv::Mat(side, side, CV_8UC1, cv::Scalar(grey)), {}, {}});
}

inline bool sameState(const Case& a, const Case& b)
{
    return a.palette == b.palette && samePixels(a.source, b.source) && samePixels(a.labels, b.labels) && samePixels(a.sketch, b.sketch)
        && samePixels(a.fieldOfView, b.fieldOfView) && a.frame == b.frame && a.crop.source == b.crop.source && a.crop.scale == b.crop.scale
        && a.crop.offset == b.crop.offset && a.mmPerPixel == b.mmPerPixel && a.canny == b.canny && a.autoSketch == b.autoSketch
        && a.provenance == b.provenance && a.measurements == b.measurements;
}

/// One random edit; the delta is never empty.
inline Delta randomEdit(Document& document, std::mt19937& random, const std::string& text)
{
    std::uniform_real_distribution<float> place(0, canvasSize);
    while (true) {
        Transaction transaction(document, text);
        const cv::Point2f from{place(random), place(random)}, to{place(random), place(random)};
        if (random() % 3 == 0)
            transaction.paintSegment(Plane::Sketch, from, to, 2, static_cast<std::uint8_t>(1 + random() % 2));
        else
            transaction.paintSegment(Plane::Labels, from, from + (to - from) / 4, 4 + static_cast<double>(random() % 40),
                static_cast<std::uint8_t>(random() % 4));
        if (random() % 10 == 0)
            transaction.setCanny({static_cast<double>(random() % 30), 50, 1, 3});
        if (random() % 10 == 0)
            transaction.setAutoSketch(!document.value().autoSketch);
        // By the text and not by the dice, so that the other edits stay what they are.
        if (text.ends_with('3')) {
            std::vector<Measurement> measurements = document.value().measurements;
            measurements.push_back({Measurement::Kind::Ellipse, Measurement::Picture::Synthesised, from, {from.x / 2, 5.5}, 17.125, ""});
            transaction.setMeasurements(measurements);
        }
        if (auto delta = transaction.commit())
            return std::move(*delta);
    }
}

/// A project of `edits` steps with branches, marks, thumbnails and a picture, and the state at every step.
struct SampleProject {
    ProjectContents contents;
    std::vector<Case> states;
};

inline SampleProject sampleProject(int edits, unsigned seed = 1)
{
    std::mt19937 random(seed);
    SampleProject sample;
    sample.contents.initial = sampleCase();
    Document document(sample.contents.initial);
    HistoryTree history;
    sample.states.push_back(document.value().clone());
    for (int i = 1; i <= edits; ++i) {
        if (random() % 4 == 0)
            history.undo(document);
        const auto id = history.add(randomEdit(document, random, fmt::format("Edit {}", i)), "brush");
        sample.states.push_back(document.value().clone());
        if (i % 3 == 0)
            sample.contents.thumbnails[id] = samplePng(64, i % 256);
        if (i % 5 == 0)
            history.setNote(id, "seen\nby nobody");
    }
    history.setName(0, "Start");
    if (edits > 0) {
        history.setPinned(1, true);
        sample.contents.pictures[1] = {{"tiny", "abc123"}, samplePng(128, 90)};
    }
    history.undo(document);
    sample.contents.current = history.current();
    sample.contents.model = {"tiny", "abc123"};
    sample.contents.history = std::move(history);
    return sample;
}

/// Empty if `found` holds the same as `wanted`, states included; else what differs.
inline std::string difference(const ProjectContents& found, const ProjectContents& wanted)
{
    if (!sameState(found.initial, wanted.initial))
        return "initial case";
    if (found.current != wanted.current || !(found.model == wanted.model))
        return "place or model";
    if (found.thumbnails != wanted.thumbnails)
        return "thumbnails";
    if (found.pictures.size() != wanted.pictures.size())
        return "pictures";
    for (const auto& [node, picture] : wanted.pictures)
        if (!found.pictures.contains(node) || found.pictures.at(node).png != picture.png
            || !(found.pictures.at(node).model == picture.model))
            return "picture";
    if (found.history.size() != wanted.history.size())
        return fmt::format("{} steps instead of {}", found.history.size(), wanted.history.size());
    for (std::size_t id = 0; id < wanted.history.size(); ++id) {
        const auto &a = found.history.node(id), &b = wanted.history.node(id);
        if (a.removed != b.removed || a.parent != b.parent || a.children != b.children || a.redoChild != b.redoChild || a.name != b.name
            || a.note != b.note || a.pinned != b.pinned || a.tool != b.tool || a.delta.text != b.delta.text
            || a.delta.canny != b.delta.canny || a.delta.measurements != b.delta.measurements || a.delta.autoSketch != b.delta.autoSketch
            || a.delta.planes.size() != b.delta.planes.size())
            return fmt::format("step {}", id);
        if (id != 0 && std::chrono::abs(a.time - b.time) > std::chrono::microseconds(1))
            return fmt::format("time of step {}", id);
        for (std::size_t i = 0; i < b.delta.planes.size(); ++i) {
            const auto &p = a.delta.planes[i], &q = b.delta.planes[i];
            if (p.plane != q.plane || p.rect != q.rect || p.before != q.before || p.after != q.after)
                return fmt::format("pixels of step {}", id);
        }
    }
    return {};
}

} // namespace sonosketch::test
