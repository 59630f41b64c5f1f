// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/guide_study.h"

#include "app/gui/main_window.h"
#include "app/gui/scripted_session.h"
#include "app/session/text.h"
#include "app/study/plan_builder_window.h"
#include "app/study/reading_window.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <QCoreApplication>
#include <QDir>
#include <QLineEdit>
#include <QSpinBox>
#include <QTemporaryDir>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

/// The program's own study, copied to where it may be written to, in a present folder, so that pictures show short paths.
class ExampleStudy {
public:
    ExampleStudy()
        : m_before(QDir::currentPath())
    {
        const fs::path from = resourceDir() / "studies", to = toPath(m_folder.path());
        fs::copy(from / "example", to / "example", fs::copy_options::recursive);
        fs::copy_file(from / "example.key.json", to / "example.key.json");
        m_plan = study::loadPlan(to / "example");
        m_key = study::loadKey(to / "example.key.json", m_plan);
        // Folders as a person would have them.
        for (const study::KeyImage& image : m_key.images) {
            const fs::path set = to / m_key.sets[image.set].name;
            fs::create_directory(set);
            fs::copy_file(study::imagePath(to / "example", image.id), set / image.file);
        }
        QDir::setCurrent(m_folder.path());
    }
    ~ExampleStudy() { QDir::setCurrent(m_before); }
    ExampleStudy(const ExampleStudy&) = delete;
    ExampleStudy& operator=(const ExampleStudy&) = delete;

    const study::StudyKey& key() const { return m_key; }

private:
    QTemporaryDir m_folder;
    QString m_before;
    study::StudyPlan m_plan;
    study::StudyKey m_key;
};

QImage grab(QWidget& widget)
{
    QCoreApplication::processEvents();
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

QImage readingPicture()
{
    ReadingWindow window(std::make_unique<ReadingRun>("example"));
    window.resize(1280, 820);
    window.show();
    window.beginAs(QStringLiteral("Reader 4"));
    window.run().start();
    window.run().setAnswer(study::Truth::Synthesised);
    window.run().setConfidence(4);
    return grab(window);
}

QImage builderPicture(MainWindow& editor, const study::StudyKey& key)
{
    PlanBuilderWindow& builder = editor.planBuilder();
    builder.resize(980, 900);
    builder.show();
    for (const study::KeySet& set : key.sets) {
        study::BuilderSet chosen;
        chosen.name = set.name;
        chosen.kind = set.truth == study::Truth::Real ? study::BuilderSet::Kind::RealFolder : study::BuilderSet::Kind::SynthesisedFolder;
        chosen.folder = set.name;
        builder.addSet(chosen);
        restFor(300);
    }
    builder.findChild<QLineEdit*>(QStringLiteral("builderTitle"))->setText(QObject::tr("Ovarian lesions, first round"));
    builder.findChild<QLineEdit*>(QStringLiteral("builderSeed"))->setText(QStringLiteral("20260401"));
    builder.findChild<QSpinBox*>(QStringLiteral("builderRepeats"))->setValue(4);
    builder.findChild<QLineEdit*>(QStringLiteral("builderFolder"))->setText(QStringLiteral("first-round"));
    restFor(300);
    const QImage picture = grab(builder);
    builder.hide();
    return picture;
}

} // namespace

void drawStudyPictures(MainWindow& window, const std::function<void(const QImage&, const char*)>& write)
{
    const ExampleStudy example;
    write(readingPicture(), "guide-reading");
    write(builderPicture(window, example.key()), "guide-study");
}

} // namespace sonosketch
