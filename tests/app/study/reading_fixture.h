// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/gui/theme.h"
#include "app/study/reading_view.h"
#include "tests/app/study/reading_samples.h"

#include <QLabel>
#include <QTemporaryDir>

namespace sonosketch::test {

/// What tests of the reading window have in common: a study in a folder of its own, clocks that go when told to, and a reader at work.
class ReadingFixture {
protected:
    /// Anew, before each test.
    void begin()
    {
        applyTheme(*qApp);
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock = FakeClock();
    }
    std::filesystem::path root() const { return m_dir->path().toStdString(); }
    std::filesystem::path folder() const { return root() / "study"; }
    study::MadeStudy make(std::size_t count, const std::function<void(study::StudyOptions&)>& change = {})
    {
        return makeSampleStudy(root(), "study", count, change);
    }
    /// Signed in, at the first open picture.
    std::unique_ptr<ReadingWindow> reading(const QString& name = QStringLiteral("Ann"))
    {
        auto window = openReading(folder(), m_clock.clock());
        signIn(*window, name);
        press(*window, Qt::Key_Return);
        return window;
    }
    std::vector<study::LoggedAnswer> answers() const
    {
        const auto log = study::TrialLog::openForReading(folder(), study::loadPlan(folder()), m_clock.clock());
        return log ? log->answers() : std::vector<study::LoggedAnswer>();
    }
    static void answer(ReadingWindow& window, Qt::Key what, Qt::Key sure, Qt::Key give = Qt::Key_Return)
    {
        for (const Qt::Key key : {what, sure, give})
            press(window, key);
    }
    static QString textOf(const QWidget& window, const char* name) { return window.findChild<QLabel*>(QLatin1String(name))->text(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
};

} // namespace sonosketch::test
