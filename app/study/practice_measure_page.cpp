// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_measure_page.h"

#include "app/panels/panel_parts.h"
#include "core/imaging/canvas_size.h"
#include "core/practice/scoring.h"

#include <QIcon>
#include <QLineF>
#include <QLocale>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace sonosketch {

namespace {
constexpr double grip = 12; ///< screen pixels around an end that take hold of it

QImage linePatch(const QColor& color, bool dashed)
{
    QImage patch(28, 16, QImage::Format_ARGB32);
    patch.fill(Qt::transparent);
    for (int x = 2; x < 26; ++x)
        for (int y = 7; y < 10 && (!dashed || x % 8 < 5); ++y)
            patch.setPixelColor(x, y, color);
    return patch;
}
} // namespace

MeasurePage::MeasurePage(PracticePictures& pictures, QWidget* parent)
    : PracticePage(pictures, practice::Kind::Measure, parent)
    , m_view(addView(tr("How large is it?")))
    , m_undo(new QToolButton)
{
    setTitle(tr("Measure it"));
    setInstruction(tr("Drag two calipers over the lesion, from outer edge to outer edge: its longest diameter, and the widest one at a "
                      "right angle to that. Ends can be dragged again."));
    m_undo->setText(tr("Remove the last caliper"));
    describe(m_undo, tr("Remove the last caliper"), tr("Takes the last caliper away."), QStringLiteral("Ctrl+Z"));
    controls().addWidget(m_undo);
    connect(m_undo, &QToolButton::clicked, this, &MeasurePage::undo);
    auto* keys = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Z")), this);
    keys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, &MeasurePage::undo);
    connect(m_view, &PracticeView::pressed, this, &MeasurePage::press);
    connect(m_view, &PracticeView::moved, this, &MeasurePage::drag);
    connect(m_view, &PracticeView::released, this, [this](QPointF at) {
        drag(at);
        m_dragged = nullptr;
        // A click is no line.
        if (!m_lines.empty() && QLineF(m_lines.back().from, m_lines.back().to).length() < 2)
            removeLast();
        showLines();
    });
}

void MeasurePage::press(QPointF at)
{
    say({});
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        for (const bool isFrom : {true, false}) {
            QPointF& end = isFrom ? m_lines[i].from : m_lines[i].to;
            if (QLineF(m_view->toWidget(end), m_view->toWidget(at)).length() > grip)
                continue;
            m_dragged = &end;
            noteCaliper(i, isFrom ? m_lines[i].to : m_lines[i].from);
            return;
        }
    if (m_lines.size() == 2) {
        say(tr("Both calipers are set. Drag their ends, or remove the last one."));
        return;
    }
    m_lines.push_back({at, at});
    m_dragged = &m_lines.back().to;
    noteCaliper(m_lines.size() - 1, at);
    showLines();
}

void MeasurePage::drag(QPointF to)
{
    if (!m_dragged)
        return;
    *m_dragged = {std::clamp(to.x(), 0.0, static_cast<double>(canvasSize)), std::clamp(to.y(), 0.0, static_cast<double>(canvasSize))};
    m_done.noteMore({m_dragged->x(), m_dragged->y(), elapsed()});
    showLines();
}

void MeasurePage::noteCaliper(std::size_t index, QPointF fixed)
{
    const qint64 now = elapsed();
    m_done.note({practice::Stroke::Tool::Caliper, 0, {{fixed.x(), fixed.y(), now}, {m_dragged->x(), m_dragged->y(), now}},
        static_cast<int>(index)});
}

void MeasurePage::removeLast()
{
    m_lines.pop_back();
    m_done.note({practice::Stroke::Tool::Undo, 0, {{0, 0, elapsed()}}});
}

void MeasurePage::undo()
{
    if (state() != State::Asking || m_lines.empty())
        return;
    m_dragged = nullptr;
    removeLast();
    showLines();
}

