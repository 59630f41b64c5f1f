// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_page.h"

#include "app/canvas/colors.h"
#include "app/panels/panel_parts.h"
#include "core/imaging/canvas_size.h"

#include <QBuffer>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QTextDocument>
#include <QVBoxLayout>

namespace sonosketch {

namespace {
constexpr int panelWidth = 340;

QLabel* wrapped(const char* name = nullptr)
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    if (name)
        label->setObjectName(QLatin1String(name));
    return label;
}
} // namespace

PracticePage::PracticePage(PracticePictures& pictures, practice::Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_pictures(pictures)
    , m_kind(kind)
    , m_viewRow(new QHBoxLayout)
    , m_controls(new QVBoxLayout)
    , m_title(wrapped("welcomeHeading"))
    , m_instruction(wrapped("welcomeText"))
    , m_message(wrapped("practiceMessage"))
    , m_score(wrapped("practiceScore"))
    , m_legend(wrapped("practiceLegend"))
    , m_facts(wrapped("viewDetail"))
    , m_button(new QPushButton)
{
    m_viewRow->setSpacing(2);
    m_controls->setSpacing(8);
    m_button->setObjectName(QStringLiteral("practiceButton"));
    m_button->setMinimumHeight(34);
    m_button->setDefault(true);
    connect(m_button, &QPushButton::clicked, this, &PracticePage::checkOrNext);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* enter = new QShortcut(QKeySequence(key), this);
        enter->setContext(Qt::WidgetWithChildrenShortcut);
        enter->setAutoRepeat(false); // held too long, it would skip the score
        connect(enter, &QShortcut::activated, this, &PracticePage::checkOrNext);
    }

    auto* panel = new QWidget;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(m_title);
    column->addWidget(m_instruction);
    column->addLayout(m_controls);
    column->addWidget(m_message);
    column->addWidget(m_score);
    column->addWidget(m_legend);
    column->addStretch(1);
    column->addWidget(m_facts);
    auto* scroll = new QScrollArea;
    scroll->setWidget(panel);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* side = new QWidget;
    side->setFixedWidth(panelWidth);
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 12);
    sideColumn->addWidget(scroll, 1);
    auto* buttonRow = new QHBoxLayout;
    buttonRow->setContentsMargins(16, 0, 16, 0);
    buttonRow->addWidget(m_button);
    sideColumn->addLayout(buttonRow);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(m_viewRow, 1);
    row->addWidget(side);
    setState(State::Empty);
}

PracticeView* PracticePage::addView(const QString& title)
{
    auto* view = new PracticeView(m_transform);
    view->setAccessibleName(title);
    auto* header = new QLabel(title);
    header->setObjectName(QStringLiteral("viewTitle"));
    header->setContentsMargins(12, 7, 12, 7);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(header);
    column->addWidget(view, 1);
    m_viewRow->addLayout(column, 1);
    m_views.push_back(view);
    return view;
}

void PracticePage::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void PracticePage::setInstruction(const QString& text)
{
    m_instruction->setText(text);
}

void PracticePage::say(const QString& text, bool warning)
{
    m_message->setText(warning ? QStringLiteral("<span style='color:%1'>%2</span>").arg(colors::warning.name(), text.toHtmlEscaped())
                               : text.toHtmlEscaped());
    m_message->setVisible(!text.isEmpty());
}

void PracticePage::setLegend(const std::vector<std::pair<QImage, QString>>& entries)
{
    QString html;
    for (const auto& [patch, text] : entries) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        patch.save(&buffer, "PNG");
        html += QStringLiteral(
            "<tr><td style='padding:2px 8px 2px 0'><img src='data:image/png;base64,%1'></td><td style='padding:2px 0'>%2</td></tr>")
                    .arg(QString::fromLatin1(bytes.toBase64()), text.toHtmlEscaped());
    }
    m_legend->setText(html.isEmpty() ? html : QStringLiteral("<table>%1</table>").arg(html));
    m_legend->setVisible(!html.isEmpty());
}

QString PracticePage::scoreText() const
{
    QTextDocument document;
    document.setHtml(m_score->text());
    return document.toPlainText();
}

