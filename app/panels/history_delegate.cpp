// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/history_delegate.h"

#include "app/commands/icons.h"
#include "app/session/node_pictures.h"
#include "app/session/thumbnail.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QTime>

namespace sonosketch {

namespace {
constexpr int margin = 5, laneStep = 10, lanesShown = 6, iconSize = 14;
constexpr std::array laneColors{
    QColor(96, 165, 222), QColor(214, 160, 92), QColor(126, 190, 130), QColor(196, 130, 190), QColor(206, 196, 110), QColor(112, 190, 190)};

QColor laneColor(int lane, bool dim)
{
    QColor color = laneColors[static_cast<std::size_t>(lane) % laneColors.size()];
    if (dim)
        color.setAlpha(95);
    return color;
}
} // namespace

HistoryDelegate::HistoryDelegate(const HistoryModel& model, NodePictures& pictures, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_pictures(pictures)
{
    m_ask.setSingleShot(true);
    m_ask.setInterval(0);
    connect(&m_ask, &QTimer::timeout, this, &HistoryDelegate::thumbnailsMissing);
    const auto renew = [this](HistoryTree::NodeId node) {
        m_pixmaps.remove(node);
        Q_EMIT outdated(node);
    };
    connect(&pictures, &NodePictures::thumbnailReady, this, renew);
    connect(&pictures, &NodePictures::pictureReady, this, renew);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { m_pixmaps.clear(); });
}

int HistoryDelegate::rowHeight()
{
    return thumbnailSize + 2 * margin;
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {180, rowHeight()};
}

int HistoryDelegate::graphWidth() const
{
    return m_model.isFiltered() ? margin : margin + 6 + std::min(m_model.lanes().count(), lanesShown) * laneStep;
}

const QPixmap* HistoryDelegate::thumbnail(HistoryModel::NodeId node) const
{
    if (const QPixmap* known = m_pixmaps.object(node))
        return known;
    const NodePictures::Png* png = m_pictures.thumbnail(node);
    if (!png) {
        m_ask.start();
        return nullptr;
    }
    auto* drawn = new QPixmap;
    drawn->loadFromData(png->data(), static_cast<uint>(png->size()), "PNG");
    m_pixmaps.insert(node, drawn);
    return m_pixmaps.object(node);
}

void HistoryDelegate::paintGraph(QPainter& painter, const QRect& area, HistoryModel::NodeId node) const
{
    const auto x = [&](int lane) { return area.left() + margin + 4 + std::min(lane, lanesShown - 1) * laneStep; };
    const int own = m_model.lanes().lane(node), middle = area.center().y();
    const auto pen = [&](const HistoryLanes::Piece& piece) {
        const bool aside = m_model.place(piece.child) == HistoryModel::Aside;
        return QPen(laneColor(piece.lane, aside), aside ? 1.5 : 2.5);
    };
    for (const auto& piece : m_model.lanes().pieces(node)) {
        painter.setPen(pen(piece));
        if (piece.above)
            painter.drawLine(x(piece.lane), area.top(), x(piece.lane), middle);
        if (!piece.below)
            continue;
        if (piece.lane == own || piece.above) {
            painter.drawLine(x(piece.lane), middle, x(piece.lane), area.bottom() + 1);
        } else {
            // A branch leaves the step in a curve.
            QPainterPath path(QPointF(x(own), middle));
            path.cubicTo(x(own), area.bottom() - 8, x(piece.lane), middle + 8, x(piece.lane), area.bottom() + 1);
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(path);
        }
    }
    const HistoryModel::Place place = m_model.place(node);
    const QColor color = laneColor(own, place == HistoryModel::Aside);
    const bool current = place == HistoryModel::Current;
    painter.setPen(QPen(current ? QColor(238, 241, 245) : color, 2));
    painter.setBrush(place == HistoryModel::Ahead ? QColor(31, 33, 35) : color);
    const double radius = current ? 5.5 : 4.0;
    painter.drawEllipse(QPointF(x(own), middle), radius, radius);
}

void HistoryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const HistoryModel::NodeId node = m_model.nodeAt(index);
    const HistoryModel::Place place = m_model.place(node);
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    if (place == HistoryModel::Current || selected)
        painter->fillRect(option.rect, place == HistoryModel::Current ? QColor(47, 64, 82) : QColor(43, 46, 49));
    if (selected && (option.state & QStyle::State_HasFocus)) {
        painter->setPen(QColor(74, 123, 168));
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (!m_model.isFiltered())
        paintGraph(*painter, option.rect, node);

    const QRect picture(option.rect.left() + graphWidth() + margin, option.rect.top() + margin, thumbnailSize, thumbnailSize);
    const bool faint = place == HistoryModel::Aside || place == HistoryModel::Ahead;
    if (const QPixmap* drawn = thumbnail(node)) {
        painter->setOpacity(place == HistoryModel::Aside ? 0.55 : 1.0);
        painter->drawPixmap(picture, *drawn);
        painter->setOpacity(1.0);
    } else {
        painter->fillRect(picture, QColor(24, 25, 27));
    }
    painter->setPen(QColor(54, 58, 64));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(picture.adjusted(-1, -1, 0, 0));

    QRect text(picture.right() + 9, option.rect.top() + margin, option.rect.right() - picture.right() - 13, 18);
    const QColor strong = faint ? option.palette.color(QPalette::PlaceholderText).lighter(125) : option.palette.color(QPalette::Text);
    const QColor weak = option.palette.color(QPalette::PlaceholderText).lighter(115);
    const auto line = [&](const QString& words, const QColor& color, int weight, bool slanted, int skip) {
        QFont font = option.font;
        font.setWeight(static_cast<QFont::Weight>(weight));
        font.setItalic(slanted);
        painter->setFont(font);
        painter->setPen(color);
        const QRect rect = text.adjusted(skip, 0, 0, 0);
        painter->drawText(rect, Qt::AlignVCenter, QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width()));
        text.translate(0, 18);
    };
    const auto paintIcon = [&](const QString& name, int x) {
        const QIcon drawn = name.isEmpty() ? QIcon() : icon(name.toLatin1().constData());
        if (drawn.isNull())
            return 0;
        drawn.paint(painter, QRect(x, text.top() + 2, iconSize, iconSize));
        return iconSize + 5;
    };
    const QString name = index.data(HistoryModel::NameRole).toString(), words = index.data(HistoryModel::TextRole).toString();
    if (!name.isEmpty())
        line(name, faint ? strong : QColor(238, 241, 245), QFont::DemiBold, false, 0);
    const int skip = paintIcon(index.data(HistoryModel::ToolRole).toString(), text.left());
    line(words, name.isEmpty() ? strong : weak.lighter(115), QFont::Normal, false, skip);
    const bool pinned = index.data(HistoryModel::PinnedRole).toBool();
    const int pinSkip = pinned ? paintIcon(QStringLiteral("pin"), text.left()) : 0;
    line(tr("%1 \u00b7 %2").arg(node).arg(index.data(HistoryModel::TimeRole).toTime().toString(QStringLiteral("HH:mm:ss"))), weak,
        QFont::Normal, false, pinSkip);
    if (const QString note = index.data(HistoryModel::NoteRole).toString(); !note.isEmpty())
        line(note.section(QLatin1Char('\n'), 0, 0), weak.lighter(110), QFont::Normal, true, 0);
    painter->restore();
}