void MeasurePage::showLines()
{
    std::vector<PracticeView::Drawing> drawings;
    for (const Line& line : m_lines) {
        const QLineF length(line.from, line.to);
        drawings.push_back({caliperPath(line.from, line.to), practice_colors::answer, Qt::SolidLine, lengthText(length.length()), line.to});
    }
    m_view->setDrawings(std::move(drawings));
    m_undo->setEnabled(!m_lines.empty() && state() == State::Asking);
}

void MeasurePage::reset()
{
    m_dragged = nullptr;
    m_lines.clear();
    m_lines.reserve(2); // m_dragged points into it
    m_done.clear();
    m_task.reset();
    m_undo->setEnabled(false);
}

void MeasurePage::prepare()
{
    const auto made = std::make_shared<practice::LesionTask>();
    pictures().make(
        [made, start = task()] {
            *made = practice::makeLesionTask(*start.from, start.level, start.seed, start.real);
            return start.real ? std::vector<Case>() : std::vector<Case>{made->hidden};
        },
        [this, made](const PracticePictures::Made& result) {
            m_task = made;
            m_picture = shownPicture(
                made->real ? made->hidden.source : result.pictures.front(), made->hidden.fieldOfView, made->challenge, made->seed);
            m_view->setPicture(m_picture, !made->real);
            ask(result.model);
        },
        [this](const Error& error) { fail(error); });
}

bool MeasurePage::complete(QString& why) const
{
    if (m_lines.size() < 2)
        why = m_lines.empty() ? tr("Set the caliper of the longest diameter first.")
                              : tr("Set the second caliper too, across the first one.");
    return why.isEmpty();
}

QString MeasurePage::score(practice::Answer& answer, practice::AnswerPictures& kept)
{
    const auto span = [](const Line& line) { return Span{{line.from.x(), line.from.y()}, {line.to.x(), line.to.y()}}; };
    const auto found = practice::scoreMeasure(span(m_lines[0]), span(m_lines[1]), m_task->truth, answer.mmPerPixel);
    answer.length = found.longest.pixels;
    answer.trueLength = found.longest.truePixels;
    answer.across = found.across.pixels;
    answer.trueAcross = found.across.truePixels;
    answer.trueClass = m_task->className;
    answer.right = found.right();
    answer.strokes = m_done.strokes();
    kept = {m_picture, m_task->truth};

    showLines();
    auto drawings = m_view->drawings();
    for (auto& drawing : drawings)
        drawing.text.clear();
    const auto truths = diametersOfRegion(m_task->truth);
    const auto point = [](cv::Point2d at) { return QPointF(at.x, at.y); };
    drawings.insert(drawings.begin(), {outlineOf(m_task->truth), practice_colors::truth, Qt::DotLine});
    for (const Span& line : {truths->longest, truths->across})
        drawings.push_back({caliperPath(point(line.from), point(line.to)), practice_colors::truth, Qt::DashLine, lengthText(line.length()),
            point(line.to)});
    m_view->setDrawings(std::move(drawings));
    setLegend({{linePatch(practice_colors::answer, false), tr("your calipers")},
        {linePatch(practice_colors::truth, true), tr("the true lines")}});

    if (!found.crossed)
        say(tr("The two lines are not at a right angle."), true);

    const auto row = [this](const QString& name, const practice::LengthScore& length) {
        const QString off = lengthText(std::abs(length.errorPixels()));
        const QString percent = locale().toString(std::abs(100 * length.relative()), 'f', 0);
        const QString judged = !length.onLesion ? tr("the line does not end at the lesion's edge")
            : length.errorPixels() >= 0         ? tr("%1 too long (%2 %)").arg(off, percent)
                                                : tr("%1 too short (%2 %)").arg(off, percent);
        return QStringLiteral("<p>%1: <b>%2</b>, true %3<br>%4</p>")
            .arg(name, lengthText(length.pixels), lengthText(length.truePixels), judged);
    };
    return QStringLiteral("<p style='font-size:17px;font-weight:600'>%1</p>")
               .arg(found.right() ? tr("Well measured") : tr("Not close enough"))
        + row(tr("Longest"), found.longest) + row(tr("Across"), found.across)
        + QStringLiteral("<p>%1</p>").arg(tr("Up to 10 % off counts as right."));
}

} // namespace sonosketch
