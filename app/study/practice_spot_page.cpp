// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_spot_page.h"

#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/imaging/canvas_size.h"
#include "core/practice/scoring.h"

#include <QCheckBox>
#include <QShortcut>
#include <QVBoxLayout>

namespace sonosketch {

namespace {
constexpr int mostTries = 6;
constexpr int blinkMs = 600; ///< below two changes a second: well under what may harm people with epilepsy

QImage linePatch(const QColor& color)
{
    QImage patch(28, 16, QImage::Format_ARGB32);
    patch.fill(Qt::transparent);
    for (int x = 2; x < 26; ++x)
        for (int y = 7; y < 10; ++y)
            patch.setPixelColor(x, y, color);
    return patch;
}
} // namespace

SpotPage::SpotPage(PracticePictures& pictures, QWidget* parent)
    : PracticePage(pictures, practice::Kind::Spot, parent)
    , m_first(addView(tr("First picture")))
    , m_second(addView(tr("Second picture")))
    , m_blink(new QCheckBox(tr("Blink between both")))
{
    setTitle(tr("Spot the change"));
    setInstruction(tr("One lesion differs between these pictures: it is new, has grown, has moved, or is of another kind. "
                      "Click on it in either picture, then check."));
    controls().addWidget(m_blink);
    describe(m_blink, tr("Blink between both"), tr("Shows both pictures in turn in the second view."),
        QKeySequence(Qt::Key_Space).toString(QKeySequence::NativeText));
    connect(m_blink, &QCheckBox::toggled, this, &SpotPage::setBlinking);
    auto* space = new QShortcut(QKeySequence(Qt::Key_Space), this);
    space->setContext(Qt::WidgetWithChildrenShortcut);
    connect(space, &QShortcut::activated, this, [this] {
        if (m_blink->isEnabled())
            m_blink->toggle();
    });
    m_timer.setInterval(blinkMs);
    connect(&m_timer, &QTimer::timeout, this, &SpotPage::blink);
    for (PracticeView* view : {m_first, m_second}) {
        connect(view, &PracticeView::pressed, this, [this](QPointF at) { place(at, true); });
        connect(view, &PracticeView::moved, this, [this](QPointF at) { place(at, false); });
    }
}

void SpotPage::place(QPointF at, bool pressed)
{
    m_at = QPointF(std::clamp(at.x(), 0.0, static_cast<double>(canvasSize)), std::clamp(at.y(), 0.0, static_cast<double>(canvasSize)));
    const practice::Stroke::Sample sample{m_at->x(), m_at->y(), elapsed()};
    if (pressed)
        m_done.note({practice::Stroke::Tool::Click, 0, {sample}});
    else
        m_done.noteMore(sample);
    say({});
    for (PracticeView* view : {m_first, m_second})
        view->setDrawings({{crossAt(*m_at), practice_colors::answer}});
}

void SpotPage::setBlinking(bool on)
{
    if (on) {
        m_timer.start();
        blink();
    } else {
        m_timer.stop();
        m_showsBefore = true;
        blink(); // back to its own picture
    }
}

void SpotPage::blink()
{
    m_showsBefore = !m_showsBefore && m_timer.isActive();
    m_second->setPicture(m_showsBefore ? m_before : m_after, true);
}

void SpotPage::reset()
{
    m_timer.stop();
    m_task.reset();
    m_at.reset();
    m_done.clear();
    m_before.release();
    m_after.release();
    const QSignalBlocker quiet(m_blink);
    m_blink->setChecked(false);
    m_blink->setEnabled(false);
}

void SpotPage::prepare()
{
    prepareFrom(task().seed, mostTries);
}

void SpotPage::prepareFrom(std::uint64_t seed, int triesLeft)
{
    const auto made = std::make_shared<practice::SpotTask>();
    pictures().make(
        [made, start = task(), seed] {
            *made = practice::makeSpotTask(*start.from, start.level, seed);
            return std::vector<Case>{made->before, made->after};
        },
        [this, made, seed, triesLeft](const PracticePictures::Made& result) {
            // What nobody can see is asked of nobody.
            if (practice::visibleChange(result.pictures[0], result.pictures[1], made->changed) < practice::leastVisible) {
                if (triesLeft > 1)
                    return prepareFrom(seed + 1, triesLeft - 1);
                return fail(Error(ErrorCode::NotFound, "The model draws no change here that can be seen", result.model, "Try another"));
            }
            m_task = made;
            // One grain in both: only the lesion may tell.
            m_before = shownPicture(result.pictures[0], made->before.fieldOfView, made->challenge, made->seed);
            m_after = shownPicture(result.pictures[1], made->after.fieldOfView, made->challenge, made->seed);
            m_first->setPicture(m_before, true);
            m_second->setPicture(m_after, true);
            ask(result.model);
        },
        [this](const Error& error) { fail(error); });
}

bool SpotPage::complete(QString& why) const
{
    if (!m_at)
        why = tr("Click on what has changed first.");
    return why.isEmpty();
}

QString SpotPage::score(practice::Answer& answer, practice::AnswerPictures& kept)
{
    const auto found = practice::scoreSpot({m_at->x(), m_at->y()}, m_task->changed, answer.mmPerPixel);
    answer.distance = found.distance;
    answer.right = found.right();
    answer.seed = static_cast<std::int64_t>(m_task->seed);
    answer.trueClass = m_task->className;
    answer.strokes = m_done.strokes();
    kept = {m_after, m_task->changed};

    const PracticeView::Drawing cross{crossAt(*m_at), practice_colors::answer};
    const PracticeView::Drawing was{outlineOf(m_task->wasThere), practice_colors::truth, Qt::DashLine};
    const PracticeView::Drawing is{outlineOf(m_task->isThere), practice_colors::truth};
    m_first->setDrawings({was, cross});
    m_second->setDrawings(m_task->change == practice::Change::Moved ? std::vector{was, is, cross} : std::vector{is, cross});
    setLegend({{linePatch(practice_colors::answer), tr("where you clicked")}, {linePatch(practice_colors::truth), tr("what has changed")}});
    m_blink->setEnabled(true);
    m_blink->setChecked(true);

    const QString name = classText(m_task->className).toHtmlEscaped();
    QString what;
    switch (m_task->change) {
    case practice::Change::Added:
        what = tr("A lesion was added: %1.").arg(name);
        break;
    case practice::Change::Grown:
        what = tr("The lesion has grown.");
        break;
    case practice::Change::Moved:
        what = tr("The lesion has moved.");
        break;
    case practice::Change::Relabelled:
        what = tr("The lesion is of another kind: %1.").arg(name);
        break;
    }
    return QStringLiteral("<p style='font-size:17px;font-weight:600'>%1</p><p>%2</p><p>%3</p>")
        .arg(found.right() ? tr("Well spotted") : tr("Not there"), what,
            found.distance <= 0 ? tr("Your click is on it.") : tr("Your click is <b>%1</b> away from it.").arg(lengthText(found.distance)));
}

} // namespace sonosketch
