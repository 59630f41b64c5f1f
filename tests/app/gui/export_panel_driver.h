// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/panels/export_panel.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "core/dataset/indexed_png.h"
#include "core/io/case_io.h"
#include "tests/core/variation/painted_case.h"
#include "tests/support/fake_generator.h"
#include "tests/support/window_driver.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch::test {

/// An imported data set of painted cases, one for each name of a part; item I is "painted-I".
inline void writePaintedSet(const std::filesystem::path& folder, const std::vector<std::string>& parts)
{
    DatasetManifest manifest;
    manifest.name = "painted";
    manifest.palette = LabelPalette::bundled("mmotu");
    manifest.canny = {30, 70, 2, 3};
    manifest.license = "CC0-1.0";
    manifest.attribution = "Painted for tests";
    for (const char* part : {"images", "labels", "sketches", "fov"})
        std::filesystem::create_directories(folder / part);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Case value = paintedCase(static_cast<int>(i));
        DatasetItem item;
        item.id = "painted-" + std::to_string(i);
        item.split = parts[i];
        item.sourceFile = item.id + ".jpg";
        const auto put = [&](const char* place, const std::vector<std::uint8_t>& bytes, std::string& file, std::string& hash) {
            file = std::string(place) + "/" + item.id + ".png";
            writeFileAtomically(folder / file, bytes);
            hash = sha256(bytes);
        };
        put("images", encodeGrayPng(value.source), item.image, item.imageSha256);
        put("labels", encodeIndexedPng(value.labels, manifest.palette), item.labels, item.labelsSha256);
        put("sketches", encodeGrayPng(cv::Mat::zeros(value.labels.size(), CV_8UC1)), item.sketch, item.sketchSha256);
        put("fov", encodeGrayPng(value.fieldOfView), item.fieldOfView, item.fieldOfViewSha256);
        manifest.items.push_back(std::move(item));
    }
    manifest.save(folder);
}

/// The panel in its window; opening it anew is a restart of the program.
struct ExportPanelDriver {
    std::unique_ptr<MainWindow> window;
    ExportPanel* panel = nullptr;

    void open(const std::string& model = "fake")
    {
        window.reset();
        window = openWindow(paintedCase(),
            [model] { return std::make_unique<FakeGenerator>(LabelPalette::bundled("mmotu"), FakeGenerator::Before{}, model); });
        QVERIFY(window);
        window->commands().action(Command::ExportSet)->trigger();
        panel = &window->exportPanel();
        QVERIFY(panel->isVisible());
        QTRY_COMPARE(panel->previews().size(), std::size_t{4});
    }
    template <class Widget>
    Widget* part(const char* name) const
    {
        return panel->findChild<Widget*>(QString::fromLatin1(name));
    }
    QString message() const { return part<QLabel>("exportMessage")->text(); }
    SetPlan plan() const { return panel->planner()({}); }
    /// The previews of what the controls say are there.
    bool quiet() const { return panel->previews().size() == 4 && !panel->isWaiting(); }
    /// As after typing and leaving the field.
    void type(const char* name, const QString& text) const
    {
        part<QLineEdit>(name)->setText(text);
        Q_EMIT part<QLineEdit>(name)->editingFinished();
    }
    /// Presses and waits until the job has ended.
    void run(const char* button) const
    {
        QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!panel->job().isRunning(), 120'000);
    }
    /// Begins a set, and stops it after the first images.
    void runAndStop() const
    {
        const auto stop = QObject::connect(&panel->job(), &ExportJob::progressed, panel, [this] { panel->job().cancel(); });
        run("exportStart");
        QObject::disconnect(stop);
        QVERIFY2(message().contains(QStringLiteral("Stopped after")), qPrintable(message()));
    }
};

/// Each file of a folder with its hash.
inline std::map<std::string, std::string> fileHashes(const std::filesystem::path& root)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(root).generic_string()] = sha256File(entry.path());
    return files;
}

} // namespace sonosketch::test
