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
#include "core/study/report.h"

#include <QCoreApplication>
#include <QDir>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>
#include <QSpinBox>
#include <QSvgRenderer>
#include <QTemporaryDir>

#include <algorithm>

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

/// The plots of a report: radar chart, intervals, ROC. Drawn as a browser would, with the page's fonts and colours.
QImage reportPicture()
{
    const QString html = QString::fromStdString(study::studyHtml(study::analyseFolder("example", fs::path("example.key.json"))));
    std::vector<QSvgRenderer*> plots;
    QObject owner;
    qsizetype at = 0;
    while (plots.size() < 3) {
        const qsizetype from = html.indexOf(QStringLiteral("<svg"), at), to = html.indexOf(QStringLiteral("</svg>"), from);
        if (from < 0 || to < 0)
            throw Error(ErrorCode::NotFound, "The report has no plots", "example");
        QString svg = html.mid(from, to + 6 - from);
        svg.replace(QStringLiteral("<svg "), QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" "));
        // What the page's style sheet says, as attributes.
        const auto attributes = [](int size, const char* color) {
            return QStringLiteral("<text font-family=\"DejaVu Sans\" font-size=\"%1\" fill=\"%2\" ").arg(size).arg(QLatin1String(color));
        };
        svg.replace(QStringLiteral("<text class=\"name\" "), attributes(12, "#18212f"));
        svg.replace(QStringLiteral("<text class=\"value\" "), attributes(12, "#18212f"));
        for (const char* first : {"x=", "transform="})
            svg.replace(QStringLiteral("<text ") + QLatin1String(first), attributes(11, "#5b6675") + QLatin1String(first));
        plots.push_back(new QSvgRenderer(svg.toUtf8(), &owner));
        at = to;
    }
    constexpr int plotWidth = 390, gap = 20;
    const auto heightOf = [](const QSvgRenderer* plot) { return plotWidth * plot->viewBox().height() / plot->viewBox().width(); };
    const int height = std::max({heightOf(plots[0]), heightOf(plots[1]), heightOf(plots[2])}) + 4 * gap;
    QImage picture(3 * plotWidth + 10 * gap, height, QImage::Format_RGB32);
    picture.fill(QColor(0xf4, 0xf6, 0xf8));
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    int left = gap;
    for (QSvgRenderer* plot : plots) {
        const QRect card(left, gap, plotWidth + 2 * gap, heightOf(plot) + 2 * gap);
        painter.setPen(QColor(0xdf, 0xe4, 0xea));
        painter.setBrush(Qt::white);
        painter.drawRoundedRect(card, 10, 10);
        plot->render(&painter, QRectF(card.adjusted(gap, gap, -gap, -gap)));
        left += card.width() + gap;
    }
    return picture;
}

} // namespace

void drawStudyPictures(MainWindow& window, const std::function<void(const QImage&, const char*)>& write)
{
    const ExampleStudy example;
    write(readingPicture(), "guide-reading");
    write(builderPicture(window, example.key()), "guide-study");
    write(reportPicture(), "guide-study-report");
}

} // namespace sonosketch