std::optional<double> PracticePage::mmPerPixel() const
{
    if (m_start.from && m_start.from->mmPerPixel)
        return m_start.from->mmPerPixel;
    return m_start.real ? std::nullopt : m_start.assumedMm;
}

QString practiceLengthText(double pixels, std::optional<double> mmPerPixel)
{
    if (mmPerPixel)
        return PracticePage::tr("%1 mm").arg(QLocale().toString(pixels * *mmPerPixel, 'f', 1));
    return PracticePage::tr("%1 px").arg(QLocale().toString(pixels, 'f', 0));
}

void PracticePage::start(const Start& start)
{
    m_start = start;
    m_model.clear();
    m_score->clear();
    m_score->hide();
    setLegend({});
    say({});
    m_facts->clear();
    m_transform.fit();
    for (PracticeView* view : m_views) {
        view->setActive(false);
        view->setPicture({}, false);
        view->setTint({});
        view->setDrawings({});
        view->setNotice(start.real ? QString() : tr("The generator is drawing a new picture\u2026"));
    }
    reset();
    setState(State::Waiting);
    prepare();
}

void PracticePage::leave()
{
    m_pictures.drop();
    setState(State::Empty);
}

void PracticePage::ask(const std::string& model)
{
    m_model = model;
    for (PracticeView* view : m_views) {
        view->setNotice({});
        view->setActive(true);
    }
    QString facts = m_start.real ? tr("A real picture.") // its title may name the class: that comes with the score
                                 : tr("A synthetic picture by %1.").arg(QString::fromStdString(model).toHtmlEscaped());
    if (!m_start.from->mmPerPixel)
        facts += QLatin1Char(' ')
            + (mmPerPixel() ? tr("Its scale is assumed: %1 mm across.").arg(locale().toString(*mmPerPixel() * canvasSize, 'f', 0))
                            : tr("Its scale is unknown, so lengths are in pixels."));
    facts += QStringLiteral("<br>") + tr("Difficulty %1 of 100. Not for diagnosis.").arg(qRound(m_start.level * 100));
    m_facts->setText(facts);
    m_clock.start();
    setState(State::Asking);
    m_views.front()->setFocus();
}

void PracticePage::fail(const Error& error)
{
    for (PracticeView* view : m_views)
        view->setNotice(QString::fromStdString(error.what()));
    setState(State::Failed);
}

void PracticePage::checkOrNext()
{
    if (m_state == State::Scored || m_state == State::Failed) {
        Q_EMIT nextRequested();
        return;
    }
    if (m_state != State::Asking)
        return;
    QString why;
    if (!complete(why)) {
        say(why, true);
        return;
    }
    practice::Answer answer;
    answer.kind = m_kind;
    answer.wallMs = QDateTime::currentMSecsSinceEpoch();
    answer.durationMs = m_clock.elapsed();
    answer.source = m_start.from->provenance.title;
    answer.model = m_model;
    answer.level = m_start.level;
    answer.seed = static_cast<std::int64_t>(m_start.seed);
    answer.mmPerPixel = mmPerPixel();
    practice::AnswerPictures kept;
    say({});
    for (PracticeView* view : m_views)
        view->setActive(false);
    m_score->setText(score(answer, kept));
    if (m_start.real)
        m_facts->setText(m_facts->text() + QStringLiteral("<br>")
            + tr("The case: %1.").arg(QString::fromStdString(m_start.from->provenance.title).toHtmlEscaped()));
    m_score->show();
    setState(State::Scored);
    m_button->setFocus();
    Q_EMIT answered(answer, kept);
}

void PracticePage::setState(State state)
{
    m_state = state;
    const bool check = state == State::Asking || state == State::Waiting || state == State::Empty;
    m_button->setText(check ? tr("Check answer") : state == State::Failed ? tr("Try another") : tr("Next"));
    describe(m_button, m_button->text(), check ? tr("Scores the answer and shows what was right.") : tr("Begins the next task."),
        QStringLiteral("Enter"));
    m_button->setEnabled(state != State::Waiting && state != State::Empty);
    Q_EMIT stateChanged();
}

} // namespace sonosketch
