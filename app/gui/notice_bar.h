// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPixmap>
#include <QString>
#include <QToolBar>

#include <functional>
#include <map>
#include <vector>

class QVBoxLayout;

namespace sonosketch {

/// What a person has to know or decide, without standing in the way: rows with buttons below the tool bar, until answered. No row, no bar.
class NoticeBar : public QToolBar {
    Q_OBJECT

public:
    struct Button {
        QString text;
        QString tip;                  ///< one sentence: what it does
        std::function<void()> action; ///< the row goes away first
    };

    explicit NoticeBar(QWidget* parent = nullptr);

    /// Shows a row, or replaces the one of this name. `name` is also the row's object name, its buttons are "NAME0", "NAME1" ...
    void post(const QString& name, const QString& text, const std::vector<Button>& buttons, const QPixmap& picture = {});
    /// A changed text for a row that is there, with its buttons and the focus left alone.
    void setText(const QString& name, const QString& text);
    void withdraw(const QString& name);
    bool has(const QString& name) const { return m_rows.contains(name); }
    /// Empty if there is no such row.
    QString text(const QString& name) const;

private:
    QVBoxLayout* m_column;
    std::map<QString, QWidget*> m_rows;
};

} // namespace sonosketch
