// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui/welcome_page.h"

#include "app/canvas/condition_compositor.h"
#include "app/panels/panel_parts.h"
#include "app/session/text.h"
#include "core/base/error.h"
#include "core/io/case_io.h"
#include "core/io/examples.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <spdlog/spdlog.h>

namespace sonosketch {

namespace {
constexpr int pictureSize = 208;

/// The case as the canvas shows it: source with labels.
QImage picture(const Case& value)
{
    ConditionCompositor compositor;
    LayerModel layers;
    layers.setVisible(Layer::AutoEdges, false);
    layers.setVisible(Layer::FieldOfView, false);
    compositor.compose(value, {}, layers.styles(), {0, 0, canvasSize, canvasSize});
    return compositor.image().scaled(2 * pictureSize, 2 * pictureSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setObjectName(QStringLiteral("welcomeHeading"));
    return label;
}
} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_recentPart(new QWidget)
    , m_recent(new QListWidget)
{
    setObjectName(QStringLiteral("welcome"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Welcome"));
    setFocusPolicy(Qt::StrongFocus);

    auto* title = new QLabel(tr("Ultrasound pictures that do not exist yet"));
    title->setObjectName(QStringLiteral("welcomeTitle"));
    auto* text =
        new QLabel(tr("Paint labels and sketch lines on the left; the synthetic picture on the right follows. Every picture made here is "
                      "synthetic and says so. For research and training, not for diagnosis."));
    text->setWordWrap(true);
    text->setObjectName(QStringLiteral("welcomeText"));

    auto* cases = new QHBoxLayout;
    cases->setSpacing(14);
    addExamples(*cases);
    cases->addStretch(1);

    m_recent->setObjectName(QStringLiteral("welcomeRecent"));
    describe(m_recent, tr("Recent cases"), tr("Enter or a double click opens one."));
    m_recent->setFixedHeight(132);
    auto* recentColumn = new QVBoxLayout(m_recentPart);
    recentColumn->setContentsMargins(0, 0, 0, 0);
    recentColumn->addWidget(heading(tr("Go on with")));
    recentColumn->addWidget(m_recent);
    m_recentPart->hide();
    connect(m_recent, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { Q_EMIT caseChosen(toPath(item->data(Qt::UserRole).toString())); });

    auto* open = new QPushButton(tr("&Open your own\u2026"));
    describe(open, tr("Open your own"), tr("An ultrasound image, a case folder or a project."));
    auto* guide = new QPushButton(tr("&User guide"));
    describe(guide, tr("User guide"), tr("A short illustrated tour."));
    auto* close = new QPushButton(tr("&Start"));
    close->setObjectName(QStringLiteral("welcomeClose"));
    describe(close, tr("Start"), tr("Closes this page; Help > Welcome brings it back."), QStringLiteral("Esc"));
    connect(open, &QPushButton::clicked, this, &WelcomePage::openRequested);
    connect(guide, &QPushButton::clicked, this, &WelcomePage::guideRequested);
    connect(close, &QPushButton::clicked, this, &WelcomePage::closed);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(open);
    buttons->addWidget(guide);
    buttons->addStretch(1);
    buttons->addWidget(close);

    auto* column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(1);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(8);
    column->addWidget(heading(tr("Start from a real case")));
    column->addLayout(cases);
    column->addWidget(m_recentPart);
    column->addSpacing(8);
    column->addLayout(buttons);
    column->addStretch(2);
    auto* middle = new QWidget;
    middle->setLayout(column);
    middle->setMaximumWidth(3 * pictureSize + 160);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(middle, 8);
    row->addStretch(1);
}

void WelcomePage::addExamples(QHBoxLayout& row)
{
    for (const auto& folder : exampleCases()) {
        Case value;
        try {
            value = loadCase(folder);
        } catch (const Error& error) {
            spdlog::warn("{}", error.what()); // a bundled case that was tampered with: the others are still there
            continue;
        }
        const QString name = QString::fromStdString(value.provenance.title);
        auto* card = new QToolButton;
        card->setObjectName(QStringLiteral("welcomeCase"));
        card->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        QPixmap pixmap = QPixmap::fromImage(picture(value));
        card->setIcon(QIcon(pixmap));
        card->setIconSize({pictureSize, pictureSize});
        card->setText(name);
        describe(card, name, QString::fromStdString(value.provenance.attribution));
        connect(card, &QToolButton::clicked, this, [this, folder] { Q_EMIT caseChosen(folder); });
        row.addWidget(card);
    }
}

void WelcomePage::setRecent(const std::vector<Recent>& recent)
{
    m_recent->clear();
    for (const Recent& one : recent) {
        auto* item = new QListWidgetItem(one.detail.isEmpty() ? one.title : tr("%1 \u2014 %2").arg(one.title, one.detail), m_recent);
        item->setData(Qt::UserRole, toText(one.path));
        item->setToolTip(toText(one.path));
    }
    m_recentPart->setVisible(!recent.empty());
}

void WelcomePage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace sonosketch
