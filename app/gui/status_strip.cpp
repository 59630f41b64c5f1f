// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/status_strip.h"

#include "app/session/live_controller.h"
#include "app/session/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStatusBar>
#include <QStyle>

namespace sonosketch {

namespace {
void setLook(QLabel* label, const char* look)
{
    const QVariant next = QString::fromLatin1(look);
    if (label->property("look") == next)
        return;
    label->setProperty("look", next);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

/// A cell as wide as its longest text. A fixed size also keeps a changing text from laying the whole window out again at every pen move.
QLabel* cell(QStatusBar& bar, const char* name, const QString& longest, const QString& accessible, const QString& tip)
{
    auto* label = new QLabel;
    label->setObjectName(QString::fromLatin1(name));
    label->setAccessibleName(accessible);
    label->setToolTip(tip);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setFixedSize(label->fontMetrics().horizontalAdvance(longest) + 18, 24);
    bar.addPermanentWidget(label);
    return label;
}
} // namespace

StatusStrip::StatusStrip(QStatusBar& bar, LiveController& live, QObject* parent)
    : QObject(parent)
    , m_bar(bar)
    , m_live(live)
    , m_message(new QLabel)
{
    bar.setSizeGripEnabled(false);
    m_message->setObjectName(QStringLiteral("statusMessage"));
    m_message->setAccessibleName(tr("Message"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_message->setMinimumWidth(80);
    bar.addWidget(m_message, 1);
    m_pointer = cell(bar, "statusPointer", positionText({-1000, -1000}, 0.1), tr("Pointer position"),
        tr("Pointer position on the canvas, in millimetres too where the spacing is known."));
    m_state = cell(bar, "statusState", tr("Busy %1").arg(ageText(9'900)), tr("State of the picture"),
        tr("What the model is doing, and whether the picture is a preview or exact."));
    m_time =
        cell(bar, "statusTime", tr("%1 ms").arg(88888), tr("Time of the last pass"), tr("Milliseconds from the condition to the picture."));
    m_model = cell(bar, "statusModel", QStringLiteral("pgsgan-mmotu-cpu-512"), tr("Model"), {});
    m_device = cell(bar, "statusDevice", QStringLiteral("cuda:0 \u00b7 bf16"), tr("Device and precision"),
        tr("The device that runs the network, and its precision."));
    const QString warning = tr("Synthetic image \u2013 not for diagnosis");
    auto* disclaimer =
        cell(bar, "statusDisclaimer", warning, tr("Disclaimer"), tr("Pictures are made by a network. They are for research and training."));
    disclaimer->setText(warning);

    m_pulse.setInterval(100);
    m_clear.setSingleShot(true);
    connect(&m_pulse, &QTimer::timeout, this, &StatusStrip::refresh);
    connect(&m_clear, &QTimer::timeout, this, [this] {
        m_note.clear();
        refresh();
    });
    connect(&live, &LiveController::statusChanged, this, &StatusStrip::refresh);
    refresh();
}

void StatusStrip::say(const QString& text)
{
    m_note = text;
    m_noteIsWarning = false;
    m_clear.start(6'000);
    refresh();
}

void StatusStrip::warn(const QString& text)
{
    m_note = text;
    m_noteIsWarning = true;
    m_clear.start(20'000);
    refresh();
}

void StatusStrip::setPointerText(const QString& text)
{
    m_pointer->setText(text);
}

QString StatusStrip::message() const
{
    return m_message->text();
}

void StatusStrip::makeRoom(const QString& text)
{
    // A sentence is read before numbers: in a narrow window they step aside while it is shown, and its tooltip holds all of it.
    int spare = m_bar.width() - m_message->fontMetrics().horizontalAdvance(text) - 60;
    for (const QLabel* fixed : m_bar.findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly))
        if (fixed != m_message)
            spare -= fixed->width() + 6;
    for (QLabel* cell : {m_pointer, m_model, m_time, m_device}) {
        const bool hide = spare < 0 && !text.isEmpty();
        if (hide)
            spare += cell->width() + 6;
        if (cell->isHidden() != hide)
            cell->setHidden(hide);
    }
}

void StatusStrip::refresh()
{
    const LiveStatus status = m_live.status();
    const bool moving = status.state == LiveStatus::State::Busy || (status.stale && status.state != LiveStatus::State::Failed);
    if (moving != m_pulse.isActive())
        moving ? m_pulse.start() : m_pulse.stop();

    // A worker's error stays until a pass goes well; what a person just did comes before it.
    const bool warning = m_note.isEmpty() ? !status.error.isEmpty() : m_noteIsWarning;
    m_message->setText(m_note.isEmpty() ? status.error : m_note);
    m_message->setToolTip(m_message->text());
    setLook(m_message, warning ? "warn" : "calm");
    makeRoom(m_message->text());

    if (const auto& info = m_live.info()) {
        m_model->setText(m_model->fontMetrics().elidedText(QString::fromStdString(info->name), Qt::ElideRight, m_model->width() - 16));
        m_model->setToolTip(tr("Model %1\nSHA-256 %2").arg(QString::fromStdString(info->name), QString::fromStdString(info->hash)));
        m_device->setText(
            QStringLiteral("%1 \u00b7 %2").arg(QString::fromStdString(info->device), QString::fromStdString(info->precision)));
    } else {
        m_model->setText(status.state == LiveStatus::State::Failed ? tr("No model") : tr("Loading model\u2026"));
        m_device->clear();
    }
    m_time->setText(status.hasPicture ? tr("%1 ms").arg(status.milliseconds, 0, 'f', status.milliseconds < 10 ? 1 : 0) : QString());
    const char* look = "calm";
    QString state;
    if (status.state == LiveStatus::State::Busy && status.busyMs >= 200) {
        state = tr("Busy %1").arg(ageText(status.busyMs));
        look = "busy";
    } else if (status.hasPicture) {
        state = status.exact ? tr("Exact") : tr("Preview");
    }
    m_state->setText(state);
    setLook(m_state, look);
    Q_EMIT refreshed();
}

} // namespace sonosketch
