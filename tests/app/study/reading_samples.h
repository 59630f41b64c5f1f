// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/reading_window.h"
#include "tests/core/study/study_samples.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

namespace sonosketch::test {

/// A study of `count` real and as many synthesised pictures in `parent`/NAME, its key beside it.
inline study::MadeStudy makeSampleStudy(const std::filesystem::path& parent, const std::string& name, std::size_t count,
    const std::function<void(study::StudyOptions&)>& change = {})
{
    const int pictures = static_cast<int>(count);
    study::StudyOptions options;
    options.title = "Lesions, first round";
    options.sets = {{"zebra clinic", study::Truth::Real, study::picturesIn(writePictures(parent, "zebraclinic" + name, pictures, true)), 0},
        {"quagga net", study::Truth::Synthesised, study::picturesIn(writePictures(parent, "quagganet" + name, pictures, false)), 0}};
    options.seed = 7;
    options.imageSize = 64;
    if (change)
        change(options);
    return study::makeStudy(options, parent / name, parent / (name + ".key.json"));
}

/// A shown reading window.
inline std::unique_ptr<ReadingWindow> openReading(
    const std::filesystem::path& folder, const study::StudyClock& clock = study::StudyClock::system())
{
    auto window = std::make_unique<ReadingWindow>(std::make_unique<ReadingRun>(folder, clock));
    window->show();
    return QTest::qWaitForWindowExposed(window.get()) ? std::move(window) : nullptr;
}

/// The key goes where a person's would.
inline void press(QWidget& window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget* focus = window.focusWidget();
    QTest::keyClick(focus && focus->isVisible() ? focus : &window, key, modifiers);
}

/// Types a name on the first page and looks at the second.
inline void signIn(ReadingWindow& window, const QString& name)
{
    auto* field = window.findChild<QWidget*>(QStringLiteral("readerName"));
    QTest::keyClicks(field, name);
    QTest::keyClick(field, Qt::Key_Return);
}

inline void clickButton(QWidget& window, const char* name)
{
    auto* button = window.findChild<QAbstractButton*>(QLatin1String(name));
    QVERIFY2(button && button->isVisible() && button->isEnabled(), name);
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace sonosketch::test
