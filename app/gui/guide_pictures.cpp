// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/guide_pictures.h"

#include "app/compare/compare_pane.h"
#include "app/gui/guide_practice.h"
#include "app/gui/guide_study.h"
#include "app/gui/main_window.h"
#include "app/gui/scripted_session.h"
#include "app/session/text.h"
#include "core/base/error.h"
#include "core/io/examples.h"

#include <QImage>
#include <QPixmap>
#include <QSaveFile>

#include <cmath>
#include <functional>
#include <numbers>

namespace sonosketch {

namespace {

constexpr int thumbnailMs = 5000; ///< a history that is not on show never gets one

/// One picture after the other, with the same window.
class Scenes {
public:
    Scenes(MainWindow& window, std::filesystem::path folder, int timeoutMs)
        : m_window(window)
        , m_folder(std::filesystem::absolute(folder))
        , m_timeoutMs(timeoutMs)
    {
    }

    void firstMinute()
    {
        open("simple-cyst");
        m_window.tools().select(ToolId::LabelBrush);
        strokeThrough(m_window, demonstrationStroke(m_window));
        settle();
        write(m_window, "guide-window");
    }

    void tools()
    {
        open("thin-septa");
        m_window.tools().select(ToolId::Polygon);
        clickThrough(m_window, {{180, 330}, {214, 296}, {262, 302}, {286, 340}, {250, 372}});
        settle();
        write(m_window, "guide-tools");
        m_window.commands().action(Command::CancelStroke)->trigger();
        m_window.canvas().cancelGesture();
    }

    /// A septum drawn into a cyst: what the sketch is for.
    void sketch()
    {
        open("simple-cyst");
        m_window.tools().select(ToolId::SketchPen);
        m_window.tools().setDiameter(4);
        std::vector<QPointF> septum;
        for (int step = 0; step <= 40; ++step)
            septum.emplace_back(170 + 5.2 * step, 330 - 22 * std::sin(std::numbers::pi * step / 40.0) - 1.2 * step);
        strokeThrough(m_window, septum);
        settle();
        write(m_window, "guide-sketch");
    }

    void object()
    {
        open("teratoma");
        m_window.tools().select(ToolId::MoveObject);
        clickThrough(m_window, {{250, 240}});
        strokeThrough(m_window, {{250, 240}, {262, 244}, {282, 250}, {300, 256}});
        settle();
        write(m_window, "guide-object");
    }

    void history()
    {
        open("simple-cyst");
        m_window.tools().select(ToolId::LabelBrush);
        m_window.tools().setDiameter(26);
        strokeThrough(m_window, demonstrationStroke(m_window));
        settle();
        m_window.session().setNodeName(1, QObject::tr("Larger cyst"));
        m_window.session().setNodePinned(1, true);
        m_window.tools().setActiveLabel(3);
        strokeThrough(m_window, arc({210, 210}, 26));
        settle();
        m_window.session().jumpTo(1);
        settle();
        m_window.tools().select(ToolId::SketchPen);
        m_window.tools().setDiameter(4);
        strokeThrough(m_window, {{190, 180}, {230, 240}, {280, 300}, {320, 350}});
        settle();
        restFor(1500); // thumbnails are drawn on a thread of their own
        write(m_window, "guide-history");
    }

    void comparison()
    {
        ComparePane& pane = m_window.comparePane();
        pane.compare({CompareSource::Kind::Node, 0, {}}, {CompareSource::Kind::Present, 0, {}});
        m_window.showComparison(true);
        pane.window()->resize(1060, 640);
        restFor(1500);
        write(*pane.window(), "guide-compare");
        pane.setMode(ComparePane::Mode::Difference);
        restFor(1500);
        write(*pane.window(), "guide-difference");
        m_window.showComparison(false);
    }

    void welcome()
    {
        m_window.showWelcome();
        restFor(200);
        write(m_window, "guide-welcome");
        m_window.hideWelcome();
    }

    void studies()
    {
        drawStudyPictures(m_window, [this](const QImage& picture, const char* name) { write(picture, name); });
    }

    void practice()
    {
        drawPracticePictures(m_window, m_timeoutMs, [this](QWidget& widget, const char* name) { write(widget, name); });
    }

private:
    void open(const char* example)
    {
        for (const auto& folder : exampleCases())
            if (folder.filename() == example) {
                if (!m_window.openPath(folder))
                    throw Error(ErrorCode::NotFound, m_window.statusMessage().toStdString(), folder.string());
                settle();
                return;
            }
        throw Error(ErrorCode::NotFound, "No bundled case of this name", example);
    }

    static std::vector<QPointF> arc(QPointF centre, double radius)
    {
        std::vector<QPointF> points;
        for (int step = 0; step <= 24; ++step) {
            const double angle = 2 * std::numbers::pi * step / 24.0;
            points.push_back(centre + radius * QPointF(std::cos(angle), std::sin(angle)));
        }
        return points;
    }

    void settle()
    {
        if (const QString problem = waitForPicture(m_window, m_timeoutMs); !problem.isEmpty())
            throw Error(ErrorCode::Device, problem.toStdString());
        // The row of this step asks for its thumbnail, and a thread of low priority makes it.
        for (int waited = 0; m_window.nodePictures().thumbnail(m_window.session().history().current()) == nullptr && waited < thumbnailMs;
             waited += 20)
            restFor(20);
    }

    void write(QWidget& widget, const char* name) { write(widget.grab().toImage().convertToFormat(QImage::Format_RGB32), name); }

    void write(const QImage& picture, const char* name)
    {
        const QString path = toText(m_folder / (std::string(name) + ".jpg"));
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || !picture.save(&file, "JPEG", 88) || !file.commit())
            throw Error(
                ErrorCode::WriteFailed, "Cannot write a picture of the guide", path.toStdString(), file.errorString().toStdString());
    }

    MainWindow& m_window;
    std::filesystem::path m_folder;
    int m_timeoutMs;
};

} // namespace

void drawGuidePictures(MainWindow& window, const std::filesystem::path& folder, int timeoutMs)
{
    Scenes scenes(window, folder, timeoutMs);
    scenes.firstMinute();
    scenes.tools();
    scenes.sketch();
    scenes.object();
    scenes.history();
    scenes.comparison();
    scenes.welcome();
    scenes.studies();
    scenes.practice();
}

} // namespace sonosketch
