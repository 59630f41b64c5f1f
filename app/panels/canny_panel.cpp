// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/canny_panel.h"

#include "app/commands/command_table.h"
#include "app/panels/panel_parts.h"
#include "app/session/editor_session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace sonosketch {

CannyPanel::CannyPanel(EditorSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_on(new QCheckBox(tr("Edges of the source image")))
    , m_low(new NumberSlider(0, 400, 0, {}, NumberSlider::Curve::SquareRoot))
    , m_high(new NumberSlider(0, 1000, 0, {}, NumberSlider::Curve::SquareRoot))
    , m_sigma(new NumberSlider(0, 10, 1, tr(" px"), NumberSlider::Curve::SquareRoot))
    , m_aperture(new QComboBox)
    , m_reset(new QPushButton(tr("Reset")))
{
    m_on->setObjectName(QStringLiteral("autoSketch"));
    m_low->setObjectName(QStringLiteral("cannyLow"));
    m_high->setObjectName(QStringLiteral("cannyHigh"));
    m_sigma->setObjectName(QStringLiteral("cannySigma"));
    describe(m_on, tr("Automatic sketch"), tr("Adds edges found in the source image to the sketch. Pen strokes are kept apart and stay."),
        CommandTable::keyText(Command::AutoSketch));
    m_low->describeAs(tr("Low threshold"), tr("Weak edges above it are kept where they join a strong one."));
    m_high->describeAs(tr("High threshold"), tr("Edges above it are always kept."));
    m_sigma->describeAs(tr("Smoothing"), tr("Gaussian smoothing before edges are looked for; more of it leaves fewer, longer lines."));
    describe(m_aperture, tr("Aperture"), tr("Size of the gradient filter in pixels."));
    describe(m_reset, tr("Reset automatic sketch"), tr("Back to the settings the models were trained with."));
    for (const int size : {3, 5, 7})
        m_aperture->addItem(tr("%1 \u00d7 %1 px").arg(size), size);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 10);
    column->setSpacing(8);
    column->addWidget(m_on);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(10);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Low"), m_low);
    form->addRow(tr("High"), m_high);
    form->addRow(tr("Smoothing"), m_sigma);
    form->addRow(tr("Aperture"), m_aperture);
    form->addRow(QString(), m_reset);
    column->addLayout(form);
    column->addStretch(1);

    m_gestureEnd.setSingleShot(true);
    m_gestureEnd.setInterval(600);
    connect(&m_gestureEnd, &QTimer::timeout, &session, &EditorSession::commitSettings);
    connect(m_on, &QCheckBox::toggled, &session, &EditorSession::setAutoSketch);
    connect(m_low, &NumberSlider::edited, this, [this](double low) {
        CannySettings next = m_session.value().canny;
        next.low = low;
        next.high = std::max(next.high, low);
        apply(next);
    });
    connect(m_high, &NumberSlider::edited, this, [this](double high) {
        CannySettings next = m_session.value().canny;
        next.high = high;
        next.low = std::min(next.low, high);
        apply(next);
    });
    connect(m_sigma, &NumberSlider::edited, this, [this](double sigma) {
        CannySettings next = m_session.value().canny;
        next.sigma = sigma;
        apply(next);
    });
    for (NumberSlider* slider : {m_low, m_high, m_sigma})
        connect(slider, &NumberSlider::released, &session, &EditorSession::commitSettings);
    connect(m_aperture, &QComboBox::activated, this, [this](int index) {
        CannySettings next = m_session.value().canny;
        next.aperture = m_aperture->itemData(index).toInt();
        m_session.previewCanny(next);
        m_session.commitSettings();
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_session.previewCanny(CannySettings{});
        m_session.commitSettings();
    });
    connect(&session, &EditorSession::changed, this, [this](const DocumentChange& change) {
        if (change.settings || change.replaced)
            showState();
    });
    showState();
}

void CannyPanel::apply(const CannySettings& settings)
{
    m_session.previewCanny(settings);
    if (m_low->isSliderDown() || m_high->isSliderDown() || m_sigma->isSliderDown())
        m_gestureEnd.stop();
    else
        m_gestureEnd.start();
}

void CannyPanel::showState()
{
    const Case& value = m_session.value();
    const QSignalBlocker onBlocker(m_on);
    m_on->setChecked(value.autoSketch);
    m_low->setValue(value.canny.low);
    m_high->setValue(value.canny.high);
    m_sigma->setValue(value.canny.sigma);
    m_aperture->setCurrentIndex(m_aperture->findData(value.canny.aperture));
    const bool usable = !value.source.empty();
    m_on->setEnabled(usable);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_low, m_high, m_sigma, m_aperture, m_reset})
        widget->setEnabled(usable && value.autoSketch);
}

} // namespace sonosketch