QWidget* HistoryDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const
{
    QWidget* editor = nullptr;
    if (m_edited == HistoryModel::NameRole) {
        auto* line = new QLineEdit(parent);
        line->setMaxLength(static_cast<int>(HistoryTree::maxNameBytes) / 4);
        line->setPlaceholderText(tr("Name"));
        line->setAccessibleName(tr("Name of the step"));
        line->setToolTip(tr("Enter keeps the name, Escape leaves it as it was."));
        editor = line;
    } else {
        auto* area = new QPlainTextEdit(parent);
        area->setPlaceholderText(tr("Note"));
        area->setAccessibleName(tr("Note of the step"));
        area->setToolTip(tr("Enter keeps the note, Shift+Enter begins a new line, Escape leaves it as it was."));
        area->setTabChangesFocus(true);
        editor = area;
    }
    editor->setObjectName(m_edited == HistoryModel::NameRole ? QStringLiteral("historyName") : QStringLiteral("historyNote"));
    return editor;
}

void HistoryDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        line->setText(index.data(HistoryModel::NameRole).toString());
        line->selectAll();
    } else if (auto* area = qobject_cast<QPlainTextEdit*>(editor)) {
        area->setPlainText(index.data(HistoryModel::NoteRole).toString());
        area->moveCursor(QTextCursor::End);
    }
}

void HistoryDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* line = qobject_cast<QLineEdit*>(editor))
        model->setData(index, line->text(), HistoryModel::NameRole);
    else if (auto* area = qobject_cast<QPlainTextEdit*>(editor))
        model->setData(index, area->toPlainText(), HistoryModel::NoteRole);
}

void HistoryDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int left = option.rect.left() + graphWidth() + margin + thumbnailSize + 6;
    QRect rect(left, option.rect.top() + 3, option.rect.right() - left - 2, option.rect.height() - 6);
    if (qobject_cast<QLineEdit*>(editor))
        rect.setHeight(26);
    editor->setGeometry(rect);
}

bool HistoryDelegate::eventFilter(QObject* object, QEvent* event)
{
    if (auto* area = qobject_cast<QPlainTextEdit*>(object); area && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && !(key->modifiers() & Qt::ShiftModifier)) {
            Q_EMIT commitData(area);
            Q_EMIT closeEditor(area);
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

} // namespace sonosketch
