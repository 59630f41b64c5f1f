// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/compare_pane.h"

#include "app/compare/compare_view.h"
#include "app/panels/panel_parts.h"
#include "app/session/live_controller.h"
#include "core/io/synthetic_image.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QSpinBox>
#include <QVBoxLayout>

namespace sonosketch {

ComparePane::ComparePane(
    EditorSession& session, LiveController& live, NodePictures& pictures, PictureService& service, ModelCatalogue& models, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_models(models)
    , m_service(service)
    , m_comparison(session, live, pictures, service, models)
{
    setObjectName(QStringLiteral("comparePane"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildControls();
    buildViews();
    m_blink.setInterval(m_interval->value());
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_shown = 1 - m_shown;
        showPictures();
    });
    connect(&m_comparison, &Comparison::changed, this, &ComparePane::showPictures);
    connect(&m_comparison, &Comparison::factsChanged, this, &ComparePane::showFacts);
    const auto renew = [this] {
        if (m_comparison.isActive())
            fillSources();
    };
    connect(&m_models, &ModelCatalogue::changed, this, renew);
    connect(&m_session, &EditorSession::historyChanged, this, renew);
    connect(&m_session, &EditorSession::nodeMarked, this, renew);
    connect(&service, &PictureService::pendingChanged, this, [this] { m_progress->setVisible(m_service.pending() > 0); });
    fillSources();
    showPictures();
}

ComparePane::~ComparePane() = default;

void ComparePane::buildViews()
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    for (int i = 0; i < 2; ++i) {
        auto* whole = new QWidget;
        auto* side = new QVBoxLayout(whole);
        side->setContentsMargins(0, 0, 0, 0);
        side->setSpacing(0);
        auto* title = new QLabel;
        title->setObjectName(QStringLiteral("compareTitle%1").arg(i));
        title->setTextFormat(Qt::PlainText);
        title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        title->setContentsMargins(12, 4, 12, 4);
        auto* view = new CompareView(m_transform);
        view->setObjectName(QStringLiteral("compareView%1").arg(i));
        describe(view, i == 0 ? tr("Left picture") : tr("Right picture"),
            tr("Wheel, plus and minus zoom both pictures, Home shows all; the arrow keys move the divider."));
        // A tooltip over the pictures would be in the way.
        view->setToolTip({});
        m_titles[static_cast<std::size_t>(i)] = title;
        m_views[static_cast<std::size_t>(i)] = view;
        side->addWidget(title);
        side->addWidget(view, 1);
        row->addWidget(whole, 1);
        connect(view, &ImageView::pointerMoved, this, [this](QPointF at) {
            for (CompareView* each : m_views)
                each->setCross(at);
        });
        connect(view, &ImageView::pointerLeft, this, [this] {
            for (CompareView* each : m_views)
                each->setCross({});
        });
        connect(view, &CompareView::flipHeld, this, &ComparePane::flip);
    }
    column->addLayout(row, 1);

    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 5, 12, 6);
    m_facts = new QLabel;
    m_facts->setObjectName(QStringLiteral("comparisonFacts"));
    m_facts->setAccessibleName(tr("Measures"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    foot->addWidget(m_facts, 1);
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("compareProgress"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(90, 8);
    m_progress->setAccessibleName(tr("Rendering"));
    m_progress->setToolTip(tr("A picture is being rendered; closing the comparison cancels it."));
    m_progress->hide();
    foot->addWidget(m_progress);
    auto* note = new QLabel(tr("not for diagnosis"));
    note->setObjectName(QStringLiteral("statusDisclaimer"));
    foot->addWidget(note);
    column->addLayout(foot);
}

void ComparePane::setMode(Mode mode)
{
    m_mode = mode;
    m_modes->button(static_cast<int>(mode))->setChecked(true);
    m_shown = 0;
    if (mode == Mode::Blink && isVisible())
        m_blink.start();
    else
        m_blink.stop();
    showPictures();
}

void ComparePane::nextMode()
{
    setMode(static_cast<Mode>((static_cast<int>(m_mode) + 1) % 4));
}

void ComparePane::swap()
{
    m_comparison.swap();
    fillSources();
}

void ComparePane::compare(const CompareSource& left, const CompareSource& right)
{
    m_comparison.setSource(0, left);
    m_comparison.setSource(1, right);
    fillSources();
}

void ComparePane::flip(bool held)
{
    if (m_mode != Mode::Blink)
        return;
    if (held)
        m_blink.stop();
    else
        m_blink.start();
    m_shown = 1 - m_shown;
    showPictures();
}

void ComparePane::showPictures()
{
    const auto text = [this](int side) {
        const auto& each = m_comparison.side(side);
        return each.ticket != 0 ? tr("Rendering\u2026") : each.problem;
    };
    const bool two = m_mode == Mode::SideBySide;
    if (QWidget* right = m_views[1]->parentWidget(); right->isHidden() == two) {
        right->setVisible(two);
        if (!two) // a hidden view has no say in what fits
            m_transform.setViewSize(m_views[1], m_views[0]->maximumSize());
    }
    const QString leftTitle = m_comparison.side(0).title, rightTitle = m_comparison.side(1).title;
    QString title = leftTitle;
    switch (m_mode) {
    case Mode::SideBySide:
        for (int i = 0; i < 2; ++i)
            m_views[static_cast<std::size_t>(i)]->showOne(m_comparison.marked(i), text(i));
        break;
    case Mode::Wipe: {
        const QImage one = m_comparison.marked(0), other = m_comparison.marked(1);
        title = tr("%1   |   %2").arg(leftTitle, rightTitle);
        if (one.isNull() || other.isNull())
            m_views[0]->showOne({}, text(one.isNull() ? 0 : 1));
        else
            m_views[0]->showWipe(one, other);
        break;
    }
    case Mode::Blink:
        title = m_shown == 0 ? leftTitle : rightTitle;
        m_views[0]->showOne(m_comparison.marked(m_shown), text(m_shown));
        break;
    case Mode::Difference:
        title = tr("Difference: %1   \u2212   %2").arg(leftTitle, rightTitle);
        if (const auto& facts = m_comparison.facts()) {
            QImage map = facts->map;
            if (m_comparison.side(0).synthetic || m_comparison.side(1).synthetic) {
                // The mark is the one that files carry, on a map too.
                const cv::Size size = syntheticMarkSize();
                const cv::Mat mark = withSyntheticMark(cv::Mat::zeros(size, CV_8UC1), {{0, 0}});
                QPainter(&map).drawImage(MarkPlacement().position.x, MarkPlacement().position.y, toImage(mark));
            }
            const cv::Rect& box = facts->changed.box;
            m_views[0]->showMap(map, facts->scale, QRect(box.x, box.y, box.width, box.height));
        } else {
            m_views[0]->showOne({}, !text(0).isEmpty() ? text(0) : !text(1).isEmpty() ? text(1) : tr("Measuring\u2026"));
        }
        break;
    }
    m_titles[0]->setText(title);
    m_titles[0]->setToolTip(title);
    m_titles[1]->setText(rightTitle);
    m_titles[1]->setToolTip(rightTitle);
    m_views[0]->setAccessibleDescription(title);
    m_views[1]->setAccessibleDescription(rightTitle);
}

void ComparePane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_comparison.setActive(true);
    fillSources();
    if (m_mode == Mode::Blink)
        m_blink.start();
}

void ComparePane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_blink.stop();
    m_comparison.setActive(false);
}

} // namespace sonosketch
